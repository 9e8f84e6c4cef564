"""An import from file to records: rows are staged, then merged, in chunks short enough for a bot beside it.

The id comes from what the file contains and how it is read, so the same command goes on after a kill where it
stopped, and importing a file twice does nothing twice. On SQLite there is one writer, and between two chunks the bots
have to get their turn.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.errors import UserFacingError
from bot.intake.files import count, fingerprint
from bot.intake.table import Row, Table
from dealership.domain.intake.rows import BadRowError, Taken, Values, read_row
from dealership.domain.intake.values import Cell, Context, text_of
from storage.database import Database
from storage.intake.repository import CARS, CLEAR, OWNERS, STAGE, Standing, TakenOverError
from storage.uow import UnitOfWork

T = TypeVar("T")
CHUNK = 0.06
"""Seconds a transaction should take; sizes follow what the last one took."""
BREATH = 0.025
"""Seconds SQLite, which has one writer, is left alone after each: a bot that waits tries at least every 25 ms at first,
so it cannot miss its turn."""
FIRST, LEAST, MOST = 300, 250, 4000
GROWN = 5
"""Tables so many times longer than when PostgreSQL last looked at them need other plans."""
PHASES = (STAGE, OWNERS, CARS, CLEAR)

ALWAYS = frozenset({"owner_key", "owner_order", "person_key", "drives_key", "car_key", "store_id"})
MADE: Mapping[str, tuple[str, ...]] = {
    "odometer_km": ("read_on",),
    "visited_on": ("mark", "currency"),
    "birthday": ("lunar_birthday",),
    "finding": ("finding_mark", "found_on", "finding_state"),
    "service_consent_on": ("service_consent_at",),
    "marketing_consent_on": ("marketing_consent_at",),
}
"""Staging columns that come from a column of the file besides its own."""

Progress = Callable[[str, int, int], None]
"""Told after each chunk: phase, rows done of it, rows of it (0 when not known)."""


@dataclass(slots=True)
class Pace:
    """How many rows the next chunk takes; `rest` are the seconds the database gets to itself after each.

    What is read from the file meanwhile is read in that time.
    """

    rest: float
    size: int = FIRST
    longest: float = 0.0
    _due: float = 0.0

    async def keep(self, work: Callable[[int], Awaitable[T]]) -> T:
        """Do the next chunk when the pause after the last one is over, and learn from it."""
        await asyncio.sleep(max(0.0, self._due - time.perf_counter()))
        began = time.perf_counter()
        done = await work(self.size)
        ended = time.perf_counter()
        self.learn(ended - began)
        self._due = ended + self.rest
        return done

    def learn(self, took: float) -> None:
        """A chunk that took too long makes the next one as much smaller; growing goes half the way, twice at most."""
        self.longest = max(self.longest, took)
        wanted = self.size * CHUNK / max(took, 0.001)
        grown = min((self.size + wanted) / 2, self.size * 2)
        self.size = int(min(MOST, max(LEAST, min(wanted, grown))))


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did, by kind; `longest` is the longest transaction in seconds."""

    id: str
    counts: Mapping[str, int]
    longest: float


