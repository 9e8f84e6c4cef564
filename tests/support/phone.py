"""A chat without Telegram: one person at the engine, over a real database whose changes can be taken back.

Used to look at every screen (completeness) and to say anything to a dialog (properties, fuzzing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from dealership.domain.records import Session
from dialogs.engine import Engine, Turn
from dialogs.model import Button, Event, Screen, Tap
from dialogs.talk import Talk
from dialogs.world import World


@dataclass
class Phone:
    """One chat. `prepare` is what the bot's front desk puts into a talk before the engine sees it."""

    engine: Engine
    world: World
    session: Session
    prepare: Callable[[Talk], None] = lambda _talk: None
    turn: Turn = field(default_factory=lambda: Turn(None))
    screen: Screen = field(default_factory=lambda: Screen(()))

    def send(self, event: Event) -> Turn:
        """Say or tap something."""
        return self.do(lambda talk: self.engine.accept(talk, event))

    def open(self, dialog: str, **answers: Any) -> Turn:
        """Open a dialog as a button of a receipt would."""
        return self.do(lambda talk: self.engine.start(talk, dialog, answers))

    def do(self, act: Callable[[Talk], Turn]) -> Turn:
        talk = self.talk()
        self.turn = act(talk)
        self.session = talk.saved()
        if self.turn.screen is not None:
            self.screen = self.turn.screen
        return self.turn

    def talk(self) -> Talk:
        """The talk of one update, which has read nothing yet."""
        if self.world.uow is not None:
            self.world.uow.appointments.known.clear()
        talk = Talk.open(self.world, self.session, "王芳")
        self.prepare(talk)
        return talk

    def tap(self, option: str) -> Turn:
        """Tap the button with this option id on the screen; AssertionError when there is none."""
        found = [button for button in self.buttons() if option_of(button) == option]
        assert found, f"no button {option} among {[option_of(button) for button in self.buttons()]}"
        return self.press(found[0])

    def press(self, button: Button) -> Turn:
        assert button.data is not None
        return self.send(Tap(*button.data.split(":", 2)))

    def buttons(self) -> list[Button]:
        """The buttons that can be tapped."""
        return [button for row in self.screen.rows for button in row if button.data]

    @property
    def step(self) -> tuple[str, str]:
        """The dialog and step the talk stands at."""
        frame = self.talk().frames[-1] if self.session.talk.get("frames") else None
        return (frame.dialog, frame.step) if frame else ("", "")

    @property
    def stack(self) -> list[str]:
        return [frame["d"] for frame in self.session.talk.get("frames", ())]

    def at(self, now: datetime) -> None:
        """Move the clock."""
        self.world = replace(self.world, now=now)

    @contextmanager
    def branch(self) -> Iterator[None]:
        """Try something: afterwards talk, screen and database are as before."""
        before = (self.world, self.session, self.turn, self.screen)
        savepoint = self.world.uow.connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()
            self.world, self.session, self.turn, self.screen = before


def option_of(button: Button) -> str:
    """The option's id behind a button; empty for one that leads outside."""
    return (button.data or "::").split(":", 2)[2]


def new_session(bot: str, person_id: int | None, account: int, language: str = "zh-CN") -> Session:
    return Session(bot, account, 0, account, person_id, language, {}, 0, 0, None)
