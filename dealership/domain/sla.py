"""Three clocks of a complaint (taken, first answer, solution) and the ladder of people each of them climbs. Pure.

Ordinary and serious complaints are measured in business minutes of the store, serious ones in half of them; critical
ones round the clock. While we wait for the owner the clocks stand still. A clock has its deadline and rungs around it:
a warning before, then more and more people, and at the top it repeats until somebody has acted. Each rung is a
`Step` with a key that is unique within the case, so whoever writes it down first has climbed it, and a week of
downtime is made up in order, each step once. Changed opening hours need nothing but asking again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count, pairwise
from zoneinfo import ZoneInfo

from dealership.domain.calendar import (
    SEARCH_DAYS,
    HolidayTable,
    NoWorkingTimeError,
    open_spans,
)
from dealership.domain.company import OpeningHours

Span = tuple[datetime, datetime]
FOREVER = datetime.max.replace(tzinfo=UTC)
NEVER = datetime.min.replace(tzinfo=UTC)


class Level(StrEnum):
    """How grave a complaint is."""

    ORDINARY = "ordinary"
    SERIOUS = "serious"
    CRITICAL = "critical"


class Clock(StrEnum):
    """What is awaited from the house."""

    TAKEN = "taken"
    ANSWERED = "answered"
    SOLVED = "solved"


class Whom(StrEnum):
    """Who is called at a rung; the roster knows their names."""

    ADVISOR = "advisor"
    ADVISORS = "advisors"
    MANAGER = "manager"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Rung:
    """So many minutes after the deadline (before it, when negative) these are called."""

    after: float
    whom: tuple[Whom, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order; then the last one again every `repeat` minutes."""

    rungs: tuple[Rung, ...]
    repeat: float


@dataclass(frozen=True, slots=True)
class Terms:
    """What a level promises, in minutes. `solved` None: by the same hour of the next business day."""

    taken: float
    answered: float
    solved: float | None
    ladder: Ladder
    round_the_clock: bool = False
    share: float = 1.0  # of all minutes, rungs and the solution's time alike


@dataclass(frozen=True, slots=True)
class Works:
    """When the store works, and by which calendar."""

    hours: OpeningHours
    zone: ZoneInfo
    holidays: HolidayTable | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A complaint as its clocks see it. `stopped`: when each clock was satisfied; a reopened one is a new run.

    `pauses`: while we waited for the owner, in order and apart from each other; the last may be open (no end).
    """

    level: Level
    opened_at: datetime
    stopped: Mapping[Clock, datetime] = field(default_factory=dict)
    pauses: Sequence[tuple[datetime, datetime | None]] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A rung that is due. `key` is unique within the run: clock, rung, and how often it has been repeated."""

    key: str
    at: datetime
    clock: Clock
    whom: tuple[Whom, ...]
    repeated: int = 0


def deadline(run: Run, clock: Clock, works: Works, terms: Mapping[Level, Terms]) -> datetime | None:
    """When the house must have acted; None while we wait for the owner and nobody can say."""
    return _Timer(run, works, terms[run.level]).after(_minutes(run, clock, works, terms[run.level]))


def steps(
    run: Run, works: Works, until: datetime, terms: Mapping[Level, Terms], since: datetime = NEVER
) -> list[Step]:
    """All steps of all clocks from `since` to `until`, in the order of their moments; none after a clock was satisfied."""
    found = (step for clock in Clock for step in _climb(run, clock, works, (since, until), terms[run.level]))
    return sorted(found, key=lambda step: (step.at, list(Clock).index(step.clock)))


def next_step_at(run: Run, works: Works, after: datetime, terms: Mapping[Level, Terms]) -> datetime | None:
    """The moment of the next step later than `after`; None when no clock runs."""
    return min(
        (at for clock in Clock if (at := _next(run, clock, works, after, terms[run.level]))), default=None
    )


def _next(run: Run, clock: Clock, works: Works, after: datetime, terms: Terms) -> datetime | None:
    for step in _climb(run, clock, works, (after, FOREVER), terms):
        if step.at > after:
            return step.at
    return None


def _climb(run: Run, clock: Clock, works: Works, span: Span, terms: Terms) -> Iterator[Step]:
    """The steps of one clock that lie in the span, first to last, until it was satisfied."""
    timer, limit = _Timer(run, works, terms), _minutes(run, clock, works, terms)
    (since, until), stop = span, run.stopped.get(clock, FOREVER)
    for number, minutes, rung, repeated in _rungs(terms, limit, _surely_over(run, since, terms)):
        at = timer.after(minutes)
        if at is None or at > until or at >= stop:
            return
        if at >= since:
            yield Step(f"{clock}:{number}", at, clock, rung.whom, repeated)


