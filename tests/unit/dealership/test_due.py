"""Due dates and odometer guesses: monotone, bounded, at home in leap years and in the lunar calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealership.domain.company import MaintenancePlan
from dealership.domain.due import (
    add_months,
    first_service,
    next_birthday,
    periodic_service,
    yearly,
)
from dealership.domain.ladder import LADDERS, Ladder
from dealership.domain.odometer import Habits, Pace, Reading, pace_of

PLAN = MaintenancePlan("Lark 5")
TODAY = date(2026, 11, 22)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def driven(
    km_per_day: float, *, since: date = date(2026, 1, 1), every: int = 30, times: int = 8
) -> list[Reading]:
    return [Reading(since + timedelta(days=n * every), round(n * every * km_per_day)) for n in range(times)]


# --- odometer ------------------------------------------------------------------------------------------------


def test_a_car_without_readings_has_no_pace() -> None:
    assert pace_of([], TODAY) is None
    assert pace_of([Reading(TODAY + timedelta(days=1), 9)], TODAY) is None


def test_one_mistyped_reading_does_not_move_the_guess() -> None:
    honest = driven(40)
    typo = Reading(date(2026, 5, 10), 480_000)
    assert pace_of([*honest, typo], TODAY) == Pace(honest[-1], pytest.approx(40, rel=0.1), sure=False)


def test_regular_readings_make_a_sure_guess() -> None:
    pace = pace_of(driven(50), date(2026, 9, 1))
    assert pace is not None and pace.sure
    assert pace.km_on(date(2026, 9, 1)) == 50 * (date(2026, 9, 1) - date(2026, 1, 1)).days


@pytest.mark.parametrize(
    ("readings", "today"),
    [
        (driven(50, times=1), date(2026, 1, 2)),  # nothing to compare with
        (driven(50, every=5, times=3), date(2026, 1, 20)),  # ten days are too few
        (driven(50), date(2027, 6, 1)),  # nobody has looked for too long
        ([Reading(date(2026, 1, 1), 9000), Reading(date(2026, 6, 1), 200)], date(2026, 6, 2)),  # backwards
        (driven(900), date(2026, 9, 1)),  # round the equator every six weeks
    ],
)
def test_a_guess_on_thin_ground_is_unsure(readings: list[Reading], today: date) -> None:
    pace = pace_of(readings, today)
    assert pace is not None and not pace.sure


readings = st.lists(st.builds(Reading, days, st.integers(0, 900_000)), min_size=1, max_size=12)


@given(readings, days, st.integers(0, 900_000), st.integers(0, 50_000))
def test_prediction_is_bounded_and_monotone(found: list[Reading], today: date, km: int, more: int) -> None:
    pace = pace_of(found, today)
    if pace is None:
        assert all(reading.on > today for reading in found)
        return
    usual = Habits()
    assert usual.least * usual.km_per_day <= pace.km_per_day <= usual.most * usual.km_per_day
    assert pace.km_on(today) >= pace.last.km
    assert pace.last.on <= pace.day_at(km) <= pace.day_at(km + more)
    assert pace.km_on(pace.day_at(km)) >= min(km, pace.km_on(pace.last.on + timedelta(days=40 * 365)))


# --- due days ------------------------------------------------------------------------------------------------


@given(days, st.integers(0, 120), st.integers(0, 24))
def test_months_later_is_monotone_and_keeps_the_day_where_there_is_one(
    day: date, months: int, more: int
) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])
    assert later <= add_months(day, months + more)


@given(days, st.floats(1, 300), st.floats(0, 100))
def test_who_drives_more_is_due_no_later(delivered: date, km_per_day: float, more: float) -> None:
    def due(pace: float) -> date:
        return first_service(PLAN, delivered, Pace(Reading(delivered, 0), pace, sure=True)).on

    assert due(km_per_day + more) <= due(km_per_day) <= add_months(delivered, PLAN.first_months)


@given(days, st.integers(0, 300_000), st.integers(0, 9000), st.floats(1, 300))
def test_a_later_service_is_due_later(last_on: date, last_km: int, later: int, km_per_day: float) -> None:
    pace = Pace(Reading(last_on, last_km), km_per_day, sure=True)
    due = periodic_service(PLAN, last_on, last_km, pace)
    after = periodic_service(PLAN, last_on + timedelta(days=later), last_km + 100, pace)
    assert last_on <= due.on <= add_months(last_on, PLAN.every_months)
    assert after.on >= due.on
    assert due.by == ("km" if due.on < add_months(last_on, PLAN.every_months) else "date")


def test_without_a_reading_only_the_calendar_counts_and_nobody_is_sure() -> None:
    due = periodic_service(PLAN, date(2026, 8, 31), None, None)
    assert (due.on, due.by, due.sure) == (date(2027, 2, 28), "date", False)


def test_a_leap_day_comes_on_the_28th_in_common_years() -> None:
    assert yearly(date(2024, 2, 29), 2027) == date(2027, 2, 28)
    assert yearly(date(2024, 2, 29), 2028) == date(2028, 2, 29)
    assert next_birthday(2, 29, date(2027, 2, 28)) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2000, 12, 31)), days)
def test_the_next_birthday_is_within_a_year(born: date, today: date) -> None:
    found = next_birthday(born.month, born.day, today)
    assert found is not None and 0 <= (found - today).days <= 366


# --- ladders -------------------------------------------------------------------------------------------------


def test_nobody_is_pushed_more_than_the_trade_allows() -> None:
    for kind, ladder in LADDERS.items():
        assert len(ladder.days_before) <= (3 if kind == "insurance" else 2), kind


@given(days, st.integers(-200, 200))
def test_a_ladder_climbs_and_never_goes_back(due_on: date, offset: int) -> None:
    ladder, today = Ladder((60, 30, 7)), due_on + timedelta(days=offset)
    step, tomorrow = ladder.current(due_on, today), ladder.current(due_on, today + timedelta(days=1))
    assert (step is None) == (today < ladder.pushes(due_on)[0])
    assert step is None or (tomorrow is not None and tomorrow >= step)
