"""How many visits one owner may have ahead is the service's word, on both databases and for two chats at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from support.people import TUESDAY, new_car, new_owner, shop_of

from dealership.domain.booking import TooManyBookingsError
from dealership.domain.company import Company
from dealership.domain.records import Appointment
from dealership.services import booking, holds
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from storage.database import Database, open_database
from storage.uow import UnitOfWork


@pytest.fixture
async def replica(database: Database, database_url: str) -> AsyncIterator[Database]:
    """A second process on the same database."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


def prepared(uow: UnitOfWork, shop: Shop, *, left: int) -> tuple[Wish, list[int]]:
    """An owner who may book `left` more visits, and has three places held."""
    owner = new_owner(uow, shop)
    wish = Wish(owner, new_car(uow, shop, owner), ("wash",))
    for number in range(shop.store.limits.active_per_owner - left):
        assert booking.confirm(uow, shop, _hold(uow, shop, wish, number), wish, TUESDAY)
    return wish, [_hold(uow, shop, wish, 10 + number).id for number in range(3)]


def _hold(uow: UnitOfWork, shop: Shop, wish: Wish, number: int) -> Appointment:
    start = shop.earliest_time(uow, holds.request_of(shop, wish), TUESDAY)
    assert start is not None
    held = holds.hold(uow, shop, wish, start, TUESDAY)
    assert held is not None
    return held


async def say_yes(database: Database, shop: Shop, wish: Wish, held_id: int) -> bool:
    try:
        await database.run(
            lambda uow: booking.confirm(uow, shop, uow.appointments.get(held_id), wish, TUESDAY)
        )
    except TooManyBookingsError:
        return False
    return True


async def test_two_chats_of_one_owner_book_no_more_than_one_owner_may(
    database: Database, replica: Database, company: Company
) -> None:
    shop = shop_of(company)
    wish, held = await database.run(lambda uow: prepared(uow, shop, left=1))
    yes = await asyncio.gather(
        *(say_yes(where, shop, wish, one) for where, one in zip((database, replica) * 2, held, strict=False))
    )
    assert sorted(yes) == [False, False, True]
    coming = await database.run(lambda uow: booking.upcoming_of(uow, wish.owner_id, TUESDAY))
    assert len(coming) == shop.store.limits.active_per_owner


async def test_a_dangerous_fault_is_booked_whatever_else_is(database: Database, company: Company) -> None:
    shop = shop_of(company)
    wish, held = await database.run(lambda uow: prepared(uow, shop, left=0))
    assert not await say_yes(database, shop, wish, held[0])
    danger = Wish(wish.owner_id, wish.vehicle_id, fault="刹车失灵", safety=True)
    assert await say_yes(database, shop, danger, held[0])
