"""Complaints: ladders that are due are climbed, holds end, silences are heeded, clocks follow changed opening hours.

Each complaint in a transaction of its own; a step is unique in the database, so replicas share the work and a week
of downtime is made up once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from dealership.domain.complaints import State
from dealership.services import clocks, closing, working
from dealership.services.reckoning import mark_of
from dealership.services.shop import Shop
from scheduler.sweeps.paging import PAGE, each
from storage.database import Database
from storage.uow import UnitOfWork

Shops = Mapping[int, Shop]
Due = tuple[int, int]


async def climb(database: Database, shops: Shops, now: datetime) -> int:
    """Take every step of every ladder that is due; how many complaints moved."""
    return await each(
        database,
        lambda uow, after: uow.complaints.due(now, after, PAGE),
        lambda uow, due: _climb(shops, now, uow, due),
        key=lambda due: due[0],
    )


def _climb(shops: Shops, now: datetime, uow: UnitOfWork, due: Due) -> bool:
    case_id, store_id = due
    return store_id in shops and clocks.climb(uow, shops[store_id], case_id, now)


async def wake(database: Database, shops: Shops, now: datetime) -> int:
    """End holds whose day has come, heed silences; how many."""
    return await each(
        database,
        lambda uow, after: uow.complaints.waking(now, after, PAGE),
        lambda uow, due: _wake(shops, now, uow, due),
        key=lambda due: due[0],
    )


def _wake(shops: Shops, now: datetime, uow: UnitOfWork, due: Due) -> bool:
    """Looked at again under its lock: another replica may have been faster."""
    case_id, store_id = due
    wakes_at = uow.complaints.get(case_id).wake_at
    if store_id not in shops or wakes_at is None or wakes_at > now:
        return False
    case = uow.cases.get(case_id)
    if case.state == State.DONE:
        closing.heed_silence(uow, shops[store_id], case, now)
    elif case.state == State.HOLD:
        working.wake(uow, shops[store_id], case, now)
    else:
        uow.complaints.update(case_id, wake_at=None)
    return True


async def reckon_anew(database: Database, shops: Shops, now: datetime) -> int:
    """Reckon the open clocks of stores whose hours or numbers were changed; how many."""
    return sum([await _reckon(database, shop, now) for shop in shops.values()])


async def _reckon(database: Database, shop: Shop, now: datetime) -> int:
    works = mark_of(shop)
    return await each(
        database,
        lambda uow, after: uow.complaints.reckoned_otherwise(shop.id, works, after, PAGE),
        partial(_reckon_one, shop, now),
        key=lambda due: due[0],
    )


def _reckon_one(shop: Shop, now: datetime, uow: UnitOfWork, due: Due) -> bool:
    clocks.reckon(uow, shop, due[0], now)
    return True
