"""Opening the database and running one transaction: a synchronous function over a `UnitOfWork`, one hop.

How a hop is made is each database's own: `storage.sqlite`, `storage.postgres`. Nothing else in the house commits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import make_url

from storage.moment import Time, database_time
from storage.uow import UnitOfWork

T = TypeVar("T")
Work = Callable[[UnitOfWork], T]


class DatabaseError(Exception):
    """The database cannot be used as it is: why, and how to mend it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class Database(Protocol):
    """Where transactions run. `dialect` is "sqlite" or "postgresql"."""

    dialect: str

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        """Call back after each commit that touched the topic (see `UnitOfWork.touch`)."""

    async def run(self, work: Work[T], *, brief: bool = False) -> T:
        """Run the work in one transaction and commit; any exception rolls all of it back.

        `brief`: a few rows found by their keys, as for a step of a talk. SQLite does it in the event loop, so
        whatever may read many rows is not brief.
        """

    async def close(self) -> None: ...


class Topics:
    """Who wants to know that a commit touched something (the outbox, mostly)."""

    def __init__(self) -> None:
        self._callbacks: dict[str, list[Callable[[], None]]] = {}

    def add(self, topic: str, callback: Callable[[], None]) -> None:
        self._callbacks.setdefault(topic, []).append(callback)

    def tell(self, touched: set[str]) -> None:
        for topic in touched:
            for callback in self._callbacks.get(topic, ()):
                callback()


def open_database(url: str, pool_size: int = 10, time: Time = database_time) -> Database:
    """The database behind `sqlite:///file` or `postgresql://…`; a clear `DatabaseError` for anything else.

    `time` tells leases, rates and pauses what time it is; where the house's clock can be moved, that clock.
    """
    name = make_url(url).get_backend_name()
    if name == "sqlite":
        from storage.sqlite import SqliteDatabase

        return SqliteDatabase(url, time)
    if name == "postgresql":
        from storage.postgres import PostgresDatabase  # its driver is imported where it is used

        return PostgresDatabase(url, pool_size, time)
    raise DatabaseError(
        f"database {name!r} is not supported: use sqlite:///file or postgresql://user@host/name"
    )
