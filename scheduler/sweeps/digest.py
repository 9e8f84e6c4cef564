"""The week's figures, to everybody who may see reports: asked for often, sent once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from dealership.services import digest
from dealership.services.shop import Shop
from dialogs.surveys import SURVEYS
from storage.database import Database
from storage.uow import UnitOfWork

SERVICE = "service"


async def send_digests(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """How many were sent."""
    return sum(
        [await database.run(partial(_send, shop, now)) for shop in shops.values() if _is_day(shop, now)]
    )


def _send(shop: Shop, now: datetime, uow: UnitOfWork) -> int:
    return digest.send(uow, shop, SURVEYS[SERVICE], now)


def _is_day(shop: Shop, now: datetime) -> bool:
    return digest.day_of(shop, shop.today(now)) is not None


def next_digest(shop: Shop, now: datetime) -> datetime | None:
    """When the next one is due, after now."""
    days = (shop.today(now) + timedelta(days=ahead) for ahead in range(8))
    moments = (shop.moment(day, shop.voice.day_at) for day in days if digest.day_of(shop, day) == day)
    return next((moment for moment in moments if moment > now), None)
