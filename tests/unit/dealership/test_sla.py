"""The SLA engine against a slow model that walks half-minute by half-minute; and a broken engine is caught."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealership.domain import sla
from dealership.domain.calendar import is_open
from dealership.domain.care import CareRules
from dealership.domain.company import Interval, OpeningHours
from dealership.domain.complaints import terms_of
from dealership.domain.sla import Clock, Level, Run, Step, Whom, Works

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = (Interval(time(9), time(12)), Interval(time(13), time(18)))
WORKS = Works(OpeningHours((DAY,) * 5 + ((), ())), SHANGHAI)
TICK = timedelta(seconds=30)
FULL = timedelta(days=1)
MONDAY = date(2026, 3, 2)
TERMS = terms_of(CareRules())


def deadline(run: Run, clock: Clock, works: Works) -> datetime | None:
    return sla.deadline(run, clock, works, TERMS)


def steps(run: Run, works: Works, until: datetime) -> list[Step]:
    return sla.steps(run, works, until, TERMS)


def next_step_at(run: Run, works: Works, after: datetime) -> datetime | None:
    return sla.next_step_at(run, works, after, TERMS)


def at(day: int, clock: str) -> datetime:
    """A moment of that week in Shanghai; day 0 is Monday."""
    return datetime.combine(MONDAY + timedelta(days=day), time.fromisoformat(clock), SHANGHAI).astimezone(UTC)


def said(found: Sequence[Step]) -> list[tuple[str, str, str]]:
    return [
        (f"{step.at.astimezone(SHANGHAI):%a %H:%M:%S}", str(step.clock), "+".join(step.whom))
        for step in found
    ]


# --- the ladder as the trade has it --------------------------------------------------------------------------


def test_nobody_takes_it_and_the_ladder_climbs_to_the_top_and_repeats() -> None:
    run = Run(Level.ORDINARY, at(0, "10:00"), {Clock.ANSWERED: at(0, "10:00"), Clock.SOLVED: at(0, "10:00")})
    assert said(steps(run, WORKS, at(0, "11:45"))) == [
        ("Mon 10:10:00", "taken", "advisor"),
        ("Mon 10:15:00", "taken", "advisors"),
        ("Mon 10:25:00", "taken", "manager"),
        ("Mon 10:40:00", "taken", "general"),
        ("Mon 11:10:00", "taken", "general"),
        ("Mon 11:40:00", "taken", "general"),
    ]


def test_serious_complaints_have_half_the_time() -> None:
    run = Run(Level.SERIOUS, at(0, "10:00"))
    assert deadline(run, Clock.TAKEN, WORKS) == at(0, "10:00") + timedelta(minutes=7.5)
    assert said(steps(run, WORKS, at(0, "10:08")))[0] == ("Mon 10:05:00", "taken", "advisor")


def test_a_critical_complaint_at_night_calls_the_manager_at_once_and_never_sleeps() -> None:
    run = Run(Level.CRITICAL, at(5, "23:00"))
    found = steps(run, WORKS, at(5, "23:15"))
    assert said(found)[:3] == [
        ("Sat 23:00:00", "taken", "manager+advisor"),
        ("Sat 23:05:00", "taken", "advisors+general"),
        ("Sat 23:10:00", "answered", "manager+advisor"),
    ]
    assert deadline(run, Clock.SOLVED, WORKS) == at(6, "03:00")


def test_an_evening_complaint_waits_for_the_morning_over_a_weekend() -> None:
    run = Run(Level.ORDINARY, at(4, "17:55"))
    assert deadline(run, Clock.TAKEN, WORKS) == at(7, "09:10")
    assert deadline(run, Clock.SOLVED, WORKS) == at(7, "17:55")


def test_a_make_up_saturday_counts_and_a_holiday_does_not() -> None:
    class Table:
        def is_working_day(self, day: date) -> bool | None:
            return {MONDAY + timedelta(days=5): True, MONDAY + timedelta(days=7): False}.get(day)

    works = replace(WORKS, holidays=Table())
    assert deadline(Run(Level.ORDINARY, at(4, "17:55")), Clock.TAKEN, works) == at(5, "09:10")
    assert deadline(Run(Level.ORDINARY, at(5, "17:55")), Clock.TAKEN, works) == at(8, "09:10")


def test_the_clock_stands_while_we_wait_for_the_owner() -> None:
    run = Run(Level.ORDINARY, at(0, "10:00"), pauses=[(at(0, "10:12"), at(0, "14:00"))])
    assert deadline(run, Clock.TAKEN, WORKS) == at(0, "14:03")
    waiting = replace(run, pauses=[(at(0, "10:12"), None)])
    assert deadline(waiting, Clock.TAKEN, WORKS) is None
    assert [step.key for step in steps(waiting, WORKS, at(3, "18:00"))] == ["taken:0"]
    assert next_step_at(waiting, WORKS, at(0, "10:12")) is None


def test_taking_it_stops_the_first_ladder_only() -> None:
    run = Run(Level.ORDINARY, at(0, "10:00"), {Clock.TAKEN: at(0, "10:05")})
    assert {step.clock for step in steps(run, WORKS, at(0, "11:00"))} == {Clock.ANSWERED}


def test_longer_hours_bring_the_deadline_forward() -> None:
    longer = replace(WORKS, hours=OpeningHours(((Interval(time(8), time(20)),),) * 7))
    run = Run(Level.ORDINARY, at(4, "17:55"))
    assert deadline(run, Clock.TAKEN, longer) == at(4, "18:10")


# --- the slow model ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slow:
    """The same rules, walked in half-minutes; whoever reads this knows what is meant."""

    run: Run
    works: Works
    until: datetime

    def ticks(self, critical: bool, paused: bool = True) -> list[datetime]:
        """The half-minutes that count, from the opening on."""
        found, now = [], self.run.opened_at
        while now < self.until + timedelta(days=1):
            waits = paused and any(start <= now < (end or sla.FOREVER) for start, end in self.run.pauses)
            if not waits and (
                critical or is_open(self.works.hours, self.works.zone, now, self.works.holidays)
            ):
                found.append(now)
            now += TICK
        return found

    def steps(self) -> list[tuple[str, datetime]]:
        terms = TERMS[self.run.level]
        counting = self.ticks(terms.round_the_clock)
        found = []
        for clock in Clock:
            stop = self.run.stopped.get(clock, sla.FOREVER)
            for number, minutes in enumerate(self.minutes(clock)):
                half = round(minutes * 2)
                if half > len(counting) or not counting:
                    break
                moment = counting[half - 1] + TICK if half else counting[0]
                if moment > self.until or moment >= stop:
                    break
                found.append((f"{clock}:{number}", moment))
        return sorted(found, key=lambda it: (it[1], list(Clock).index(Clock(it[0].split(":")[0]))))

    def minutes(self, clock: Clock) -> list[float]:
        terms = TERMS[self.run.level]
        limit = {Clock.TAKEN: terms.taken, Clock.ANSWERED: terms.answered, Clock.SOLVED: terms.solved}[clock]
        limit = self.to_same_hour() if limit is None else limit
        rungs = [limit + rung.after for rung in terms.ladder.rungs] if terms.solved else []
        if not rungs:  # those measured in business time: half of everything for a serious one
            rungs = [limit - 5, limit, limit + 10, limit + 25]
        rungs += [rungs[-1] + terms.ladder.repeat * n for n in range(1, 2000)]
        return [max(0.0, minutes * terms.share) for minutes in rungs]

    def to_same_hour(self) -> float:
        """Open minutes until the wall clock shows the same hour on the next day with any opening."""
        counting = self.ticks(critical=False, paused=False)
        first = counting[0].astimezone(self.works.zone)
        later = [tick.astimezone(self.works.zone) for tick in counting]
        next_day = next(tick.date() for tick in later if tick.date() > first.date())
        same = datetime.combine(next_day, first.time(), self.works.zone).astimezone(UTC)
        return sum(tick < same for tick in counting) / 2


clocks = st.integers(0, 23 * 4).map(lambda n: time(n // 4, n % 4 * 15))
shifts = st.lists(clocks, max_size=4, unique=True).map(
    lambda found: tuple(Interval(a, b) for a, b in zip(sorted(found)[::2], sorted(found)[1::2], strict=False))
)
weeks = st.lists(shifts, min_size=7, max_size=7).filter(lambda week: sum(map(bool, week)) > 2).map(tuple)
works_of = st.builds(
    Works,
    hours=st.builds(OpeningHours, weekly=weeks),
    zone=st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")]),
)
moments = st.integers(0, 3 * 24 * 60).map(lambda n: datetime(2026, 3, 27, tzinfo=UTC) + timedelta(minutes=n))


def apart(edges: list[datetime]) -> list[tuple[datetime, datetime | None]]:
    edges = sorted(set(edges))
    return [
        (start, edges[n + 1] if n + 1 < len(edges) else None) for n, start in enumerate(edges) if n % 2 == 0
    ]


runs = st.builds(
    Run,
    level=st.sampled_from(Level),
    opened_at=moments,
    stopped=st.dictionaries(st.sampled_from(Clock), moments, max_size=3),
    pauses=st.lists(moments, max_size=4).map(apart),
)


def agrees(run: Run, works: Works) -> bool:
    until = run.opened_at + timedelta(days=8)
    quick = [(step.key, step.at) for step in steps(run, works, until)]
    return quick == Slow(run, works, until).steps()


@settings(max_examples=max(12, settings().max_examples // 4))
@given(runs, works_of)
def test_engine_equals_the_slow_model(run: Run, works: Works) -> None:
    assert agrees(run, works)


@given(runs, works_of, moments)
def test_going_from_step_to_step_misses_none_and_repeats_none(
    run: Run, works: Works, since: datetime
) -> None:
    until, now, seen = since + timedelta(days=2), since, []
    while (following := next_step_at(run, works, now)) is not None and following <= until:
        seen.append(following)
        now = following
    assert seen == sorted({step.at for step in steps(run, works, until) if step.at > since})


@given(runs, works_of, moments)
def test_steps_since_a_moment_are_the_last_of_all_steps(run: Run, works: Works, since: datetime) -> None:
    until = since + timedelta(days=2)
    later = sla.steps(run, works, until, TERMS, since=since)
    assert later == [step for step in steps(run, works, until) if step.at >= since]


def test_keys_are_unique_within_a_run() -> None:
    found = steps(Run(Level.CRITICAL, at(0, "10:00")), WORKS, at(9, "10:00"))
    assert len({step.key for step in found}) == len(found) > 1000


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("_without", lambda spans, pauses: spans),
        ("_until_same_hour", lambda opened_at, works: 500.0),
        ("_open_from", lambda start, works: ((start + n * FULL, start + (n + 1) * FULL) for n in range(99))),
    ],
)
def test_a_broken_engine_is_caught(
    name: str, broken: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(Level.ORDINARY, at(0, "10:00"), pauses=[(at(0, "10:12"), at(0, "14:00"))])
    assert agrees(run, WORKS)
    monkeypatch.setattr(sla, name, broken)
    assert not agrees(run, WORKS)


def test_whom_is_named_on_every_rung() -> None:
    for terms in TERMS.values():
        assert all(rung.whom and set(rung.whom) <= set(Whom) for rung in terms.ladder.rungs)
