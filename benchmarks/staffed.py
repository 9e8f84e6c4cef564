"""Fills a migrated database with a visit and with staff who have its card, so that a benchmark may tap it.

Member n chats from account FIRST_CHAT + n and may tap the token `card-<account>`, as on any card of the visit.
"""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from pathlib import Path

from load import FIRST_CHAT

from bot.clock import system_now
from bot.config import load_company
from bot.house import shops_of
from dealership.domain.rights import Role
from dealership.services import booking, holds
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from storage.database import open_database
from storage.uow import UnitOfWork

MEMBERS = 64


def booked(uow: UnitOfWork, shop: Shop, now: datetime) -> int:
    """A confirmed visit."""
    owner_id = uow.owners.add(now, store_id=shop.id, name="Owner", language="zh-CN")
    vehicle_id = uow.vehicles.add(now, store_id=shop.id, plate="沪A00001")
    uow.vehicles.bind(owner_id, vehicle_id, "proven", now)
    wish = Wish(owner_id, vehicle_id, ("wipers",))
    start = shop.earliest_time(uow, holds.request_of(shop, wish), now)
    held = holds.hold(uow, shop, wish, start, now) if start else None
    visit = booking.confirm(uow, shop, held, wish, now) if held else None
    if visit is None:
        raise LookupError("the shop has no free time")
    return visit.id


def hire(uow: UnitOfWork, shop: Shop, visit_id: int, now: datetime) -> None:
    """Everybody with a card of the visit."""
    for account in range(FIRST_CHAT, FIRST_CHAT + MEMBERS):
        who = {"name": f"Member {account}", "role": Role.SERVICE_ADVISOR, "language": "zh-CN"}
        uow.staff.add(now, store_id=shop.id, user_id=account, started_at=now, **who)
        uow.tokens.add(f"card-{account}", "staff", account, "visit.confirm", {"appointment": visit_id}, now)


async def main() -> None:
    """Write it all in one transaction."""
    company, now = load_company(Path("servicebay.toml")), system_now()
    shop = shops_of(company)[company.stores[0].id]
    database = open_database(os.environ["SERVICEBAY_DATABASE_URL"])
    await database.run(lambda uow: hire(uow, shop, booked(uow, shop, now), now))
    await database.close()


if __name__ == "__main__":
    asyncio.run(main())
