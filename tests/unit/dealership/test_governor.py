"""The governor against rules stated once more, slowly: whatever the history, no rule is ever broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealership.domain import governor
from dealership.domain.governor import Candidate, Drop, Hold, Listener, Merge, Reason, Send, decide
from dealership.domain.voice import KINDS, Consent, Sort, VoiceRules

RULES = VoiceRules()
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
ALL = (Consent.SERVICE, Consent.MARKETING)
OWNER = Listener(SHANGHAI, SHANGHAI, consents=ALL)
NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)  # Wednesday noon in Shanghai
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def verdict(
    kind: str, due_at: datetime = NOON, owner: Listener = OWNER, now: datetime = NOON, untrue: str = ""
) -> governor.Verdict:
    return decide([Candidate(1, kind, due_at, untrue)], owner, now, RULES)[1]


def shanghai(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI).astimezone(UTC)


# --- one rule at a time --------------------------------------------------------------------------------------


def test_what_is_due_and_welcome_is_sent() -> None:
    assert verdict("insurance") == Send()


@pytest.mark.parametrize(
    ("owner", "kind", "reason"),
    [
        (replace(OWNER, reachable=False), "visit_soon", Reason.UNREACHABLE),
        (replace(OWNER, stopped=True), "insurance", Reason.STOPPED),
        (replace(OWNER, consents=()), "insurance", Reason.NO_CONSENT),
        (replace(OWNER, consents=(Consent.SERVICE,)), "campaign", Reason.NO_CONSENT),
        (replace(OWNER, switched_off=("insurance",)), "insurance", Reason.SWITCHED_OFF),
    ],
)
def test_what_an_owner_does_not_want_is_dropped_with_its_reason(
    owner: Listener, kind: str, reason: Reason
) -> None:
    assert verdict(kind, owner=owner) == Drop(reason)


def test_messages_about_a_booking_cannot_be_stopped_or_switched_off() -> None:
    owner = replace(OWNER, stopped=True, consents=(), switched_off=("visit_soon",))
    assert verdict("visit_soon", owner=owner) == Send()


def test_what_is_no_longer_true_is_dropped_and_says_why() -> None:
    assert verdict("periodic_service", untrue="booked") == Drop(Reason.UNTRUE, "booked")


def test_no_birthday_wish_two_days_late() -> None:
    assert verdict("birthday", due_at=NOON - 2 * DAY) == Drop(Reason.EXPIRED)


def test_the_night_is_slept_through() -> None:
    night = shanghai(date(2026, 11, 25), "23:10")
    assert verdict("insurance", night, now=night) == Hold(
        shanghai(date(2026, 11, 26), "08:00"), Reason.QUIET_HOURS
    )


def test_the_two_hour_reminder_of_an_early_booking_goes_the_evening_before() -> None:
    due = shanghai(date(2026, 11, 26), "06:30")
    assert verdict("visit_soon", due, now=shanghai(date(2026, 11, 25), "20:00")) == Hold(
        shanghai(date(2026, 11, 25), "20:30"), Reason.EARLY
    )
    assert verdict("visit_soon", due, now=shanghai(date(2026, 11, 25), "20:30")) == Send()


def test_an_open_complaint_silences_surveys_greetings_and_campaigns_only() -> None:
    owner = replace(OWNER, complaint_open=True)
    for kind in KINDS.values():
        waits = kind.sort in (Sort.SURVEY, Sort.GREETING, Sort.CAMPAIGN)
        found = verdict(kind.key, owner=owner)
        assert (found == Hold(NOON + HOUR, Reason.OPEN_COMPLAINT)) is waits, kind.key


def test_one_survey_in_thirty_days() -> None:
    owner = replace(OWNER, past=[("survey", NOON - 29 * DAY)])
    assert verdict("survey", owner=owner) == Hold(NOON + DAY, Reason.TOO_SOON)


def test_a_full_week_waits_but_a_booking_does_not() -> None:
    owner = replace(OWNER, past=[("insurance", NOON - days * DAY) for days in (1, 3, 6)])
    assert verdict("inspection", owner=owner) == Hold(NOON + DAY, Reason.WEEK_FULL)
    assert verdict("visit_tomorrow", owner=owner) == Send()


def test_messages_that_come_alone_each_take_their_place_in_the_week_though_said_at_one_moment() -> None:
    said = NOON - DAY
    owner = replace(OWNER, past=[("insurance", said), ("with_the_car", said), ("birthday", said)])
    assert verdict("inspection", owner=owner) == Hold(said + 7 * DAY, Reason.WEEK_FULL)


def test_what_was_merged_takes_one_place_in_the_week() -> None:
    said = NOON - DAY
    owner = replace(OWNER, past=[("insurance", said), ("inspection", said), ("licence", said)])
    assert verdict("warranty", owner=owner) == Send()


def test_reminders_of_one_day_are_one_message() -> None:
    found = decide(
        [Candidate(n, kind, NOON) for n, kind in enumerate(("licence", "insurance", "visit_tomorrow"))],
        OWNER,
        NOON,
        RULES,
    )
    assert found == {0: Send((1,)), 1: Merge(0), 2: Send()}


def test_campaigns_come_in_shop_hours_and_on_a_holiday_in_the_evening() -> None:
    class Feast:
        def is_working_day(self, day: date) -> bool | None:
            return False if day == date(2026, 11, 26) else None

    owner = replace(OWNER, holidays=Feast())
    late = shanghai(date(2026, 11, 25), "20:10")
    assert verdict("campaign", late, owner, late) == Hold(
        shanghai(date(2026, 11, 26), "20:00"), Reason.QUIET_HOURS
    )


# --- all of them at once -------------------------------------------------------------------------------------

kinds = st.sampled_from(sorted(KINDS))
zones = st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")])
START = datetime(2026, 3, 20, tzinfo=UTC)  # clocks change in Berlin nine days later
minutes = st.integers(0, 20 * 24 * 60).map(lambda n: START + timedelta(minutes=n))
listeners = st.builds(
    Listener,
    zone=zones,
    shop_zone=zones,
    stopped=st.booleans(),
    consents=st.sampled_from([(), (Consent.SERVICE,), ALL]),
    switched_off=st.lists(kinds, max_size=3),
    complaint_open=st.booleans(),
    past=st.lists(st.tuples(kinds, minutes.map(lambda at: at - 20 * DAY)), max_size=6),
)
plans = st.lists(st.tuples(kinds, minutes), max_size=14).map(
    lambda found: [Candidate(n, kind, at) for n, (kind, at) in enumerate(found)]
)
Decide = Callable[..., object]


def live_through(
    owner: Listener, plan: Sequence[Candidate]
) -> tuple[list[tuple[str, datetime, bool]], set[int]]:
    """Hour by hour until all is over: what arrived (kind, when, as a message of its own), and what never ended."""
    arrived: list[tuple[str, datetime, bool]] = []
    left, now = {candidate.id: candidate for candidate in plan}, START
    last = max((KINDS[it.kind].worth + it.due_at for it in plan), default=START)
    while left and now <= last + HOUR:
        past = [*owner.past, *((kind, at) for kind, at, _ in arrived)]
        found = governor.decide(left.values(), replace(owner, past=past), now, RULES)
        for number, what in found.items():
            if isinstance(what, Send | Merge):
                arrived.append((left[number].kind, now, isinstance(what, Send)))
            if not isinstance(what, Hold):
                del left[number]
            else:
                assert what.until > now
        now += HOUR
    return arrived, set(left)


def breaches(owner: Listener, arrived: Sequence[tuple[str, datetime, bool]]) -> set[str]:
    """Every rule once more, over what an owner really got."""
    found: set[str] = set()
    for key, at, _ in arrived:
        kind, local = KINDS[key], at.astimezone(owner.zone).time()
        if local >= RULES.quiet_from or local < RULES.quiet_until:
            found.add("night")
        if kind.sort is not Sort.BOOKING and (owner.stopped or key in owner.switched_off):
            found.add("unwanted")
        if kind.consent is not Consent.NONE and kind.consent not in owner.consents:
            found.add("consent")
        if owner.complaint_open and kind.sort in (Sort.SURVEY, Sort.GREETING, Sort.CAMPAIGN):
            found.add("complaint")
    everything = [*owner.past, *((key, at) for key, at, _ in arrived)]
    for key, at, own in arrived:
        counted = {
            when
            for other, when in everything
            if KINDS[other].sort is not Sort.BOOKING and at - 7 * DAY < when <= at
        }
        if own and KINDS[key].sort is not Sort.BOOKING and len(counted) > RULES.per_week:
            found.add("week")
        if KINDS[key].gap and any(
            other == key and at - KINDS[key].gap < when < at for other, when in everything
        ):
            found.add("gap")
    return found


@given(listeners, plans)
def test_no_history_makes_it_break_a_rule_and_everything_ends(owner: Listener, plan: list[Candidate]) -> None:
    arrived, left = live_through(owner, plan)
    assert not breaches(owner, arrived)
    assert not left


WEEKS = [Candidate(n, "insurance", START + n * DAY) for n in range(6)]
TWICE = [Candidate(n, "odometer", START + n * DAY) for n in range(2)]
LATE_EVENING = [Candidate(0, "insurance", START.replace(hour=14))]  # 22:00 in Shanghai


@pytest.mark.parametrize(
    ("name", "broken", "breach", "owner", "plan"),
    [
        ("is_quiet", lambda at, zone, rules: False, "night", OWNER, LATE_EVENING),
        ("_Turn._unwelcome", lambda turn, kind: None, "consent", replace(OWNER, consents=()), WEEKS),
        ("_Turn._week_free_at", lambda turn: turn.now, "week", OWNER, WEEKS),
        ("_Turn._gap_ends", lambda turn, kind: turn.now, "gap", OWNER, TWICE),
    ],
)
def test_a_broken_governor_is_caught(
    name: str,
    broken: Decide,
    breach: str,
    owner: Listener,
    plan: list[Candidate],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert breaches(owner, live_through(owner, plan)[0]) == set()
    target: object = governor
    *path, last = name.split(".")
    for part in path:
        target = getattr(target, part)
    monkeypatch.setattr(target, last, broken)
    assert breach in breaches(owner, live_through(owner, plan)[0])
