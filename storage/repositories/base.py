"""What repositories share: rows into records, and inserts that let the database decide who was first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Prepared, Rows, driver_of
from storage.questions import Known, Question

R = TypeVar("R")
FEW = 8
"""So many values are written quicker as words of one message than as a message of their own."""
DIALECTS: dict[str, Any] = {"postgresql": postgresql, "sqlite": sqlite}


class Mapper(Generic[R]):
    """Columns of a table in the order of a record's fields; JSON lists become tuples."""

    def __init__(self, record: Callable[..., R], table: Table) -> None:
        names = [field.name for field in fields(record)]  # type: ignore[arg-type]
        self.record = record
        self.columns: list[Column[Any]] = [table.c[name] for name in names]
        self._lists = [index for index, name in enumerate(names) if name == "jobs"]

    def one(self, row: Sequence[Any]) -> R:
        if not self._lists:
            return self.record(*row)
        values = list(row)
        for index in self._lists:
            values[index] = tuple(values[index])
        return self.record(*values)

    def maybe(self, row: Sequence[Any] | None) -> R | None:
        return None if row is None else self.one(row)

    def first(self, rows: Sequence[Sequence[Any]]) -> R | None:
        return self.one(rows[0]) if rows else None

    def all(self, rows: Sequence[Sequence[Any]]) -> list[R]:
        return [self.one(row) for row in rows]


class Repository:
    """A family of statements over one connection.

    `known`, shared by all of one transaction, holds records read in it, until something is written that may
    have changed them.
    """

    def __init__(self, connection: Connection, known: Known | None = None) -> None:
        self.connection = connection
        self.driver = driver_of(connection)
        self.known: Known = {} if known is None else known

    def ask(self, question: Question[R], **values: Any) -> R:
        """A question that is asked once in a transaction."""
        return question.ask(self.driver, self.known, values)

    def knows(self, question: Question[Any], **values: Any) -> bool:
        """Whether it has been asked, or read ahead."""
        return question.key(values) in self.known

    def run(self, statement: Prepared, values: Mapping[str, Any]) -> Rows:
        """A prepared statement, at the driver's own speed."""
        return statement.run(self.driver, values)

    def change(self, statement: Prepared, values: Mapping[str, Any]) -> int:
        """The same for how many rows it met, with what PostgreSQL holds: a change or a lock waited for."""
        return statement.change(self.driver, values)

    def write(self, statement: Prepared, values: Mapping[str, Any]) -> None:
        """The same where nobody asks what it met: PostgreSQL gets it together with the next one."""
        statement.write(self.driver, values)

    def write_many(self, statement: Prepared, many: Sequence[Mapping[str, Any]]) -> None:
        """The same for several values."""
        if self.postgres and len(many) <= FEW:
            for values in many:
                self.write(statement, values)
        elif many:
            self.run_many(statement, many)

    def run_many(self, statement: Prepared, many: Sequence[Mapping[str, Any]]) -> None:
        """The same for several values at once."""
        statement.run_many(self.driver, many)

    def unlearn(self, *names: str) -> None:
        """What was answered to these questions may not be true any more."""
        for key in [key for key in self.known if key[0] in names]:
            del self.known[key]

    @property
    def postgres(self) -> bool:
        return self.connection.dialect.name == "postgresql"


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """The dialect's own INSERT, which knows ON CONFLICT on both databases alike."""
    new: postgresql.Insert | sqlite.Insert = DIALECTS[connection.dialect.name].insert(table)
    return new
