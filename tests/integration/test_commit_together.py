"""SQLite: what waits together is committed together, and each piece of work is whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import migrate
from storage.database import Database, open_database
from storage.uow import UnitOfWork

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class SpoiltError(Exception):
    """A piece of work that fails after it has written."""


def _seen(number: int, *, spoilt: bool = False) -> Callable[[UnitOfWork], bool]:
    def work(uow: UnitOfWork) -> bool:
        first = uow.updates.first_time("owner", number, NOW)
        if spoilt:
            raise SpoiltError
        return first

    return work


async def _run_together(database: Database) -> list[bool | BaseException]:
    works = [_seen(number, spoilt=number % 3 == 0) for number in range(40)]
    return await asyncio.gather(*(database.run(work) for work in works), return_exceptions=True)


@pytest.mark.parametrize("again", [False, True])
def test_work_that_fails_takes_back_its_own_rows_alone(tmp_path: Path, again: bool) -> None:
    url = f"sqlite:///{tmp_path / 'together.sqlite3'}"
    migrate.upgrade(url)

    async def scene() -> None:
        database = open_database(url)
        outcomes = await _run_together(database)
        assert [isinstance(outcome, SpoiltError) for outcome in outcomes] == [n % 3 == 0 for n in range(40)]
        if again:  # another process finds what was committed, and only that
            await database.close()
            database = open_database(url)
        found = [await database.run(_seen(number)) for number in range(40)]
        assert found == [number % 3 == 0 for number in range(40)]
        await database.close()

    asyncio.run(scene())
