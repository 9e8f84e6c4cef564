"""The product broken on purpose, one way each, to see that the judge of the storm notices and names it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from bot.drawing import draw_screen
from bot.incoming import Incoming
from bot.life import Answer
from bot.owner.desk import Desk
from bot.reading import read
from bot.showing import Showing
from dialogs.model import Command, Sent
from scheduler.sweeps.screens import UnshownScreens
from storage.repositories.appointments import AppointmentRepository

T = TypeVar("T")
Break = Callable[[pytest.MonkeyPatch], None]


class First(random.Random):
    """Whoever chooses so takes what is offered first."""

    def choice(self, seq: Sequence[T]) -> T:  # type: ignore[override]
        return seq[0]


def files_crash(patch: pytest.MonkeyPatch) -> None:
    """Whatever is no text fails."""
    receive = Desk.receive

    def fails(self: Desk, uow: Any, incoming: Incoming, now: Any) -> Answer | None:
        if isinstance(incoming.what, Sent):
            raise RuntimeError("broken on purpose")
        return receive(self, uow, incoming, now)

    patch.setattr("bot.polling.PAUSES", (0, 0))
    patch.setattr(Desk, "receive", fails)


def impostors_believed(patch: pytest.MonkeyPatch) -> None:
    """What an update says of its chat is taken as it is."""
    for door in ("owner", "staff"):
        patch.setattr(f"bot.{door}.door.find_incoming", read)


def receipts_to_somebody_else(patch: pytest.MonkeyPatch) -> None:
    """Everything unasked goes to one owner."""
    patch.setattr("dealership.services.notify.find_chat_of", lambda _uow, _person: 7_000_000)


def silent_taps(patch: pytest.MonkeyPatch) -> None:
    """A tap without a toast is not answered."""
    answer = Showing.answer

    async def only_words(self: Showing, callback_id: str, text: str) -> None:
        if text:
            await answer(self, callback_id, text)

    patch.setattr(Showing, "answer", only_words)


def deaf_to_start(patch: pytest.MonkeyPatch) -> None:
    """/start leads to nothing."""
    receive = Desk.receive

    def deaf(self: Desk, uow: Any, incoming: Incoming, now: Any) -> Answer | None:
        is_start = isinstance(incoming.what, Command) and incoming.what.name == "start"
        return None if is_start else receive(self, uow, incoming, now)

    patch.setattr(Desk, "receive", deaf)


def places_given_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(AppointmentRepository, "claim", lambda *_args: True)


def screens_too_long(patch: pytest.MonkeyPatch) -> None:
    """Every screen has its buttons three times, one below the other."""

    def long(*about: Any) -> Any:
        drawn = draw_screen(*about)
        return replace(drawn, keyboard=[[button] for row in drawn.keyboard for button in row] * 3)

    patch.setattr("bot.showing.draw_screen", long)


def visits_never_confirmed(patch: pytest.MonkeyPatch) -> None:
    """What is confirmed stays a held place."""
    update = AppointmentRepository.update

    def forgets(self: Any, *about: Any, **values: Any) -> bool:
        return values.get("state") in ("confirmed", "requested") or update(self, *about, **values)

    patch.setattr(AppointmentRepository, "update", forgets)


def marks_lost(patch: pytest.MonkeyPatch) -> None:
    """Nobody writes down that a screen was shown."""

    async def nothing(*_args: Any) -> int:
        return 0

    patch.setattr(Showing, "mark", nothing)
    patch.setattr(UnshownScreens, "show_all", nothing)


BREACHES: Mapping[Break, str] = {
    files_crash: "crash: ",
    impostors_believed: "in answer to somebody else's",
    receipts_to_somebody_else: "'s words in owner 7000000",
    silent_taps: "unanswered: ",
    deaf_to_start: "no screen after /start",
    places_given_twice: "double booking: ",
    screens_too_long: "beyond the limits: ",
    visits_never_confirmed: "honest owner ",
    marks_lost: "screens not shown",
}
"""What each of them must be called."""
