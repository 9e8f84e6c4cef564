"""SQLite: one file, one writer connection, `BEGIN IMMEDIATE`, WAL.

Brief work is done in the event loop's own thread, for its statements take microseconds and a hop to a thread costs
more. What takes long goes to a thread as a whole: a commit (it waits for the disk), work that is not brief, and
the beginning of a transaction while another process writes.

Measured: ten writer connections are twice slower and six times later than one. What comes while it commits shares
the next commit, each piece of work whole or not at all behind a savepoint of its own: the disk is waited for
once, not once for each.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Dialect, Engine, ExceptionContext, NullPool, create_engine, event, make_url

from storage.database import DatabaseError, Topics, Work
from storage.moment import Time, database_time
from storage.prepared import Row, told
from storage.writer import PATIENTLY, Outcome, Writer

T = TypeVar("T")

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


class _Job(NamedTuple):
    work: Work[Any]
    brief: bool
    done: asyncio.Future[tuple[Any, set[str]]]

    def end(self, outcome: Outcome) -> None:
        if self.done.done():  # whoever wanted it is gone
            return
        if isinstance(outcome, BaseException):
            self.done.set_exception(outcome)
        else:
            self.done.set_result(outcome)


class SqliteDatabase:
    """One file, one writer, used from one event loop. `elsewhere` is where the disk is waited for."""

    dialect = "sqlite"

    def __init__(self, url: str, time: Time = database_time, elsewhere: Executor | None = None) -> None:
        self._engine = _engine(url)
        self._writer = Writer(self._engine, time)
        self._thread = elsewhere or ThreadPoolExecutor(1, "sqlite")
        self._waiting: deque[_Job] = deque()
        self._resting = asyncio.Event()
        self._resting.set()
        self._topics = Topics()

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._topics.add(topic, callback)

    async def run(self, work: Work[T], *, brief: bool = False) -> T:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[tuple[T, set[str]]] = loop.create_future()
        self._waiting.append(_Job(work, brief, done))
        if self._resting.is_set():
            self._resting.clear()
            loop.call_soon(self._go_on)  # what else comes in this moment goes along
        result, touched = await done
        if touched:
            self._topics.tell(touched)
        return result

    async def close(self) -> None:
        """What was begun is finished first."""
        await self._resting.wait()
        self._thread.shutdown()
        self._writer.close()
        self._engine.dispose()

    def _go_on(self) -> None:
        """Do what is brief here and the rest in the thread, where the disk is waited for as well."""
        jobs = self._jobs()
        if not jobs:
            self._resting.set()
            return
        works = [job.work for job in jobs]
        try:
            if jobs[0].brief and self._writer.begins_at_once():
                rest = partial(self._writer.commit, self._writer.each(works))
            else:
                rest = partial(self._writer.whole, works)
        except Exception as error:
            self._end(jobs, [error] * len(jobs))
            return
        loop = asyncio.get_running_loop()
        self._thread.submit(rest).add_done_callback(partial(self._return, loop, jobs))

    def _jobs(self) -> Sequence[_Job]:
        """What is done next: one that is not brief, or all that are until then."""
        jobs: list[_Job] = []
        while self._waiting and len(jobs) < TOGETHER:
            if jobs and not (jobs[0].brief and self._waiting[0].brief):
                break
            job = self._waiting.popleft()
            if not job.done.cancelled():
                jobs.append(job)
        return jobs

    def _return(
        self, loop: asyncio.AbstractEventLoop, jobs: Sequence[_Job], ended: Future[Sequence[Outcome]]
    ) -> None:
        """From the thread back into the loop."""
        error = ended.exception()
        outcomes: Sequence[Outcome] = ended.result() if error is None else [error] * len(jobs)
        with suppress(RuntimeError):  # nobody waits any more: the loop is closed
            loop.call_soon_threadsafe(self._end, jobs, outcomes)

    def _end(self, jobs: Sequence[_Job], outcomes: Sequence[Outcome]) -> None:
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.end(outcome)
        self._go_on()


def _engine(url: str) -> Engine:
    """An engine on a SQLite file with the house's pragmas; the driver begins and commits nothing by itself."""
    here_and_there = {"check_same_thread": False}  # by turns, never at once
    engine = create_engine(
        make_url(url).set(drivername="sqlite"), poolclass=NullPool, connect_args=here_and_there
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(PATIENTLY)

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
