"""What the grammar finds in a message, before it is put together: days, times of day, signs between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from dialogs.understanding.model import HolidayCalendar
from dialogs.understanding.when.policy import Policy

Bound = Literal["after", "from", "before", "by"]
#: `weekday`, `dom` and `weekdays` can be read again inside a frame (`week`, `month`).
DayKind = Literal["day", "weekday", "dom", "workdays", "weekend", "week", "month", "span", "end"]


@dataclass(frozen=True, slots=True)
class Context:
    """Now as the shop's wall clock (naive local time), and what vague words mean there.

    `spans` are those handed to dateparser so far: a message gets two at most.
    """

    now: datetime
    lang: str
    policy: Policy
    calendar: HolidayCalendar | None
    text: str = ""
    spans: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Days:
    """The dates `first` up to but not including `after`. `number` is the weekday or day of the month as
    said; `framed`: the week was said behind it (Thursday next week)."""

    first: date
    after: date
    kind: DayKind = "day"
    number: int | None = None
    ask: bool = False
    slip: bool = False
    bound: Bound | None = None
    vague: bool = False
    framed: bool = False

    @property
    def is_single(self) -> bool:
        return (self.after - self.first).days == 1


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said; `fixed` when am or pm is known. `until` makes it a range of clock times."""

    hour: int
    minute: int = 0
    fixed: bool = False
    part: str | None = None
    until: Clock | None = None
    bound: Bound | None = None
    approximate: bool = False
    slip: bool = False

    def within(self, part: str) -> Clock:
        return replace(self, part=part, until=self.until and self.until.within(part))


@dataclass(frozen=True, slots=True)
class PartOfDay:
    name: str
    bound: Bound | None = None
    until: PartOfDay | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant counted from now (in half an hour), local wall clock."""

    at: datetime
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """A pair of numbers that is a date, or a time when the day is said elsewhere (10.30, 9-11).

    `doubtful`: without such a day nobody can tell which.
    """

    dated: Days | None
    timed: Clock | None
    prefers_time: bool = False
    doubtful: bool = False

    def reading(self, *, has_day: bool) -> Days | Clock | None:
        if self.dated is None or self.timed is None:
            return self.dated or self.timed
        return self.timed if has_day or self.prefers_time else self.dated


@dataclass(frozen=True, slots=True)
class Shift:
    """The day named before is moved by so many days (a day later, 往后推一天)."""

    days: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that says how its neighbours count: OR, NOTPRE, CORRECT, TO, …"""

    name: str


#: Something that may belong to the date and could not be placed: a reason to ask.
LEFT = Sign("LEFT")

Value = Days | Clock | PartOfDay | Moment | Either | Shift | Sign


@dataclass(slots=True)
class Item:
    """A value with its place in the plain text."""

    value: Value
    start: int
    end: int


def one_day(day: date, **more: object) -> Days:
    return Days(day, day + timedelta(1), **more)  # type: ignore[arg-type]
