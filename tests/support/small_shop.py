"""A small shop over a real database: short ways to make people, visits and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from dealership.domain.company import (
    Advisor,
    Bay,
    BookingLimits,
    Company,
    Interval,
    Job,
    OpeningHours,
    Place,
    Store,
)
from dealership.domain.records import Appointment, WaitlistEntry
from dealership.services import booking, holds, waiting
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from storage.database import Database
from storage.uow import UnitOfWork

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY, DAY = date(2026, 9, 1), date(2026, 9, 3)
T = TypeVar("T")


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    """Shop time as an instant."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


EIGHT = at(8)
LABELS = {"zh-CN": "店", "en": "shop", "ru": "салон"}
STORE = Store(
    country="CN",
    id=1, key="small", name=LABELS, address=LABELS, place=Place(31.2, 121.5), phone="+862100000000",
    roadside_phone="+862100000000", zone=SHANGHAI, currency="CNY",
    hours=OpeningHours(((Interval(time(9), time(12)),),) * 7, holiday_region=""),
    bays=(Bay("one", frozenset({"service"})),), advisors=(Advisor("li", "Li"),),
    menu=(Job("oil", LABELS, 60, "service", 10000, 20000),), plans=(),
    limits=BookingLimits(grid=60, notice=0, walk_in_share=0, squeeze_ins_per_day=0),
)  # fmt: skip


def shops_of(**limits: Any) -> Mapping[int, Shop]:
    """One bay and one desk, three places a day: 9, 10 and 11 o'clock."""
    return {1: Shop(replace(STORE, limits=replace(STORE.limits, **limits)), None)}


@dataclass
class House:
    """A database with a small shop and short ways to make people and visits."""

    database: Database
    shops: Mapping[int, Shop] = field(default_factory=shops_of)
    company: Company = field(default_factory=lambda: Company(LABELS, (STORE,)))

    @property
    def shop(self) -> Shop:
        return self.shops[1]

    async def do(self, work: Callable[[UnitOfWork], T]) -> T:
        return await self.database.run(work)

    async def owner(self, number: int, now: datetime = EIGHT) -> Wish:
        """An owner with a chat and a car, and their wish for an oil service."""

        def work(uow: UnitOfWork) -> Wish:
            owner_id = uow.owners.add(now, store_id=1, name=f"Owner {number}", language="zh-CN")
            uow.owners.link_account("owner", 100 + number, 100 + number, owner_id, now)
            car = uow.vehicles.add(now, store_id=1, plate=f"沪A{number:05}", model="X7")
            uow.vehicles.bind(owner_id, car, "proven", now)
            return Wish(owner_id, car, ("oil",))

        return await self.do(work)

    async def book(self, wish: Wish, start: datetime, now: datetime = EIGHT) -> Appointment:
        def work(uow: UnitOfWork) -> Appointment | None:
            held = holds.hold(uow, self.shop, wish, start, now)
            return held and booking.confirm(uow, self.shop, held, wish, now)

        booked = await self.do(work)
        assert booked is not None
        return booked

    async def fill(self, day: date = DAY, now: datetime = EIGHT) -> list[Appointment]:
        """All three places of a day booked by owners 1 to 3."""
        return [
            await self.book(await self.owner(number), at(8 + number, day=day), now) for number in (1, 2, 3)
        ]

    async def waits(self, wish: Wish, day: date = DAY, now: datetime = EIGHT) -> int:
        def work(uow: UnitOfWork) -> int:
            waiting.join(uow, self.shop, wish, day, now)
            return next(e.id for e in uow.waitlist.of_owner(wish.owner_id, ("waiting",)) if e.day == day)

        return await self.do(work)

    async def cancel(self, visit: Appointment, now: datetime) -> None:
        await self.do(lambda uow: booking.cancel(uow, self.shop, visit, "owner", now))

    async def entry(self, entry_id: int) -> WaitlistEntry:
        return await self.do(lambda uow: uow.waitlist.get(entry_id))

    async def states(self, *entry_ids: int) -> list[str]:
        return [(await self.entry(entry_id)).state for entry_id in entry_ids]

    async def free(self, day: date = DAY, now: datetime = EIGHT) -> int:
        wish = Wish(0, 0, ("oil",))
        request = holds.request_of(self.shop, wish)
        return len(await self.do(lambda uow: self.shop.free_times(uow, day, request, now)))

    async def said(self, purpose: str, chat_id: int | None = None) -> list[str]:
        """Keys of the first paragraphs queued with a purpose."""

        def work(uow: UnitOfWork) -> list[str]:
            rows = [row for row in uow.outbox.posted("") if row.purpose == purpose]
            mine = [row for row in rows if chat_id in (None, row.chat_id)]
            return [row.payload["text"][0]["message"] for row in mine if row.payload["text"]]

        return await self.do(work)
