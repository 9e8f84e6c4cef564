"""What falls due is done once: by any replica, however late, and never in the night."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from support.small_shop import DAY, LABELS, STORE, TODAY, House, at, shops_of

from dealership.domain.company import (
    Job,
)
from dealership.domain.records import Appointment, Session
from dealership.services import holds, privacy, waiting
from dealership.services.shop import Shop
from scheduler.metronome import Metronome
from scheduler.sweeps.keeping import erase_owners, forget_updates, rest_sessions
from scheduler.sweeps.places import expire_holds, lapse_offers, offer_places
from scheduler.sweeps.requests import remind_requests
from scheduler.sweeps.screens import UnshownScreens
from storage.database import Database
from storage.uow import UnitOfWork


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


# --- holds -------------------------------------------------------------------------------------------------


async def test_a_hold_nobody_confirmed_is_free_again_however_late_we_look(house: House) -> None:
    wish = await house.owner(1)
    held = await house.do(lambda uow: holds.hold(uow, house.shop, wish, at(9, day=DAY), at(8)))
    assert held is not None
    assert await house.free() == 2
    assert await expire_holds(house.database, house.shops, at(8, 9)) == 0
    assert await expire_holds(house.database, house.shops, at(8) + timedelta(days=7)) == 1
    assert await expire_holds(house.database, house.shops, at(8) + timedelta(days=7)) == 0
    assert await house.free() == 3


async def test_a_hold_confirmed_in_time_is_not_touched(house: House) -> None:
    await house.book(await house.owner(1), at(9, day=DAY))
    assert await expire_holds(house.database, house.shops, at(23)) == 0
    assert await house.free() == 2


async def test_many_holds_expire_on_two_replicas_at_once_and_one_bad_record_holds_nobody_up(
    house: House,
) -> None:
    wish = await house.owner(1)

    def hold_many(uow: UnitOfWork) -> None:
        for number in range(130):
            uow.appointments.add(
                at(8), store_id=1 if number else 99, owner_id=wish.owner_id, vehicle_id=wish.vehicle_id, jobs=("oil",),
                state="held", minutes=60, price_from=0, price_to=0, currency="CNY", start_at=at(9), finish_at=at(10),
                hold_expires_at=at(8, 10),
            )  # fmt: skip

    await house.do(hold_many)
    done = await asyncio.gather(*(expire_holds(house.database, house.shops, at(9)) for _ in range(2)))
    assert sum(done) >= 129
    left = await house.do(lambda uow: uow.appointments.expired_holds(at(9), 0, 200))
    assert [visit.store_id for visit in left] == [99]


# --- waitlist ----------------------------------------------------------------------------------------------


async def test_a_place_that_comes_free_is_offered_to_the_first_in_line(house: House) -> None:
    visits = await house.fill()
    first, second = await house.owner(4), await house.owner(5)
    entries = [await house.waits(first), await house.waits(second)]
    assert await offer_places(house.database, house.shops, at(9)) == 0
    await house.cancel(visits[1], at(9))
    assert await offer_places(house.database, house.shops, at(9)) == 1
    assert await offer_places(house.database, house.shops, at(9)) == 0
    assert await house.states(*entries) == ["offered", "waiting"]
    assert await house.said("offer", 104) == ["waitlist-offer"]
    assert await house.free() == 0


async def test_an_offer_not_taken_in_half_an_hour_goes_to_the_next(house: House) -> None:
    visits = await house.fill()
    entries = [await house.waits(await house.owner(number)) for number in (4, 5)]
    await house.cancel(visits[0], at(9))
    await offer_places(house.database, house.shops, at(9))
    assert await lapse_offers(house.database, house.shops, at(9, 29)) == 0
    assert await lapse_offers(house.database, house.shops, at(9, 30)) == 1
    assert await offer_places(house.database, house.shops, at(9, 30)) == 1
    assert await house.states(*entries) == ["passed", "offered"]
    assert await house.said("offer", 104) == ["waitlist-offer", "waitlist-lapsed"]


async def test_a_late_yes_to_a_place_that_others_have_taken_is_no_visit(house: House) -> None:
    visits = await house.fill()
    late = await house.owner(4)
    entry = await house.waits(late)
    await house.cancel(visits[0], at(9))
    await offer_places(house.database, house.shops, at(9))
    offer = (await house.entry(entry)).offer_id
    assert offer is not None
    await expire_holds(house.database, house.shops, at(9, 30))
    await house.book(await house.owner(5), visits[0].start_at, at(9, 31))
    took = await house.do(lambda uow: waiting.take(uow, house.shop, entry, offer, late.owner_id, at(9, 32)))
    assert not took
    assert await house.states(entry) == ["passed"]


async def test_nothing_is_offered_in_the_night_and_a_late_offer_goes_on_in_the_morning(house: House) -> None:
    visits = await house.fill()
    entry = await house.waits(await house.owner(4))
    await house.cancel(visits[0], at(21, 5))
    assert await offer_places(house.database, house.shops, at(21, 5)) == 0
    assert await offer_places(house.database, house.shops, at(7, 59, TODAY + timedelta(days=1))) == 0
    evening = at(20, 50, TODAY + timedelta(days=1))
    assert await offer_places(house.database, house.shops, evening) == 1
    assert (await house.entry(entry)).offer_expires_at == at(8, 20, TODAY + timedelta(days=2))


async def test_offers_hold_no_more_than_their_share_of_a_day(database: Database) -> None:
    house = House(database, shops_of(waitlist_offers=2))
    for number in range(1, 4):
        await house.waits(await house.owner(number))
    assert await offer_places(house.database, house.shops, at(9)) == 2
    assert await house.free() == 1


async def test_who_cannot_be_written_to_is_passed_over(house: House) -> None:
    gone, here = await house.owner(1), await house.owner(2)
    entries = [await house.waits(gone), await house.waits(here)]
    await house.do(lambda uow: uow.owners.set_blocked("owner", 101, at(8)))
    assert await offer_places(house.database, house.shops, at(9)) == 1
    assert await house.states(*entries) == ["waiting", "offered"]


async def test_who_needs_more_than_there_is_holds_nobody_up(database: Database) -> None:
    long = replace(STORE, menu=(*STORE.menu, Job("overhaul", LABELS, 180, "service", 0, 0)))
    house = House(database, {1: Shop(long, None)})
    visits = await house.fill()
    big = replace(await house.owner(4), jobs=("overhaul",))
    entries = [await house.waits(big), await house.waits(await house.owner(5))]
    await house.cancel(visits[0], at(9))
    assert await offer_places(house.database, house.shops, at(9)) == 1
    assert await house.states(*entries) == ["waiting", "offered"]


async def test_that_a_day_is_over_is_said_in_the_morning(house: House) -> None:
    await house.fill()
    entry = await house.waits(await house.owner(4))
    midnight = at(0, 1, DAY + timedelta(days=1))
    assert await lapse_offers(house.database, house.shops, midnight) == 0
    assert await lapse_offers(house.database, house.shops, at(8, 0, DAY + timedelta(days=1))) == 1
    assert await house.states(entry) == ["passed"]
    assert await house.said("offer", 104) == ["waitlist-day-over"]


async def test_two_replicas_offer_a_place_once(house: House) -> None:
    visits = await house.fill()
    entries = [await house.waits(await house.owner(number)) for number in (4, 5, 6)]
    await house.cancel(visits[0], at(9))
    offered = await asyncio.gather(*(offer_places(house.database, house.shops, at(9)) for _ in range(3)))
    assert sum(offered) == 1
    assert sorted(await house.states(*entries)) == ["offered", "waiting", "waiting"]
    assert len(await house.said("offer")) == 1


# --- requests ----------------------------------------------------------------------------------------------


async def advisor(house: House, now: datetime) -> None:
    """Somebody who sees the cards."""

    def join(uow: UnitOfWork) -> None:
        uow.staff.add(
            now, store_id=1, name="Li", role="service_advisor", language="zh-CN", user_id=900, advisor="li"
        )

    await house.do(join)


async def requested(house: House, now: datetime) -> Appointment:
    """A described fault, and an advisor who sees its card."""
    await advisor(house, now)
    wish = replace(await house.owner(1), jobs=(), fault="异响")
    return await house.book(wish, at(9, day=DAY), now)


async def test_staff_are_reminded_of_a_request_once_after_thirty_business_minutes(house: House) -> None:
    await requested(house, at(11, 50))  # ten minutes before closing: twenty of the next morning count
    morning = TODAY + timedelta(days=1)
    assert await remind_requests(house.database, house.shops, at(9, 19, morning)) == 0
    both = await asyncio.gather(
        *(remind_requests(house.database, house.shops, at(9, 20, morning)) for _ in range(2))
    )
    assert sum(both) == 1
    assert await remind_requests(house.database, house.shops, at(12, 0, morning)) == 0
    assert await house.said("card", 900) == ["card-visit", "card-said-reminder"]


async def test_a_request_that_was_answered_is_not_reminded_of(house: House) -> None:
    visit = await requested(house, at(9))

    def confirm(uow: UnitOfWork) -> bool:
        return uow.appointments.update(visit.id, at(9, 5), expected=("requested",), state="confirmed")

    assert await house.do(confirm)
    assert await remind_requests(house.database, house.shops, at(11)) == 0
    assert await house.said("card", 900) == ["card-visit"]


# --- keeping house -----------------------------------------------------------------------------------------


async def test_updates_are_remembered_for_two_days(house: House) -> None:
    def see(uow: UnitOfWork) -> None:
        for number in range(2500):
            uow.updates.first_time("owner", number, at(8))
        uow.updates.first_time("owner", 9999, at(8) + timedelta(hours=2))

    await house.do(see)
    assert await forget_updates(house.database, at(8) + timedelta(hours=48)) == 0
    assert await forget_updates(house.database, at(8) + timedelta(hours=49)) == 2500
    assert not await house.do(lambda uow: uow.updates.first_time("owner", 9999, at(8)))
    assert await house.do(lambda uow: uow.updates.first_time("owner", 7, at(8)))


def session_of(user_id: int, frames: int = 3, version: int = 5, shown: int = 5) -> Session:
    drawn = [
        {"id": str(n), "d": "home", "s": "menu", "a": {}, "u": {}, "t": [], "c": False} for n in range(frames)
    ]
    talk = {"frames": drawn, "n": 7, "contact": False}
    return Session("owner", user_id, 0, user_id, None, "zh-CN", talk, version, shown, 50)


async def create(house: House, session: Session, now: datetime) -> None:
    """As it would be after a turn."""

    def work(uow: UnitOfWork) -> None:
        uow.sessions.create(session, now)

    await house.do(work)


async def load(house: House, user_id: int) -> Session:
    session = await house.do(lambda uow: uow.sessions.load("owner", user_id, 0, user_id))
    assert session is not None
    return session


async def test_talks_nobody_goes_on_with_come_to_rest_quietly(house: House) -> None:
    for user_id in range(1, 251):
        await create(house, session_of(user_id), at(8))
    await create(house, session_of(900), at(8) + timedelta(days=3))
    await create(house, session_of(901, frames=1), at(8))
    week = at(8) + timedelta(days=7)
    assert await rest_sessions(house.database, house.company, week) == 250
    assert await rest_sessions(house.database, house.company, week) == 0
    rested, alive = await load(house, 17), await load(house, 900)
    assert [frame["id"] for frame in rested.talk["frames"]] == ["0"]
    assert rested.talk["n"] == 7  # frames are numbered on, or an old button could fit a new frame
    assert (rested.version, rested.shown_version, rested.screen_id) == (5, 5, 50)
    assert len(alive.talk["frames"]) == 3


async def test_an_owner_is_forgotten_after_a_time_to_think_again(house: House) -> None:
    wish, other = await house.owner(1), await house.owner(2)
    for person in (wish, other):
        await house.do(lambda uow, p=person: privacy.ask_deletion(uow, house.company, p.owner_id, at(8)))
    await house.do(lambda uow: privacy.withdraw_deletion(uow, house.company, other.owner_id, at(9)))
    soon, later = at(8) + timedelta(days=2), at(8) + timedelta(days=3)
    assert await erase_owners(house.database, house.company, house.shops, soon) == 0
    assert await erase_owners(house.database, house.company, house.shops, later) == 1
    assert await erase_owners(house.database, house.company, house.shops, later) == 0
    gone, kept = await house.do(lambda uow: (uow.owners.get(wish.owner_id), uow.owners.get(other.owner_id)))
    assert gone.name == ""
    assert kept.name == "Owner 2"


async def test_who_is_expected_at_the_shop_is_forgotten_after_the_visit(house: House) -> None:
    wish = await house.owner(1)
    await advisor(house, at(8))
    await house.book(wish, at(9, day=TODAY + timedelta(days=5)))
    await house.do(lambda uow: privacy.ask_deletion(uow, house.company, wish.owner_id, at(8)))
    assert await erase_owners(house.database, house.company, house.shops, at(8) + timedelta(days=4)) == 0
    assert await house.said("card") == ["card-visit"]
    assert await erase_owners(house.database, house.company, house.shops, at(8) + timedelta(days=6)) == 1
    assert await house.said("receipt") == []
    assert await house.said("card") == []  # nor do the staff's cards keep name and phone


async def test_the_promised_day_comes_before_a_far_visit_whose_place_is_free_then(house: House) -> None:
    wish = await house.owner(1)
    await advisor(house, at(8))
    far = TODAY + timedelta(days=30)
    visit = await house.book(wish, at(9, day=far), at(8))
    await house.do(lambda uow: privacy.ask_deletion(uow, house.company, wish.owner_id, at(8)))
    assert await erase_owners(house.database, house.company, house.shops, at(8) + timedelta(days=28)) == 0
    assert await erase_owners(house.database, house.company, house.shops, at(8) + timedelta(days=29)) == 1
    assert (await house.do(lambda uow: uow.appointments.get(visit.id))).state == "cancelled"
    assert await house.free(far, at(8) + timedelta(days=29)) == 3
    assert "Owner 1" not in str(await house.do(lambda uow: [row.payload for row in uow.outbox.posted("")]))


# --- screens -----------------------------------------------------------------------------------------------


class Shows:
    """The bots' side: shows a screen, or cannot."""

    def __init__(self, database: Database, broken: bool = False) -> None:
        self.database, self.broken, self.asked = database, broken, 0

    async def __call__(self, session: Session) -> None:
        self.asked += 1
        if self.broken:
            raise ConnectionError("no route")
        await self.database.run(lambda uow: uow.sessions.mark_shown([(session, 51)]))


