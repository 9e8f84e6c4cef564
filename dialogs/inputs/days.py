"""The day and time pickers: only what can be booked is shown; typed dates are understood and echoed.

Day: a page is a week, with "earliest" and the weeks before and after. Time: up to sixteen short labels, four
a row. The value of a time is a place that is held for the owner from the tap on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dealership.domain.message import Arg, Message, day, moment
from dialogs.inputs.choice import USE_BUTTONS, Args, no_args
from dialogs.inputs.paging import TURN, in_rows, turned
from dialogs.model import Ask, Event, Fail, Go, Option, Result, Tap, Typed, View
from dialogs.talk import Talk

WEEK = 7
LABELS = 16
DIGITS = 10  # of a Unix time; longer ones are forged
NOT_A_TIME = Fail(Message("input-date-not-understood"), lost=True)
DaysOf = Callable[[Talk, date, int], list[tuple[date, bool]]]
TimesOf = Callable[[Talk, date], list[datetime]]
DateReader = Callable[[Talk, Typed], Result | None]


@dataclass(frozen=True, slots=True)
class Day:
    """A day with room, a week a page. `earliest` answers the step with the first possible time."""

    days: DaysOf
    last: Callable[[Talk], date]
    earliest: Callable[[Talk], Result]
    waitlist: Callable[[Talk, date], Result] | None = None
    read: DateReader | None = None
    args: Args = no_args

    def show(self, talk: Talk) -> View:
        first, page = self._first(talk), self._page(talk)
        days = self.days(talk, first, WEEK)
        free = [Option(at.isoformat(), _label(at)) for at, room in days if room]
        full = [
            Option(f"full.{at.isoformat()}", _full(at)) for at, room in days if not room and self.waitlist
        ]
        labels = sorted([*free, *full], key=lambda option: option.id[-10:])
        turns = [self._earlier(page)]
        if first + timedelta(days=WEEK) <= self.last(talk):
            turns.append(Option(f"{TURN}{page + 1}", Message("input-week-after")))
        args = {**self.args(talk), "from": day(first, "short"), "free": len(free)}
        return View(args, in_rows([*labels, *turns], 3), counted=True)

    def take(self, talk: Talk, event: Event) -> Result:
        page = turned(event)
        if page is not None:
            return Ask({"page": page})
        match event:
            case Tap(option="earliest"):
                return self.earliest(talk)
            case Tap(option=option) if option.startswith("full.") and self.waitlist:
                wanted = self._date(talk, option.removeprefix("full."))
                return self.waitlist(talk, wanted) if wanted else Fail(Message("engine-stale"))
            case Tap(option=option):
                return self._tapped(talk, self._date(talk, option))
            case Typed():
                return (self.read and self.read(talk, event)) or NOT_A_TIME
            case _:
                return USE_BUTTONS

    def _tapped(self, talk: Talk, wanted: date | None) -> Result:
        if wanted is None:
            return Fail(Message("engine-stale"))
        if any(room for at, room in self.days(talk, wanted, 1) if at == wanted):
            return Go(wanted.isoformat())
        return Fail(Message("input-day-gone", {"day": day(wanted)}))

    def _date(self, talk: Talk, text: str) -> date | None:
        """The day of a button; None for one that is not (any more) within what can be booked."""
        try:
            wanted = date.fromisoformat(text)
        except ValueError:
            return None
        return wanted if talk.today <= wanted <= self.last(talk) else None

    def _earlier(self, page: int) -> Option:
        """The week before; on the first page the earliest time there is."""
        if page:
            return Option(f"{TURN}{page - 1}", Message("input-week-before"))
        return Option("earliest", Message("input-earliest"))

    def _page(self, talk: Talk) -> int:
        pages = (self.last(talk) - talk.today).days // WEEK
        return min(int(talk.ui.get("page", 0)), pages)

    def _first(self, talk: Talk) -> date:
        return talk.today + timedelta(days=WEEK * self._page(talk))


@dataclass(frozen=True, slots=True)
class Time:
    """A free time of the chosen day; the tap claims it at once through `take_place`."""

    times: TimesOf
    take_place: Callable[[Talk, datetime], Result]
    other_day: Callable[[Talk], Result]
    read: DateReader | None = None
    day_key: str = "day"

    def show(self, talk: Talk) -> View:
        chosen = date.fromisoformat(talk.answers[self.day_key])
        times = self.times(talk, chosen)
        part = self._part(talk, times)
        labels = [Option(f"{int(at.timestamp())}", _clock(talk, at)) for at in _spread(part)]
        other = [Option("other", Message("input-other-day"))]
        if len(times) > len(part):
            other.append(Option("part.pm" if self._is_am(talk) else "part.am", self._other_part(talk)))
        zone = moment(talk.shop.middle_of(chosen), talk.zone, "zone")
        args: dict[str, Arg] = {"day": day(chosen), "free": len(times), "zone": zone}
        return View(args, [*in_rows(labels, 4), other], counted=True)

    def take(self, talk: Talk, event: Event) -> Result:
        match event:
            case Tap(option="other"):
                return self.other_day(talk)
            case Tap(option=option) if option in ("part.am", "part.pm"):
                return Ask({"part": option[-2:]})
            case Tap(option=option) if option.isdecimal() and len(option) <= DIGITS:
                return self.take_place(talk, datetime.fromtimestamp(int(option), talk.now.tzinfo))
            case Typed():
                return (self.read and self.read(talk, event)) or NOT_A_TIME
            case _:
                return USE_BUTTONS

    def _is_am(self, talk: Talk) -> bool:
        return bool(talk.ui.get("part", talk.answers.get("part", "am")) == "am")

    def _other_part(self, talk: Talk) -> Message:
        return Message("input-afternoon" if self._is_am(talk) else "input-morning")

    def _part(self, talk: Talk, times: list[datetime]) -> list[datetime]:
        """All times when they fit; else those of the morning or the afternoon."""
        if len(times) <= LABELS:
            return times
        early = [at for at in times if at.astimezone(talk.zone).hour < 12]
        late = [at for at in times if at.astimezone(talk.zone).hour >= 12]
        if not early or not late:
            return times
        return early if self._is_am(talk) else late


def _spread(times: list[datetime]) -> list[datetime]:
    """At most sixteen, evenly over the stretch, on whole and half hours first."""
    if len(times) <= LABELS:
        return times
    halves = [at for at in times if at.minute % 30 == 0]
    chosen = halves if len(halves) <= LABELS else [at for at in halves if at.minute == 0]
    return chosen[:LABELS]


def _clock(talk: Talk, at: datetime) -> Message:
    return Message("input-clock", {"at": moment(at, talk.zone, "time")})


def _label(at: date) -> Message:
    return Message("input-day", {"day": day(at, "short")})


def _full(at: date) -> Message:
    return Message("input-day-full", {"day": day(at, "numeric")})
