"""A car's next service: never later than the calendar says, never asked for in vain, and the same whoever counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Solar

from bot.config.lunar import ChineseCalendar
from dealership.domain.company import MaintenancePlan
from dealership.domain.due import FESTIVALS, add_months, is_festival, lunar_days
from dealership.domain.odometer import Habits, Pace, Reading, guesses, pace_of
from dealership.domain.upkeep import CarFacts, next_service, plan_for

PLAN = MaintenancePlan("Solin 5", first_months=3, first_km=5000, every_months=6, every_km=10_000)
BORN = date(2024, 2, 29)
LUNAR = ChineseCalendar()
days = st.dates(date(2019, 1, 1), date(2031, 12, 31))
readings = st.lists(
    st.builds(Reading, days, st.integers(0, 400_000)), max_size=8, unique_by=lambda it: it.on
).map(tuple)
cars = st.builds(
    CarFacts,
    vehicle_id=st.just(1),
    store_id=st.just(1),
    model=st.just("Solin 5"),
    delivered_on=st.none() | days,
    readings=readings,
    served_on=st.none() | days,
    served_km=st.none() | st.integers(0, 400_000),
)


@given(cars)
def test_a_service_is_due_by_the_months_at_the_latest_and_asked_for_before_that(car: CarFacts) -> None:
    due = next_service(PLAN, car, 28)
    base = car.served_on or car.delivered_on
    if base is None:
        assert (due.kind, due.due_on, due.ask_on) == ("", None, None)
        return
    months = PLAN.every_months if car.served_on else PLAN.first_months
    assert due.due_on is not None and due.base_on == base
    assert due.due_on <= add_months(base, months)
    assert due.ask_on is None or due.ask_on <= due.due_on


@given(cars)
def test_the_order_in_which_readings_were_told_changes_nothing(car: CarFacts) -> None:
    turned = replace(car, readings=car.readings[::-1])
    assert next_service(PLAN, turned, 28) == next_service(PLAN, car, 28)


@given(st.integers(1, 300), st.integers(1, 300))
def test_who_drives_more_comes_no_later(less: int, more: int) -> None:
    less, more = sorted((less, more))

    def due(pace: int) -> date:
        driven = tuple(Reading(BORN + timedelta(days=30 * n), 30 * n * pace) for n in range(1, 7))
        car = CarFacts(1, 1, "Solin 5", BORN, driven, driven[-1].on, driven[-1].km)
        found = next_service(PLAN, car, 28).due_on
        assert found is not None
        return found

    assert due(more) <= due(less)


def test_a_car_delivered_on_a_leap_day_is_due_on_the_last_day_of_a_shorter_month() -> None:
    car = CarFacts(1, 1, "Solin 5", BORN)
    plan = replace(PLAN, first_months=12, first_km=900_000)
    assert next_service(plan, car, 28).due_on == date(2025, 2, 28)


def test_a_used_car_is_not_taken_for_a_new_one() -> None:
    """60 000 km at the first reading a month after we handed it over: it did not drive them since."""
    told = (Reading(date(2026, 2, 1), 60_000), Reading(date(2026, 8, 1), 66_000))
    car = CarFacts(1, 1, "Solin 5", date(2026, 1, 1), told, date(2026, 2, 1), 60_000)
    due = next_service(replace(PLAN, every_months=12), car, 28)
    assert (due.by_km, due.due_on) == (True, date(2026, 11, 30))


def test_the_plan_is_the_longest_name_the_model_begins_with_else_the_one_for_any() -> None:
    plans = [
        MaintenancePlan("*"),
        MaintenancePlan("Solin"),
        MaintenancePlan("Solin 5"),
        MaintenancePlan("Orva"),
    ]
    named = {
        model: plan.model
        for model in ("solin 5 2.0T", "Solin 3", "Nova", "ORVA X")
        if (plan := plan_for(plans, model))
    }
    assert named == {"solin 5 2.0T": "Solin 5", "Solin 3": "Solin", "Nova": "*", "ORVA X": "Orva"}
    assert plan_for(plans[1:], "Nova") is None


@given(st.integers(0, 500_000), st.floats(8.2, 164), st.integers(0, 2000))
def test_one_of_the_ranges_offered_holds_the_guess_and_none_goes_back(
    km: int, pace: float, ahead: int
) -> None:
    known = Pace(Reading(BORN, km), pace, sure=False)
    today = BORN + timedelta(days=ahead)
    ranges = guesses(known, today)
    assert any(low <= known.km_on(today) <= high for low, high in ranges)
    assert all(km <= low < high for low, high in ranges)
    assert all(first[1] == second[0] for first, second in pairwise(ranges))


@given(readings, days)
def test_a_pace_stays_within_what_such_cars_do(told: tuple[Reading, ...], today: date) -> None:
    habits = Habits()
    pace = pace_of(told, today, habits)
    if pace is not None:
        assert habits.km_per_day * habits.least <= pace.km_per_day <= habits.km_per_day * habits.most


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_solar_day_has_its_lunar_day_and_each_festival_comes_once_a_year(day: date) -> None:
    in_leap_month = Solar.fromYmd(day.year, day.month, day.day).getLunar().getMonth() < 0
    assert 1 <= len(lunar_days(day, LUNAR)) <= 2 or day.month in (1, 2, 12) or in_leap_month
    assert sum(is_festival(name, day, LUNAR) for name in FESTIVALS) <= 1


def test_festivals_known_from_the_wall_calendar() -> None:
    known = {
        "spring_festival": date(2027, 2, 6),
        "mid_autumn": date(2026, 9, 25),
        "dragon_boat": date(2026, 6, 19),
    }
    assert all(is_festival(name, day, LUNAR) for name, day in known.items())
    assert LUNAR.to_solar(2200, 1, 1) is None