def _surely_over(run: Run, since: datetime, terms: Terms) -> float:
    """Minutes that have run before an instant at the very least: round the clock all of them, less the pauses.

    A complaint open for months has thousands of steps behind it, which need not be gone through for the next one.
    """
    if not terms.round_the_clock or since <= run.opened_at:
        return 0.0
    still = sum(((end or FOREVER) - start).total_seconds() for start, end in run.pauses)
    return max(0.0, ((since - run.opened_at).total_seconds() - still) / 60)


def _rungs(terms: Terms, limit: float, over: float) -> Iterator[tuple[int, float, Rung, int]]:
    """(number, minutes after opening, rung, repeats): the rungs, then the top one for ever, from `over` minutes on."""
    ladder = terms.ladder
    for number, rung in enumerate(ladder.rungs):
        yield number, max(0.0, limit + rung.after * terms.share), rung, 0
    top, first = ladder.rungs[-1], len(ladder.rungs)
    begins, every = limit + top.after * terms.share, ladder.repeat * terms.share
    for repeated in count(max(1, int((over - begins) / every))):
        yield first + repeated - 1, max(0.0, begins + repeated * every), top, repeated


def _minutes(run: Run, clock: Clock, works: Works, terms: Terms) -> float:
    """What a clock is given, in (business) minutes."""
    if clock is Clock.TAKEN:
        return terms.taken * terms.share
    if clock is Clock.ANSWERED:
        return terms.answered * terms.share
    if terms.solved is not None:
        return terms.solved * terms.share
    return _until_same_hour(run.opened_at, works) * terms.share


def _until_same_hour(opened_at: datetime, works: Works) -> float:
    """Business minutes from now (or from when the store opens) to the same hour of the next business day."""
    spans = _open_from(opened_at, works)
    opens, closes = next(spans)
    starts = max(opened_at, opens)
    today = starts.astimezone(works.zone)
    minutes, later = (closes - starts).total_seconds(), (it for it in spans)
    for opens, closes in later:
        local = opens.astimezone(works.zone)
        if local.date() > today.date():
            break
        minutes += (closes - opens).total_seconds()
    same_hour = datetime.combine(local.date(), today.time(), works.zone).astimezone(UTC)
    while opens < same_hour and opens.astimezone(works.zone).date() == local.date():
        minutes += (min(closes, same_hour) - opens).total_seconds()
        opens, closes = next(later)
    return minutes / 60


def _open_from(start: datetime, works: Works) -> Iterator[Span]:
    """Opening times from an instant on, for as long as anybody asks. NoWorkingTimeError when a year holds none."""
    while True:
        until, found = start + timedelta(days=SEARCH_DAYS), False
        for span in open_spans(works.hours, works.zone, start, until, works.holidays):
            found = True
            yield span
        if not found:
            raise NoWorkingTimeError(f"no business time in the year after {start:%Y-%m-%d}")
        start = until


class _Timer:
    """Turns minutes of a run into instants; asked with growing minutes it walks on and never starts over."""

    def __init__(self, run: Run, works: Works, terms: Terms) -> None:
        spans = (
            iter([(run.opened_at, FOREVER)]) if terms.round_the_clock else _open_from(run.opened_at, works)
        )
        self._spans = _without(spans, [(start, end or FOREVER) for start, end in run.pauses])
        self._passed = 0.0  # seconds before the present span
        self._span: Span | None = next(self._spans, None)

    def after(self, minutes: float) -> datetime | None:
        """The instant at which so many minutes have run; None when the clocks stand still for good."""
        seconds = minutes * 60
        while self._span is not None:
            start, end = self._span
            if end == FOREVER or seconds - self._passed <= (end - start).total_seconds():
                return start + timedelta(seconds=seconds - self._passed)
            self._passed += (end - start).total_seconds()
            self._span = next(self._spans, None)
        return None


def _without(spans: Iterator[Span], pauses: Sequence[Span]) -> Iterator[Span]:
    """The spans less the pauses. Ends when the last pause has no end."""
    free = _between(pauses)
    gap = next(free, None)
    for start, end in spans:
        while gap is not None and gap[0] < end:
            opens, closes = max(start, gap[0]), min(end, gap[1])
            if opens < closes:
                yield opens, closes
            if gap[1] > end:
                break
            gap = next(free, None)
        if gap is None:
            return


def _between(pauses: Sequence[Span]) -> Iterator[Span]:
    """The times that are not paused."""
    edges = [(datetime.min.replace(tzinfo=UTC),) * 2, *pauses, (FOREVER, FOREVER)]
    for (_, start), (end, _) in pairwise(edges):
        if start < end:
            yield start, end
