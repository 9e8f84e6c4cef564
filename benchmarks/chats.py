"""Virtual owners: what each sees in the chat, and scripts that decide what each does next."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

KEPT_MESSAGES = 6
_random = random.Random(7)


class Button(NamedTuple):
    """An inline button of a message."""

    message_id: int
    text: str
    data: str


class Say(NamedTuple):
    """The owner types `text`."""

    text: str


Action = Say | Button


class Pending:
    """A step under way; `done` when everything it `needs` has happened: answer, screen, delivered."""

    def __init__(self, *needs: str) -> None:
        self.needs = set(needs)
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def got(self, what: str) -> None:
        """One of the needs is met."""
        self.needs.discard(what)
        if not self.needs and not self.done.done():
            self.done.set_result(None)

    def give_up(self) -> None:
        """The rest will not come."""
        if not self.done.done():
            self.done.set_result(None)


@dataclass(slots=True)
class Chat:
    """One private chat: its latest messages as the Bot API has them, oldest first."""

    id: int
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    pending: Pending | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    turn: int = 0
    """Steps taken in the present round."""
    rounds: int = 0
    """Finished rounds (bookings)."""
    at: int | None = None
    """The message tapped last. However many receipts come in below it, an owner scrolls up and finds it."""

    @property
    def user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": f"Owner {self.id}",
            "language_code": "zh",
        }

    @property
    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": f"Owner {self.id}"}

    def buttons(self) -> list[Button]:
        """Every inline button on screen, newest message first, top left to bottom right."""
        return [
            Button(message_id, button["text"], button["callback_data"])
            for message_id, message in reversed(self.messages.items())
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", ())
            for button in row
            if "callback_data" in button
        ]

    def show(self, message: dict[str, Any]) -> None:
        """A message was sent or edited; it is the newest now."""
        self.messages.pop(message["message_id"], None)
        self.messages[message["message_id"]] = message
        if len(self.messages) > KEPT_MESSAGES:
            del self.messages[next(one for one in self.messages if one != self.at)]
        self.changed.set()
        if self.pending:
            self.pending.got("screen")

    def restart(self) -> None:
        """Forget the screen; the next step begins a round."""
        self.messages.clear()
        self.at = None
        self.turn = 0
        self.pending = None


Script = Callable[[Chat], Action]
"""LookupError when what it looks for is not on screen (yet)."""

Wanted = Callable[[Button], bool]


def echo(chat: Chat) -> Action:
    """Say something, for ever."""
    chat.rounds += 1
    return Say(f"hello {chat.rounds}")


def card(chat: Chat) -> Action:
    """Tap the button of a card that was posted before, for ever; a short answer is all that comes of it."""
    chat.rounds += 1
    posted = {"message_id": 1, "date": 1, "chat": chat.as_json, "text": "a card"}
    chat.messages.setdefault(1, posted)
    return Button(1, "", f"t:card-{chat.id}")


def first_button(start: str, wanted: Wanted) -> Script:
    """Type `start`, then tap the first wanted button of the newest message until it has none; again."""

    def script(chat: Chat) -> Action:
        newest = next(reversed(chat.messages), None)
        found = next((b for b in chat.buttons() if b.message_id == newest and wanted(b)), None)
        if found is not None and chat.turn > 0:
            chat.turn += 1
            return found
        chat.rounds += chat.turn > 0
        chat.turn = 1
        return Say(start)

    return script


class Rule(NamedTuple):
    """When a button is `wanted`: tap it, one of several at random, or type `say` ({chat.id} is filled in).

    `last`: this ends a round.
    """

    wanted: Wanted
    say: str = ""
    last: bool = False


def by_rules(start: str, *rules: Rule) -> Script:
    """Type `start` once; then follow the first rule that finds a button on screen."""

    def script(chat: Chat) -> Action:
        chat.turn += 1
        if not chat.messages:
            return Say(start)
        for rule in rules:
            found = [button for button in chat.buttons() if rule.wanted(button)]
            if found:
                chat.rounds += rule.last
                return Say(rule.say.format(chat=chat)) if rule.say else _random.choice(found)
        raise LookupError(f"no rule fits any button of {[button.text for button in chat.buttons()]}")

    return script


def text(pattern: str) -> Wanted:
    """A button whose text contains a match of `pattern`."""
    return lambda button: re.search(pattern, button.text) is not None


def no_text(pattern: str) -> Wanted:
    """A button whose text contains no match of `pattern`."""
    return lambda button: re.search(pattern, button.text) is None


def data(pattern: str) -> Wanted:
    """A button whose callback data contains a match of `pattern`."""
    return lambda button: re.search(pattern, button.data) is not None