@dataclass(slots=True)
class Import:
    """One file into one store (or the stores its rows name)."""

    database: Database
    table: Table
    context: Context
    language: str
    now: datetime
    progress: Progress = lambda _phase, _done, _total: None
    at: Standing = field(init=False)
    columns: frozenset[str] = field(init=False)
    pace: Pace = field(init=False)
    _seen: int = 0

    @property
    def id(self) -> str:
        """The same for the same content read in the same way."""
        how = (
            self.context.store_id,
            self.context.day_first,
            self.context.as_of,
            sorted(self.table.given.items()),
            self.table.encoding,
        )
        return hashlib.sha256(f"{fingerprint(self.table.path)} {how}".encode()).hexdigest()[:12]

    async def begin(self) -> Standing:
        """Take the import in hand; the answer says where it stands."""
        holder, store_id, own = secrets.token_hex(8), self.context.store_id, self.id
        self.at = await self.database.run(lambda uow: uow.intake.take(own, store_id, holder, self.now))
        self.columns = _columns(self.table)
        self.pace = Pace(rest=BREATH if self.database.dialect == "sqlite" else 0.0)
        return self.at

    async def run(self) -> Summary:
        """Do all that is left; rows taken in are records afterwards."""
        works = {STAGE: self._stage, OWNERS: self._merge, CARS: self._merge, CLEAR: self._clear}
        try:
            for phase in PHASES[PHASES.index(self.at.phase) if self.at.phase in PHASES else 0 :]:
                if self.at.phase != phase:
                    self.at = await self.database.run(partial(_enter, self.at, phase))
                await works[phase]()
        except TakenOverError:
            raise UserFacingError(
                "another process has taken this import over", "Let that one finish; it goes on from here."
            ) from None
        return Summary(self.at.id, self.at.counts, self.pace.longest)

    async def finish(self) -> None:
        """The reports are written: forget what they were made of."""
        await self.database.run(lambda uow: uow.intake.finish(self.at, self.now))

    # --- staging -------------------------------------------------------------------------------------------

    async def _stage(self) -> None:
        rows = self.table.rows(int(self.at.position or -1))
        columns, total = tuple(sorted(self.columns)), count(self.table.path)
        while batch := [row for _, row in zip(range(self.pace.size), rows, strict=False)]:
            good, notes = read_all(batch, self.context)
            self.at = await self.pace.keep(partial(self._staged, batch[-1].line, good, columns, notes))
            self._seen += len(batch)
            self.progress(STAGE, self._seen, total)

    async def _staged(
        self, line: int, good: list[Values], columns: tuple[str, ...], notes: list[Values], _size: int
    ) -> Standing:
        return await self.database.run(lambda uow: uow.intake.stage(self.at, line, good, columns, notes))

    # --- merging -------------------------------------------------------------------------------------------

    async def _merge(self) -> None:
        total = await self.database.run(lambda uow: uow.intake.waiting(self.at))
        done, looked, count = 0, 0, -1
        self.pace.size = FIRST
        await self._look()
        while count:
            self.at, count = await self.pace.keep(self._next)
            done += count
            if done > looked * GROWN:
                looked = done
                await self._look()
            self.progress(self.at.phase, done, total)

    async def _look(self) -> None:
        await self.database.run(lambda uow: uow.intake.look())

    async def _next(self, size: int) -> tuple[Standing, int]:
        def work(uow: UnitOfWork) -> tuple[Standing, int]:
            return uow.intake.merge(self.at, size, self.columns, self.language, self.now)

        return await self.database.run(work)

    async def _clear(self) -> None:
        count = -1
        while count:
            self.at, count = await self.pace.keep(self._forgotten)

    async def _forgotten(self, size: int) -> tuple[Standing, int]:
        return await self.database.run(lambda uow: uow.intake.clear(self.at, size * 2))


def _enter(at: Standing, phase: str, uow: UnitOfWork) -> Standing:
    return uow.intake.enter(at, phase)


def read_all(batch: Iterable[Row], context: Context) -> tuple[list[Values], list[Values]]:
    """The good rows, and notes about the others and about what to look at."""
    good: list[Values] = []
    notes: list[Values] = []
    for row in batch:
        taken = _read(row, context, notes)
        if taken is not None:
            taken.values["line"] = row.line
            good.append(taken.values)
            notes += [_note(row, "look", note) for note in taken.notes]
    return good, notes


def _read(row: Row, context: Context, notes: list[Values]) -> Taken | None:
    try:
        return read_row(row.cells, context)
    except BadRowError as error:
        notes.append({**_note(row, "bad", str(error)), "cells": [_shown(cell) for cell in row.raw]})
        return None


def _note(row: Row, kind: str, reason: str) -> Values:
    return {"line": row.line, "kind": kind, "reason": reason, "cells": None}


def _shown(cell: Cell | None) -> str:
    return "" if cell is None else text_of(cell)[:2000]


def _columns(table: Table) -> frozenset[str]:
    """The staging columns a file can fill: rows of one statement all have the same."""
    from storage.schema import intake_row

    told = {column for sheet in table.sheets() for column in sheet.columns if column}
    made = {name for column in told for name in MADE.get(column, ())}
    return frozenset((told | made | ALWAYS) & set(intake_row.c.keys()))
