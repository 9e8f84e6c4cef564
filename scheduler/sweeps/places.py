"""Places: holds that were not confirmed in time are free again; who waits is offered what is free.

Offers are made, and their minutes run, only while people are awake; first come, first served. A day never
has more open offers than people waiting for it, so offers cannot starve those who book by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dealership.domain.booking import is_offer_time
from dealership.services import booking, waiting
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
        lambda uow, held: booking.let_go(uow, shops[held.store_id], held.id, now, "expired"),
    )


async def lapse_offers(database: Database, shops: Shops, now: datetime) -> int:
    """End offers nobody took in time, and the waiting for days that have passed."""
    return sum([await _lapse(database, shop, now) for shop in shops.values()])


async def _lapse(database: Database, shop: Shop, now: datetime) -> int:
    return await each(
        database,
        lambda uow, after: uow.waitlist.lapsed(shop.id, now, shop.today(now), after, PAGE),
        lambda uow, entry: waiting.lapse(uow, shop, entry, now),
    )


async def offer_places(database: Database, shops: Shops, now: datetime) -> int:
    """Offer free places to those who wait; how many offers were made."""
    awake = [shop for shop in shops.values() if is_offer_time(now, shop.zone, shop.store.limits)]
    return sum([await _offers(database, shop, now) for shop in awake])


async def _offers(database: Database, shop: Shop, now: datetime) -> int:
    return await each(
        database,
        lambda uow, after: uow.waitlist.waiting(shop.id, after, PAGE),
        lambda uow, entry: _offer(uow, shop, entry.id, now),
    )


def _offer(uow: UnitOfWork, shop: Shop, entry_id: int, now: datetime) -> bool:
    """The entry is read again: another replica may have offered meanwhile."""
    entry = uow.waitlist.get(entry_id)
    return entry.state == waiting.WAITING and waiting.offer(uow, shop, entry, now)
