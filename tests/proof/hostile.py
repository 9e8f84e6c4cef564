"""What may arrive at a bot's door: every kind of update Telegram has and some it has not, sensible, odd and hostile.

`Hostile.body` makes one update without its number. Of what it knows it takes what is around: people, groups,
and every button that was ever shown to anybody, so that forged taps carry data of other chats and of old talks.
Everybody's words carry the mark of who wrote them (`mark_of`), so that a leak can be named.
"""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from proof.oddities import JUNK, MESSAGE_KINDS, ODD_DATA, ODD_WORDS, PAYLOADS, SERVICE
from support.noise import FORGED, SAID

from bot.stand.people import Chat, Group, PrivateChat, Role, User
from bot.stand.updates import KINDS
from bot.stand.world import World
from dialogs.owner.commands import COMMANDS as OWNER_COMMANDS
from dialogs.staff.commands import COMMANDS as STAFF_COMMANDS

Json = dict[str, Any]
MARK = re.compile(r"zq(\d+)qz", re.IGNORECASE)


def mark_of(account: int) -> str:
    """Who wrote it, in a form that survives escaping, cutting and being put into another sentence."""
    return f"zq{account}qz"


@dataclass
class Hostile:
    """Makes updates of both bots. `people` may write anywhere; `shown` is fed with every button that went out."""

    rng: random.Random
    world: World
    people: Sequence[User]
    shown: list[tuple[str, int, str]] = field(default_factory=list)

    def body(self) -> tuple[Role, Json]:
        """One update without its number, and for whom."""
        bot: Role = self.rng.choices(("owner", "staff"), (3, 2))[0]
        make = self.rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        body = make(self, bot)
        return bot, self._mutated(body) if self.rng.random() < 0.06 else body

    # --- who and where -------------------------------------------------------------------------------------

    def _person(self) -> User:
        return self.rng.choice(self.people)

    def _chat(self, bot: Role, person: User) -> Chat:
        """Mostly in private; else in a group this bot is in."""
        groups = [group for group in self.world.groups.values() if self.world.bots[bot].id in group.members]
        if groups and self.rng.random() < (0.35 if bot == "staff" else 0.04):
            return self.rng.choice(groups)
        chat = self.world.private(bot, person)
        chat.opened = True  # who writes has pressed start
        return chat

    def _sender(self, person: User, chat: Chat) -> Json:
        """Who wrote: in groups now and then somebody who cannot be named."""
        if isinstance(chat, Group) and self.rng.random() < 0.15:
            nobody = {
                "id": 1087968824,
                "is_bot": True,
                "first_name": "Group",
                "username": "GroupAnonymousBot",
            }
            channel = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
            return {
                "from": self.rng.choice((nobody, channel)),
                "sender_chat": {"id": -1009, "type": "channel", "title": "x"},
            }
        return {"from": person.as_json()}

    def _message(self, bot: Role, **content: Any) -> Json:
        person = self._person()
        chat = self._chat(bot, person)
        message = {
            "message_id": self.world.counters.next(chat.numbers), "date": self.world.now(), "chat": _json_of(chat), **self._sender(person, chat),
            **{key: _marked(value, person) for key, value in content.items()},
        }  # fmt: skip
        if isinstance(chat, Group) and chat.topics and self.rng.random() < 0.5:
            thread = self.rng.choice(list(chat.topics))
            message |= {"message_thread_id": thread, "is_topic_message": True}
        if chat.messages and self.rng.random() < 0.15:
            answered = self.rng.choice(list(chat.messages))
            message["reply_to_message"] = {"message_id": answered, "date": 1, "chat": message["chat"]}
        return message

    # --- kinds of updates ----------------------------------------------------------------------------------

    def words(self, bot: Role) -> Json:
        said = self.rng.choice(SAID if self.rng.random() < 0.7 else ODD_WORDS)
        kind = "edited_message" if self.rng.random() < 0.1 else "message"
        return {kind: self._message(bot, text=said)}

    def command(self, bot: Role) -> Json:
        names = OWNER_COMMANDS if bot == "owner" else [*STAFF_COMMANDS, "bind"]
        named = self.rng.choice(("", "", f"@{self.world.bots[bot].username}", "@somebody_else_bot"))
        payload = self.rng.choice(PAYLOADS) if self.rng.random() < 0.3 else ""
        return {
            "message": self._message(bot, text=f"/{self.rng.choice(list(names))}{named} {payload}".strip())
        }

    def own_tap(self, bot: Role) -> Json:
        """A button of the chat's own messages: the present one or an older one."""
        person = self._person()
        chat = self._chat(bot, person)
        mine = [(message, data) for message in chat.messages.values() for data in data_of(message.markup)]
        if not mine:
            return self.forged_tap(bot)
        message, data = self.rng.choice(mine[-8:] if self.rng.random() < 0.75 else mine)
        return self._tap(person, self.world.json_for(message, self.world.bots[bot]), data)

    def foreign_tap(self, bot: Role) -> Json:
        """Data that was shown to somebody else, maybe by the other bot."""
        if not self.shown:
            return self.forged_tap(bot)
        person = self._person()
        return self._tap(person, self._some_message(bot, person), self.rng.choice(self.shown)[2])

    def forged_tap(self, bot: Role) -> Json:
        """A button that was never there: at the step where the talk stands, or nowhere."""
        person = self._person()
        message = self._some_message(bot, person)
        data = self.rng.choice(ODD_DATA)
        if self.shown and self.rng.random() < 0.7:
            there = [
                one
                for _, chat, one in self.shown[-400:]
                if chat == message["chat"]["id"] and one.count(":") == 2
            ]
            frame, step, _ = (self.rng.choice(there) if there else "1:menu:x").split(":", 2)
            data = f"{frame}:{step}:{self.rng.choice(FORGED)}"
        return self._tap(person, message, data)

    def odd_tap(self, bot: Role) -> Json:
        """A tap without its message: of an inline message, a game, an inaccessible one, or of nothing at all."""
        person = self._person()
        tap = self._tap(person, self._some_message(bot, person), self.rng.choice(ODD_DATA))["callback_query"]
        match self.rng.randrange(4):
            case 0:
                tap |= {"inline_message_id": "AAAA"}
                del tap["message"]
            case 1:
                del tap["message"]
            case 2:
                tap["game_short_name"] = tap.pop("data")
            case _:
                tap["message"] = {"chat": tap["message"]["chat"], "message_id": 1, "date": 0}
        return {"callback_query": tap}

    def impostor(self, bot: Role) -> Json:
        """Something of one person in the private chat of another, as only a broken or forged request says."""
        person, victim = self._person(), self._person()
        chat = self.world.private(bot, victim)
        if self.rng.random() < 0.5:
            return self._tap(
                person,
                self._some_message(bot, victim),
                self.rng.choice(self.shown)[2] if self.shown else "t:x",
            )
        message = {"message_id": 1, "date": 1, "chat": chat.as_json(), "from": person.as_json()}
        return {"message": {**message, "text": f"/start {mark_of(person.id)}"}}

    def sent(self, bot: Role) -> Json:
        """Files and everything else that is no text."""
        number = self.rng.randrange(3)
        name = {"file_name": self.rng.choice(("a.pdf", "\u202efdp.exe", "..//../x", "\ud800", "x" * 300))}
        size = {"file_size": self.rng.choice((10, 30_000_000, 2**40))}
        file = {"file_id": f"file-{number}", "file_unique_id": f"unique-{number}", **name, **size}
        person = self._person().id
        contents: Sequence[Json] = (
            {"photo": [{**file, "width": 1, "height": 1}], "media_group_id": "7"},
            *({kind: {**file, "width": 1, "height": 1, "duration": 1, "length": 1, "type": "regular", "is_animated": False, "is_video": False}}
              for kind in ("document", "voice", "audio", "video", "animation", "video_note", "sticker")),
            {"location": {"latitude": self.rng.choice((31.2, 91, -500)), "longitude": 121.5}},
            {"venue": {"location": {"latitude": 1, "longitude": 1}, "title": "x", "address": "y"}},
            {"contact": {"phone_number": self.rng.choice(("+8613800000001", "nothing", "")), "first_name": "x", "user_id": person}},
            {"dice": {"emoji": "🎲", "value": 3}}, {"story": {"chat": {"id": 1, "type": "private"}, "id": 1}},
            {"poll": {"id": "1", "question": "x", "options": []}}, {"game": {"title": "x", "description": "y", "photo": []}},
        )  # fmt: skip
        caption = {"caption": self.rng.choice((*SAID, *ODD_WORDS))} if self.rng.random() < 0.4 else {}
        return {"message": self._message(bot, **self.rng.choice(contents), **caption)}

    def service(self, bot: Role) -> Json:
        return {"message": self._message(bot, **self.rng.choice(SERVICE))}

    def membership(self, bot: Role) -> Json:
        """Blocked, unblocked, added, removed, made an administrator, restricted."""
        person = self._person()
        chat = self._chat(bot, person)
        me = self.world.bots[bot].as_json()
        status = ("member", "administrator", "restricted", "creator", "left", "kicked", "unheard_of")
        former, now = ({"status": self.rng.choice(status), "user": me, "is_member": True} for _ in range(2))
        about = {"chat": _json_of(chat), "from": person.as_json(), "date": self.world.now()}
        return {"my_chat_member": {**about, "old_chat_member": former, "new_chat_member": now}}

    def other_kind(self, bot: Role) -> Json:
        """Kinds we never asked for, and one that does not exist."""
        kind = self.rng.choice((*KINDS, "unheard_of"))
        message = self._message(bot, text=self.rng.choice(SAID))
        if kind in MESSAGE_KINDS:
            return {kind: message}
        if kind in ("callback_query", "my_chat_member"):
            return self.odd_tap(bot) if kind == "callback_query" else self.membership(bot)
        person = self._person().as_json()
        about = {
            "id": "1",
            "from": person,
            "user": person,
            "chat": message["chat"],
            "date": 1,
            "query": "x",
            "offset": "",
            "message_id": 1,
        }
        return {kind: about}

    # --- parts ---------------------------------------------------------------------------------------------

    def _some_message(self, bot: Role, person: User) -> Json:
        """A message of the chat, of this talk or not; or one that never was."""
        chat = self._chat(bot, person)
        ours = [message for message in chat.messages.values() if message.bot is not None]
        if ours and self.rng.random() < 0.8:
            return self.world.json_for(self.rng.choice(ours[-5:]), self.world.bots[bot])
        return {"message_id": self.rng.choice((0, 1, 10**6)), "date": 1, "chat": _json_of(chat)}

    def _tap(self, person: User, message: Json, data: str) -> Json:
        return {
            "callback_query": {
                "id": secrets.token_hex(8),
                "from": person.as_json(),
                "message": message,
                "chat_instance": "1",
                "data": data,
            }
        }

    def _mutated(self, body: Json) -> Json:
        """Something missing, something of another type, something unheard of."""
        body = deepcopy(body)  # the stand's own messages stay as they are
        nodes = _mappings(body)
        for _ in range(self.rng.randrange(1, 3)):
            node = self.rng.choice(nodes)
            key = self.rng.choice([*node, "unheard_of"])
            if key in node and self.rng.random() < 0.4:
                del node[key]
            else:
                node[key] = self.rng.choice(JUNK)
        return body


WEIGHTS: dict[Callable[[Hostile, Role], Json], int] = {
    Hostile.own_tap: 34, Hostile.words: 18, Hostile.command: 12, Hostile.foreign_tap: 8, Hostile.forged_tap: 8, Hostile.sent: 7,
    Hostile.other_kind: 5, Hostile.odd_tap: 3, Hostile.service: 2, Hostile.membership: 2, Hostile.impostor: 2,
}  # fmt: skip


def data_of(markup: Json | None) -> list[str]:
    """The callback data of a message's buttons."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [str(button["callback_data"]) for row in rows for button in row if "callback_data" in button]


def _json_of(chat: Chat) -> Json:
    assert isinstance(chat, PrivateChat | Group)
    return dict(chat.as_json())


def _marked(value: Any, person: User) -> Any:
    """Somebody's words with their mark; commands and what is as long as it may be stay as they are."""
    if not isinstance(value, str) or value.startswith("/") or len(value) > 4000 or person.id % 2:
        return value
    return f"{value} {mark_of(person.id)}"


def _mappings(value: Any) -> list[Json]:
    """Every object inside."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict) else []
    return found + [one for child in children for one in _mappings(child)]
