"""Many items in one transaction: as if each had its own, also when one of them fails."""

from __future__ import annotations

from collections.abc import Sequence

from support.small_shop import EIGHT, House

from scheduler.sweeps.paging import BATCH, in_batches
from storage.database import Database
from storage.uow import UnitOfWork

ITEMS = range(1, 2 * BATCH + 4)
POISON = 7


async def test_one_that_fails_keeps_nobody_else_waiting_and_nothing_is_done_twice(database: Database) -> None:
    house = House(database)

    def read(_uow: UnitOfWork, after: int) -> Sequence[int]:
        return [item for item in ITEMS if item > after][: BATCH + 2]

    def act(uow: UnitOfWork, item: int) -> None:
        uow.owners.add(EIGHT, store_id=1, name=f"Owner {item}", language="en", phone=str(item))
        if item == POISON:
            raise RuntimeError("this one cannot be done")

    assert await in_batches(database, read, act, key=lambda item: item) == len(ITEMS) - 1
    known = await house.do(lambda uow: [len(uow.owners.by_phone(str(item))) for item in ITEMS])
    assert known == [0 if item == POISON else 1 for item in ITEMS]
