"""People who mean well: one act at a time in their own chats, by what is shown there, and a look whether it lives."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.stand.people import Group, PrivateChat, Role, User
from bot.stand.server import Stand
from bot.stand.visitors import Act, tap, write_text

MOST_ACTS = 40


class House(Protocol):
    """The bots, indoors or behind HTTP."""

    @property
    def stand(self) -> Stand: ...

    async def feed(self, bot: str, raw: dict[str, Any]) -> None:
        """Take in one update; raises when it is not taken."""

    async def take(self, bot: Role, number: int) -> None:
        """Take in an update of the stand's own."""

    async def rest(self) -> None:
        """Return when nothing that is due waits any more."""

    def later(self, seconds: float) -> None:
        """Let time pass, where it can be moved."""


@dataclass(frozen=True)
class Person:
    """Somebody in the private chat with a bot."""

    house: House
    bot: Role
    account: int

    async def say(self, text: str) -> None:
        await self._say(text, self.house.stand.world.private(self.bot, self._user))

    async def is_heard_in(self, group: Group) -> bool:
        """Whether a command in a group is answered there."""
        await self._say("/today", group)
        newest = next(group.newest())
        return newest.bot is not None and "text" in newest.content

    async def _say(self, text: str, chat: PrivateChat | Group) -> None:
        _, numbers = write_text(self.house.stand.world, Act(chat, self._user), text)
        await self.house.take(self.bot, numbers[self.bot])

    @property
    def _user(self) -> User:
        return self.house.stand.world.users[self.account]

    async def tap(self, data: str) -> bool:
        """Press a button of the present screen; whether the tap was answered."""
        world = self.house.stand.world
        chat = world.private(self.bot, world.users[self.account])
        made, number = tap(world, Act(chat, chat.user), chat.messages[self.screen()[0]], data)
        assert number is not None
        await self.house.take(self.bot, number)
        return made.answered.is_set()

    def screen(self) -> tuple[int, Sequence[str]]:
        """The dialog's present screen: its message and the data of its buttons (receipts carry tokens)."""
        world = self.house.stand.world
        for message in world.private(self.bot, world.users[self.account]).newest():
            rows = (message.markup or {}).get("inline_keyboard", [])
            data = [str(button.get("callback_data", "")) for row in rows for button in row]
            if data and not data[0].startswith("t:"):
                return message.id, data
        return 0, ()

    def step(self) -> str:
        _, data = self.screen()
        return data[0].split(":")[1] if data else "nowhere"

    async def fault(self) -> str | None:
        """What is wrong with this chat: /start must show a screen below, and its first button must lead on."""
        former, _ = self.screen()
        await self.say("/start")
        message, data = self.screen()
        if not data or message == former:
            return "no screen after /start"
        if not await self.tap(data[0]):
            return "its first button is not answered"
        return None if self.screen() != (message, data) else "its first button leads nowhere"

    async def is_answered(self) -> bool:
        """Whether words are answered at all."""
        await self.say("/start")
        world = self.house.stand.world
        newest = next(world.private(self.bot, world.users[self.account]).newest())
        return newest.bot is not None


@dataclass
class Walker:
    """An honest owner who books by buttons, whatever goes on around. `ended`: booked, waits, or what went wrong."""

    person: Person
    rng: random.Random
    ended: str = ""
    time: int = 0
    acts: int = 0

    async def act(self) -> None:
        self.acts += 1
        if self.acts == 1:
            await self.person.say("/book")
            return
        step, there = self.person.step(), {one.split(":", 2)[2]: one for one in self.person.screen()[1]}
        if step in ("menu", "nowhere") or self.acts > MOST_ACTS:
            self.ended = f"stuck at {step}"
            return
        choice = self._choice(step, list(there))
        self.time = int(choice) if step == "time" and choice.isdecimal() else self.time
        await self.person.tap(there[choice])
        if self.person.step() == "menu":
            self.ended = {"yes": "booked", "wait": "waits"}.get(choice, f"stuck after {step}:{choice}")

    def _choice(self, step: str, there: list[str]) -> str:
        fitting = {
            "store": [key for key in there if key.isdecimal()],
            "car": [key for key in there if key.isdecimal()],
            "reason": [key for key in there if key == "next"] or [key for key in there if key[0] != "!" and key != "fault"],
            "day": [key for key in there if key[:2] == "20"] or [key for key in there if key.startswith("~")],
            "time": [key for key in there if key.isdecimal()] or ["other"],
            "full": [key for key in there if key.startswith("at.")] or ["other"],
            "summary": ["yes"],
        }  # fmt: skip
        return self.rng.choice(fitting.get(step) or there)