async def test_a_screen_that_never_arrived_is_sent_again_once(house: House) -> None:
    await create(house, session_of(1, version=5, shown=4), at(8))
    await create(house, session_of(2), at(8))
    shows = Shows(house.database)
    screens = UnshownScreens(house.database, shows)
    assert await screens.sweep(at(8) + timedelta(seconds=2)) == 0  # still on its way
    assert await screens.sweep(at(8) + timedelta(seconds=5)) == 1
    assert await screens.sweep(at(8) + timedelta(seconds=9)) == 0
    assert (await load(house, 1)).screen_id == 51


async def test_a_screen_that_cannot_be_shown_is_tried_with_growing_pauses(house: House) -> None:
    await create(house, session_of(1, version=5, shown=4), at(8))
    shows = Shows(house.database, broken=True)
    screens = UnshownScreens(house.database, shows)
    for seconds in range(5, 125, 4):
        await screens.sweep(at(8) + timedelta(seconds=seconds))
    assert 4 <= shows.asked <= 6
    shows.broken = False
    assert await screens.sweep(at(8) + timedelta(seconds=700)) == 1
    assert (await load(house, 1)).shown_version == 5


async def test_rest_waits_for_a_screen_that_is_tried_again_soon(house: House) -> None:
    await create(house, session_of(1, version=5, shown=4), at(8))
    shows = Shows(house.database, broken=True)
    screens, later = UnshownScreens(house.database, shows), at(8) + timedelta(seconds=6)
    await screens.show_all(at(8))
    assert screens.is_waiting(at(8))
    shows.broken = False
    assert await screens.show_all(later) == 1
    await screens.show_all(later)
    assert not screens.is_waiting(later)


