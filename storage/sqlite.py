"""SQLite: one file, one writer connection in one thread, `BEGIN IMMEDIATE`, WAL.

Measured: ten writer connections are twice slower and six times later than one. What waits while it writes is
committed together, each piece of work whole or not at all behind a savepoint of its own: the disk is waited for
once, not once for each.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Engine, NullPool, create_engine, event, make_url

from storage.database import Topics, Work
from storage.prepared import Row, told
from storage.uow import UnitOfWork

T = TypeVar("T")
_Outcome = tuple[Any, set[str]] | Exception

TOGETHER = 16
"""At most so many pieces of work share a commit: the first of them waits for the last."""


class SqliteDriver:
    """Python's sqlite3 for prepared statements."""

    def __init__(self, connection: sqlite3.Connection, dialect: Dialect) -> None:
        self._connection = connection
        self.dialect = dialect

    def rows(self, text: str, values: Sequence[Any]) -> Sequence[Row]:
        try:
            return self._connection.execute(text, values).fetchall()
        except sqlite3.Error as error:
            raise told(text, error, sqlite3.Error) from error

    def change(self, text: str, values: Sequence[Any]) -> int:
        try:
            return self._connection.execute(text, values).rowcount
        except sqlite3.Error as error:
            raise told(text, error, sqlite3.Error) from error

    def change_many(self, text: str, many: Sequence[Sequence[Any]]) -> None:
        try:
            self._connection.executemany(text, many)
        except sqlite3.Error as error:
            raise told(text, error, sqlite3.Error) from error


class _Writer:
    """The one connection, used in its thread alone. Transactions are begun and ended here, not by SQLAlchemy."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        own: Any = self._connection.connection.driver_connection
        self._run: Callable[[str], object] = own.execute

    def together(self, works: Sequence[Work[Any]]) -> Sequence[_Outcome]:
        """Several pieces of work in one commit; one that fails takes back its own rows alone."""
        self._run("BEGIN IMMEDIATE")
        try:
            outcomes = [self._behind_savepoint(work) for work in works]
            self._run("COMMIT")
        except BaseException:
            self._run("ROLLBACK")
            raise
        return outcomes

    def _behind_savepoint(self, work: Work[Any]) -> _Outcome:
        self._run("SAVEPOINT work")
        uow = UnitOfWork(self._connection)
        outcome: _Outcome
        try:
            outcome = work(uow), uow.touched
        except Exception as error:
            self._run("ROLLBACK TO work")
            outcome = error
        self._run("RELEASE work")
        return outcome

    def close(self) -> None:
        self._connection.close()


class SqliteDatabase:
    """One file, one writer thread."""

    dialect = "sqlite"

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._writer: _Writer | None = None
        self._waiting: deque[tuple[Work[Any], Future[Any]]] = deque()
        self._topics = Topics()

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._topics.add(topic, callback)

    async def run(self, work: Work[T]) -> T:
        done: Future[tuple[T, set[str]]] = Future()
        self._waiting.append((work, done))
        self._thread.submit(self._write)  # one that finds everything written by the one before does nothing
        result, touched = await asyncio.wrap_future(done)
        if touched:
            self._topics.tell(touched)
        return result

    def _write(self) -> None:
        """Do what waits and tell how it ended, after the commit."""
        found = [self._waiting.popleft() for _ in range(min(len(self._waiting), TOGETHER))]
        batch = [(work, done) for work, done in found if done.set_running_or_notify_cancel()]
        if not batch:
            return
        try:
            outcomes = self._commit([work for work, _ in batch])
        except Exception as error:
            outcomes = [error] * len(batch)
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Exception):
                done.set_exception(outcome)
            else:
                done.set_result(outcome)

    def _commit(self, works: Sequence[Work[Any]]) -> Sequence[_Outcome]:
        if self._writer is None:
            self._writer = _Writer(self._engine)
        return self._writer.together(works)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._engine.dispose()


def _engine(url: str) -> Engine:
    """An engine on a SQLite file with the house's pragmas; the driver begins and commits nothing by itself."""
    engine = create_engine(make_url(url).set(drivername="sqlite"), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def sqlite_engine(url: str) -> Engine:
    """The same whose transactions SQLAlchemy begins, at once immediate (migrations, tests)."""
    engine = _engine(url)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
