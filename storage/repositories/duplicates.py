"""Two records of one car become one: all that hangs on the one hangs on the other, each fact once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    case,
    delete,
    exists,
    select,
    update,
)
from sqlalchemy.sql.util import ClauseAdapter

from storage.repositories.base import Repository
from storage.schema import metadata, vehicle, vehicle_driver

GAPS = (
    "plate", "vin", "model", "colour", "delivered_on", "engine_number", "purchase_way", "insurer", "insured_until",
    "inspection_due", "warranty_until",
)  # fmt: skip
NAMES = ("plate", "vin")
Once = UniqueConstraint | PrimaryKeyConstraint | Index


class DuplicateRepository(Repository):
    """Records that turned out to be another one."""

    def became(self, vehicle_id: int) -> int:
        """The record this one is part of by now; itself where it stands alone."""
        merged = select(vehicle.c.merged_into).where(vehicle.c.id == vehicle_id)
        return self.connection.execute(merged).scalar() or vehicle_id

    def merge_cars(self, gone_id: int, kept_id: int) -> None:
        """`gone` becomes `kept`: gaps filled, the newer odometer, every driver with the stronger trust."""
        self.known.clear()
        self._fill(gone_id, kept_id)
        self._strengthen(gone_id, kept_id)
        for table, column in _hanging():
            for same in _uniques(table, column):
                self.connection.execute(_told_twice(table, column, same, gone_id, kept_id))
            self.connection.execute(update(table).where(column == gone_id).values({column: kept_id}))
        become = update(vehicle).where((vehicle.c.id == gone_id) | (vehicle.c.merged_into == gone_id))
        self.connection.execute(become.values(merged_into=kept_id))

    def _fill(self, gone_id: int, kept_id: int) -> None:
        """What the kept record does not know. A plate or VIN it has its own of stays where it was and leads here."""
        names = (*GAPS, "odometer_km", "odometer_on")
        gone, kept = (
            self.connection.execute(
                select(*(vehicle.c[name] for name in names)).where(vehicle.c.id == one)
            ).one()
            for one in (gone_id, kept_id)
        )
        told = {name: getattr(gone, name) for name in GAPS if getattr(kept, name) in (None, "")}
        if gone.odometer_on and (kept.odometer_on is None or gone.odometer_on > kept.odometer_on):
            told |= {"odometer_km": gone.odometer_km, "odometer_on": gone.odometer_on}
        moved = {name: None for name in NAMES if name in told}
        if moved:
            self.connection.execute(update(vehicle).where(vehicle.c.id == gone_id).values(**moved))
        if told:
            self.connection.execute(update(vehicle).where(vehicle.c.id == kept_id).values(**told))

    def _strengthen(self, gone_id: int, kept_id: int) -> None:
        """Who drives both: the binding that stands, and the proven one."""
        theirs = vehicle_driver.alias("theirs")
        same = (theirs.c.owner_id == vehicle_driver.c.owner_id) & (theirs.c.vehicle_id == gone_id)
        stands = theirs.c.ended_at.is_(None)
        proven = exists().where(same, stands, theirs.c.trust == "proven")
        changed = {
            "trust": case((proven, "proven"), else_=vehicle_driver.c.trust),
            "ended_at": case((exists().where(same, stands), None), else_=vehicle_driver.c.ended_at),
        }
        self.connection.execute(
            update(vehicle_driver).where(vehicle_driver.c.vehicle_id == kept_id).values(changed)
        )


def _hanging() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that says which car, of whatever table: a table made later hangs on, too."""
    for table in metadata.sorted_tables:
        for column in table.c:
            if any(key.column is vehicle.c.id for key in column.foreign_keys):
                yield table, column


def _uniques(table: Table, column: Column[Any]) -> Iterator[Once]:
    """What may be there only once for a car."""
    for same in (*table.constraints, *table.indexes):
        once = isinstance(same, UniqueConstraint | PrimaryKeyConstraint) or (
            isinstance(same, Index) and same.unique
        )
        if once and column in tuple(same.columns):  # type: ignore[attr-defined]  # all of these have columns
            yield same  # type: ignore[misc]


def _told_twice(table: Table, column: Column[Any], same: Once, gone_id: int, kept_id: int) -> Delete:
    """Forget what is told of the one car and of the other alike."""
    there = table.alias("there")
    others: Sequence[ColumnElement[bool]] = [
        there.c[one.name] == one for one in same.columns if one is not column
    ]
    where = same.dialect_options["postgresql"].get("where") if isinstance(same, Index) else None
    open_here = [] if where is None else [where, ClauseAdapter(there).traverse(where)]
    twice = exists().where(there.c[column.name] == kept_id, *others, *open_here[1:])
    return delete(table).where(column == gone_id, *open_here[:1], twice)
