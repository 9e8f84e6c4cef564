"""Reading updates: Telegram's JSON of either bot becomes an `Incoming`. Unknown fields and kinds harm nothing.

Both frameworks parse and route first; what is read here is the plain JSON they were given, so that both doors
understand every message alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from bot.drawing import TOKEN
from bot.incoming import Incoming, Membership, Nothing, Pressed
from dealership.domain.records import Media
from dialogs.model import Command, Contact, Event, Sent, Tap, Typed

_MESSAGES = ("message", "edited_message")
_FILES = ("document", "voice", "video", "audio", "video_note", "sticker", "animation")
_PRESENT = ("member", "administrator", "creator", "restricted")
_SENT_AS_STATED = ("dice", "poll", "game", "story", "contact")
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError, OverflowError, OSError)
LARGEST_ID = 2**63 - 1
Json = Mapping[str, Any]
T = TypeVar("T")


def read(bot: str, update: Json) -> Incoming | None:
    """The update in the house's words; None for kinds nobody here needs an answer to."""
    for kind in _MESSAGES:
        if isinstance(update.get(kind), Mapping):
            return _message(bot, update, update[kind], edited=kind == "edited_message")
    if isinstance(update.get("callback_query"), Mapping):
        return _tap(bot, update, update["callback_query"])
    if isinstance(update.get("my_chat_member"), Mapping):
        return _membership(bot, update, update["my_chat_member"])
    return None


def find_incoming(bot: str, update: Json) -> Incoming | None:
    """The same for whatever arrives: None, too, for what is no update of Telegram's at all."""
    try:
        incoming = read(bot, update)
    except UNREADABLE:
        return None
    if incoming is None:
        return None
    ids = (incoming.update_id, incoming.chat_id, incoming.user_id, incoming.thread_id, incoming.message_id)
    if incoming.private != (incoming.chat_id > 0) or not incoming.chat_id:
        return None  # people have positive numbers, groups and channels negative ones
    if incoming.private and incoming.chat_id != incoming.user_id:
        return None  # in private one talks in one's own chat: an answer would go to somebody else
    return incoming if all(abs(number) <= LARGEST_ID for number in ids) else None


def find_stray_tap(update: Json) -> tuple[str, str | None] | None:
    """A tap that belongs to no message or to somebody else's chat: its query, and the language of who tapped.

    Nothing follows from it, but its button must stop turning.
    """
    query = update.get("callback_query")
    if not isinstance(query, Mapping) or not isinstance(query.get("id"), str) or not query["id"]:
        return None
    sender = query.get("from")
    code = sender.get("language_code") if isinstance(sender, Mapping) else None
    return writable(query["id"]), code if isinstance(code, str) else None


def writable(text: str) -> str:
    """Words as every database and wire takes them: without NULs and halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode(errors="replace").decode()
    return text.replace("\x00", "")


def storable(value: Any) -> Any:
    """A JSON value with every text writable."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, Mapping):
        return {writable(str(key)): storable(child) for key, child in value.items()}
    return [storable(child) for child in value] if isinstance(value, list) else value


def _who(sender: Json) -> dict[str, Any]:
    code, names = sender.get("language_code"), (sender.get("first_name"), sender.get("last_name"))
    return {
        "user_id": int(sender.get("id", 0)),
        "name": writable(" ".join(name for name in names if isinstance(name, str) and name))[:128],
        "language_code": code if isinstance(code, str) else None,
    }


def _where(message: Json) -> dict[str, Any]:
    chat = message.get("chat") or {}
    in_topic = message.get("is_topic_message")
    return {
        "chat_id": int(chat.get("id", 0)),
        "thread_id": int(message.get("message_thread_id") or 0) if in_topic else 0,
        "private": chat.get("type") == "private",
        "forum": bool(chat.get("is_forum")),
        "title": writable(str(chat.get("title") or ""))[:128],
    }