async def test_rest_does_not_wait_for_a_screen_that_fails_again_and_again(house: House) -> None:
    await create(house, session_of(1, version=5, shown=4), at(8))
    screens = UnshownScreens(house.database, Shows(house.database, broken=True))
    for seconds in (0, 5, 15):
        await screens.show_all(at(8) + timedelta(seconds=seconds))
    assert not screens.is_waiting(at(8) + timedelta(seconds=15))


# --- the metronome -----------------------------------------------------------------------------------------


def metronome_of(house: House, now: Callable[[], datetime]) -> Metronome:
    return Metronome(house.database, house.company, house.shops, now, Shows(house.database))


async def test_a_moved_clock_goes_from_due_moment_to_due_moment(house: House) -> None:
    """An offer lapses at half past nine, and the next in line gets theirs then, not when the clock has arrived."""
    visits = await house.fill()
    entries = [await house.waits(await house.owner(number)) for number in (4, 5)]
    await house.cancel(visits[0], at(9))
    metronome = metronome_of(house, lambda: at(9))
    moments = []
    now: datetime | None = at(9)
    while now is not None and now <= at(10, 30):
        moments.append(now)
        await metronome.beat(now)
        now = await metronome.next_moment(now)
    assert at(9, 30) in moments
    assert at(10, 0) in moments
    assert moments == sorted(set(moments))
    assert await house.states(*entries) == ["passed", "passed"]
    assert await house.said("offer", 105) == ["waitlist-offer", "waitlist-lapsed"]


