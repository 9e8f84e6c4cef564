"""The ladder of a reminder: on which days around a due day something is said, and whether a person calls afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Ladder:
    """On which days before (positive) or after (negative) the due day something is said; then `task`: a person.

    At most two automatic messages for one due item, insurance three (domain.md §4).
    """

    days_before: tuple[int, ...]
    task: bool = False

    def pushes(self, due_on: date) -> tuple[date, ...]:
        """The days of the messages, first to last."""
        return tuple(due_on - timedelta(days=days) for days in self.days_before)

    def current(self, due_on: date, today: date) -> int | None:
        """Which message it is time for (0 the first); None before the first. After a long silence only the last."""
        passed = [number for number, day in enumerate(self.pushes(due_on)) if day <= today]
        return passed[-1] if passed else None

    @property
    def last(self) -> int:
        """The number of the last automatic message; what comes after it was asked for by the owner."""
        return len(self.days_before) - 1


AFTER = ("declined_finding",)
"""Kinds whose days are counted after what they are about, not before."""


def ladder_of(kind: str, days: Iterable[int]) -> tuple[int, ...]:
    """Days as somebody writes them, as a ladder counts them: first message first."""
    if kind in AFTER:
        return tuple(-day for day in sorted(days))
    return tuple(sorted(days, reverse=True))


LADDERS: Mapping[str, Ladder] = {
    "first_service": Ladder((14, 7), task=True),
    "periodic_service": Ladder((14, 4), task=True),
    "insurance": Ladder((60, 30, 7), task=True),
    "inspection": Ladder((60, 15), task=True),
    "licence": Ladder((60, 15)),
    "warranty": Ladder((30,)),
    "declined_finding": Ladder((-30, -90), task=True),
    "birthday": Ladder((0,)),
    "wedding_day": Ladder((0,)),
}
"""The customary ones; a finding counts from the day it was declined."""
