"""PostgreSQL: a few connections kept open; each transaction is one greenlet hop from BEGIN to COMMIT.

SQLAlchemy opens the connections and runs what is asked seldom; BEGIN, COMMIT and prepared statements go to asyncpg
at once, so a transaction is exactly the round trips of its statements and two more. A transaction that lost against
another one (deadlock, serialisation) is run again from its start, so the functions must have no effect but their
rows.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import asyncpg  # type: ignore[import-untyped]  # has no annotations
from sqlalchemy import Connection, Dialect, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import await_only, greenlet_spawn

from storage.database import Topics, Work
from storage.moment import Time, database_time
from storage.prepared import DRIVER, Row, driver_of, told
from storage.uow import UnitOfWork

T = TypeVar("T")
RETRIES = 5
KEPT_STATEMENTS = 300
"""Prepared statements the driver keeps for each connection; the house has fewer."""
BEGIN = "BEGIN"
_PLACE = re.compile(r"\$(\d+)")
_WRITTEN = re.compile(r"(?:INTO|UPDATE|FROM) (\w+)")
_LOST = {"40001", "40P01"}
_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError)


class PostgresDriver:
    """asyncpg for prepared statements, from within the greenlet of a transaction.

    What nobody waits for (BEGIN, a change whose count nobody asks) is held and goes with the next change or COMMIT
    in one message: a plain dialog step is three round trips, and a round trip costs more than its statement. A
    question waits for what is held only if it is about a table that is written to there.
    """

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self._connection = connection
        self._held: list[str] = []
        self._written: set[str] = set()
        self.dialect = dialect

    def rows(self, text: str, values: Sequence[Any]) -> Sequence[Row]:
        if self._held and (self._held[0] is BEGIN or any(table in text for table in self._written)):
            self.send()
        rows: Sequence[Row] = self._wait(text, self._connection.fetch(text, *values))
        return rows

    def change(self, text: str, values: Sequence[Any]) -> int:
        whole = _inlined(text, values) if self._held else None
        if whole is None:
            self.send()
            status = self._wait(text, self._connection.execute(text, *values))
        else:
            status = self.send(whole)
        count = status.rpartition(" ")[2]  # "UPDATE 1"
        return int(count) if count.isdigit() else 0

    def change_many(self, text: str, many: Sequence[Sequence[Any]]) -> None:
        self.send()
        self._wait(text, self._connection.executemany(text, many))

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.send()
        self._wait(table, self._connection.copy_records_to_table(table, columns=columns, records=rows))

    def write(self, text: str, values: Sequence[Any]) -> None:
        whole = _inlined(text, values)
        if whole is None:
            self.change(text, values)
        else:
            self._held.append(whole)
            self._written.add(_table_of(text))

    def send(self, last: str = "") -> str:
        """Send what is held, and after it `last`; what the server says of the last one."""
        whole = "; ".join([*self._held, last] if last else self._held)
        self._held, self._written = [], set()
        return str(self._wait(last, self._connection.execute(whole))) if whole else ""

    def begin(self) -> None:
        self._held = [BEGIN]

    def commit(self) -> None:
        """A transaction in which nothing was asked has not begun."""
        if self._held == [BEGIN]:
            self._held = []
        else:
            self.send("COMMIT")

    def roll_back(self) -> None:
        self._held, self._written = [], set()
        if not self._connection.is_closed() and self._connection.is_in_transaction():
            self.send("ROLLBACK")

    def _wait(self, text: str, answer: Awaitable[Any]) -> Any:
        try:
            return await_only(answer)
        except _ERRORS as error:
            raise told(text, error, Exception) from error


def _inlined(text: str, values: Sequence[Any]) -> str | None:
    """The statement with its values in it; None where one is neither a number nor words.

    Words go in as hexadecimal digits, so nothing in them can be read as SQL.
    """
    pieces = _pieces(text).copy()
    for place in range(1, len(pieces), 2):
        literal = _literal(values[int(pieces[place]) - 1])
        if literal is None:
            return None
        pieces[place] = literal
    return "".join(pieces)


@cache
def _pieces(text: str) -> list[str]:
    """The words between the places, and the number of each place between them."""
    return _PLACE.split(text)


@cache
def _table_of(text: str) -> str:
    """The table a statement writes to."""
    found = _WRITTEN.search(text)
    return found[1] if found else ""


def _literal(value: Any) -> str | None:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"({int(value)})"
    if isinstance(value, str):
        return f"convert_from(decode('{value.encode().hex()}', 'hex'), 'UTF8')"
    return None


class _Link:
    """One open connection. SQLAlchemy believes it to commit by itself; here transactions are begun and ended."""

    def __init__(self, connection: Connection, time: Time) -> None:
        self._connection = connection
        self._time = time
        self._own: Any = connection.connection.driver_connection
        self._driver = cast(PostgresDriver, driver_of(connection))

    @property
    def is_open(self) -> bool:
        return not self._own.is_closed()

    @property
    def is_clean(self) -> bool:
        """Nothing is left open on it."""
        return self.is_open and not self._own.is_in_transaction()

    def transaction(self, work: Work[T]) -> tuple[T, set[str]]:
        self._driver.begin()
        try:
            uow = UnitOfWork(self._connection, self._time)
            result = work(uow)
            self._driver.commit()
        except Exception:
            self._driver.roll_back()
            raise
        return result, uow.touched

    def drop(self) -> None:
        """Close it as it is: what was under way is rolled back by the server."""
        self._connection.invalidate()
        self._connection.close()


class PostgresDatabase:
    """At most `pool_size` transactions at once, each on a connection of its own; the last used is used first."""

    dialect = "postgresql"

    def __init__(self, url: str, pool_size: int = 10, time: Time = database_time) -> None:
        self._time = time
        self._engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=pool_size,
            max_overflow=0,
            isolation_level="AUTOCOMMIT",
            connect_args={"statement_cache_size": KEPT_STATEMENTS},
        )
        event.listen(self._engine.sync_engine, "before_cursor_execute", _send_first)
        self._idle: list[_Link] = []
        self._room = asyncio.Semaphore(pool_size)
        self._topics = Topics()

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._topics.add(topic, callback)

    async def run(self, work: Work[T], *, brief: bool = False) -> T:
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
        return _Link(self._engine.sync_engine.connect(), self._time)

    async def close(self) -> None:
        while self._idle:
            await greenlet_spawn(self._idle.pop().drop)
        await self._engine.dispose()


def _send_first(connection: Connection, *_about: Any) -> None:
    """Statements that SQLAlchemy runs itself come after what is held."""
    if (driver := connection.info.get(DRIVER)) is not None:
        driver.send()


def lost_a_race(error: DBAPIError) -> bool:
    """True when PostgreSQL gave this transaction up in favour of another one."""
    return getattr(error.orig, "sqlstate", None) in _LOST
