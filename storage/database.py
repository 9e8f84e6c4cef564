"""Opening the database and running one transaction: a synchronous function over a `UnitOfWork`, one hop.

SQLite: one writer connection in one thread, `BEGIN IMMEDIATE`, WAL (measured: ten writer connections are
twice slower and six times later than one). What waits while it writes is committed together, each piece of
work whole or not at all behind a savepoint of its own: the disk is waited for once, not once for each. PostgreSQL: the same function in a greenlet that also takes and gives back the connection.
A transaction that lost against another one (deadlock, serialisation) is run again from its start, so the
functions must have no effect but their rows. Nothing else in the house commits.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import greenlet_spawn

from storage.uow import UnitOfWork

T = TypeVar("T")
Work = Callable[[UnitOfWork], T]

RETRIES = 5
TOGETHER = 16
"""At most so many pieces of work share a commit: the first of them waits for the last."""
_LOST = {"40001", "40P01"}


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says why and how to mend it."""


class Database(Protocol):
    """Where transactions run. `dialect` is "sqlite" or "postgresql"."""

    dialect: str

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        """Call back after each commit that touched the topic (see `UnitOfWork.touch`)."""

    async def run(self, work: Work[T]) -> T:
        """Run the work in one transaction and commit; any exception rolls all of it back."""

    async def close(self) -> None: ...


class _Topics:
    """Who wants to know that a commit touched something (the outbox, mostly)."""

    def __init__(self) -> None:
        self._callbacks: dict[str, list[Callable[[], None]]] = {}

    def add(self, topic: str, callback: Callable[[], None]) -> None:
        self._callbacks.setdefault(topic, []).append(callback)

    def tell(self, touched: set[str]) -> None:
        for topic in touched:
            for callback in self._callbacks.get(topic, ()):
                callback()


def _transaction(connection: Connection, work: Work[T]) -> tuple[T, set[str]]:
    with connection.begin():
        uow = UnitOfWork(connection)
        return work(uow), uow.touched


def _side_by_side(
    connection: Connection, works: Sequence[Work[Any]]
) -> list[tuple[Any, set[str]] | Exception]:
    """Several pieces of work in one commit; one that fails takes back its own rows alone."""
    with connection.begin():
        return [_behind_savepoint(connection, work) for work in works]


def _behind_savepoint(connection: Connection, work: Work[T]) -> tuple[T, set[str]] | Exception:
    connection.exec_driver_sql("SAVEPOINT work")
    outcome: tuple[T, set[str]] | Exception
    try:
        uow = UnitOfWork(connection)
        outcome = work(uow), uow.touched
    except Exception as error:
        connection.exec_driver_sql("ROLLBACK TO work")
        outcome = error
    connection.exec_driver_sql("RELEASE work")
    return outcome


class SqliteDatabase:
    """One file, one writer thread."""

    dialect = "sqlite"

    def __init__(self, url: str) -> None:
        self._engine = sqlite_engine(url)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._connection: Connection | None = None
        self._waiting: deque[tuple[Work[Any], Future[Any]]] = deque()
        self._topics = _Topics()

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

    def _commit(self, works: Sequence[Work[Any]]) -> Sequence[tuple[Any, set[str]] | Exception]:
        if self._connection is None:
            self._connection = self._engine.connect()
        if len(works) == 1:
            return [_transaction(self._connection, works[0])]
        return _side_by_side(self._connection, works)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()


class PostgresDatabase:
    """A pool of connections; each transaction is one greenlet hop from begin to commit."""

    dialect = "postgresql"

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self._engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"), pool_size=pool_size, max_overflow=0
        )
        self._topics = _Topics()

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._topics.add(topic, callback)

    async def run(self, work: Work[T]) -> T:
        for attempt in range(RETRIES):
            try:
                result, touched = await greenlet_spawn(partial(self._work, work))
                break
            except DBAPIError as error:
                if attempt == RETRIES - 1 or not lost_a_race(error):
                    raise
        if touched:
            self._topics.tell(touched)
        return result

    def _work(self, work: Work[T]) -> tuple[T, set[str]]:
        with self._engine.sync_engine.connect() as connection:
            return _transaction(connection, work)

    async def close(self) -> None:
        await self._engine.dispose()


def lost_a_race(error: DBAPIError) -> bool:
    """True when PostgreSQL gave this transaction up in favour of another one."""
    return getattr(error.orig, "sqlstate", None) in _LOST


def sqlite_engine(url: str) -> Engine:
    """A synchronous engine on a SQLite file with the house's pragmas and immediate transactions."""
    engine = create_engine(make_url(url).set(drivername="sqlite"), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def open_database(url: str, pool_size: int = 10) -> Database:
    """The database behind `sqlite:///file` or `postgresql://…`; a clear `DatabaseError` for anything else."""
    name = make_url(url).get_backend_name()
    if name == "sqlite":
        return SqliteDatabase(url)
    if name == "postgresql":
        return PostgresDatabase(url, pool_size)
    raise DatabaseError(
        f"database {name!r} is not supported: use sqlite:///file or postgresql://user@host/name"
    )
