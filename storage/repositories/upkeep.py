"""When each car wants service next: kept per car, counted anew when something new is known of it.

A car whose facts have changed is marked stale; whoever counts it clears the mark only if nothing came in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update

from dealership.domain.odometer import Reading
from dealership.domain.upkeep import CarFacts, Upkeep
from storage.prepared import Prepared
from storage.repositories.base import Mapper, Repository, insert_into
from storage.schema import appointment, odometer_reading, service_visit, upkeep, vehicle

_ROW = Mapper(Upkeep, upkeep)
_OF_CAR = Prepared(select(*_ROW.columns).where(upkeep.c.vehicle_id == bindparam("k_id")))
_BLANK = {"kind": "", "by_km": False}
_CAME = ("arrived", "done")
Jobs = Mapping[int, Collection[str]]
"""Keys of the jobs that are a service, by store."""


class UpkeepRepository(Repository):
    """Rows of `upkeep`, and of `odometer_reading` that the chat brings."""

    def find(self, vehicle_id: int) -> Upkeep | None:
        return _ROW.maybe(self.run(_OF_CAR, {"k_id": vehicle_id}).first())

    def mark(self, vehicle_id: int, now: datetime, **known: Any) -> None:
        """Something new is known of this car: it is to be counted anew. `known`: done_on, done_where."""
        store = select(vehicle.c.store_id).where(vehicle.c.id == vehicle_id).scalar_subquery()
        new = insert_into(self.connection, upkeep).values(
            vehicle_id=vehicle_id, store_id=store, stale_at=now, **_BLANK, **known
        )
        changed = {"stale_at": now, **known}
        self.connection.execute(new.on_conflict_do_update(index_elements=["vehicle_id"], set_=changed))

    def note_reading(self, vehicle_id: int, on: date, km: int) -> None:
        """What the odometer showed on a day; the car shows its newest."""
        new = insert_into(self.connection, odometer_reading).values(vehicle_id=vehicle_id, read_on=on, km=km)
        self.connection.execute(new.on_conflict_do_nothing())
        older = vehicle.c.odometer_on.is_(None) | (vehicle.c.odometer_on <= on)
        shown = update(vehicle).where(vehicle.c.id == vehicle_id, older)
        self.connection.execute(shown.values(odometer_km=km, odometer_on=on))
        self.known.pop(("vehicle", vehicle_id), None)

    def stale(self, after: int, limit: int) -> Sequence[int]:
        """A page of cars to be counted anew, by id."""
        marked = select(upkeep.c.vehicle_id).where(
            upkeep.c.stale_at.is_not(None), upkeep.c.vehicle_id > after
        )
        return self.connection.execute(marked.order_by(upkeep.c.vehicle_id).limit(limit)).scalars().all()

    def facts(self, cars: Collection[int], jobs: Jobs) -> Sequence[tuple[CarFacts, datetime | None]]:
        """What is known of these cars, and when each was marked: four questions, however many they are."""
        visits, readings = self._visits(cars, jobs), self._readings(cars)
        for car, read in visits[1].items():
            readings[car] |= read
        columns = (
            upkeep.c.vehicle_id, vehicle.c.store_id, vehicle.c.model, vehicle.c.delivered_on, upkeep.c.done_on,
            upkeep.c.stale_at,
        )  # fmt: skip
        joined = upkeep.join(vehicle, vehicle.c.id == upkeep.c.vehicle_id)
        found = select(*columns).select_from(joined).where(upkeep.c.vehicle_id.in_(cars))
        return [
            (_facts(row[:4], readings[row[0]], [*visits[0][row[0]], *_elsewhere(row[4])]), row[5])
            for row in self.connection.execute(found.order_by(upkeep.c.vehicle_id))
        ]

    def _readings(self, cars: Collection[int]) -> dict[int, set[Reading]]:
        read = select(odometer_reading.c.vehicle_id, odometer_reading.c.read_on, odometer_reading.c.km)
        found: dict[int, set[Reading]] = defaultdict(set)
        for car, on, km in self.connection.execute(read.where(odometer_reading.c.vehicle_id.in_(cars))):
            found[car].add(Reading(on, km))
        return found

    def _visits(
        self, cars: Collection[int], jobs: Jobs
    ) -> tuple[dict[int, list[Served]], dict[int, set[Reading]]]:
        """Services by car, and what the odometer showed at visits of any kind."""
        served: dict[int, list[Served]] = defaultdict(list)
        read: dict[int, set[Reading]] = defaultdict(set)
        for car, store, on, km, did in [*self._own(cars), *self._imported(cars)]:
            if km:
                read[car].add(Reading(on, km))
            if did is None or set(did) & set(jobs.get(store, ())):
                served[car].append((on, km))
        return served, read

    def _own(self, cars: Collection[int]) -> Iterable[Any]:
        """Visits booked here; days are those of the instant, which is near enough for months and kilometres."""
        columns = (appointment.c.vehicle_id, appointment.c.store_id, appointment.c.start_at,
                   appointment.c.odometer_km, appointment.c.jobs)  # fmt: skip
        came = select(*columns).where(appointment.c.vehicle_id.in_(cars), appointment.c.state.in_(_CAME))
        for car, store, start, km, did in self.connection.execute(came):
            yield car, store, start.date(), km, did

    def _imported(self, cars: Collection[int]) -> Iterable[Any]:
        """The house's own history says in free words what was done, so each of its visits counts."""
        columns = (service_visit.c.vehicle_id, service_visit.c.store_id, service_visit.c.visited_on,
                   service_visit.c.odometer_km)  # fmt: skip
        found: Select[Any] = select(*columns).where(service_visit.c.vehicle_id.in_(cars))
        for car, store, on, km in self.connection.execute(found):
            yield car, store, on, km, None

    def keep(self, counted: Sequence[tuple[Upkeep, datetime | None]]) -> None:
        """Write down what was counted; a car marked again meanwhile stays marked."""
        mine = update(upkeep).where(
            upkeep.c.vehicle_id == bindparam("k_id"), upkeep.c.stale_at == bindparam("k_marked")
        )
        values: dict[str, Any] = {name: bindparam(f"n_{name}") for name in (*FOUND, "store_id")}
        rows = [
            {"k_id": one.vehicle_id, "k_marked": marked, "n_store_id": one.store_id,
             **{f"n_{name}": getattr(one, name) for name in FOUND}}
            for one, marked in counted
        ]  # fmt: skip
        if rows:
            self.connection.execute(mine.values(stale_at=None, **values), rows)

    def mark_all(self, now: datetime) -> int:
        """The plans may have changed: everything is counted anew."""
        marked = update(upkeep).where(upkeep.c.stale_at.is_(None)).values(stale_at=now)
        return self.connection.execute(marked).rowcount

    def count_stale(self) -> int:
        marked = select(func.count()).where(upkeep.c.stale_at.is_not(None))
        return int(self.connection.execute(marked).scalar_one())


FOUND = ("kind", "base_on", "due_on", "due_km", "by_km", "ask_on")
Served = tuple[date, int | None]


def _elsewhere(done_on: date | None) -> Iterable[Served]:
    return () if done_on is None else ((done_on, None),)


def _facts(row: Sequence[Any], readings: Collection[Reading], served: Sequence[Served]) -> CarFacts:
    last = max(served, key=lambda it: (it[0], it[1] or 0), default=(None, None))
    on, km = last
    if on is not None and km is None:
        km = max((it.km for it in readings if it.on == on), default=None)
    vehicle_id, store_id, model, delivered_on = row
    return CarFacts(vehicle_id, store_id, model, delivered_on, tuple(readings), on, km)
