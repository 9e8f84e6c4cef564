"""A visit's states, estimate, squeeze-ins, repeats, and the hours in which waitlist offers are made."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealership.domain import booking
from dealership.domain.booking import AppointmentState, Estimate, PastVisit
from dealership.domain.company import BookingLimits, Interval, Job, OpeningHours, Place, Store

EXAMPLES = max(50, settings().max_examples)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)  # Monday 10:00 in Shanghai
DAY = (Interval(time(9), time(12)), Interval(time(13), time(18)))


def job(key: str, minutes: int, skill: str, low: int, high: int, *, small: bool = False) -> Job:
    return Job(key, {}, minutes, skill, low, high, small=small)


OIL, WIPERS = (
    job("oil", 60, "maintenance", 38000, 98000),
    job("wipers", 15, "maintenance", 5000, 9000, small=True),
)
LOOK = job("diagnosis", 90, "diagnosis", 0, 20000)


def make_store(*menu: Job) -> Store:
    hours = OpeningHours((DAY,) * 5 + ((), ()), holiday_region="")
    return Store(
        1,
        "test",
        {},
        {},
        Place(0, 0),
        "",
        "",
        SHANGHAI,
        "CNY",
        hours,
        (),
        (),
        menu or (OIL, WIPERS, LOOK),
        (),
    )


def test_a_visit_goes_only_forward() -> None:
    for old, new in [
        ("held", "confirmed"),
        ("requested", "arrived"),
        ("confirmed", "no_show"),
        ("arrived", "done"),
    ]:
        booking.ensure_transition(old, new)
    for old, new in [
        ("done", "confirmed"),
        ("cancelled", "confirmed"),
        ("expired", "held"),
        ("held", "arrived"),
    ]:
        with pytest.raises(booking.TransitionError):
            booking.ensure_transition(old, new, "because")


def test_cancelling_and_expiring_are_recorded_with_a_reason() -> None:
    for old, new in [("confirmed", "cancelled"), ("held", "expired")]:
        booking.ensure_transition(old, new, "owner")
        with pytest.raises(booking.MissingReasonError):
            booking.ensure_transition(old, new)


def test_every_state_is_decided_reached_and_ends_somewhere() -> None:
    assert set(booking.TRANSITIONS) == set(AppointmentState)
    for state in set(AppointmentState) - {AppointmentState.HELD}:
        assert booking.states_before(state)
    assert booking.states_before("arrived") == {"requested", "confirmed", "no_show"}
    assert booking.UPCOMING < booking.OCCUPYING


def test_an_owner_has_a_bounded_number_of_coming_visits() -> None:
    booking.ensure_may_book(BookingLimits(active_per_owner=2), 1)
    with pytest.raises(booking.TooManyBookingsError):
        booking.ensure_may_book(BookingLimits(active_per_owner=2), 2)


def test_estimate_adds_jobs_up_each_counted_once() -> None:
    store = make_store()
    assert booking.estimate(store, ("oil", "wipers", "oil")) == Estimate(75, 43000, 107000)
    assert booking.skills_of(store, ("oil", "wipers")) == {"maintenance"}


def test_a_described_fault_adds_a_diagnosis_unless_one_is_asked_for() -> None:
    store = make_store()
    assert booking.estimate(store, (), with_fault=True) == Estimate(60, 0, 20000)
    assert booking.estimate(store, ("oil",), with_fault=True) == Estimate(120, 38000, 118000)
    assert booking.estimate(store, ("diagnosis",), with_fault=True) == Estimate(90, 0, 20000)
    assert booking.skills_of(store, ("oil",), with_fault=True) == {"maintenance", "diagnosis"}


def test_a_fault_goes_to_any_bay_where_the_menu_knows_no_diagnosis() -> None:
    store = make_store(OIL)
    assert booking.estimate(store, (), with_fault=True) == Estimate(60, 0, 0)
    assert booking.skills_of(store, (), with_fault=True) == frozenset()


def test_a_job_that_left_the_menu_is_named() -> None:
    for rule in (booking.estimate, booking.skills_of):
        with pytest.raises(booking.UnknownJobError, match="polish"):
            rule(make_store(), ("oil", "polish"))


def test_only_small_jobs_are_squeezed_in_within_the_allowance() -> None:
    store = make_store()
    assert booking.may_squeeze(store, ("wipers",), 1)
    assert not booking.may_squeeze(store, ("wipers",), 2)
    assert not booking.may_squeeze(store, ("wipers", "oil"), 0)
    assert not booking.may_squeeze(store, (), 0)


@pytest.mark.parametrize(
    ("days_ago", "jobs", "fault", "repeat"),
    [
        (10, (), "grinding when braking", True),
        (10, ("oil",), None, True),
        (10, ("wipers",), None, False),
        (91, (), "grinding when braking", False),
        (-1, (), "grinding when braking", False),
    ],
)
def test_a_fault_repaired_in_the_guarantee_period_may_be_a_repeat(
    days_ago: int, jobs: tuple[str, ...], fault: str | None, repeat: bool
) -> None:
    earlier = [PastVisit(NOW - timedelta(days=days_ago), jobs, fault)]
    assert booking.is_repeat_repair(BookingLimits(), ("oil",), "it grinds again", earlier, NOW) is repeat
    assert not booking.is_repeat_repair(BookingLimits(), ("oil",), None, earlier, NOW)


def test_staff_are_reminded_of_a_request_after_business_minutes() -> None:
    friday_evening = datetime(2026, 3, 6, 9, 50, tzinfo=UTC)  # 17:50
    assert booking.answer_due_at(make_store(), friday_evening, None) == datetime(
        2026, 3, 9, 1, 20, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("08:00", "08:30"),
        ("12:10", "12:40"),
        ("20:30", "21:00"),
        ("20:45", "08:15"),
        ("20:59", "08:29"),
        ("21:00", None),
        ("02:00", None),
        ("07:59", None),
    ],
)
def test_offers_are_made_and_run_only_in_the_hours_of_offers(now: str, until: str | None) -> None:
    at = datetime.combine(date(2026, 3, 2), time.fromisoformat(now), SHANGHAI)
    expires = booking.offer_expires_at(at, SHANGHAI, BookingLimits())
    assert (None if expires is None else f"{expires.astimezone(SHANGHAI):%H:%M}") == until
    assert booking.is_offer_time(at, SHANGHAI, BookingLimits()) == (until is not None)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    minute=st.integers(0, 14 * 24 * 60),
    offer=st.integers(1, 24 * 60),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe"]),
)
def test_an_offer_runs_its_full_time_awake(minute: int, offer: int, zone: str) -> None:
    limits, now = (
        BookingLimits(waitlist_offer=offer),
        datetime(2026, 3, 22, tzinfo=UTC) + timedelta(minutes=minute),
    )
    expires = booking.offer_expires_at(now, ZoneInfo(zone), limits)
    if expires is None:
        assert not booking.is_offer_time(now, ZoneInfo(zone), limits)
        return
    awake = sum(
        booking.is_offer_time(now + timedelta(minutes=n), ZoneInfo(zone), limits)
        for n in range((expires - now) // timedelta(minutes=1))
    )
    assert awake == offer
