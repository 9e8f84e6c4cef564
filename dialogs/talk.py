"""A talk: everything one update may look at and change about its conversation, and nothing of Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dealership.domain.company import Company, Store
from dealership.domain.message import Message
from dealership.domain.records import Session
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop
from dialogs.model import Frame
from dialogs.understanding import understand
from dialogs.understanding.model import Understanding
from dialogs.understanding.text import tongue_of
from dialogs.world import World

SUSPENDED = 3
"""How many unfinished dialogs may wait behind the active one."""


@dataclass(slots=True)
class Talk:
    """One conversation during one update. `frames` ends with the active one and begins with the root dialog."""

    world: World
    session: Session
    name: str = ""
    frames: list[Frame] = field(default_factory=list)
    counter: int = 0
    contact_shown: bool = False
    language: str = ""
    person_id: int | None = None
    memo: dict[Any, Any] = field(default_factory=dict)  # what this update has read already
    notes: list[Message] = field(default_factory=list)  # said above the next screen
    misses: list[str] = field(default_factory=list)  # words not understood, one message after the other
    thought: dict[str, Any] | None = None  # what the last message said, when more may follow

    @classmethod
    def open(cls, world: World, session: Session, name: str) -> Talk:
        """The talk as the session remembers it."""
        saved = session.talk
        return cls(
            world,
            session,
            name,
            [Frame.from_json(frame) for frame in saved.get("frames", ())],
            saved.get("n", 0),
            saved.get("contact", False),
            session.language,
            session.person_id,
            misses=list(saved.get("misses", ())),
            thought=saved.get("thought"),
        )

    def saved(self) -> Session:
        """The session to be stored: one version on."""
        talk: dict[str, Any] = {
            "frames": [frame.to_json() for frame in self.frames],
            "n": self.counter,
            "contact": self.contact_shown,
        }
        talk |= {"misses": self.misses} if self.misses else {}
        talk |= {"thought": self.thought} if self.thought else {}
        return replace(
            self.session,
            talk=talk,
            language=self.language,
            person_id=self.person_id,
            version=self.session.version + 1,
        )

    @property
    def uow(self) -> UnitOfWork:
        uow: UnitOfWork = self.world.uow
        return uow

    @property
    def now(self) -> datetime:
        return self.world.now

    @property
    def company(self) -> Company:
        return self.world.company

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    @property
    def ui(self) -> dict[str, Any]:
        return self.frame.ui

    @property
    def answers(self) -> dict[str, Any]:
        return self.frame.answers

    @property
    def store(self) -> Store:
        """The store this dialog is about: the one answered, else the only one, else the first."""
        chosen = self.answers.get("store") if self.frames else None
        stores = self.company.stores
        if chosen is None or len(stores) == 1:  # asked a score of times for each screen
            return stores[0]
        wanted = str(chosen)
        return next((store for store in stores if str(store.id) == wanted), stores[0])

    @property
    def shop(self) -> Shop:
        """The store at work: what is free there."""
        return self.world.shops[self.store.id]

    @property
    def zone(self) -> ZoneInfo:
        return self.store.zone

    @property
    def today(self) -> date:
        """The store's calendar day."""
        return self.shop.today(self.now)

    def today_of(self, at: datetime) -> date:
        """The store's calendar day at an instant."""
        return self.shop.today(at)

    def read(self, text: str, *expected: str) -> Understanding:
        """What a message says (way 3): read once per update, in the talk's language and the store's zone.

        `expected`: what was asked for ("day", "time", "odometer", …).
        """
        key = (
            "read",
            text,
            expected,
            self.store.id,
            self.language,
        )  # a store chosen meanwhile has its own hours and writes phone numbers its own way
        known = self.memo.get(key)
        if known is None:
            known = understand(
                text,
                lang=self.tongue(text),
                now=self.now.astimezone(self.zone),
                zone=self.zone,
                expected=frozenset(expected),
                lexicon=self.world.reading.lexicon,
                region=self.store.country or None,
            )
            self.memo[key] = known
        found: Understanding = known
        return found

    def tongue(self, text: str) -> str:
        """The language a message is written in, by most of its letters; the chat's when it has none."""
        return tongue_of(text, self.language[:2])

    @property
    def owner_id(self) -> int:
        """The owner behind this chat; a talk of an owner always has one."""
        if self.person_id is None:
            raise NotFoundError("nobody is known here yet")
        return self.person_id

    def answer(self, key: str, value: Any) -> None:
        self.answers[key] = value

    def say(self, note: Message) -> None:
        """One line above the screen that comes next, for steps that are settled without being asked."""
        self.notes.append(note)

    def push(self, dialog: str, step: str, answers: Mapping[str, Any]) -> None:
        """A new active frame; the oldest suspended one beyond the limit is let go by the engine first."""
        self.counter += 1
        self.frames.append(Frame(_base36(self.counter), dialog, step, dict(answers)))


def at_rest(session: Session) -> Session | None:
    """The session with its unfinished dialogs let go, nothing shown anew; None when there are none."""
    frames = session.talk.get("frames", ())
    if len(frames) < 2:
        return None
    return replace(session, talk={**session.talk, "frames": frames[:1]})


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    while True:
        number, rest = divmod(number, 36)
        out = digits[rest] + out
        if not number:
            return out
