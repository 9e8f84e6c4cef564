"""Messages as the Bot API shows them to one bot: file ids of that bot, replies one level deep, unix
seconds.
"""

from bot.stand.files import Files, Media
from bot.stand.people import GROUP_ANONYMOUS_BOT, BotAccount, Group, Json, Message, PrivateChat, User

THUMB = 90


def message_json(files: Files, message: Message, viewer: BotAccount, nested: bool = True) -> Json:
    """Bot API `Message` for `viewer`; `nested=False` leaves out what the message replies to."""
    chat = message.chat
    shown: Json = {"message_id": message.id, "chat": chat_json(message), "date": message.date}
    if message.sender is not None:
        shown["from"] = message.sender.as_json()
    if message.thread is not None:
        shown["message_thread_id"] = message.thread
        shown["is_topic_message"] = True
    shown.update(message.content)
    shown.update(message.extra)
    if message.media is not None:
        shown.update(media_json(files, message.media, viewer.id))
    if message.edited_at is not None:
        shown["edit_date"] = message.edited_at
    if message.markup is not None and not message.foreign_markup:
        shown["reply_markup"] = message.markup
    if nested:
        answered = chat.messages.get(message.reply_to or message.thread or 0)
        if answered is not None and answered is not message and not answered.deleted:
            shown["reply_to_message"] = message_json(files, answered, viewer, nested=False)
    return shown


def chat_json(message: Message) -> Json:
    chat = message.chat
    assert isinstance(chat, PrivateChat | Group)
    return chat.as_json()


def media_json(files: Files, media: Media, bot_id: int) -> Json:
    """The field that carries the file, such as `{"photo": [sizes]}`; a photo has a small and a full size."""
    file, kind = media.file, media.kind
    about = {
        "file_id": files.id_for(bot_id, kind, file),
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        **media.facts,
    }
    if kind != "photo":
        return {kind: about}
    small = {
        "file_id": files.id_for(bot_id, "thumbnail", file),
        "file_unique_id": file.unique_id + "s",
        "file_size": min(file.size, 1500),
        "width": THUMB,
        "height": max(1, THUMB * media.facts["height"] // media.facts["width"]),
    }
    return {"photo": [small, about]}


def sender_json(sender: User | BotAccount | None, shown_as: str | None = None) -> Json:
    """Who wrote, for the page: id, whole name, whether a bot; anonymous writers have one account together."""
    if sender is None:
        return {"id": GROUP_ANONYMOUS_BOT, "name": shown_as or "Anonymous", "is_bot": False}
    if isinstance(sender, BotAccount):
        return {"id": sender.id, "name": sender.as_json()["first_name"], "is_bot": True}
    return {"id": sender.id, "name": sender.name, "is_bot": False}
