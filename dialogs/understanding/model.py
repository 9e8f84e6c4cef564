"""What one message says, as values: the shapes that dialogs, the command and the tests agree on.

Rule: a value is what the owner *means* under the shop's policy; `ask` says that the product must ask back
before it counts. Datetimes here are aware and in the shop's zone; dates are the shop's local dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from dialogs.understanding.facts.model import Facts

Kind = Literal["date", "datetime", "daypart", "range", "options", "exclude", "earliest"]
Part = Literal["morning", "noon", "afternoon", "evening"]
OpenEdge = Literal["start", "end"]

EARLIEST = "EARLIEST"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range `[start, end)` of the message as it was typed."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class When:
    """The wish of one message.

    kind `date`: `days[0]`; `datetime`: `start`; `daypart`: `days[0]`, `part`, `start`, `end`;
    `range`: `start` and `end`, both dates (end exclusive) or both datetimes; `options`: `days`;
    `exclude`: `excluded`; `earliest`: nothing else. `undated`: only a time of day was said, the day is the nearest. `part` may accompany `options` and a `range` of dates,
    `excluded` may accompany any kind. `open` names the edge of a range the owner left unsaid.
    """

    kind: Kind
    days: tuple[date, ...] = ()
    start: date | datetime | None = None
    end: date | datetime | None = None
    part: Part | None = None
    excluded: tuple[date, ...] = ()
    open: OpenEdge | None = None
    approximate: bool = False
    ask: bool = False
    confidence: float = 0.95
    span: Span | None = None
    undated: bool = False

    def placed(self, span: Span, excluded: tuple[date, ...]) -> When:
        """The same wish with its words and the days ruled out (three times as quick as `replace`)."""
        return When(
            self.kind, self.days, self.start, self.end, self.part, excluded,
            self.open, self.approximate, self.ask, self.confidence, span, self.undated,
        )  # fmt: skip

    def value(self) -> object:
        """The answer in the shape of the development rows (local ISO strings)."""
        if self.kind == "date":
            return self.days[0].isoformat()
        if self.kind == "datetime":
            return _iso(self.start)
        if self.kind in ("daypart", "range"):
            return {"start": _iso(self.start), "end": _iso(self.end)}
        if self.kind == "options":
            return [day.isoformat() for day in self.days]
        if self.kind == "exclude":
            return {"exclude": [day.isoformat() for day in self.excluded]}
        return EARLIEST


def _iso(moment: date | datetime | None) -> str | None:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat()
    return None if moment is None else moment.isoformat()


class HolidayCalendar(Protocol):
    """The official yearly calendar. Both answers are None for a year that is not published."""

    def find_break(self, festival: str, year: int) -> tuple[date, date] | None:
        """First and last day off around a festival ("spring_festival", "national_day", …)."""

    def is_working_day(self, day: date) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that one message says. `ask`: the product asks back, also when `when` could not be read at all."""

    text: str
    lang: str
    when: When | None = None
    facts: Facts | None = None
    ask: bool = False
    spans: tuple[Span, ...] = ()
