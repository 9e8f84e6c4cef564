"""SQLite's one writing connection: transactions that several pieces of work share, begun here or waited for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from storage.database import Work
from storage.moment import Time
from storage.uow import UnitOfWork

Outcome = tuple[Any, set[str]] | BaseException
"""What a piece of work gave back and touched, or why it failed."""

PATIENTLY = "PRAGMA busy_timeout=5000"
"""How long another process (an import beside the bots) may hold the file before we give up."""


class Writer:
    """The one connection, used by one thread at a time. Transactions are begun and ended here, not by SQLAlchemy."""

    def __init__(self, engine: Engine, time: Time) -> None:
        self._engine, self._time = engine, time
        self._connection: Connection | None = None

    def begins_at_once(self) -> bool:
        """Begin a transaction, unless that takes long: another process writes, or nothing is open yet."""
        if self._connection is None:
            return False
        self._run("PRAGMA busy_timeout=0")
        try:
            self._run("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        finally:
            self._run(PATIENTLY)
        return True

    def whole(self, works: Sequence[Work[Any]]) -> Sequence[Outcome]:
        """A transaction from its beginning to its end, however long that takes."""
        if self._connection is None:
            self._connection = self._engine.connect()
            own: Any = self._connection.connection.driver_connection
            self._own: sqlite3.Connection = own
        self._run("BEGIN IMMEDIATE")
        return self.commit(self.each(works))

    def each(self, works: Sequence[Work[Any]]) -> Sequence[Outcome]:
        """Pieces of work in one transaction; one that fails takes back its own rows alone."""
        try:
            return [self._behind_savepoint(work) for work in works]
        except BaseException:
            self._roll_back()
            raise

    def commit(self, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
        """How the work ended, once it is on the disk."""
        try:
            self._run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        return outcomes

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _behind_savepoint(self, work: Work[Any]) -> Outcome:
        assert self._connection is not None
        self._run("SAVEPOINT work")
        uow = UnitOfWork(self._connection, self._time)
        outcome: Outcome
        try:
            outcome = work(uow), uow.touched
        except Exception as error:
            self._run("ROLLBACK TO work")
            outcome = error
        self._run("RELEASE work")
        return outcome

    def _roll_back(self) -> None:
        if self._own.in_transaction:  # SQLite ends it by itself when the disk is full
            self._run("ROLLBACK")

    def _run(self, words: str) -> None:
        self._own.execute(words)
