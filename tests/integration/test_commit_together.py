"""SQLite: what waits together is committed together, each piece of work whole or not at all, and the loop goes on."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import migrate
from storage.database import Database, open_database
from storage.uow import UnitOfWork
from storage.writer import Outcome, Writer

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
    """Forty, brief and long mixed, every third of them spoilt."""
    works = [_seen(number, spoilt=number % 3 == 0) for number in range(40)]
    runs = [database.run(work, brief=number % 7 > 0) for number, work in enumerate(works)]
    return await asyncio.gather(*runs, return_exceptions=True)


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


async def test_brief_work_shares_commits(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[int] = []
    commit = Writer.commit

    def counted(writer: Writer, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
        commits.append(len(outcomes))
        return commit(writer, outcomes)

    monkeypatch.setattr(Writer, "commit", counted)
    await asyncio.gather(*(sqlite_database.run(_seen(number), brief=True) for number in range(40)))
    assert commits == [16, 16, 8]


async def test_long_work_leaves_the_loop_free(sqlite_database: Database) -> None:
    free = threading.Event()
    waiting = asyncio.create_task(sqlite_database.run(lambda _uow: free.wait(5)))
    await asyncio.sleep(0.05)
    free.set()
    assert await waiting


async def test_brief_work_needs_no_thread(sqlite_database: Database) -> None:
    await sqlite_database.run(_seen(1))  # opens the file
    where = await sqlite_database.run(lambda _uow: threading.get_ident(), brief=True)
    assert where == threading.get_ident()


async def test_while_another_process_writes_the_loop_goes_on(
    sqlite_database: Database, sqlite_database_url: str
) -> None:
    await sqlite_database.run(_seen(1))
    importer = sqlite3.connect(sqlite_database_url.removeprefix("sqlite:///"), isolation_level=None)
    importer.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(sqlite_database.run(_seen(2), brief=True))
    begun = asyncio.get_running_loop().time()
    await asyncio.sleep(0.05)
    assert asyncio.get_running_loop().time() - begun < 1
    assert not waiting.done()
    importer.execute("COMMIT")
    importer.close()
    assert await waiting


async def test_a_transaction_that_sqlite_gives_up_fails_all_of_it_and_nothing_after(
    sqlite_database: Database,
) -> None:
    """A full disk ends the whole transaction, savepoints and all."""

    def full(uow: UnitOfWork) -> None:
        uow.connection.connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]

    await sqlite_database.run(_seen(1))
    works = (_seen(2), full, _seen(3))
    ended = await asyncio.gather(
        *(sqlite_database.run(work, brief=True) for work in works), return_exceptions=True
    )
    assert [type(one) for one in ended] == [sqlite3.OperationalError] * 3
    assert [await sqlite_database.run(_seen(number), brief=True) for number in (1, 2, 3)] == [
        False,
        True,
        True,
    ]


async def test_a_commit_that_fails_fails_all_of_it_and_nothing_after(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sqlite_database.run(_seen(1))
    run = Writer._run

    def broken(writer: Writer, words: str) -> None:
        if words == "COMMIT":
            raise sqlite3.OperationalError("disk I/O error")
        run(writer, words)

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "_run", broken)
        works = [sqlite_database.run(_seen(number), brief=True) for number in (2, 3)]
        ended = await asyncio.gather(*works, return_exceptions=True)
    assert [str(one) for one in ended] == ["disk I/O error"] * 2
    assert [await sqlite_database.run(_seen(number), brief=True) for number in (1, 2, 3)] == [
        False,
        True,
        True,
    ]


async def test_whoever_leaves_takes_nothing_along(sqlite_database: Database) -> None:
    leaving = asyncio.create_task(sqlite_database.run(_seen(1), brief=True))
    staying = asyncio.create_task(sqlite_database.run(_seen(2), brief=True))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying
    assert await sqlite_database.run(_seen(1), brief=True)  # it had not begun


async def test_closing_finishes_what_was_begun(sqlite_database_url: str) -> None:
    database = open_database(sqlite_database_url)
    begun = [asyncio.create_task(database.run(_seen(number), brief=number > 5)) for number in range(40)]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*begun) == [True] * 40
