"""Messages as the page and outside tests see them (docs/stand.md, "Message"), one picture for all viewers."""

from typing import Any

from bot.stand.clock import iso
from bot.stand.html import to_html
from bot.stand.people import BotAccount, Group, Json, Message, PrivateChat, Topic
from bot.stand.render import sender_json

SERVICE = (
    "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
    "pinned_message", "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id",
)  # fmt: skip


def message_view(message: Message, bot: str | None = None) -> Json:
    """JSON of a message for people: texts, safe HTML, files as links, buttons, marks of what happened to
    it.
    """
    text: str = message.content.get("text") or message.content.get("caption") or ""
    entities: list[Json] = message.content.get("entities") or message.content.get("caption_entities") or []
    shown: Json = {
        "id": message.id,
        "bot": bot_of(message, bot),
        "chat_id": message.chat.id,
        "from": sender_json(message.sender, message.shown_as),
        "date": iso(message.date),
        "caption" if message.media else "text": text,
        "html": to_html(text, entities),
        "entities": entities,
        **contents(message),
        **keyboards(message),
        "reply_to": message.reply_to,
        "thread": message.thread,
        "edited": message.edited_at is not None,
        "edits": message.edits,
        "pinned": message.pinned,
        "reactions": [one for given in message.reactions.values() for one in given],
        "deleted": message.deleted,
        "protect": bool(message.content.get("has_protected_content")),
    }
    return shown


def bot_of(message: Message, asked: str | None) -> str:
    """A private chat belongs to a bot; in a group it is the bot that wrote, or the one that was asked for."""
    if isinstance(message.chat, PrivateChat):
        return message.chat.bot.role
    return message.sender.role if isinstance(message.sender, BotAccount) else asked or "staff"


def contents(message: Message) -> Json:
    """Everything beside words: files with a link, contact, place, album, service events, forwards."""
    content, media = message.content, message.media
    shown: Json = {
        k: content[k] for k in ("contact", "location", "venue", "dice", "media_group_id") if k in content
    }
    if media is not None:
        shown[media.kind] = {
            **media.facts,
            "file_name": media.file.name,
            "mime_type": media.file.mime,
            "file_size": media.file.size,
            "url": f"/sim/files/{media.file.key}",
        }
    service = {k: content[k] for k in SERVICE if k in content}
    if service:
        shown["service"] = service
    if "forward_origin" in message.extra:
        shown["forwarded"] = message.extra["forward_origin"]
    return shown


def keyboards(message: Message) -> Json:
    """Inline buttons in rows; a reply keyboard that this message shows or removes."""
    markup = message.markup or {}
    rows = markup.get("inline_keyboard", [])
    return {
        "buttons": [[button_view(button) for button in row] for row in rows],
        "reply_keyboard": markup.get("keyboard"),
        "one_time": bool(markup.get("one_time_keyboard")),
        "placeholder": markup.get("input_field_placeholder"),
        "force_reply": bool(markup.get("force_reply")),
        "remove_keyboard": bool(markup.get("remove_keyboard")),
    }


def button_view(button: dict[str, Any]) -> Json:
    shown = {k: v for k, v in button.items() if k != "callback_data"}
    return {**shown, "data": button["callback_data"]} if "callback_data" in button else shown


def topic_view(topic: Topic) -> Json:
    return {"id": topic.id, "name": topic.name, "closed": topic.closed, "deleted": topic.deleted}


def group_view(group: Group) -> Json:
    return {
        "id": group.id,
        "title": group.title,
        "titles": group.titles,
        "forum": group.forum,
        "topics": [topic_view(topic) for topic in group.topics.values() if not topic.deleted],
        "members": {str(account): member.status for account, member in group.members.items()},
    }
