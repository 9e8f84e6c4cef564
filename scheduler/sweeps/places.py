"""Places: holds that were not confirmed in time are free again; who waits is offered what is free.

First come, first served. Offers are made, their minutes run, and days that are over are told, only while
people are awake. Of one day at most `waitlist_offers` places are kept for offers at a time, so that the
waitlist cannot starve those who book by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dealership.domain.booking import is_offer_time
from dealership.domain.records import WaitlistEntry
from dealership.services import holds, waiting
from dealership.services.notify import find_chat_of
from dealership.services.shop import Shop
from scheduler.sweeps.paging import PAGE, each
from storage.database import Database
from storage.uow import UnitOfWork

Shops = Mapping[int, Shop]


async def expire_holds(database: Database, shops: Shops, now: datetime) -> int:
    """Free every hold whose time is over; how many were."""
    return await each(
        database,
        lambda uow, after: uow.appointments.expired_holds(now, after, PAGE),
        lambda uow, held: holds.let_go(uow, shops[held.store_id], held.id, now, "expired"),
    )


async def lapse_offers(database: Database, shops: Shops, now: datetime) -> int:
    """End offers nobody took in time, and the waiting for days that have passed."""
    return sum([await _lapses(database, shop, now) for shop in shops.values()])


async def _lapses(database: Database, shop: Shop, now: datetime) -> int:
    return await each(
        database,
        lambda uow, after: uow.waitlist.lapsed(shop.id, now, shop.today(now), after, PAGE),
        lambda uow, entry: _lapse(uow, shop, entry, now),
    )


def _lapse(uow: UnitOfWork, shop: Shop, entry: WaitlistEntry, now: datetime) -> bool:
    if entry.state == waiting.WAITING and not _awake(shop, now):
        return False  # that a day is over is said in the morning
    waiting.lapse(uow, shop, entry, now)
    return True


async def offer_places(database: Database, shops: Shops, now: datetime) -> int:
    """Offer free places to those who wait; how many offers were made."""
    return sum([await _offers(database, shop, now) for shop in shops.values() if _awake(shop, now)])


async def _offers(database: Database, shop: Shop, now: datetime) -> int:
    line = _Line(shop, now)
    return await each(
        database,
        lambda uow, after: uow.waitlist.waiting(shop.id, after, PAGE),
        lambda uow, entry: line.offer(uow, entry.id),
    )


def _awake(shop: Shop, now: datetime) -> bool:
    return is_offer_time(now, shop.zone, shop.store.limits)


@dataclass(slots=True)
class _Line:
    """One pass along a store's line. What found no place is not looked for again in the same pass."""

    shop: Shop
    now: datetime
    without_place: set[tuple[date, tuple[str, ...], bool]] = field(default_factory=set)

    def offer(self, uow: UnitOfWork, entry_id: int) -> bool:
        """The entry is read again: another replica may have offered meanwhile."""
        entry = uow.waitlist.get(entry_id)
        wanted = (entry.day, entry.jobs, bool(entry.fault))
        if wanted in self.without_place or not self._may_offer(uow, entry):
            return False
        offered = waiting.offer(uow, self.shop, entry, self.now)
        if not offered:
            self.without_place.add(wanted)
        return offered

    def _may_offer(self, uow: UnitOfWork, entry: WaitlistEntry) -> bool:
        """Still waiting, can be written to, and not too much of the day is kept for offers already."""
        if entry.state != waiting.WAITING or find_chat_of(uow, uow.owners.get(entry.owner_id)) is None:
            return False
        return uow.waitlist.offered(self.shop.id, entry.day) < self.shop.store.limits.waitlist_offers
