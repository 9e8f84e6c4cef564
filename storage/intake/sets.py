"""What merging is made of: statements over a chunk of staged rows, made once for the columns a file has.

Of two values that disagree the one that sorts last is kept (of dates the later), so that neither the order of
rows nor that of files matters. Text is compared by code points, so both databases keep the same. Statements are
plain SQL: SQLAlchemy would spend more time on making them than the databases on doing them. Each names its rows
by a range of keys first, so that no planner without statistics may begin at the other end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, TextClause, text
from sqlalchemy import String as Text

from storage.schema import intake_row


@dataclass(slots=True)
class Chunk:
    """The rows from one key to another, merged in one transaction; `params` are bound in every statement."""

    connection: Connection
    params: Mapping[str, Any]
    notes: list[Mapping[str, Any]] = field(default_factory=list)

    def run(self, statement: TextClause) -> int:
        """Execute; how many rows it touched."""
        return max(self.connection.execute(statement, self.params).rowcount, 0)

    def note_differences(self, names: Sequence[str], statement: TextClause) -> None:
        """Note what `Family.differences` finds."""
        for line, *values in self.connection.execute(statement, self.params):
            for index, name in enumerate(names):
                told = {str(value) for value in values[3 * index : 3 * index + 3] if value is not None}
                if len(told) > 1:
                    self.note(line, f"{name}: {' or '.join(sorted(told))}")

    def note(self, line: int, reason: str) -> None:
        """Something a person should look at."""
        self.notes.append({"line": line, "kind": "look", "reason": reason, "cells": None})


@dataclass(frozen=True, slots=True)
class Family:
    """Statements about one kind of record: rows are paged in `order`, grouped by `key`; `record` is the staged id."""

    order: str
    key: str
    record: str
    table: str
    columns: frozenset[str]
    postgres: bool

    def has(self, *names: str) -> bool:
        """Whether the file has all of these columns."""
        return self.columns.issuperset(names)

    def told(self, names: Iterable[str]) -> list[str]:
        """Those of the columns that the file has."""
        return [name for name in names if name in self.columns]

    def here(self, alias: str = "r") -> str:
        """The chunk's rows."""
        range_ = f"{alias}.{self.order} > :after AND {alias}.{self.order} <= :upto"
        return f"{alias}.intake_id = :intake AND {range_}"

    def only(self, id_: str, found: str) -> str:
        """For SQLite, which else begins with the whole table of records; PostgreSQL finds each by its id."""
        return "" if self.postgres else f" AND {id_} IN ({found})"

    def sorted(self, name: str, expression: str) -> str:
        """The expression as both databases sort it alike; `name` is a staged column of the same type."""
        is_text = isinstance(intake_row.c[name].type, Text)
        return f'({expression}) COLLATE "C"' if self.postgres and is_text else expression

    def most(self, name: str, function: str = "max") -> str:
        return f"{function}({self.sorted(name, f'r.{name}')})"

    def later(self, name: str, old: str, new: str) -> str:
        """The greater of two values that may both be unknown."""
        after = f"{self.sorted(name, new)} > {self.sorted(name, old)}"
        return f"CASE WHEN {new} IS NOT NULL AND ({old} IS NULL OR {after}) THEN {new} ELSE {old} END"

    def groups(self, by: str, names: Collection[str], where: str = "") -> str:
        """One row per key: its id or key as `id`, and the greatest value of each name."""
        values = "".join(f", {self.most(name)} AS {name}" for name in names)
        more = f" AND {where}" if where else ""
        return f"SELECT r.{by} AS id{values} FROM intake_row r WHERE {self.here()}{more} GROUP BY r.{by}"

    def update(self, names: Collection[str], values: Mapping[str, str]) -> TextClause:
        """Write values (of `t`, the record, and `g`, the group of its rows) to the records that were found."""
        sets = ", ".join(f"{name} = {value}" for name, value in values.items())
        found = f"SELECT r.{self.record} FROM intake_row r WHERE {self.here()}"
        return text(
            f"UPDATE {self.table} AS t SET {sets} "
            f"FROM ({self.groups(self.record, names, f'r.{self.record} IS NOT NULL')}) g "
            f"WHERE t.id = g.id{self.only('t.id', found)}"
        )

    def find(self, found: str, where: str = "1 = 1") -> TextClause:
        """Give rows without a record the id that `found`, a subquery with {} for what it selects, has for them."""
        return text(
            f"UPDATE intake_row AS r SET {self.record} = ({found.format('o.id')}) WHERE {self.here()} "
            f"AND r.{self.record} IS NULL AND {where} AND ({found.format('o.id')}) IS NOT NULL"
        )

    def differences(self, names: Sequence[str]) -> TextClause:
        """Groups whose rows differ among themselves or from the record: line, then (recorded, least, most) of each."""
        least = "".join(f", {self.most(name, 'min')} AS least_{name}" for name in names)
        most = "".join(f", {self.most(name)} AS {name}" for name in names)
        groups = (
            f"SELECT min(r.line) AS line, max(r.{self.record}) AS id{most}{least} FROM intake_row r "
            f"WHERE {self.here()} GROUP BY r.{self.key}"
        )
        recorded = {
            name: f"nullif(t.{name}, '')" if name in ("name", "model") else f"t.{name}" for name in names
        }
        shown = "".join(f", {recorded[name]}, g.least_{name}, g.{name}" for name in names)
        differs = " OR ".join(f"g.least_{name} <> g.{name} OR {recorded[name]} <> g.{name}" for name in names)
        return text(
            f"SELECT g.line{shown} FROM ({groups}) g LEFT JOIN {self.table} t ON t.id = g.id "
            f"WHERE {differs} ORDER BY g.line"
        )
