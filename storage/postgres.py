"""PostgreSQL: a few connections kept open; each transaction is one greenlet hop from BEGIN to COMMIT.

SQLAlchemy opens the connections and runs what is asked seldom; BEGIN, COMMIT and prepared statements go to asyncpg
at once, so a transaction is exactly the round trips of its statements and two more. A transaction that lost against
another one (deadlock, serialisation) is run again from its start, so the functions must have no effect but their
rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]  # has no annotations
from sqlalchemy import Connection, Dialect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import await_only, greenlet_spawn

from storage.database import Topics, Work
from storage.prepared import Row, driver_of, told
from storage.uow import UnitOfWork

T = TypeVar("T")
RETRIES = 5
KEPT_STATEMENTS = 300
"""Prepared statements the driver keeps for each connection; the house has fewer."""
_LOST = {"40001", "40P01"}
_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError)


class PostgresDriver:
    """asyncpg for prepared statements, from within the greenlet of a transaction."""

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self._connection = connection
        self.dialect = dialect

    def rows(self, text: str, values: Sequence[Any]) -> Sequence[Row]:
        try:
            rows: Sequence[Row] = await_only(self._connection.fetch(text, *values))
        except _ERRORS as error:
            raise told(text, error, Exception) from error
        return rows

    def change(self, text: str, values: Sequence[Any] = ()) -> int:
        try:
            status: str = await_only(self._connection.execute(text, *values))
        except _ERRORS as error:
            raise told(text, error, Exception) from error
        count = status.rpartition(" ")[2]  # "UPDATE 1", "COMMIT"
        return int(count) if count.isdigit() else 0

    def change_many(self, text: str, many: Sequence[Sequence[Any]]) -> None:
        try:
            await_only(self._connection.executemany(text, many))
        except _ERRORS as error:
            raise told(text, error, Exception) from error


class _Link:
    """One open connection. SQLAlchemy believes it to commit by itself; here transactions are begun and ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._own: Any = connection.connection.driver_connection
        self._run = driver_of(connection).change

    @property
    def is_open(self) -> bool:
        return not self._own.is_closed()

    @property
    def is_clean(self) -> bool:
        """Nothing is left open on it."""
        return self.is_open and not self._own.is_in_transaction()

    def transaction(self, work: Work[T]) -> tuple[T, set[str]]:
        self._run("BEGIN", ())
        try:
            uow = UnitOfWork(self._connection)
            result = work(uow)
            self._run("COMMIT", ())
        except Exception:
            if self.is_open:
                self._run("ROLLBACK", ())
            raise
        return result, uow.touched

    def drop(self) -> None:
        """Close it as it is: what was under way is rolled back by the server."""
        self._connection.invalidate()
        self._connection.close()


class PostgresDatabase:
    """At most `pool_size` transactions at once, each on a connection of its own; the last used is used first."""

    dialect = "postgresql"

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self._engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=pool_size,
            max_overflow=0,
            isolation_level="AUTOCOMMIT",
            connect_args={"statement_cache_size": KEPT_STATEMENTS},
        )
        self._idle: list[_Link] = []
        self._room = asyncio.Semaphore(pool_size)
        self._topics = Topics()

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._topics.add(topic, callback)

    async def run(self, work: Work[T]) -> T:
        for attempt in range(RETRIES):
            try:
                async with self._room:
                    done: tuple[T, set[str]] = await greenlet_spawn(self._work, work)
                break
            except DBAPIError as error:
                if attempt == RETRIES - 1 or not lost_a_race(error):
                    raise
        result, touched = done
        if touched:
            self._topics.tell(touched)
        return result

    def _work(self, work: Work[T]) -> tuple[T, set[str]]:
        link = self._take()
        try:
            return link.transaction(work)
        finally:
            if link.is_clean:
                self._idle.append(link)
            else:
                link.drop()

    def _take(self) -> _Link:
        """The connection used last, or a new one; what the server has closed meanwhile is let go."""
        while self._idle:
            link = self._idle.pop()
            if link.is_open:
                return link
            link.drop()
        return _Link(self._engine.sync_engine.connect())

    async def close(self) -> None:
        while self._idle:
            await greenlet_spawn(self._idle.pop().drop)
        await self._engine.dispose()


def lost_a_race(error: DBAPIError) -> bool:
    """True when PostgreSQL gave this transaction up in favour of another one."""
    return getattr(error.orig, "sqlstate", None) in _LOST
