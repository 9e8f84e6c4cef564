"""An import at work: where it stands, its waiting rows, and what somebody should look at.

Everything a chunk does and the position after it are one transaction, so a kill loses nothing and repeats
nothing. Whoever continues an import takes it over; the process that had it before finds out at its next chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, text, update

from storage.intake import cars, owners
from storage.intake.sets import Chunk
from storage.prepared import load
from storage.repositories.base import Repository, insert_into
from storage.schema import intake, intake_note, intake_row
from storage.types import UtcInstant

STAGE, OWNERS, CARS, CLEAR, DONE = "stage", "owners", "cars", "clear", "done"
_MERGES: Mapping[str, tuple[str, Callable[[Chunk, frozenset[str]], Mapping[str, int]]]] = {
    OWNERS: ("owner_order", owners.merge),
    CARS: ("car_key", cars.merge),
}


_PAGES = {
    column: text(
        f"SELECT max(p.{column}), count(*) FROM (SELECT r.{column} FROM intake_row r WHERE r.intake_id = :intake "
        f"AND r.{column} > :after ORDER BY r.{column} LIMIT :size) p"
    )
    for column, _ in _MERGES.values()
}


_GROWING = (
    "intake_row",
    "owner",
    "owner_key",
    "vehicle",
    "vehicle_driver",
    "odometer_reading",
    "service_visit",
)
_ALWAYS_BY_INDEX = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true), "
    "set_config('enable_hashjoin', 'off', true), "
    "set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)"
)
"""For one transaction on PostgreSQL: a chunk is small and the tables are large. Making plans anew for each chunk would
take as long as the work, so they are kept, until `look` has found the tables grown."""


class TakenOverError(Exception):
    """Another process goes on with this import."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an import stands: `position` is a line while rows are staged, then the last key merged."""

    id: str
    holder: str
    phase: str
    position: str
    counts: Mapping[str, int]


class IntakeRepository(Repository):
    """Rows of `intake`, `intake_row` and `intake_note`."""

    def take(self, intake_id: str, store_id: int, holder: str, now: datetime) -> Standing:
        """Begin an import, or go on with it where it stopped. One that was finished begins anew."""
        first = {"phase": STAGE, "position": "", "counts": {}, "started_at": now, "finished_at": None}
        new = insert_into(self.connection, intake).values(
            id=intake_id, store_id=store_id, holder=holder, **first
        )
        self.connection.execute(new.on_conflict_do_update(index_elements=["id"], set_={"holder": holder}))
        mine = intake.c.id == intake_id
        again = update(intake).where(mine, intake.c.finished_at.is_not(None)).values(**first)
        if self.connection.execute(again).rowcount:
            self.connection.execute(delete(intake_note).where(intake_note.c.intake_id == intake_id))
        row = self.connection.execute(
            select(intake.c.phase, intake.c.position, intake.c.counts).where(mine)
        ).one()
        return Standing(intake_id, holder, *row)

    def stage(
        self, at: Standing, line: int, rows: Sequence[Mapping[str, Any]], columns: Sequence[str],
        notes: Sequence[Mapping[str, Any]],
    ) -> Standing:  # fmt: skip
        """Write rows down that came up to this line, with what they say of these columns."""
        own = [{**row, "intake_id": at.id} for row in rows]
        load(self.connection, intake_row, ("intake_id", "line", *columns), own)
        self._note(at.id, notes)
        bad = sum(note["kind"] == "bad" for note in notes)
        return self._moved(at, STAGE, str(line), {"rows": len(rows), "bad": bad})

    def enter(self, at: Standing, phase: str) -> Standing:
        """The next phase begins."""
        return self._moved(at, phase, "", {})

    def look(self) -> None:
        """PostgreSQL learns how long the tables are by now and how values repeat, and makes its plans anew."""
        if self.postgres:
            self.connection.exec_driver_sql("SET LOCAL default_statistics_target = 10")
            self.connection.exec_driver_sql(f"ANALYZE {', '.join(_GROWING)}")

    def waiting(self, at: Standing) -> int:
        """How many rows are staged."""
        rows = select(func.count()).where(intake_row.c.intake_id == at.id)
        return int(self.connection.execute(rows).scalar_one())

    def merge(
        self, at: Standing, size: int, columns: frozenset[str], language: str, now: datetime
    ) -> tuple[Standing, int]:
        """Merge the next rows, about `size`, of a file with these columns; how many they were, 0 at the end."""
        column, work = _MERGES[at.phase]
        where = {"intake": at.id, "after": at.position}
        if self.postgres:
            self.connection.execute(_ALWAYS_BY_INDEX)
        upto, count = self.connection.execute(_PAGES[column], {**where, "size": size}).one()
        if upto is None:
            return at, 0
        instant = UtcInstant().process_bind_param(now, self.connection.dialect)
        chunk = Chunk(self.connection, {**where, "upto": upto, "language": language, "now": instant})
        counts = work(chunk, columns)
        self._note(at.id, chunk.notes)
        return self._moved(at, at.phase, upto, counts), int(count)

    def clear(self, at: Standing, size: int) -> tuple[Standing, int]:
        """Forget the next staged rows; how many they were, 0 when all are forgotten."""
        own, after = intake_row.c.intake_id == at.id, intake_row.c.line > int(at.position or -1)
        page = select(intake_row.c.line).where(own, after).order_by(intake_row.c.line).limit(size).subquery()
        last = self.connection.execute(select(func.max(page.c.line))).scalar()
        if last is None:
            return at, 0
        gone = delete(intake_row).where(own, after, intake_row.c.line <= last)
        return self._moved(at, CLEAR, str(last), {}), self.connection.execute(gone).rowcount

    def notes(
        self, at: Standing, kind: str, after: tuple[int, int] = (-1, 0), limit: int = 1000
    ) -> Sequence[Any]:
        """A page of what was noted, in the order of lines: (line, id, reason, cells)."""
        found = select(intake_note.c.line, intake_note.c.id, intake_note.c.reason, intake_note.c.cells).where(
            intake_note.c.intake_id == at.id,
            intake_note.c.kind == kind,
            (intake_note.c.line > after[0])
            | ((intake_note.c.line == after[0]) & (intake_note.c.id > after[1])),
        )
        return self.connection.execute(
            found.order_by(intake_note.c.line, intake_note.c.id).limit(limit)
        ).all()

    def finish(self, at: Standing, now: datetime) -> None:
        """All is merged and told: what was noted holds personal values and goes."""
        self._moved(at, DONE, "", {})
        self.connection.execute(delete(intake_note).where(intake_note.c.intake_id == at.id))
        self.connection.execute(update(intake).where(intake.c.id == at.id).values(finished_at=now))

    def _note(self, intake_id: str, notes: Sequence[Mapping[str, Any]]) -> None:
        for part in _parts(notes, 500):
            self.connection.execute(intake_note.insert(), [{**note, "intake_id": intake_id} for note in part])

    def _moved(self, at: Standing, phase: str, position: str, more: Mapping[str, int]) -> Standing:
        counts = {key: at.counts.get(key, 0) + more.get(key, 0) for key in {*at.counts, *more}}
        mine = (intake.c.id == at.id) & (intake.c.holder == at.holder)
        moved = update(intake).where(mine).values(phase=phase, position=position, counts=counts)
        if not self.connection.execute(moved).rowcount:
            raise TakenOverError(at.id)
        return Standing(at.id, at.holder, phase, position, counts)


def _parts(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
