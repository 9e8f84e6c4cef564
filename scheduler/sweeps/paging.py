"""Going through what is due: page by page, each item in a small transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from storage.database import Database
from storage.uow import UnitOfWork

T = TypeVar("T")
PAGE = 100


async def each(
    database: Database,
    read: Callable[[UnitOfWork, int], Sequence[T]],
    act: Callable[[UnitOfWork, T], bool | None],
    key: Callable[[T], int] = lambda item: _id(item),
) -> int:
    """Do `act` for every item of `read(uow, after)`; how many changed something (None counts as yes)."""
    changed, after = 0, 0
    while page := await database.run(partial(_read, read, after)):
        for item in page:
            changed += (await database.run(partial(_act, act, item))) is not False
        after = key(page[-1])
    return changed


def _read(read: Callable[[UnitOfWork, int], Sequence[T]], after: int, uow: UnitOfWork) -> Sequence[T]:
    return read(uow, after)


def _act(act: Callable[[UnitOfWork, T], bool | None], item: T, uow: UnitOfWork) -> bool | None:
    return act(uow, item)


def _id(item: Any) -> int:
    return int(item.id)
