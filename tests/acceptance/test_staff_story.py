"""Staff in the browser: a colleague joins, a request is confirmed, other times are proposed, a place comes free."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from support.floor import Floor
from support.sayings import saying

from dealership.services import booking, holds
from dealership.services.holds import Wish
from storage.uow import UnitOfWork

CHINESE = "zh-CN"
ASKED = "苏婉清"  # her fault waits for an answer


def says(key: str) -> str:
    return saying(CHINESE, key)


async def test_a_colleague_joins_by_an_administrators_invite_and_confirms(floor: Floor) -> None:
    await floor.open(CHINESE)
    await floor.colleague("顾小满")
    for key in ("staff-home-team", "team-invite", "role-service_advisor", "invite-no-desk"):
        await floor.tap(says(key), floor.desk)
    link = await floor.desk.locator(".message.theirs a[href*='start=']").last.get_attribute("href")
    await floor.newcomer("staff", "高远")
    await floor.tap(floor.labelled("start"), floor.desk)
    await floor.reads(says("staff-stranger"), floor.desk)
    await floor.say(str(link), floor.desk)
    await floor.reads(says("staff-welcome"), floor.desk)
    await floor.tap(says("staff-home-tomorrow"), floor.desk)
    await floor.tap("14:00", floor.desk)
    await floor.tap(says("card-confirm"), floor.desk)
    await floor.owner(ASKED)
    await floor.reads(says("receipt-confirmed"))


async def test_a_request_is_confirmed_from_the_groups_card(floor: Floor) -> None:
    await floor.open(CHINESE)
    await floor.tap(says("card-confirm"), floor.desk)
    await floor.owner(ASKED)
    await floor.reads(says("receipt-confirmed"))
    await floor.picture("confirmed")


async def test_other_times_are_proposed_and_the_owner_takes_one_with_one_tap(floor: Floor) -> None:
    await floor.open(CHINESE)
    await floor.tap(says("card-propose"), floor.desk)
    await floor.tap(says("input-earliest"), floor.desk)
    await floor.tap(says("propose-send"), floor.desk)
    await floor.owner(ASKED)
    await floor.tap(r"\d\d:\d\d")
    await floor.reads(says("receipt-moved"))


async def test_a_place_that_comes_free_goes_to_who_waits_for_it(floor: Floor) -> None:
    shop = floor.demo.house.shops[floor.demo.company.stores[0].id]
    now = floor.demo.clock.now()
    wanted = next(day for day in days_from(shop.today(now) + timedelta(days=2)) if shop.is_open_on(day))

    def somebody(uow: UnitOfWork, number: int) -> Wish:
        owner_id = uow.owners.add(now, store_id=shop.id, name=f"车主 {number}", language="zh-CN")
        car = uow.vehicles.add(now, store_id=shop.id, plate=f"沪Z{number:05}")
        uow.vehicles.bind(owner_id, car, "proven", now)
        return Wish(owner_id, car, ("alignment",))

    def fill(uow: UnitOfWork) -> int:
        """Everything of the day is taken, each place by somebody else; the last visit's id."""
        last = 0
        for number in count():
            wish = somebody(uow, number)
            times = shop.free_times(uow, wanted, holds.request_of(shop, wish), now)
            if not times:
                return last
            held = holds.hold(uow, shop, wish, times[0], now)
            assert held is not None
            booked = booking.confirm(uow, shop, held, wish, now)
            assert booked is not None
            last = booked.id
        return last

    taken = await floor.demo.database.run(fill)
    await floor.open(CHINESE)
    await floor.owner("林晓雯")
    await floor.say(f"{wanted.month}月{wanted.day}日做四轮定位")
    await floor.tap(says("booking-join-waitlist"))
    await floor.reads(says("waitlist-joined"))
    await floor.demo.database.run(
        lambda uow: booking.cancel(uow, shop, uow.appointments.get(taken), "time", floor.demo.clock.now())
    )
    await floor.demo.house.beat()
    await floor.world.settle()
    await floor.tap(says("waitlist-take"))
    await floor.reads(says("receipt-booked"))


def days_from(first: date) -> list[date]:
    return [first + timedelta(days=number) for number in range(14)]
