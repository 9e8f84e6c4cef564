"""What every sending and editing method has in common: may the bot write here, which topic, which reply,
texts.
"""

from typing import Any

from bot.stand.entities import CAPTION_LIMIT, TEXT_LIMIT, parse_text, utf16_length
from bot.stand.errors import bad_request, forbidden
from bot.stand.files import Media
from bot.stand.markup import checked_markup
from bot.stand.people import BotAccount, Chat, Group, Json, Message, PrivateChat
from bot.stand.world import World

Params = dict[str, Any]
Place = PrivateChat | Group
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def open_chat(world: World, bot: BotAccount, params: Params) -> Place:
    """The chat of `chat_id` if the bot may write there now; 400 or 403 otherwise."""
    chat = world.get_chat(bot, params["chat_id"])
    ensure_reachable(chat)
    return chat


def ensure_reachable(chat: Place) -> None:
    if isinstance(chat, Group):
        return
    if chat.user.deactivated:
        raise forbidden("user is deactivated")
    if not chat.opened:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")


def thread_of(chat: Place, params: Params) -> int | None:
    """The topic to write into; None outside of topics and in the general one (Telegram's number 1)."""
    thread = params.get("message_thread_id")
    if thread is None or (thread == 1 and isinstance(chat, Group) and chat.forum):
        return None
    topic = chat.topics.get(thread) if isinstance(chat, Group) and chat.forum else None
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    if topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return topic.id


def reply_of(chat: Place, params: Params) -> int | None:
    """The message to answer; a missing one is a 400 unless the bot allows sending without it."""
    reply = params.get("reply_parameters") or {}
    wanted = reply.get("message_id")
    if wanted is None:
        return None
    if chat.find(wanted) is None:
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return int(wanted)


def text_content(params: Params) -> Json:
    """Text and entities of a message, within 4096 UTF-16 units after parsing."""
    text, entities = parse_text(params["text"], params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_content(params: Params) -> Json:
    """Caption and entities, within 1024 UTF-16 units after parsing; empty without one."""
    raw = params.get("caption")
    if not raw:
        return {}
    caption, entities = parse_text(raw, params.get("parse_mode"), params.get("caption_entities"))
    if utf16_length(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}


def send(
    world: World, bot: BotAccount, params: Params, content: Json, media: Media | None = None,
    counted: int = 1, **extra: Any,
) -> Message:  # fmt: skip
    """Post a message of the bot where the parameters say, after all checks; it counts as `counted`
    messages.
    """
    chat = open_chat(world, bot, params)
    thread, reply_to = thread_of(chat, params), reply_of(chat, params)
    markup = checked_markup(params.get("reply_markup"))
    count(world, bot, chat, counted)
    if params.get("protect_content"):
        content["has_protected_content"] = True
    return world.post(
        chat, bot, content, media=media, markup=markup, reply_to=reply_to, thread=thread, extra=extra,
        foreign_markup=markup is not None and "inline_keyboard" not in markup,
    )  # fmt: skip


def count(world: World, bot: BotAccount, chat: Chat, messages: int = 1, edit: bool = False) -> None:
    """Count messages against Telegram's pace; 429 if it is exceeded."""
    world.meters[bot.role].take(chat.id, world.clock.now().timestamp(), messages, edit)


def editable(world: World, bot: BotAccount, params: Params) -> Message:
    """The bot's own message that may be edited; 400 with Telegram's reason otherwise."""
    if params.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if params.get("chat_id") is None:
        raise bad_request("chat_id is empty")
    chat = open_chat(world, bot, params)
    message = chat.find(params.get("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not bot or message.foreign_markup:
        raise bad_request("message can't be edited")
    return message


def change(
    world: World, message: Message, content: Json, markup: Json | None, media: Media | None
) -> Message:
    """Apply an edit if it changes anything; editing counts in groups and marks the message as edited."""
    bot = message.bot
    assert bot is not None
    if content == message.content and markup == message.markup and media is message.media:
        raise bad_request(NOT_MODIFIED)
    count(world, bot, message.chat, edit=True)
    only_markup = content == message.content and media is message.media
    message.content, message.markup, message.media = content, markup, media
    message.edits += 1
    if not only_markup:
        message.edited_at = world.now()
    world.tell("reply_markup" if only_markup else "edit", message)
    return message
