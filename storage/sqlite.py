"""SQLite: one file, one writer connection in one thread, `BEGIN IMMEDIATE`, WAL.

Measured: ten writer connections are twice slower and six times later than one. What waits while it writes is
committed together, each piece of work whole or not at all behind a savepoint of its own: the disk is waited for
once, not once for each.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Engine, ExceptionContext, NullPool, create_engine, event, make_url

from storage.database import DatabaseError, Topics, Work
from storage.moment import Time, database_time
from storage.prepared import Row, told
from storage.uow import UnitOfWork

T = TypeVar("T")
_Outcome = tuple[Any, set[str]] | Exception
_Job = tuple[Work[Any], "asyncio.Future[Any]"]

_UNUSABLE = ("unable to open", "not a database", "malformed", "readonly")
"""What SQLite says of a file that is none, is broken or may not be written to."""

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

    def write(self, text: str, values: Sequence[Any]) -> None:
        self.change(text, values)

    def change_many(self, text: str, many: Iterable[Sequence[Any]]) -> None:
        try:
            self._connection.executemany(text, many)
        except sqlite3.Error as error:
            raise told(text, error, sqlite3.Error) from error

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        places = ", ".join("?" * len(columns))
        into = f"{table} ({', '.join(columns)})"  # names of the schema
        self.change_many(f"INSERT INTO {into} VALUES ({places})", rows)  # noqa: S608  no value is in it


class _Writer:
    """The one connection, used in its thread alone. Transactions are begun and ended here, not by SQLAlchemy."""

    def __init__(self, engine: Engine, time: Time) -> None:
        self._connection = engine.connect()
        self._time = time
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
        uow = UnitOfWork(self._connection, self._time)
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
    """One file, one writer thread, begun with the first piece of work."""

    dialect = "sqlite"

    def __init__(self, url: str, time: Time = database_time) -> None:
        self._engine = _engine(url)
        self._time = time
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._topics = Topics()

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._topics.add(topic, callback)

    async def run(self, work: Work[T]) -> T:
        if self._thread is None:
            self._thread = Thread(target=self._write, name="sqlite", daemon=True)
            self._thread.start()
        done: asyncio.Future[tuple[T, set[str]]] = asyncio.get_running_loop().create_future()
        self._waiting.put((work, done))
        result, touched = await done
        if touched:
            self._topics.tell(touched)
        return result

    async def close(self) -> None:
        """What was begun is finished first."""
        if self._thread is not None:
            self._waiting.put(None)
            await asyncio.to_thread(self._thread.join)
        self._engine.dispose()

    def _write(self) -> None:
        """Do what waits and tell how it ended, after the commit, until told to stop."""
        writer: _Writer | None = None
        while jobs := self._jobs():
            try:
                writer = writer or _Writer(self._engine, self._time)
                outcomes = writer.together([work for work, _ in jobs])
            except Exception as error:
                outcomes = [error] * len(jobs)
            _tell([(done, outcome) for (_, done), outcome in zip(jobs, outcomes, strict=True)])
        if writer is not None:
            writer.close()

    def _jobs(self) -> Sequence[_Job]:
        """What waits by now, at least one; nothing when it is time to stop."""
        jobs: list[_Job] = []
        while len(jobs) < TOGETHER and (not jobs or not self._waiting.empty()):
            job = self._waiting.get()
            if job is None:
                if jobs:
                    self._waiting.put(None)
                break
            if not job[1].cancelled():
                jobs.append(job)
        return jobs


def _tell(ended: Sequence[tuple[asyncio.Future[Any], _Outcome]]) -> None:
    """Wake those who wait, once for all of a loop: waking costs more than most of the work."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], _Outcome]]] = {}
    for done, outcome in ended:
        loops.setdefault(done.get_loop(), []).append((done, outcome))
    for loop, theirs in loops.items():
        with suppress(RuntimeError):  # nobody waits any more: the loop is closed
            loop.call_soon_threadsafe(_settle, theirs)


def _settle(ended: Sequence[tuple[asyncio.Future[Any], _Outcome]]) -> None:
    for done, outcome in ended:
        if done.done():
            continue
        if isinstance(outcome, Exception):
            done.set_exception(outcome)
        else:
            done.set_result(outcome)


def _engine(url: str) -> Engine:
    """An engine on a SQLite file with the house's pragmas; the driver begins and commits nothing by itself."""
    engine = create_engine(make_url(url).set(drivername="sqlite"), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "cache_size=-65536",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "handle_error")
    def _unusable(context: ExceptionContext) -> None:
        if any(words in str(context.original_exception) for words in _UNUSABLE):
            raise DatabaseError(
                f"The database file {engine.url.database} cannot be used: {context.original_exception}.",
                "Check SERVICEBAY_DATABASE_URL: the folder has to exist, the file to be ours and writable.",
            )

    return engine


def sqlite_engine(url: str) -> Engine:
    """The same whose transactions SQLAlchemy begins, at once immediate (migrations, tests)."""
    engine = _engine(url)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
