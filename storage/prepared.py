"""Statements of the hot path: SQLAlchemy writes each once, then it goes to the driver as plain text.

SQLAlchemy's own way to the driver costs 60 µs and more a statement, the driver 10 (SQLite) to 40 (PostgreSQL).
So what is asked with every update is a module's constant, `PREPARED = Prepared(select(...))`, run by
`Repository.run`; what is asked seldom is written where it is needed and executed on the connection. Both are the
same transaction, take the same values and give the same: types are converted by the columns' own types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
Row = Sequence[Any]
Convert = Callable[[Any], Any]
DRIVER = "servicebay driver"


class Rows:
    """What a statement gave back; `rowcount` is how many rows it changed (or found)."""

    def __init__(self, rows: Sequence[Row], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def all(self) -> Sequence[Row]:
        return self._rows

    def first(self) -> Row | None:
        return self._rows[0] if self._rows else None

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)


class Driver(Protocol):
    """A database's own connection, inside a transaction. Errors are SQLAlchemy's, with the driver's as `orig`."""

    dialect: Dialect

    def rows(self, text: str, values: Sequence[Any]) -> Sequence[Row]: ...

    def change(self, text: str, values: Sequence[Any]) -> int: ...

    def change_many(self, text: str, rows: Sequence[Sequence[Any]]) -> None: ...

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """New rows in bulk, the fastest way there is. Values are as the database keeps them."""

    def write(self, text: str, values: Sequence[Any]) -> None:
        """A change of which nobody asks how many rows it met: it may go with the next statement."""


def told(text: str, error: Exception, family: type[Exception]) -> BaseException:
    """The driver's error as SQLAlchemy tells it, without the values: they may be somebody's words."""
    return DBAPIError.instance(text, None, error, family)


def driver_of(connection: Connection) -> Driver:
    """The driver beneath a connection of SQLAlchemy."""
    driver: Driver | None = connection.info.get(DRIVER)
    if driver is None:
        if connection.dialect.name == "sqlite":
            from storage.sqlite import SqliteDriver as Kind
        else:
            from storage.postgres import PostgresDriver as Kind  # type: ignore[assignment]
        own: Any = connection.connection.driver_connection
        driver = connection.info[DRIVER] = Kind(own, connection.dialect)
    return driver


def load(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Put many new rows into a table, each with a value or nothing for all of these columns."""
    driver = driver_of(connection)
    kept = [_kept(table.c[name].type, driver.dialect, [row.get(name) for row in rows]) for name in columns]
    driver.load(table.name, columns, zip(*kept, strict=True))


def _kept(kind: TypeEngine[Any], dialect: Dialect, values: list[Any]) -> list[Any]:
    """A column's values as the database keeps them."""
    into = _into(kind, dialect)
    return values if into is None else [None if value is None else into(value) for value in values]


class Prepared:
    """A statement, or one for each database by its name, with `bindparam` where values go.

    Its text depends on the database, on which values are given, and on how many a list of them has; each is
    written once and kept.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._texts: dict[Any, _Text] = {}
        self._lists: Sequence[str] | None = None

    def run(self, driver: Driver, values: Values) -> Rows:
        """Run it once."""
        text = self._text(driver.dialect, values)
        bound = text.bound(values)
        if not text.gives_rows:
            return Rows((), driver.change(text.text, bound))
        rows = text.read(driver.rows(text.text, bound))
        return Rows(rows, len(rows))

    def change(self, driver: Driver, values: Values) -> int:
        """Run it once; how many rows it met is all that is asked."""
        text = self._text(driver.dialect, values)
        return driver.change(text.text, text.bound(values))

    def write(self, driver: Driver, values: Values) -> None:
        """Run it once; nobody asks what it met."""
        text = self._text(driver.dialect, values)
        driver.write(text.text, text.bound(values))

    def run_many(self, driver: Driver, many: Sequence[Values]) -> None:
        """Run it for each of the values, all with the same names."""
        text = self._text(driver.dialect, many[0])
        driver.change_many(text.text, [text.bound(values) for values in many])

    def _text(self, dialect: Dialect, values: Values) -> _Text:
        counts = tuple([len(values[name]) for name in self._lists]) if self._lists else ()
        key = (dialect.name, tuple(values), counts)
        return self._texts.get(key) or self._write(dialect, values)

    def _write(self, dialect: Dialect, values: Values) -> _Text:
        statement = self._statement
        if isinstance(statement, Mapping):
            statement = statement[dialect.name]
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect, column_keys=list(values)))
        text = _Text(statement, compiled, values)
        self._lists = text.lists
        self._texts[dialect.name, tuple(values), tuple([len(values[name]) for name in text.lists])] = text
        return text


class _Text:
    """A statement as one database reads it: its words, what goes into its places, what comes out converted."""

    def __init__(self, statement: Any, compiled: SQLCompiler, values: Values) -> None:
        state = compiled.construct_expanded_state(values)
        self.text = state.statement
        self.lists = tuple(state.parameter_expansion)
        self.gives_rows = bool(statement.exported_columns)
        self._template: list[Any] = []
        self._open: list[tuple[int, str, int | None, Convert | None]] = []
        whole = {
            part: (name, n) for name in self.lists for n, part in enumerate(state.parameter_expansion[name])
        }
        defaults = {column.key: cast(Any, column.default).arg for column in compiled.insert_prefetch}
        known = {**state.parameters, **defaults}
        for place, part in enumerate(state.positiontup or ()):
            name, number = whole.get(part, (part, None))
            into = _into(compiled.binds[name].type, compiled.dialect)
            self._template.append(into(known[part]) if into else known[part])
            if name in values:
                self._open.append((place, name, number, into))
        outs = [read_by(column.type, compiled.dialect) for column in statement.exported_columns]
        self._out = [(place, out) for place, out in enumerate(outs) if out is not None]

    def bound(self, values: Values) -> Sequence[Any]:
        """The values in the order of their places."""
        bound = self._template.copy()
        for place, name, number, into in self._open:
            value = values[name] if number is None else values[name][number]
            bound[place] = value if into is None else into(value)
        return bound

    def read(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows with what the driver does not know converted."""
        if not self._out or not rows:
            return rows
        found = [list(row) for row in rows]
        for row in found:
            for place, out in self._out:
                row[place] = out(row[place])
        return found


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def read_by(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What a type makes of what the driver gives; None when it is that."""
    return kind.dialect_impl(dialect).result_processor(dialect, None)