def _message(bot: str, update: Json, message: Json, *, edited: bool) -> Incoming | None:
    sender = message.get("from")
    what = _content(bot, message)
    if not isinstance(sender, Mapping) or what is None:
        return None
    reply = message.get("reply_to_message")
    return Incoming(
        bot,
        int(update["update_id"]),
        what=what,
        message_id=int(message.get("message_id", 0)),
        anonymous=bool(sender.get("is_bot")) or "sender_chat" in message,
        edited=edited,
        reply_to=int(reply["message_id"]) if isinstance(reply, Mapping) and "message_id" in reply else None,
        raw=update,
        **_who(sender),
        **_where(message),
    )


def _content(bot: str, message: Json) -> Event | None:
    """What was said or sent; None for service messages (somebody joined, a topic was made)."""
    message_id = int(message.get("message_id", 0))
    if isinstance(message.get("text"), str):
        return _text(writable(message["text"]), message_id)
    if isinstance(message.get("contact"), Mapping):
        contact = message["contact"]
        own = contact.get("user_id") is not None and contact["user_id"] == (message.get("from") or {}).get(
            "id"
        )
        return Contact(writable(str(contact.get("phone_number", ""))), own, message_id)
    caption = writable(str(message.get("caption") or ""))
    if message.get("photo"):
        return Sent("photo", _file(bot, "photo", message["photo"][-1]), caption, message_id)
    for kind in _FILES:
        if isinstance(message.get(kind), Mapping):
            return Sent(kind, _file(bot, kind, message[kind]), caption, message_id)
    if isinstance(message.get("location"), Mapping):
        return Sent("location", None, caption, message_id, _place(message["location"]))
    return next((Sent(kind, None, caption, message_id) for kind in _SENT_AS_STATED if kind in message), None)


def _place(point: Json) -> tuple[float, float] | None:
    """Latitude and longitude; None for what is nowhere on earth."""
    latitude, longitude = float(point["latitude"]), float(point["longitude"])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _text(text: str, message_id: int) -> Event:
    if text.startswith("/") and len(text) > 1 and text[1].isascii() and text[1].isalpha():
        head, _, rest = text[1:].partition(" ")
        return Command(head.partition("@")[0].lower(), rest.strip())
    return Typed(text, message_id)


def _file(bot: str, kind: str, file: Json) -> Media:
    return Media(
        kind,
        bot,
        writable(str(file["file_id"])),
        writable(str(file.get("file_unique_id", file["file_id"]))),
        _kept(file.get("file_name"), str),
        _kept(file.get("file_size"), int),
        _kept(file.get("mime_type"), str),
    )


def _kept(value: Any, kind: type[T]) -> T | None:
    """What a file says of itself, if it is what it should be."""
    if isinstance(value, str):
        value = writable(value)
    return value if isinstance(value, kind) else None


def _tap(bot: str, update: Json, query: Json) -> Incoming | None:
    message = query.get("message")
    if not isinstance(message, Mapping) or not isinstance(query.get("from"), Mapping):
        return None
    if not isinstance(query.get("id"), str) or not query["id"]:
        return None  # nothing that could be answered
    return Incoming(
        bot,
        int(update["update_id"]),
        what=_pressed(writable(str(query.get("data") or ""))),
        message_id=int(message.get("message_id", 0)),
        callback_id=writable(query["id"]),
        raw=update,
        **_who(query["from"]),
        **_where(message),
    )


def _pressed(data: str) -> Tap | Pressed | Nothing:
    """A dialog's button has three parts, a token two; the first alone tells nothing: a talk's 29th dialog is "t"."""
    parts = data.split(":", 2)
    if len(parts) == 3:
        return Tap(*parts)
    return Pressed(data.removeprefix(TOKEN)) if data.startswith(TOKEN) else Nothing()


def _membership(bot: str, update: Json, change: Json) -> Incoming | None:
    status = (change.get("new_chat_member") or {}).get("status", "")
    what = Membership(status in _PRESENT, status == "administrator")
    sender = change.get("from")
    if not isinstance(sender, Mapping):
        return None
    return Incoming(bot, int(update["update_id"]), what=what, raw=update, **_who(sender), **_where(change))
