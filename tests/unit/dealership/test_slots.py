"""Bookable times against a slow, obvious model: minute by minute, rule by rule, through clock changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dealership.domain import board, calendar, slots, timeline
from dealership.domain.company import Advisor, Bay, BookingLimits, Interval, OpeningHours, Place, Store
from dealership.domain.slots import Plan, Request

EXAMPLES = max(20, settings().max_examples // 3)
DAY = (Interval(time(9), time(12)), Interval(time(13), time(18)))
MONDAY = date(2026, 3, 2)
EARLY = datetime(2026, 3, 1, 22, tzinfo=UTC)  # Monday 06:00 in Shanghai
OIL = Request(60, frozenset({"oil"}))


def make_store(zone: str = "Asia/Shanghai", **changes: Any) -> Store:
    store = Store(
        id=1,
        key="test",
        name={},
        address={},
        place=Place(0, 0),
        phone="",
        roadside_phone="",
        zone=ZoneInfo(zone),
        currency="CNY",
        hours=OpeningHours((DAY,) * 5 + ((), ())),
        bays=(Bay("1", frozenset({"oil"})),),
        advisors=(Advisor("li", "Li"),),
        menu=(),
        plans=(),
        limits=BookingLimits(walk_in_share=0),
    )
    return replace(store, **changes)


def at(day: date, clock: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)


def clocks(starts: list[datetime], zone: str = "Asia/Shanghai") -> list[str]:
    return [f"{start.astimezone(ZoneInfo(zone)):%H:%M}" for start in starts]


def book(
    store: Store, start: datetime, request: Request, taken: set[slots.Claim], now: datetime = EARLY
) -> Plan:
    plan = slots.plan_claims(store, start, request, taken, now, None)[0]
    taken.update(plan.claims)
    return plan


# --- told as stories -------------------------------------------------------------------------------------


def test_empty_day_offers_every_quarter_that_ends_before_closing() -> None:
    shown = clocks(slots.starts_on(make_store(), MONDAY, OIL, set(), EARLY, None))
    assert shown[0] == "09:00"
    assert (
        "11:45" in shown and "12:00" not in shown
    )  # the job runs over the break, nobody receives cars in it
    assert shown[-1] == "17:00"


def test_job_over_the_break_keeps_the_bay_and_ends_after_it() -> None:
    plan = book(make_store(), at(MONDAY, "11:30"), OIL, set())
    assert plan.finish == at(MONDAY, "13:30")
    assert len([claim for claim in plan.claims if claim[0] == "bay:1"]) == 8


def test_job_longer_than_a_day_keeps_the_bay_over_night_and_weekend() -> None:
    friday = MONDAY + timedelta(days=4)
    taken: set[slots.Claim] = set()
    plan = book(make_store(), at(friday, "09:00"), Request(10 * 60, frozenset({"oil"})), taken)
    assert plan.finish == at(friday + timedelta(days=3), "11:00")
    assert clocks(slots.starts_on(make_store(), friday, OIL, taken, EARLY, None)) == []
    assert (
        clocks(slots.starts_on(make_store(), friday + timedelta(days=3), OIL, taken, EARLY, None))[0]
        == "11:00"
    )


def test_one_desk_receives_one_car_at_a_time() -> None:
    store = make_store(bays=tuple(Bay(str(n), frozenset({"oil"})) for n in range(5)))
    taken: set[slots.Claim] = set()
    book(store, at(MONDAY, "10:00"), OIL, taken)
    shown = clocks(slots.starts_on(store, MONDAY, OIL, taken, EARLY, None))
    assert "10:00" not in shown and "09:45" in shown and "10:15" in shown


def test_specialised_bay_is_used_before_the_versatile_one() -> None:
    bays = (Bay("all", frozenset({"oil", "body"})), Bay("oil", frozenset({"oil"})))
    store = make_store(bays=bays, advisors=(Advisor("li", "Li"), Advisor("wu", "Wu")))
    taken: set[slots.Claim] = set()
    assert book(store, at(MONDAY, "10:00"), OIL, taken).bay == "oil"
    assert book(store, at(MONDAY, "10:00"), OIL, taken).bay == "all"
    assert slots.plan_claims(store, at(MONDAY, "10:00"), OIL, taken, EARLY, None) == []


def test_wished_advisor_comes_first_then_the_least_busy() -> None:
    store = make_store(
        bays=(Bay("1", frozenset({"oil"})), Bay("2", frozenset({"oil"}))),
        advisors=(Advisor("li", "Li"), Advisor("wu", "Wu"), Advisor("he", "He")),
    )
    taken: set[slots.Claim] = set()
    assert book(store, at(MONDAY, "09:00"), OIL, taken).advisor == "li"
    assert book(store, at(MONDAY, "10:00"), OIL, taken).advisor == "wu"
    plans = slots.plan_claims(store, at(MONDAY, "14:00"), replace(OIL, advisor="li"), taken, EARLY, None)
    assert [plan.advisor for plan in plans[:2]] == ["li", "li"]
    assert {plan.advisor for plan in plans} == {"li", "wu", "he"}
    only = replace(OIL, advisor="li", advisor_required=True)
    assert {p.advisor for p in slots.plan_claims(store, at(MONDAY, "14:00"), only, taken, EARLY, None)} == {
        "li"
    }


def test_who_loses_a_race_tries_another_bay_and_another_desk_next() -> None:
    store = make_store(
        bays=tuple(Bay(str(n), frozenset({"oil"})) for n in range(3)),
        advisors=tuple(Advisor(name, name) for name in ("li", "wu", "he")),
    )
    plans = slots.plan_claims(store, at(MONDAY, "10:00"), OIL, (), EARLY, None)
    assert [(plan.bay, plan.advisor) for plan in plans[:3]] == [("0", "li"), ("1", "wu"), ("2", "he")]
    assert len({(plan.bay, plan.advisor) for plan in plans}) == 9


def test_claims_may_come_grouped_by_resource() -> None:
    store, nine = make_store(), slots.slot_of(at(MONDAY, "09:00"), 15)
    grouped = {"bay:1": range(nine, nine + 30), "bay:gone": [nine]}
    listed = [(resource, slot) for resource, taken in grouped.items() for slot in taken]
    shown = slots.starts_on(store, MONDAY, OIL, grouped, EARLY, None)
    assert shown == slots.starts_on(store, MONDAY, OIL, listed, EARLY, None)
    assert clocks(shown)[0] == "16:30"


def test_walk_in_share_is_kept_from_bookings_but_not_from_the_counter() -> None:
    store = make_store(
        limits=BookingLimits(walk_in_share=0.25), advisors=(Advisor("li", "Li"), Advisor("wu", "Wu"))
    )
    taken: set[slots.Claim] = set()
    for hour in (9, 10, 11, 13, 14, 15):
        book(store, at(MONDAY, f"{hour:02}:00"), OIL, taken)
    assert slots.starts_on(store, MONDAY, OIL, taken, EARLY, None) == []
    assert clocks(slots.starts_on(store, MONDAY, OIL, taken, EARLY, None, walk_in=True))[0] == "16:00"


def test_notice_and_horizon_bound_what_is_shown() -> None:
    store, now = make_store(), at(MONDAY, "10:05")
    assert clocks(slots.starts_on(store, MONDAY, OIL, set(), now, None))[0] == "13:00"
    assert clocks(slots.starts_on(store, MONDAY, OIL, set(), now, None, walk_in=True))[0] == "10:15"
    last = MONDAY + timedelta(days=30)
    assert slots.starts_on(store, last, OIL, set(), now, None)
    assert slots.starts_on(store, last + timedelta(days=1), OIL, set(), now, None) == []
    assert slots.starts_on(store, date.max, OIL, set(), now, None) == []
    assert slots.starts_on(store, date.min, OIL, set(), now, None) == []
    for day in (date.min, date.max):
        assert slots.claim_range(store, day, day, Request(900, frozenset()), None)
    assert (
        slots.plan_claims(store, datetime.max.replace(tzinfo=UTC) - timedelta(days=2), OIL, (), now, None)
        == []
    )


def test_a_time_off_the_grid_has_no_plan() -> None:
    assert slots.plan_claims(make_store(), at(MONDAY, "10:07"), OIL, set(), EARLY, None) == []


def test_squeeze_in_needs_a_place_of_the_day_and_the_desk_but_no_bay() -> None:
    store = make_store(limits=BookingLimits(walk_in_share=0, squeeze_ins_per_day=2))
    taken = {("bay:1", slots.slot_of(at(MONDAY, "09:00"), 15) + n) for n in range(36)}
    assert slots.starts_on(store, MONDAY, OIL, taken, EARLY, None) == []
    small = replace(OIL, minutes=15, squeeze_in=True)
    for clock in ("09:00", "09:15"):
        assert book(store, at(MONDAY, clock), small, taken).bay is None
    assert slots.starts_on(store, MONDAY, small, taken, EARLY, None) == []
    assert slots.starts_on(store, MONDAY + timedelta(days=1), small, taken, EARLY, None)


def test_nearest_looks_to_both_sides_of_the_wanted_time() -> None:
    store, taken = make_store(), set[slots.Claim]()
    book(store, at(MONDAY, "14:00"), OIL, taken)
    found = slots.nearest(store, at(MONDAY, "14:00"), OIL, lambda first, end: taken, EARLY, None)
    assert clocks(found) == ["13:00", "15:00", "15:15"]


def test_nearest_reaches_over_a_long_closure_and_gives_up_at_the_horizon() -> None:
    closed = frozenset(MONDAY + timedelta(days=n) for n in range(12))
    store = make_store(hours=OpeningHours((DAY,) * 7, closed=closed))
    wanted = at(MONDAY + timedelta(days=6), "10:00")
    found = slots.nearest(store, wanted, OIL, lambda first, end: (), EARLY, None, limit=2)
    assert found == [at(MONDAY + timedelta(days=12), "09:00"), at(MONDAY + timedelta(days=12), "09:15")]
    shut = make_store(hours=OpeningHours(((),) * 7))
    assert slots.nearest(shut, wanted, OIL, lambda first, end: (), EARLY, None) == []
    assert slots.earliest(shut, OIL, lambda first, end: (), EARLY, None) is None


def test_earliest_is_the_first_time_of_all_pages() -> None:
    closed = frozenset(MONDAY + timedelta(days=n) for n in range(9))
    store = make_store(hours=OpeningHours((DAY,) * 7, closed=closed))
    assert slots.earliest(store, OIL, lambda first, end: (), EARLY, None) == at(
        MONDAY + timedelta(days=9), "09:00"
    )


def test_day_picker_marks_days_with_room() -> None:
    page = slots.days_with_room(make_store(), MONDAY, OIL, set(), EARLY, None)
    assert [room for _, room in page] == [True] * 5 + [False] * 2
    assert page[0][0] == MONDAY


def test_jobs_of_different_bays_keep_both_bays() -> None:
    store = make_store(bays=(Bay("lift", skill_set("oil")), Bay("wash", skill_set("wash"))))
    taken: set[slots.Claim] = set()
    both = Request(90, skill_set("oil wash"))
    plan = book(store, at(MONDAY, "10:00"), both, taken)
    assert plan.bay == "lift" and plan.finish == at(MONDAY, "11:30")
    assert {claim[0] for claim in plan.claims} == {"bay:lift", "bay:wash", "advisor:li"}
    wash = Request(30, skill_set("wash"))
    shown = clocks(slots.starts_on(store, MONDAY, wash, taken, EARLY, None))
    assert "11:00" not in shown and "11:30" in shown


def test_jobs_nobody_can_do_are_known_beforehand() -> None:
    assert slots.is_bookable(make_store(), skill_set("oil"))
    assert not slots.is_bookable(make_store(), skill_set("oil body"))
    assert not slots.is_bookable(make_store(bays=()), frozenset())
    assert slots.starts_on(make_store(), MONDAY, Request(60, skill_set("oil body")), set(), EARLY, None) == []


def test_store_that_never_opens_says_so() -> None:
    with pytest.raises(calendar.NoWorkingTimeError):
        slots.finish_at(make_store(hours=OpeningHours(((),) * 7)), EARLY, 60, None)


# --- the slow model ----------------------------------------------------------------------------------------

STEP = timedelta(minutes=5)  # every time the random shops below use is a multiple of it


@dataclass(frozen=True)
class Table:
    days: dict[date, bool]

    def is_working_day(self, day: date) -> bool | None:
        return self.days.get(day)


@dataclass(frozen=True)
class World:
    store: Store
    table: Table
    now: datetime
    first: date


class SlowModel:
    """The rules of the trade, read aloud: every slot is asked for itself, nothing is computed ahead."""

    def __init__(self, world: World, taken: set[slots.Claim], request: Request, walk_in: bool) -> None:
        self.world, self.store, self.taken = world, world.store, taken
        self.request, self.walk_in = request, walk_in
        self.grid = timedelta(minutes=self.store.limits.grid)
        self.working: dict[int, bool] = {}
        self.days: dict[date, list[int]] = {}

    def hours(self, day: date) -> tuple[Interval, ...]:
        hours = self.store.hours
        if day in hours.special:
            return hours.special[day]
        official = self.world.table.is_working_day(day)
        if day in hours.closed or official is False:
            return ()
        if official and day.weekday() in (5, 6):
            usual = [week for week in hours.weekly[:5] if week]
            return max(usual, key=lambda week: (usual.count(week), -usual.index(week))) if usual else ()
        return hours.weekly[day.weekday()]

    def instant(self, slot: int) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + slot * self.grid

    def day(self, slot: int) -> date:
        return self.instant(slot).astimezone(self.store.zone).date()

    def open_at(self, instant: datetime) -> bool:
        local = instant.astimezone(self.store.zone)
        clock = local.time()
        return any(i.start <= clock and (clock < i.end or i.end == time(0)) for i in self.hours(local.date()))

    def is_working(self, slot: int) -> bool:
        if slot not in self.working:
            moments = [self.instant(slot) + n * STEP for n in range(self.grid // STEP)]
            days = {moment.astimezone(self.store.zone).date() for moment in moments}
            self.working[slot] = len(days) == 1 and all(self.open_at(moment) for moment in moments)
        return self.working[slot]

    def slots_of(self, day: date) -> list[int]:
        if day not in self.days:
            noon = int(datetime.combine(day, time(12), UTC).timestamp()) // int(self.grid.total_seconds())
            around = range(noon - timedelta(hours=28) // self.grid, noon + timedelta(hours=28) // self.grid)
            self.days[day] = [slot for slot in around if self.day(slot) == day]
        return self.days[day]

    def worked(self, slot: int) -> list[int] | None:
        """The working slots a job begun with this slot uses, None when it cannot begin or end."""
        needed = max(1, -(-self.request.minutes // self.store.limits.grid))
        in_day = [other for other in self.slots_of(self.day(slot)) if self.is_working(other)]
        used: list[int] = []
        at = slot
        while self.is_working(slot) and len(used) < needed and at < slot + timedelta(days=40) // self.grid:
            used += [at] if self.is_working(at) else []
            at += 1
        over_night = needed > len(in_day)
        return used if len(used) == needed and (over_night or used[-1] <= in_day[-1]) else None

    def in_time(self, slot: int) -> bool:
        today = self.world.now.astimezone(self.store.zone).date()
        notice = timedelta(0) if self.walk_in else timedelta(minutes=self.store.limits.notice)
        last = today + timedelta(days=self.store.limits.horizon_days)
        return self.instant(slot) >= self.world.now + notice and today <= self.day(slot) <= last

    def leaves_share(self, slot: int, used: list[int]) -> bool:
        if self.walk_in or self.request.squeeze_in:
            return True
        today = [other for other in self.slots_of(self.day(slot)) if self.is_working(other)]
        cells = [(f"bay:{bay.key}", other) for bay in self.store.bays for other in today]
        free = [cell for cell in cells if cell not in self.taken]
        kept = round(len(cells) * self.store.limits.walk_in_share)
        return len(free) - len(set(used) & set(today)) * len(self.shares()) >= kept

    def places(self, slot: int, used: list[int]) -> list[frozenset[slots.Claim]]:
        if self.request.squeeze_in:
            noon = datetime.combine(self.day(slot), time(12), self.store.zone)
            mark = next(
                s for s in self.slots_of(self.day(slot)) if self.instant(s) <= noon < self.instant(s + 1)
            )
            marks = [
                frozenset({(f"squeeze:{n}", mark)}) for n in range(self.store.limits.squeeze_ins_per_day)
            ]
            return [claims for claims in marks if not claims & self.taken]
        ways: set[frozenset[slots.Claim]] = {frozenset()}
        for skills in self.shares():
            able = [bay for bay in self.store.bays if skills <= bay.skills]
            spans = [frozenset((f"bay:{bay.key}", n) for n in range(slot, used[-1] + 1)) for bay in able]
            ways = {way | span for way in ways for span in spans if not span & self.taken}
        return list(ways) if self.shares() else []

    def shares(self) -> list[frozenset[str]]:
        """Who does what: the bay with most of the skills takes them, then the next, till nothing is left."""
        if any(self.request.skills <= bay.skills for bay in self.store.bays):
            return [self.request.skills]
        missing, shares = set(self.request.skills), []
        while missing:
            best = sorted(self.store.bays, key=lambda bay: -len(bay.skills & missing))[0]
            if not best.skills & missing:
                return []
            shares.append(frozenset(best.skills & missing))
            missing -= best.skills
        return shares

    def desks(self, slot: int) -> list[frozenset[slots.Claim]]:
        found = []
        for advisor in self.store.advisors:
            reception = range(slot, slot + max(1, -(-advisor.reception_minutes // self.store.limits.grid)))
            claims = frozenset((f"advisor:{advisor.key}", n) for n in reception)
            wanted = not self.request.advisor_required or self.request.advisor == advisor.key
            if wanted and all(self.is_working(n) for n in reception) and not claims & self.taken:
                found.append(claims)
        return found

    def ways(self, slot: int) -> set[frozenset[slots.Claim]]:
        """Every set of claims that books this slot."""
        used = self.worked(slot) if self.in_time(slot) else None
        if used is None or not self.leaves_share(slot, used):
            return set()
        return {place | desk for place in self.places(slot, used) for desk in self.desks(slot)}

    def finish(self, slot: int) -> datetime:
        used = self.worked(slot)
        assert used is not None
        return self.instant(used[-1]) + timedelta(
            minutes=self.request.minutes - (len(used) - 1) * self.store.limits.grid
        )


def check_world(world: World, taken: set[slots.Claim], request: Request, walk_in: bool) -> None:
    """The checker: what is shown, what can be planned and the slow model are one and the same."""
    model = SlowModel(world, taken, request, walk_in)
    for number in range(-1, world.store.limits.horizon_days + 2):
        day = world.first + timedelta(days=number)
        ways = {slot: model.ways(slot) for slot in model.slots_of(day)}
        shown = slots.starts_on(world.store, day, request, taken, world.now, world.table, walk_in=walk_in)
        assert shown == [model.instant(slot) for slot in ways if ways[slot]]
        for slot, expected in ways.items():
            plans = slots.plan_claims(
                world.store, model.instant(slot), request, taken, world.now, world.table, walk_in=walk_in
            )
            assert {frozenset(plan.claims) for plan in plans} == expected
            assert len(plans) == len(expected)
            for plan in plans[:1]:
                assert list(plan.claims) == sorted(plan.claims)
                assert plan.finish == model.finish(slot)
                assert plan.finish == slots.finish_at(world.store, plan.start, request.minutes, world.table)
                if plan.bay is not None:
                    assert rebuilt(world.store, plan) == set(plan.claims)


def rebuilt(store: Store, plan: slots.Plan) -> frozenset[slots.Claim]:
    """The claims of a plan from what is recorded of it."""
    bays = {resource for resource, _ in plan.claims if resource.startswith("bay:")}
    return slots.place_claims(store, bays, plan.advisor, plan.start, plan.finish)


# --- random shops ------------------------------------------------------------------------------------------

TURNS = {  # zones, each with a day next to a change of its clocks in 2026
    "Asia/Shanghai": date(2026, 2, 14),
    "Europe/Berlin": date(2026, 3, 28),
    "America/New_York": date(2026, 10, 31),
    "Australia/Lord_Howe": date(2026, 4, 4),
    "Africa/Cairo": date(2026, 4, 23),
    "Asia/Kathmandu": date(2026, 5, 1),
}


def skill_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, ...]:
    """Up to three intervals a day; often ordinary hours, sometimes night work or round the clock."""
    kind = draw(st.sampled_from(range(10)))
    if kind == 0:
        return ()
    if kind < 4:
        return DAY
    first, last = (0, 288) if kind == 4 else (96, 216)
    marks = draw(st.lists(st.integers(first, last), min_size=2, max_size=6, unique=True).map(sorted))
    times = [(datetime(2026, 1, 1) + mark * STEP).time() for mark in marks]
    return tuple(Interval(a, b) for a, b in zip(times[::2], times[1::2], strict=False))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone = draw(st.sampled_from(sorted(TURNS)))
    first = TURNS[zone] + timedelta(days=draw(st.integers(-1, 1)))
    near = st.integers(-1, 5).map(lambda days: first + timedelta(days=days))
    skills = st.sampled_from(["oil", "oil", "oil body", "oil tyres", "tyres", "body"]).map(skill_set)
    grid = draw(st.sampled_from([15, 15, 30, 60]))
    bays, desks = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    store = make_store(
        zone,
        hours=OpeningHours(
            weekly=tuple(draw(st.lists(intervals(), min_size=7, max_size=7))),
            closed=draw(st.frozensets(near, max_size=1)),
            special=draw(st.dictionaries(near, intervals(), max_size=1)),
        ),
        bays=tuple(Bay(str(n), draw(skills)) for n in range(bays)),
        advisors=tuple(Advisor(str(n), "", draw(st.sampled_from([5, 15, 40]))) for n in range(desks)),
        limits=BookingLimits(
            grid=grid,
            notice=draw(st.sampled_from([0, 120, 120, 500])),
            horizon_days=draw(st.sampled_from([2, 2, 1, 0])),
            walk_in_share=draw(st.sampled_from([0, 0.1, 0.1, 0.5])),
            squeeze_ins_per_day=draw(st.integers(0, 2)),
        ),
    )
    table = Table(draw(st.dictionaries(near, st.booleans(), max_size=2)))
    now = at(first, "00:00", zone) + draw(st.integers(0, 15 * 60)) * timedelta(minutes=1)
    return World(store, table, now, first)


requests = st.builds(
    Request,
    minutes=st.sampled_from([5, 15, 40, 60, 60, 90, 240, 500, 900]),
    skills=st.sampled_from(["oil", "oil", "body", "oil tyres", "oil body tyres", ""]).map(skill_set),
    advisor=st.sampled_from([None, "0", "0", "1", "nobody"]),
    advisor_required=st.sampled_from([False] * 5 + [True]),
    squeeze_in=st.sampled_from([False] * 5 + [True]),
)


@st.composite
def shops(draw: st.DrawFn) -> tuple[World, set[slots.Claim], Request, bool]:
    """A shop with bookings taken in and a few quarters blocked by hand, and somebody's wish."""
    world = draw(worlds())
    taken: set[slots.Claim] = set()
    for request in draw(st.lists(requests, max_size=5)):
        starts = slots.starts_between(
            world.store, world.first, world.first + timedelta(days=2), request, taken, world.now, world.table
        )
        every = [start for page in starts.values() for start in page]
        if every:
            start = draw(st.sampled_from(every))
            for plan in slots.plan_claims(world.store, start, request, taken, world.now, world.table)[:1]:
                taken.update(plan.claims)
    base = slots.slot_of(world.now, world.store.limits.grid)
    blocked = st.tuples(
        st.sampled_from(["bay:0", "bay:1", "advisor:0", "bay:old"]), st.integers(base, base + 150)
    )
    taken.update(draw(st.lists(blocked, max_size=6)))
    return world, taken, draw(requests), draw(st.booleans())


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(shops())
def test_free_times_shown_are_exactly_those_bookable(
    shop: tuple[World, set[slots.Claim], Request, bool],
) -> None:
    check_world(*shop)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.lists(requests, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_booked_to_the_brim_no_place_is_used_twice_or_outside_hours(
    world: World, wishes: list[Request], random: Any
) -> None:
    store, taken = world.store, set[slots.Claim]()
    for round_ in range(40):
        request = wishes[round_ % len(wishes)]
        starts = slots.starts_between(
            store, world.first, world.first + timedelta(days=3), request, taken, world.now, world.table
        )
        every = [start for page in starts.values() for start in page]
        if not every:
            continue
        plan = random.choice(
            slots.plan_claims(store, random.choice(every), request, taken, world.now, world.table)
        )
        model = SlowModel(world, taken, request, walk_in=False)
        assert not taken & set(plan.claims)
        assert model.is_working(slots.slot_of(plan.start, store.limits.grid))
        assert model.is_working(slots.slot_of(plan.finish - timedelta(seconds=1), store.limits.grid))
        used = {f"bay:{bay.key}": bay.skills for bay in store.bays}
        able = [used[resource] for resource in {claim[0] for claim in plan.claims} if resource in used]
        assert plan.bay is None or request.skills <= frozenset().union(*able)
        taken.update(plan.claims)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(shops(), st.integers(-3000, 6000), st.integers(1, 4))
def test_nearest_and_earliest_agree_with_all_times_of_the_horizon(
    shop: tuple[World, set[slots.Claim], Request, bool], minutes: int, limit: int
) -> None:
    world, taken, request, walk_in = shop
    store, wanted = world.store, world.now + timedelta(minutes=minutes)

    def read(first: int, end: int) -> set[slots.Claim]:
        return {claim for claim in taken if first <= claim[1] < end}

    last = world.first + timedelta(days=store.limits.horizon_days)
    pages = [
        slots.starts_on(
            store, world.first + timedelta(days=n), request, taken, world.now, world.table, walk_in=walk_in
        )
        for n in range((last - world.first).days + 1)
    ]
    every = [start for page in pages for start in page]
    found = slots.nearest(store, wanted, request, read, world.now, world.table, limit=limit, walk_in=walk_in)
    assert found == sorted(sorted(every, key=lambda start: abs(start - wanted))[:limit])
    first = slots.earliest(store, request, read, world.now, world.table, walk_in=walk_in)
    assert first == (every[0] if every else None)


# --- the checker catches a broken rule ---------------------------------------------------------------------


def without_breaks(hours: OpeningHours, day: date, table: Any) -> tuple[Interval, ...]:
    found = OPENING(hours, day, table)
    return (Interval(found[0].start, found[-1].end),) if found else ()


OPENING, FREE = calendar.opening, timeline.free_masks
BROKEN: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "only the first quarter of the bay is asked for": (board, "runs", lambda free, length: free),
    "the walk-in share is sold": (board.Board, "_room", lambda self, index: 10**6),
    "one quarter of the job is forgotten": (
        Request,
        "steps",
        lambda self, store: max(1, self.minutes // 15 - 1),
    ),
    "claims of others are not seen": (board, "free_masks", lambda line, names, taken: FREE(line, names, ())),
    "work goes on in the break": (calendar, "opening", without_breaks),
    "the clock never changes": (calendar, "_offset", lambda zone, seconds: 8 * 3600),
    "the horizon is open": (slots, "_within_horizon", lambda store, first, last, now: (first, last)),
}


Shop = tuple[World, set[slots.Claim], Request, bool]


def tight(shop: Shop) -> Shop:
    """Almost all of the day is kept for walk-ins, and the wish is no walk-in: that share is soon met."""
    world, taken, request, _ = shop
    limits = replace(world.store.limits, walk_in_share=0.9)
    return replace(world, store=replace(world.store, limits=limits)), taken, request, False


@pytest.mark.parametrize("rule", BROKEN)
def test_checker_catches_a_broken_rule(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*BROKEN[rule])
    calendar._clock_pieces.cache_clear()
    search = settings(
        max_examples=500,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    worlds_to_try = shops().map(tight) if "walk-in" in rule else shops()
    try:
        with pytest.raises(AssertionError):
            search(given(worlds_to_try)(lambda shop: check_world(*shop)))()
    finally:
        calendar._clock_pieces.cache_clear()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(shops(), st.randoms(use_true_random=False))
def test_a_visit_that_moves_needs_claims_of_its_own_in_every_bay_and_never_the_time_it_has(
    shop: tuple[World, set[slots.Claim], Request, bool], random: Any
) -> None:
    world, taken, request, walk_in = shop
    store, days = world.store, (world.first, world.first + timedelta(days=3))
    request = replace(request, squeeze_in=False)
    starts = slots.starts_between(store, *days, request, taken, world.now, world.table)
    every = [start for page in starts.values() for start in page]
    if not every:
        return
    own = slots.plan_claims(store, random.choice(every), request, taken, world.now, world.table)[0]
    moving = replace(request, instead_of=1, not_at=own.start)
    starts = slots.starts_between(store, *days, moving, taken, world.now, world.table, walk_in=walk_in)
    again = [start for page in starts.values() for start in page]
    assert own.start not in again
    assert slots.plan_claims(store, own.start, moving, taken, world.now, world.table) == []
    for start in again:
        for plan in slots.plan_claims(store, start, moving, taken, world.now, world.table)[:3]:
            alone = set(plan.claims) - set(own.claims)
            bays = {resource for resource, _ in plan.claims if resource.startswith("bay:")}
            assert bays <= {resource for resource, _ in alone}
