"""Reading what was brought in of cars and persons, for those it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, or_, select

from dealership.domain.history import CarDays, PastVisit, Personal
from storage.prepared import Prepared
from storage.repositories.base import Mapper, Repository
from storage.schema import odometer_reading, owner, service_visit, vehicle, vehicle_driver

_VISIT = Mapper(PastVisit, service_visit)
_NEWEST = (service_visit.c.visited_on.desc(), service_visit.c.id.desc())
_OF_VEHICLE = Prepared(
    select(*_VISIT.columns)
    .where(service_visit.c.vehicle_id == bindparam("vehicle_id"))
    .order_by(*_NEWEST)
    .limit(bindparam("most"))
)
_MINE = select(vehicle_driver.c.vehicle_id).where(
    vehicle_driver.c.owner_id == bindparam("owner_id"),
    vehicle_driver.c.ended_at.is_(None),
    vehicle_driver.c.trust == "proven",
)
_DAYS, _PERSONAL = Mapper(CarDays, vehicle), Mapper(Personal, owner)


class HistoryRepository(Repository):
    """Rows of `service_visit` and `odometer_reading`, and what else an import knows."""

    def visits_of_vehicle(self, vehicle_id: int, limit: int) -> Sequence[PastVisit]:
        """A car's visits, newest first."""
        return _VISIT.all(self.run(_OF_VEHICLE, {"vehicle_id": vehicle_id, "most": limit}).all())

    def visits_of_owner(self, owner_id: int) -> Sequence[PastVisit]:
        """Visits this person made, and those of their proven cars of which nobody knows who came; newest first."""
        nobody = service_visit.c.owner_id.is_(None) & service_visit.c.vehicle_id.in_(_MINE)
        found = select(*_VISIT.columns).where(or_(service_visit.c.owner_id == bindparam("owner_id"), nobody))
        return _VISIT.all(self.connection.execute(found.order_by(*_NEWEST), {"owner_id": owner_id}).all())

    def readings_of_owner(self, owner_id: int) -> Sequence[tuple[int, date, int]]:
        """Odometer readings of this person's proven cars, newest first: (vehicle, day, km)."""
        found = select(odometer_reading).where(odometer_reading.c.vehicle_id.in_(_MINE))
        newest = found.order_by(odometer_reading.c.read_on.desc(), odometer_reading.c.km.desc())
        return [(row[0], row[1], row[2]) for row in self.connection.execute(newest, {"owner_id": owner_id})]

    def days(self, vehicle_id: int) -> CarDays:
        """Until when a car's papers are good."""
        row = self.connection.execute(select(*_DAYS.columns).where(vehicle.c.id == vehicle_id)).one()
        return _DAYS.one(row)

    def personal(self, owner_id: int) -> Personal:
        """What is written of a person besides name and phone."""
        row = self.connection.execute(select(*_PERSONAL.columns).where(owner.c.id == owner_id)).one()
        return _PERSONAL.one(row)
