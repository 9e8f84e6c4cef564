"""Opening hours through breaks, holidays, make-up days and clock changes, against the wall clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealership.domain import calendar
from dealership.domain.company import Interval, OpeningHours

EXAMPLES = max(20, settings().max_examples // 2)
WEEKDAY = (Interval(time(9), time(12)), Interval(time(13), time(18)))
SATURDAY = (Interval(time(10), time(15)),)
HOURS = OpeningHours((WEEKDAY,) * 5 + (SATURDAY, ()))
MONDAY = date(2026, 9, 28)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Table:
    days: dict[date, bool]

    def is_working_day(self, day: date) -> bool | None:
        return self.days.get(day)


def test_weekday_decides_without_a_table_and_on_days_it_says_nothing_about() -> None:
    for table in (None, Table({})):
        assert calendar.opening(HOURS, MONDAY, table) == WEEKDAY
        assert calendar.opening(HOURS, MONDAY + timedelta(days=5), table) == SATURDAY
        assert calendar.opening(HOURS, MONDAY + timedelta(days=6), table) == ()


def test_official_holiday_closes_and_make_up_sunday_has_the_usual_hours_of_a_weekday() -> None:
    sunday = MONDAY + timedelta(days=6)
    table = Table({MONDAY: False, sunday: True, MONDAY + timedelta(days=1): True})
    assert calendar.opening(HOURS, MONDAY, table) == ()
    assert calendar.opening(HOURS, sunday, table) == WEEKDAY
    assert calendar.opening(HOURS, MONDAY + timedelta(days=1), table) == WEEKDAY


def test_make_up_day_takes_the_most_usual_hours_and_none_when_no_weekday_is_worked() -> None:
    short = (Interval(time(9), time(12)),)
    mixed = OpeningHours((short, WEEKDAY, (), WEEKDAY, short, (), ()))
    assert calendar.usual_hours(mixed) == short  # two and two: the earlier day's
    assert calendar.usual_hours(OpeningHours(((),) * 5 + (short, short))) == ()


def test_the_shops_own_word_wins_over_closed_days_and_these_over_the_table() -> None:
    sunday = MONDAY + timedelta(days=6)
    hours = replace(HOURS, special={MONDAY: SATURDAY}, closed=frozenset({MONDAY, sunday}))
    table = Table({MONDAY: False, sunday: True})
    assert calendar.opening(hours, MONDAY, table) == SATURDAY
    assert calendar.opening(hours, sunday, table) == ()


def test_special_day_without_intervals_is_closed() -> None:
    assert calendar.opening(replace(HOURS, special={MONDAY: ()}), MONDAY, None) == ()


def test_spans_are_cut_to_the_asked_stretch() -> None:
    start = datetime(2026, 9, 28, 3, 30, tzinfo=UTC)  # 11:30 in Shanghai
    spans = list(calendar.open_spans(HOURS, SHANGHAI, start, start + timedelta(hours=3), None))
    assert spans == [
        (start, datetime(2026, 9, 28, 4, tzinfo=UTC)),
        (datetime(2026, 9, 28, 5, tzinfo=UTC), datetime(2026, 9, 28, 6, 30, tzinfo=UTC)),
    ]
    assert list(calendar.open_spans(HOURS, SHANGHAI, start, start, None)) == []


def test_midnight_as_end_means_the_end_of_the_day() -> None:
    hours = OpeningHours(((Interval(time(0), time(0)),),) * 7)
    start = datetime(2026, 9, 28, 3, tzinfo=UTC)
    spans = list(calendar.open_spans(hours, SHANGHAI, start, start + timedelta(days=2), None))
    assert sum((end - begin for begin, end in spans), timedelta()) == timedelta(days=2)
    assert calendar.is_open(hours, SHANGHAI, start, None)


@pytest.mark.parametrize(
    ("day", "worked"),
    [(date(2026, 3, 29), 1), (date(2026, 10, 25), 3), (date(2026, 7, 1), 2)],
    ids=["clocks go forward", "clocks go back", "an ordinary night"],
)
def test_a_night_shift_works_the_hours_its_wall_clock_shows(day: date, worked: int) -> None:
    hours = OpeningHours(((Interval(time(1), time(3)),),) * 7)
    spans = calendar.day_spans(hours, ZoneInfo("Europe/Berlin"), day, None)
    assert sum(end - start for start, end in spans) == worked * 3600


def test_business_minutes_run_over_break_night_and_closed_days() -> None:
    friday = datetime(2026, 10, 2, 9, 45, tzinfo=UTC)  # 17:45
    monday = datetime(2026, 10, 5, 1, 15, tzinfo=UTC)  # 09:15
    weekdays = OpeningHours((WEEKDAY,) * 5 + ((), ()))
    assert calendar.add_open_minutes(weekdays, SHANGHAI, friday, 30, None) == monday
    assert calendar.add_open_minutes(weekdays, SHANGHAI, friday, 15, None) == friday + timedelta(minutes=15)


def test_a_shop_that_never_opens_is_an_error_not_a_loop() -> None:
    with pytest.raises(calendar.NoWorkingTimeError):
        calendar.add_open_minutes(
            OpeningHours(((),) * 7), SHANGHAI, datetime(2026, 1, 1, tzinfo=UTC), 1, None
        )


# --- random calendars against the wall clock ---------------------------------------------------------------

ZONES = {
    "Asia/Shanghai": date(2026, 5, 1),
    "Europe/Berlin": date(2026, 3, 29),
    "America/New_York": date(2026, 11, 1),
    "Australia/Lord_Howe": date(2026, 10, 4),
    "Africa/Cairo": date(2026, 10, 29),  # the last hour before midnight comes twice
    "America/Havana": date(2026, 3, 8),  # midnight itself is skipped
    "America/St_Johns": date(2026, 3, 8),
    "Pacific/Kiritimati": date(2026, 1, 1),
    "Pacific/Pago_Pago": date(2026, 1, 1),
}


@st.composite
def day_hours(draw: st.DrawFn) -> tuple[Interval, ...]:
    marks = sorted(draw(st.sets(st.integers(0, 96), max_size=8)))
    clocks = [(datetime(2026, 1, 1) + timedelta(minutes=15 * mark)).time() for mark in marks]
    return tuple(Interval(a, b) for a, b in zip(clocks[::2], clocks[1::2], strict=False))


def shows_open(hours: OpeningHours, zone: ZoneInfo, at: datetime, table: Table) -> bool:
    """The slow model: look at the wall clock, then at the sign on the door."""
    local = at.astimezone(zone)
    minute = local.hour * 60 + local.minute
    for interval in calendar.opening(hours, local.date(), table):
        end = interval.end.hour * 60 + interval.end.minute or 24 * 60
        if interval.start.hour * 60 + interval.start.minute <= minute < end:
            return True
    return False


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(ZONES)))
def test_spans_hold_exactly_the_minutes_the_wall_clock_shows_open(data: st.DataObject, name: str) -> None:
    zone, turn = ZoneInfo(name), ZONES[name]
    near = st.integers(-2, 2).map(lambda days: turn + timedelta(days=days))
    hours = OpeningHours(
        weekly=tuple(data.draw(st.lists(day_hours(), min_size=7, max_size=7))),
        closed=data.draw(st.frozensets(near, max_size=1)),
        special=data.draw(st.dictionaries(near, day_hours(), max_size=1)),
    )
    table = Table(data.draw(st.dictionaries(near, st.booleans(), max_size=2)))
    start = datetime.combine(turn, time(12), UTC) - timedelta(minutes=5 * data.draw(st.integers(150, 450)))
    end = start + timedelta(minutes=5 * data.draw(st.integers(1, 700)))
    spans = list(calendar.open_spans(hours, zone, start, end, table))
    assert all(a < b <= c for (a, b), (c, _) in pairwise(spans))
    minute = start
    while minute < end:
        expected = shows_open(hours, zone, minute, table)
        assert any(a <= minute < b for a, b in spans) == expected
        assert calendar.is_open(hours, zone, minute, table) == expected
        minute += timedelta(minutes=5)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    hours=st.lists(day_hours(), min_size=7, max_size=7),
    minutes=st.integers(0, 2000),
    shift=st.integers(0, 9000),
)
def test_added_business_minutes_lie_between_start_and_end(
    hours: list[tuple[Interval, ...]], minutes: int, shift: int
) -> None:
    opening, zone = OpeningHours(tuple(hours)), ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 27, tzinfo=UTC) + timedelta(minutes=shift)
    if not any(hours):
        return
    end = calendar.add_open_minutes(opening, zone, start, minutes, None)
    passed = sum((b - a for a, b in calendar.open_spans(opening, zone, start, end, None)), timedelta())
    assert passed == timedelta(minutes=minutes)
