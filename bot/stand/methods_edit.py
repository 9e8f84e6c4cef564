"""Bot API methods about messages that exist: edit, delete, answer a tap, pin, react."""

from typing import Any

from bot.stand.attachments import media_from
from bot.stand.errors import bad_request
from bot.stand.markup import checked_markup
from bot.stand.people import BotAccount, Chat, Group, Json, Message, PrivateChat
from bot.stand.sending import Params, caption_content, change, count, editable, open_chat, text_content
from bot.stand.validate import TABLE
from bot.stand.world import World

DELETABLE_SECONDS = 48 * 3600
REACTIONS = frozenset(TABLE["reactions"])
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
FORUM_SERVICE = ("forum_topic_created",)


def edit_message_text(world: World, bot: BotAccount, params: Params) -> Json:
    message = editable(world, bot, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    if params.get("text") is None:
        raise bad_request("message text is empty")
    return edited(world, message, replaced(message, text_content(params)), params)


def edit_message_caption(world: World, bot: BotAccount, params: Params) -> Json:
    message = editable(world, bot, params)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return edited(world, message, replaced(message, caption_content(params)), params)


def edit_message_reply_markup(world: World, bot: BotAccount, params: Params) -> Json:
    message = editable(world, bot, params)
    return edited(world, message, message.content, params)


def edit_message_media(world: World, bot: BotAccount, params: Params) -> Json:
    message = editable(world, bot, params)
    item = params["media"]
    if "text" in message.content or (
        message.content.get("media_group_id") and item["type"] in ("document", "animation")
    ):
        raise bad_request("message can't be edited")
    media = media_from(world, bot, item["type"], item["media"], item)
    return edited(world, message, replaced(message, caption_content(item)), params, media)


def replaced(message: Message, words: Json) -> Json:
    """The message's content with other words; what is not words stays."""
    gone = ("text", "entities", "caption", "caption_entities")
    return {k: v for k, v in message.content.items() if k not in gone} | words


def edited(world: World, message: Message, content: Json, params: Params, media: Any = None) -> Json:
    """An edit without `reply_markup` takes the buttons away, as Telegram does."""
    markup = checked_markup(params.get("reply_markup"))
    changed = change(world, message, content, markup, media or message.media)
    assert message.bot is not None
    return world.json_for(changed, message.bot)


def delete_message(world: World, bot: BotAccount, params: Params) -> bool:
    chat = world.get_chat(bot, params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    ensure_deletable(world, chat, bot, message)
    erase(world, message)
    return True


def delete_messages(world: World, bot: BotAccount, params: Params) -> bool:
    """Missing messages are skipped; the others are deleted if they may be."""
    chat = world.get_chat(bot, params["chat_id"])
    found = [message for number in params["message_ids"] if (message := chat.find(number))]
    for message in found:
        ensure_deletable(world, chat, bot, message)
    for message in found:
        erase(world, message)
    return True


def ensure_deletable(world: World, chat: Chat, bot: BotAccount, message: Message) -> None:
    """Younger than 48 hours, and the bot's own, or in a private chat, or by an administrator with the
    right.
    """
    allowed = message.sender is bot or isinstance(chat, PrivateChat) or may(chat, bot, "can_delete_messages")
    if not allowed or world.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
    if any(service in message.content for service in FORUM_SERVICE):
        raise bad_request("message can't be deleted")


def erase(world: World, message: Message) -> None:
    message.delete()
    if message.id in message.chat.pinned:
        message.chat.pinned.remove(message.id)
    world.tell("delete", message)


def may(chat: Chat, bot: BotAccount, right: str) -> bool:
    return isinstance(chat, Group) and bool(chat.member(bot.id).rights.get(right))


def answer_callback_query(world: World, bot: BotAccount, params: Params) -> bool:
    """The one answer to a tap; late, repeated and foreign ones are refused."""
    tap = world.taps.find_open(bot.role, params["callback_query_id"], world.clock.now().timestamp())
    if tap is None:
        raise bad_request(TOO_OLD)
    tap.answer = {"text": params.get("text") or "", "show_alert": bool(params.get("show_alert"))}
    if params.get("url"):
        tap.answer["url"] = params["url"]
    tap.answered.set()
    shown = {"chat_id": tap.chat_id, "bot": bot.role, "user_id": tap.user_id, "message_id": tap.message_id}
    world.events.emit("callback_answer", lambda: {**shown, "answer": tap.answer})
    return True


def pinnable(world: World, bot: BotAccount, params: Params) -> Chat:
    chat = open_chat(world, bot, params)
    if isinstance(chat, Group) and not may(chat, bot, "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def pin_chat_message(world: World, bot: BotAccount, params: Params) -> bool:
    """Pin a message; Telegram adds a service message, which the bot itself does not receive as an update."""
    chat = pinnable(world, bot, params)
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if not message.pinned:
        message.pinned = True
        chat.pinned.append(message.id)
        world.tell("pin", message)
        world.post(chat, bot, {"pinned_message": world.json_for(message, bot)}, thread=message.thread)
    return True


def unpin_chat_message(world: World, bot: BotAccount, params: Params) -> bool:
    chat = pinnable(world, bot, params)
    number = params.get("message_id") or (chat.pinned[-1] if chat.pinned else None)
    message = chat.find(number)
    if message is None or not message.pinned:
        raise bad_request("message to unpin not found")
    unpin(world, message)
    return True


def unpin_all(world: World, bot: BotAccount, params: Params) -> bool:
    """Unpin everything, or everything of a topic."""
    chat = pinnable(world, bot, params)
    thread = params.get("message_thread_id")
    for message in [chat.messages[number] for number in chat.pinned if number in chat.messages]:
        if thread is None or message.thread == thread:
            unpin(world, message)
    return True


def unpin(world: World, message: Message) -> None:
    message.pinned = False
    message.chat.pinned.remove(message.id)
    world.tell("pin", message)


def set_message_reaction(world: World, bot: BotAccount, params: Params) -> bool:
    """One of Telegram's own reactions at most, for a bot; none removes it."""
    chat = open_chat(world, bot, params)
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    reactions = params.get("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(
        one["type"] != "emoji" or one["emoji"].replace("\ufe0f", "") not in REACTIONS for one in reactions
    ):
        raise bad_request("REACTION_INVALID")
    count(world, bot, chat, edit=True)
    message.reactions[bot.id] = [{"emoji": one["emoji"], "from": bot.role} for one in reactions]
    world.tell("reaction", message)
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all,
    "unpinAllForumTopicMessages": unpin_all,
    "setMessageReaction": set_message_reaction,
}
