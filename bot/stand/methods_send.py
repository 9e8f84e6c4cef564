"""Bot API methods that send: text, files, places, contacts, albums, copies and forwards."""

import secrets
from collections.abc import Callable
from typing import Any

from bot.stand.attachments import media_from
from bot.stand.errors import bad_request
from bot.stand.markup import is_inline
from bot.stand.people import BotAccount, Json, Message
from bot.stand.render import sender_json
from bot.stand.sending import Params, caption_content, open_chat, send, text_content, thread_of
from bot.stand.world import World

ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip
Method = Callable[[World, BotAccount, Params], Any]


def send_message(world: World, bot: BotAccount, params: Params) -> Json:
    return world.json_for(send(world, bot, params, text_content(params)), bot)


def sender_of(kind: str) -> Method:
    """A method that sends one file, such as sendPhoto for `photo`."""

    def send_file(world: World, bot: BotAccount, params: Params) -> Json:
        open_chat(world, bot, params)
        content = caption_content(params)
        media = media_from(world, bot, kind, params[kind], params)
        return world.json_for(send(world, bot, params, content, media), bot)

    return send_file


def place_of(params: Params) -> Json:
    if abs(params["latitude"]) > 90 or abs(params["longitude"]) > 180:
        raise bad_request("bad coordinates")
    return {"latitude": params["latitude"], "longitude": params["longitude"]}


def send_location(world: World, bot: BotAccount, params: Params) -> Json:
    return world.json_for(send(world, bot, params, {"location": place_of(params)}), bot)


def send_venue(world: World, bot: BotAccount, params: Params) -> Json:
    """A venue message carries its place twice, as Telegram's does."""
    place = place_of(params)
    venue = {"location": place, "title": params["title"], "address": params["address"]}
    return world.json_for(send(world, bot, params, {"venue": venue, "location": place}), bot)


def send_contact(world: World, bot: BotAccount, params: Params) -> Json:
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: params[name] for name in names if params.get(name)}
    return world.json_for(send(world, bot, params, {"contact": contact}), bot)


def send_chat_action(world: World, bot: BotAccount, params: Params) -> bool:
    chat = open_chat(world, bot, params)
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = thread_of(chat, params)
    shown = {"chat_id": chat.id, "bot": bot.role, "action": params["action"], "thread": thread}
    world.events.emit("action", lambda: shown)
    return True


def send_media_group(world: World, bot: BotAccount, params: Params) -> list[Json]:
    """An album: several messages with one `media_group_id`; documents do not mix with photos."""
    open_chat(world, bot, params)
    kinds = {item["type"] for item in params["media"]}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request(f"{(kinds & {'document', 'audio'}).pop()} can't be mixed with other media types")
    album = str(secrets.randbits(53))
    ready = [
        (caption_content(item), media_from(world, bot, item["type"], item["media"], item))
        for item in params["media"]
    ]
    sent = [
        send(
            world,
            bot,
            params,
            {**content, "media_group_id": album},
            media,
            counted=0 if place else len(ready),
        )
        for place, (content, media) in enumerate(ready)
    ]
    return [world.json_for(message, bot) for message in sent]


def source_of(world: World, bot: BotAccount, params: Params, verb: str) -> Message:
    """The message to copy or forward; protected and service messages stay where they are."""
    chat = world.get_chat(bot, params["from_chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.content.get("has_protected_content") or not is_copyable(message):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def is_copyable(message: Message) -> bool:
    return message.media is not None or any(
        k in message.content for k in ("text", "contact", "location", "venue", "dice")
    )


def copy_message(world: World, bot: BotAccount, params: Params) -> Json:
    """Send the same content anew; a caption may be replaced, the old keyboard stays behind."""
    source = source_of(world, bot, params, "copy")
    content = {k: v for k, v in source.content.items() if k != "media_group_id"}
    if "caption" in params and source.media is not None:
        content = {k: v for k, v in content.items() if k not in ("caption", "caption_entities")}
        content |= caption_content(params)
    return {"message_id": send(world, bot, params, content, source.media).id}


def forward_message(world: World, bot: BotAccount, params: Params) -> Json:
    """Send the content with its origin; from whom it came is shown unless the person hides it."""
    source = source_of(world, bot, params, "forward")
    if not is_inline(params.get("reply_markup")):
        raise bad_request("reply markup isn't allowed here")
    content = {k: v for k, v in source.content.items() if k != "media_group_id"}
    return world.json_for(
        send(world, bot, params, content, source.media, forward_origin=origin_of(source)), bot
    )


def origin_of(source: Message) -> Json:
    if "forward_origin" in source.extra:
        return dict(source.extra["forward_origin"])
    if source.sender is None:
        return {"type": "hidden_user", "date": source.date, "sender_user_name": sender_json(None)["name"]}
    return {"type": "user", "date": source.date, "sender_user": source.sender.as_json()}


def one_by_one(method: Method) -> Method:
    """The plural form of a method: missing messages are skipped."""

    def each(world: World, bot: BotAccount, params: Params) -> list[Json]:
        chat = world.get_chat(bot, params["from_chat_id"])
        found = [number for number in params["message_ids"] if chat.find(number)]
        results = [method(world, bot, {**params, "message_id": number}) for number in found]
        return [{"message_id": result["message_id"]} for result in results]

    return each


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    **{
        f"send{kind.title().replace('_', '')}": sender_of(kind)
        for kind in ("photo", "document", "voice", "audio", "video", "animation", "video_note", "sticker")
    },
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
    "sendMediaGroup": send_media_group,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "copyMessages": one_by_one(copy_message),
    "forwardMessages": one_by_one(forward_message),
}