async def test_the_morning_is_a_moment_when_somebody_waits(house: House) -> None:
    metronome = metronome_of(house, lambda: at(22))
    tomorrow = TODAY + timedelta(days=1)
    assert await metronome.next_moment(at(0, 6, tomorrow)) == at(0, 5, DAY)  # nothing but the next plan
    await house.waits(await house.owner(1), now=at(22))
    assert await metronome.next_moment(at(0, 6, tomorrow)) == at(8, 0, tomorrow)


async def test_a_deletion_is_a_moment(house: House) -> None:
    wish = await house.owner(1)
    await house.do(lambda uow: privacy.ask_deletion(uow, house.company, wish.owner_id, at(8)))
    metronome = metronome_of(house, lambda: at(8))
    third, last = at(8) + timedelta(days=3), at(8) + timedelta(days=29)
    assert await metronome.next_moment(third - timedelta(hours=7)) == third
    assert await metronome.next_moment(last - timedelta(hours=7)) == last


async def test_a_place_that_comes_free_is_offered_without_waiting_for_a_beat(house: House) -> None:
    visits = await house.fill()
    entry = await house.waits(await house.owner(4))
    metronome = metronome_of(house, lambda: at(9))
    metronome.start()
    try:
        while not metronome.caught_up:
            await asyncio.sleep(0.02)
        await house.cancel(visits[0], at(9))
        assert await metronome.show_unshown() >= 1
        assert await house.states(entry) == ["offered"]
    finally:
        metronome.stop()


async def test_what_fell_due_while_we_were_away_is_done_at_the_start(house: House) -> None:
    wish = await house.owner(1)
    await house.do(lambda uow: holds.hold(uow, house.shop, wish, at(9, day=DAY), at(8)))
    metronome = metronome_of(house, lambda: at(20))
    metronome.start()
    try:
        async with asyncio.timeout(5):
            while await house.free() < 3:
                await asyncio.sleep(0.02)
    finally:
        metronome.stop()


async def test_one_sweeps_trouble_is_not_anothers(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    wish = await house.owner(1)
    await house.do(lambda uow: holds.hold(uow, house.shop, wish, at(9, day=DAY), at(8)))
    metronome = metronome_of(house, lambda: at(20))

    async def broken(now: datetime) -> int:
        raise RuntimeError("broken")

    metronome.beats = (replace(metronome.beats[0], sweep=broken), *metronome.beats[1:])
    await metronome._catch_up()
    assert await house.free() == 3
