"""`/sim/chats/…`: people write, tap, edit, react, block, and read what a chat shows."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.stand import visitors
from bot.stand.errors import SimError
from bot.stand.methods_chat import drop_topic, note
from bot.stand.people import Group, Json, Message, PrivateChat, Role, Topic, User
from bot.stand.sim_input import (
    MEDIA_KINDS,
    chat_number,
    contact_of,
    flag,
    get_act,
    get_message,
    get_place,
    location_of,
    media_of,
    number,
    read_json,
    role_of,
)
from bot.stand.view import message_view, topic_view
from bot.stand.visitors import Act, Place
from bot.stand.world import World

ANSWER_SECONDS = 10.0
DATA_LIMIT = 64
NAME_LIMIT = 128


class SimChats:
    """Handlers of the routes below one chat."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def messages(self, request: web.Request) -> web.Response:
        """What the chat shows, deleted messages marked; `after` leaves out lower message ids."""
        role, after = role_of(request.query), number(dict(request.query), "after") or 0
        chat = get_place(self.world, chat_number(request), role)
        shown = [message_view(message, role) for message in chat.messages.values() if message.id > after]
        return web.json_response({"messages": shown})

    async def post_message(self, request: web.Request) -> web.Response:
        fields = await read_json(request)
        act = get_act(self.world, request, fields)
        role = role_of(fields)
        if isinstance(fields.get("photo"), list):
            return web.json_response(self._album(act, fields, role))
        message, numbers = self._write(act, fields)
        return web.json_response(posted(message, numbers, role))

    def _write(self, act: Act, fields: dict[str, Any]) -> tuple[Message, dict[Role, int]]:
        """One message out of whichever of text, file, contact, place was given."""
        caption = visitors.caption_content(str(fields.get("caption") or fields.get("text") or ""))
        for kind in MEDIA_KINDS:
            if given(fields, kind):
                return visitors.write(
                    self.world, act, caption, media_of(self.world, kind, fields[kind], fields)
                )
        if given(fields, "contact"):
            contact = contact_of(act.user, structured(fields["contact"]))
            return visitors.write(self.world, act, {"contact": contact})
        for kind in ("location", "venue"):
            if given(fields, kind):
                return visitors.write(self.world, act, place_content(kind, structured(fields[kind])))
        text = fields.get("text")
        if not isinstance(text, str) or not text.strip():
            raise SimError(
                "a message has text, contact, location, photo, document, voice, video, audio or sticker"
            )
        return visitors.write_text(self.world, act, text)

    def _album(self, act: Act, fields: dict[str, Any], role: Role) -> Json:
        """Several photos: separate updates that share `media_group_id`; the caption hangs on the first."""
        if not 2 <= len(fields["photo"]) <= 10:
            raise SimError("an album has 2 to 10 photos")
        album = visitors.album_id()
        media = [media_of(self.world, "photo", value, fields) for value in fields["photo"]]
        caption = visitors.caption_content(str(fields.get("caption") or fields.get("text") or ""))
        made = []
        for one in media:
            made.append(visitors.write(self.world, act, {"media_group_id": album, **caption}, one))
            caption = {}
        answer = posted(*made[-1], role)
        return {**answer, "message_ids": [message.id for message, _ in made], "media_group_id": album}

    async def edits(self, request: web.Request) -> web.Response:
        fields = await read_json(request)
        act = get_act(self.world, request, fields)
        message = get_message(act.chat, number(fields, "message_id"))
        text = str(fields.get("text") or "").strip()
        if not text and not message.media:
            raise SimError("text must not be empty")
        return web.json_response(
            posted(message, visitors.edit(self.world, act, message, text), role_of(fields))
        )

    async def reactions(self, request: web.Request) -> web.Response:
        fields = await read_json(request)
        act = get_act(self.world, request, fields)
        message = get_message(act.chat, number(fields, "message_id"))
        numbers = visitors.react(self.world, act, message, fields.get("emoji") or None)
        return web.json_response(posted(message, numbers, role_of(fields)))

    async def block(self, request: web.Request) -> web.Response:
        fields = await read_json(request)
        act = get_act(self.world, request, fields)
        if not isinstance(act.chat, PrivateChat):
            raise SimError("only a private chat can be blocked")
        update = visitors.set_blocked(self.world, act.chat, flag(fields, "blocked", True))
        return web.json_response({"ok": True, "update_id": update})

    async def taps(self, request: web.Request) -> web.Response:
        """Press a button, by `data` or by `text`; waits for the bot's answer unless `wait` is false."""
        fields = await read_json(request)
        act = get_act(self.world, request, fields)
        message = self._tapped(act, fields)
        button = find_button(message, fields)
        if "url" in button or "web_app" in button or "copy_text" in button:
            return web.json_response({"ok": True, "answer": None, "update_id": None, "button": button})
        if "callback_data" in button:
            return web.json_response(
                await self._tap(act, message, str(button["callback_data"]), flag(fields, "wait", True))
            )
        if message is not present_keyboard(act.chat):
            raise SimError("this keyboard is no longer shown", 409)
        sent, numbers = self._press_reply(act, button)
        return web.json_response({"ok": True, "answer": None, **posted(sent, numbers, role_of(fields))})

    def _tapped(self, act: Act, fields: dict[str, Any]) -> Message:
        """The message meant: by id, or the newest that shows such a button."""
        wanted = number(fields, "message_id")
        if wanted is not None:
            return get_message(act.chat, wanted, deleted="data" in fields)
        keyboard = present_keyboard(act.chat)
        for message in act.chat.newest():
            shown = message is keyboard or "inline_keyboard" in (message.markup or {})
            if shown and any(matches(button, fields) for button in buttons_of(message)):
                return message
        raise SimError("no message of this chat shows such a button", 404)

    async def _tap(self, act: Act, message: Message, data: str, wait: bool) -> Json:
        if not 1 <= len(data.encode()) <= DATA_LIMIT:
            raise SimError("callback data has 1 to 64 bytes")
        tap, update = visitors.tap(self.world, act, message, data)
        if message.bot and self.world.faults.take(("double_tap",), message.bot.role, chat_id=act.chat.id):
            visitors.tap(self.world, act, message, data)
        if wait and update is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(tap.answered.wait(), ANSWER_SECONDS)
        return {"ok": True, "answer": tap.answer, "update_id": update}

    def _press_reply(self, act: Act, button: dict[str, Any]) -> tuple[Message, dict[Role, int]]:
        """A button of the keyboard sends its text, the user's contact or a place."""
        if button.get("request_contact"):
            return visitors.write(self.world, act, {"contact": contact_of(act.user, True)})
        if button.get("request_location"):
            return visitors.write(self.world, act, {"location": {"latitude": 31.2304, "longitude": 121.4737}})
        return visitors.write(self.world, act, visitors.text_content(str(button["text"])))

    async def topics(self, request: web.Request) -> web.Response:
        """Open a topic (`name`), or `delete`, `close`, `reopen` one, or `rename` it to `name`."""
        fields = await read_json(request)
        group = get_place(self.world, chat_number(request), "staff")
        if not isinstance(group, Group) or not group.forum:
            raise SimError("this chat has no topics")
        for verb in ("delete", "close", "reopen", "rename"):
            if fields.get(verb) is not None:
                topic = group.topics.get(number(fields, verb) or 0)
                if topic is None or topic.deleted:
                    raise SimError("there is no such topic", 404)
                self._change_topic(group, topic, verb, fields)
                return web.json_response({"ok": True, "topic": topic_view(topic)})
        name = str(fields.get("name") or "").strip()
        if not 1 <= len(name) <= NAME_LIMIT:
            raise SimError("a topic's name has 1 to 128 characters")
        topic, message = self.world.open_topic(group, self._actor(group, fields), name)
        self.world.notify(message)
        return web.json_response({"ok": True, "topic": topic_view(topic), "thread": topic.id})

    def _actor(self, group: Group, fields: dict[str, Any]) -> User:
        """Who manages topics: `from`, or the group's creator."""
        creators = [account for account, member in group.members.items() if member.status == "creator"]
        user = self.world.users.get(number(fields, "from") or (creators or [0])[0])
        if user is None:
            raise SimError("from must be the id of a user")
        return user

    def _change_topic(self, group: Group, topic: Topic, verb: str, fields: dict[str, Any]) -> None:
        if verb == "delete":
            drop_topic(self.world, group, topic)
            return
        content: Json = {f"forum_topic_{'closed' if verb == 'close' else 'reopened'}": {}}
        if verb == "rename":
            topic.name = str(fields.get("name") or topic.name)[:NAME_LIMIT]
            content = {"forum_topic_edited": {"name": topic.name}}
        else:
            topic.closed = verb == "close"
        note(self.world, group, self._actor(group, fields), topic, content)


