"""Opening the database and running one transaction: a synchronous function over a `UnitOfWork`, one hop.

SQLite: one writer connection in one thread, `BEGIN IMMEDIATE`, WAL (measured: ten writer connections are
twice slower and six times later than one). PostgreSQL: the same function in a greenlet that also takes and gives back the connection.
A transaction that lost against another one (deadlock, serialisation) is run again from its start, so the
functions must have no effect but their rows. Nothing else in the house commits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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


class SqliteDatabase:
    """One file, one writer thread."""

    dialect = "sqlite"

    def __init__(self, url: str) -> None:
        self._engine = sqlite_engine(url)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._connection: Connection | None = None
        self._topics = _Topics()

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._topics.add(topic, callback)

    async def run(self, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        result, touched = await loop.run_in_executor(self._thread, partial(self._work, work))
        if touched:
            self._topics.tell(touched)
        return result

    def _work(self, work: Work[T]) -> tuple[T, set[str]]:
        if self._connection is None:
            self._connection = self._engine.connect()
        return _transaction(self._connection, work)

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
