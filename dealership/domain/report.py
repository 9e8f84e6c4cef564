"""A report as a value: a title and sections of rows, ready to be worded and drawn; and the sums behind it.

Pure. What is counted comes in as numbers; below `least` answers nothing is averaged for a person (domain.md §7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dealership.domain.message import Arg, Message

Counts = Mapping[int, int]
"""How often each number was answered."""
SATISFIED = 75
PROMOTER, PASSIVE = 9, 7


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a report, both included."""

    first: date
    last: date

    @property
    def before(self) -> Span:
        """The days just before, as many of them."""
        days = self.last - self.first
        last = date.fromordinal(self.first.toordinal() - 1)
        return Span(last - days, last)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which surveys: of one kind, invited in [since, until), in some stores, about one advisor's work or anybody's."""

    survey: str
    stores: Sequence[int]
    since: datetime
    until: datetime
    advisor: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A table: columns, rows of arguments. `parts`: for each row how its bar is divided; `legend` names the parts.

    `whole`: what a full bar stands for; without it each row is its own whole.
    """

    title: Message
    columns: Sequence[Message]
    rows: Sequence[Sequence[Arg]]
    parts: Sequence[Sequence[int]] = ()
    legend: Sequence[Message] = ()
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reads: `facts` are the first section, shown in a chat as lines."""

    title: Message
    facts: Section
    sections: Sequence[Section] = field(default_factory=tuple)


def mean(counts: Counts) -> int | None:
    """The average, rounded; None when nobody answered."""
    total = sum(counts.values())
    return round(sum(value * times for value, times in counts.items()) / total) if total else None


def share(part: int, whole: int) -> int | None:
    """Of a hundred; None of nothing."""
    return round(100 * part / whole) if whole else None


def satisfied(counts: Counts) -> int | None:
    """The share of five-step answers of 75 and more."""
    return share(sum(times for value, times in counts.items() if value >= SATISFIED), sum(counts.values()))


def nps(counts: Counts) -> int | None:
    """Promoters (9, 10) less detractors (0 … 6), of a hundred."""
    promoters, _, detractors = camps(counts)
    total = sum(counts.values())
    return round(100 * (promoters - detractors) / total) if total else None


def camps(counts: Counts) -> tuple[int, int, int]:
    """Promoters, passives, detractors."""
    promoters = sum(times for value, times in counts.items() if value >= PROMOTER)
    passives = sum(times for value, times in counts.items() if PASSIVE <= value < PROMOTER)
    return promoters, passives, sum(counts.values()) - promoters - passives


def merged(many: Sequence[Counts]) -> Counts:
    """Several counts as one."""
    total: dict[int, int] = {}
    for counts in many:
        for value, times in counts.items():
            total[value] = total.get(value, 0) + times
    return total