def posted(message: Message, numbers: dict[Role, int], role: Role) -> Json:
    """The message and its update for the bot asked about, or for any other that received it."""
    return {
        "message_id": message.id,
        "update_id": numbers.get(role, next(iter(numbers.values()), None)),
        "updates": numbers,
    }


def given(fields: dict[str, Any], name: str) -> bool:
    return fields.get(name) not in (None, False, "")


def structured(value: Any) -> Any:
    """A form carries objects as JSON text."""
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            raise SimError("broken JSON inside a form field") from None
    return value


def place_content(kind: str, value: Any) -> Json:
    if kind == "location":
        return {"location": location_of(value)}
    place = location_of(value.get("location", value) if isinstance(value, dict) else value)
    venue = {
        "location": place,
        "title": str(value.get("title", "")),
        "address": str(value.get("address", "")),
    }
    return {"venue": venue, "location": place}


def present_keyboard(chat: Place) -> Message | None:
    """The message whose reply keyboard the client shows now; a later one replaces or removes it."""
    for message in chat.newest():
        markup = message.markup or {}
        if "keyboard" in markup:
            return message
        if "remove_keyboard" in markup:
            return None
    return None


def buttons_of(message: Message) -> list[dict[str, Any]]:
    markup = message.markup or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return [{"text": button} if isinstance(button, str) else button for row in rows for button in row]


def matches(button: dict[str, Any], fields: dict[str, Any]) -> bool:
    if fields.get("data") is not None:
        return bool(button.get("callback_data") == fields["data"])
    return bool(button["text"] == fields.get("text"))


def find_button(message: Message, fields: dict[str, Any]) -> dict[str, Any]:
    """The button with this text, or a tap with this data: clients may send any data, also of buttons long
    gone.
    """
    if fields.get("data") is not None:
        return {"text": "", "callback_data": fields["data"]}
    wanted = str(fields.get("text") or "")
    buttons = buttons_of(message)
    found = [b for b in buttons if b["text"] == wanted] or [
        b for b in buttons if wanted and wanted in b["text"]
    ]
    if not found:
        raise SimError(f"no such button; there are: {', '.join(b['text'] for b in buttons) or 'none'}", 404)
    return found[0]
