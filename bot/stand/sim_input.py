"""Reading what tests and the page send under /sim/: JSON or forms, people, chats, messages, files."""

import base64
import binascii
import re
from typing import Any

from aiohttp import web

from bot.stand.attachments import image_size, new_media
from bot.stand.errors import ApiError, SimError
from bot.stand.files import Media, Upload
from bot.stand.params import read_params
from bot.stand.people import ROLES, Message, PrivateChat, Role, User
from bot.stand.samples import SAMPLES
from bot.stand.visitors import Act, Place
from bot.stand.world import World

MEDIA_KINDS = ("photo", "document", "voice", "video", "audio", "sticker", "animation", "video_note")
FILE_NAME = re.compile(r"[\w -]{1,60}\.\w{1,5}")  # a name alone stands for a sample called so
PRETENDED_LIMIT = 2 * 1024**3


async def read_json(request: web.Request) -> dict[str, Any]:
    """The request's fields, from JSON or a form; SimError for anything else."""
    try:
        return await read_params(request)
    except ApiError as error:
        raise SimError(error.description, error.code) from None


def number(fields: dict[str, Any], name: str) -> int | None:
    """A whole number, also as text; None if absent."""
    value = fields.get(name)
    if value is None or value == "":
        return None
    try:
        return int(value)
    except (TypeError, ValueError):
        raise SimError(f"{name} must be a whole number") from None


def flag(fields: dict[str, Any], name: str, default: bool = False) -> bool:
    value = fields.get(name, default)
    return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes")


def role_of(fields: Any) -> Role:
    wanted = fields.get("bot") or "owner"
    for role in ROLES:
        if wanted == role:
            return role
    raise SimError("bot must be owner or staff")


def chat_number(request: web.Request) -> int:
    try:
        return int(request.match_info["chat_id"])
    except ValueError:
        raise SimError("chat_id must be a whole number") from None


def get_place(world: World, chat_id: int, role: Role) -> Place:
    """The chat with this number as seen through a bot; SimError 404 if there is none."""
    user = world.users.get(chat_id)
    if user is not None:
        return world.private(role, user)
    group = world.groups.get(chat_id)
    if group is None:
        raise SimError("there is no such chat", 404)
    return group


def get_user(world: World, fields: dict[str, Any], chat: Place) -> User:
    """Who acts: `from`, which in a private chat is the chat's user."""
    wanted = number(fields, "from")
    if wanted is None and isinstance(chat, PrivateChat):
        return chat.user
    user = world.users.get(wanted or 0)
    if user is None:
        raise SimError("from must be the id of a user", 404 if wanted else 400)
    if isinstance(chat, PrivateChat) and chat.user is not user:
        raise SimError("this private chat belongs to another user", 403)
    return user


def get_act(world: World, request: web.Request, fields: dict[str, Any]) -> Act:
    chat = get_place(world, chat_number(request), role_of(fields))
    user = get_user(world, fields, chat)
    if user.deactivated:
        raise SimError("this user is deactivated", 403)
    reply_to, thread = number(fields, "reply_to"), number(fields, "thread")
    if reply_to is not None:
        answered = get_message(chat, reply_to)
        thread = answered.thread if thread is None else thread
    thread = None if isinstance(chat, PrivateChat) else thread
    return Act(chat, user, thread, reply_to, flag(fields, "anonymous"), fields.get("as_channel"))


def get_message(chat: Place, message_id: int | None, deleted: bool = False) -> Message:
    message = chat.messages.get(message_id or 0)
    if message is None or (message.deleted and not deleted):
        raise SimError("there is no such message", 404)
    return message


def media_of(world: World, kind: str, value: Any, fields: dict[str, Any]) -> Media:
    """A file of a person: an upload, base64, `{"data", "file_name", "mime_type", "size"}`, or `true` for a
    sample.
    """
    about = {**fields, **value} if isinstance(value, dict) else dict(fields)
    size, about["duration"] = number(about, "size"), number(about, "duration")
    if size is not None and not 0 < size <= PRETENDED_LIMIT:
        raise SimError("size must be between 1 byte and 2 GB")
    upload = value if isinstance(value, Upload) else upload_of(kind, about, value)
    if kind == "photo" and image_size(upload.data) is None:
        raise SimError("photo is not an image (JPEG, PNG, GIF or WebP)")
    try:
        return new_media(world, kind, upload, about, size)
    except ApiError as error:
        raise SimError(error.description) from None


def upload_of(kind: str, about: dict[str, Any], value: Any) -> Upload:
    sample = SAMPLES.get(kind, SAMPLES["document"])
    name = str(about.get("file_name") or sample.name)
    mime = str(about.get("mime_type") or sample.mime)
    packed = value.get("data") if isinstance(value, dict) else value
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return Upload(name, mime, value["text"].encode())
    if packed is None or isinstance(packed, bool) or packed in ("", "true"):
        return Upload(name, mime, sample.data)
    if FILE_NAME.fullmatch(str(packed)):
        return Upload(str(packed), mime, sample.data)
    return Upload(name, mime, from_base64(str(packed)))


def from_base64(text: str) -> bytes:
    """Plain base64 or a `data:` address."""
    try:
        return base64.b64decode(text.rpartition("base64,")[2], validate=True)
    except (binascii.Error, ValueError):
        raise SimError(
            "a file is base64, a data: address, an upload, or true or a file name for a sample"
        ) from None


def contact_of(user: User, value: Any) -> dict[str, Any]:
    """`true` shares the user's own contact; a number or an object may be anybody's."""
    first, _, last = user.name.partition(" ")
    own = {"phone_number": user.phone, "first_name": first, "user_id": user.id}
    if last:
        own["last_name"] = last
    if value is True or value == "true" or value == {}:
        return own
    given = value if isinstance(value, dict) else {"phone_number": str(value)}
    phone = str(given.get("phone_number", user.phone))
    if phone == user.phone and "user_id" not in given:
        return own | {k: str(v) for k, v in given.items() if k in ("first_name", "last_name")}
    made: dict[str, Any] = {"phone_number": phone, "first_name": str(given.get("first_name") or first)}
    made |= {k: str(given[k]) for k in ("last_name", "vcard") if given.get(k)}
    owner = number(given, "user_id")
    return made | ({"user_id": owner} if owner is not None else {})


def location_of(value: Any) -> dict[str, float]:
    try:
        if isinstance(value, dict):
            latitude, longitude = float(value["latitude"]), float(value["longitude"])
        else:
            latitude, longitude = map(float, value if isinstance(value, list) else str(value).split(","))
    except (KeyError, TypeError, ValueError):
        raise SimError('location is {"latitude", "longitude"} or [latitude, longitude]') from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise SimError("this place is not on Earth")
    return {"latitude": latitude, "longitude": longitude}
