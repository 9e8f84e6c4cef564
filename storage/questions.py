"""Questions a transaction asks once: the answer is known until something is written that may have changed it.

On PostgreSQL several are asked at once where a use case knows what it is going to ask, for a round trip costs more
than most questions. Nothing depends on that but the time: what was not read ahead is read when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BindParameter, Date, Dialect, Select, Text, func, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import visitors

from storage.prepared import Convert, Driver, Prepared, Row, Values, read_by

T = TypeVar("T")
Known = dict[Any, Any]
"""Answers by (name of the question, its values …)."""


class Question(Generic[T]):
    """A statement with a name, and what is made of its rows."""

    def __init__(self, name: str, statement: Select[Any], make: Callable[[Sequence[Row]], T]) -> None:
        self.name = name
        self.statement = statement
        self.make = make
        self.prepared = Prepared(statement)
        self.places = _places(statement)

    def key(self, values: Values) -> tuple[Any, ...]:
        """Where its answer is kept."""
        given = [values[place] for place in self.places]
        return (self.name, *[tuple(one) if isinstance(one, list) else one for one in given])

    def ask(self, driver: Driver, known: Known, values: Values) -> T:
        """The answer, read if it is not known."""
        key = self.key(values)
        found = known.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = known[key] = self.make(self.prepared.run(driver, values).all())
        elif isinstance(found, Unread):
            found = known[key] = self.make(found.rows())
        answer: T = found
        return answer

    def learn(self, known: Known, values: Values, rows: Unread) -> None:
        """Its rows have been read by another statement."""
        known[self.key(values)] = rows

    def know(self, known: Known, values: Values, rows: Sequence[Row]) -> None:
        """These are its rows."""
        known[self.key(values)] = self.make(rows)


class Unread:
    """Rows as the server wrote them, of which nobody has asked yet."""

    def __init__(self, text: str | None, converts: Sequence[tuple[int, Convert]]) -> None:
        self._text = text
        self._converts = converts

    def rows(self) -> Sequence[Row]:
        return self._rows

    @cached_property
    def _rows(self) -> Sequence[Row]:
        rows: list[list[Any]] = json.loads(self._text) if self._text else []
        for row in rows:
            for place, convert in self._converts:
                if row[place] is not None:
                    row[place] = convert(row[place])
        return rows


class Together:
    """Statements by name as one (PostgreSQL), with the values of all of them.

    They see one and the same moment: a lock is waited for before them. Rows come as JSON, read when somebody asks.
    """

    def __init__(self, parts: Mapping[str, Select[Any]]) -> None:
        self._converts = {name: _from_json(part) for name, part in parts.items()}
        self._whole = Prepared(select(*[_as_json(name, part) for name, part in parts.items()]))

    def run(self, driver: Driver, values: Values) -> Mapping[str, Unread]:
        """What each would have given alone."""
        texts = self._whole.run(driver, values).first() or ()
        return {
            name: Unread(text, converts)
            for (name, converts), text in zip(self._converts.items(), texts, strict=True)
        }


def together(*questions: Question[Any]) -> Callable[[Driver, Known, Values], None]:
    """Questions asked at once: their answers are known from then on."""
    whole = Together({question.name: question.statement for question in questions})

    def ask(driver: Driver, known: Known, values: Values) -> None:
        found = whole.run(driver, values)
        for question in questions:
            question.learn(known, values, found[question.name])

    return ask


_UNKNOWN: Any = object()


def _places(statement: Select[Any]) -> Sequence[str]:
    """The names of the values a statement asks for."""
    binds = [part for part in visitors.iterate(statement) if isinstance(part, BindParameter)]
    return tuple(dict.fromkeys(str(bind.key) for bind in binds if not bind.unique))


def _as_json(name: str, part: Select[Any]) -> Any:
    rows = part.subquery(name)
    return select(sql_cast(func.json_agg(func.json_build_array(*rows.c)), Text)).scalar_subquery().label(name)


def _from_json(part: Select[Any]) -> Sequence[tuple[int, Convert]]:
    """What JSON cannot say: dates, and what our own types make of their columns."""
    dialect: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    kinds = [(place, column.type) for place, column in enumerate(part.selected_columns)]
    days = [(place, date.fromisoformat) for place, kind in kinds if isinstance(kind, Date)]
    own = [
        (place, out)
        for place, kind in kinds
        if (out := read_by(kind, dialect)) and not isinstance(kind, JSON)
    ]
    return [*days, *own]
