"""Going through what is due: page by page, each item in a small transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.sweeps")
T = TypeVar("T")
Act = Callable[[UnitOfWork, T], bool | None]
PAGE = 100
BATCH = 25
"""Few enough for the writer of SQLite to breathe in between."""


async def each(
    database: Database,
    read: Callable[[UnitOfWork, int], Sequence[T]],
    act: Act[T],
    key: Callable[[T], int] = lambda item: _id(item),
) -> int:
    """Do `act` once for every item of `read(uow, after)`; how many changed something (None counts as yes).

    One that fails is logged and left to the next time: it keeps nobody behind it waiting.
    """
    changed, after = 0, 0
    while page := await database.run(partial(_read, read, after)):
        for item in page:
            changed += await _one(database, act, item, key)
        after = key(page[-1])
    return changed


async def in_batches(
    database: Database,
    read: Callable[[UnitOfWork, int], Sequence[T]],
    act: Act[T],
    key: Callable[[T], int],
) -> int:
    """The same with many items in a transaction, which spares most of its price.

    When one of a batch fails, all of it is done anew one by one.
    """
    changed, after = 0, 0
    while page := await database.run(partial(_read, read, after)):
        for start in range(0, len(page), BATCH):
            changed += await _batch(database, act, page[start : start + BATCH], key)
        after = key(page[-1])
    return changed


async def _batch(database: Database, act: Act[T], items: Sequence[T], key: Callable[[T], int]) -> int:
    try:
        return await database.run(lambda uow: sum(act(uow, item) is not False for item in items))
    except Exception:
        log.warning("a batch of %d is done one by one", len(items), exc_info=True)
        return sum([await _one(database, act, item, key) for item in items])


async def _one(database: Database, act: Act[T], item: T, key: Callable[[T], int]) -> bool:
    try:
        return await database.run(partial(_act, act, item)) is not False
    except Exception:
        log.exception("%s %d could not be swept", type(item).__name__, key(item))
        return False


def _read(read: Callable[[UnitOfWork, int], Sequence[T]], after: int, uow: UnitOfWork) -> Sequence[T]:
    return read(uow, after)


def _act(act: Act[T], item: T, uow: UnitOfWork) -> bool | None:
    return act(uow, item)


def _id(item: Any) -> int:
    return int(item.id)
