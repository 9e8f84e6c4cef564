"""Complaints: ladders that are due are climbed; clocks follow opening hours that were changed.

Each complaint in a transaction of its own; a step is unique in the database, so replicas share the work and a week
of downtime is made up once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from dealership.services import clocks
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
