"""Reading everything the import knows, page by page, in the import's own columns.

Every owner has a customer number before anything is read, so that each row of every file finds its person again.
Bindings that are only claimed are not exported: an import would take them for proven.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from dealership.domain.intake.rows import owner_keys
from storage.repositories.base import Repository, insert_into
from storage.schema import finding, odometer_reading, owner, owner_key, service_visit, vehicle, vehicle_driver

_CAR = (vehicle.c.plate, vehicle.c.vin)
_PROVEN = (vehicle_driver.c.vehicle_id == vehicle.c.id) & vehicle_driver.c.ended_at.is_(None)
_DRIVEN = vehicle.outerjoin(
    vehicle_driver.join(owner, owner.c.id == vehicle_driver.c.owner_id),
    _PROVEN & (vehicle_driver.c.trust == "proven"),
)
_VISITED = vehicle.join(service_visit, service_visit.c.vehicle_id == vehicle.c.id).outerjoin(
    owner, (owner.c.id == service_visit.c.owner_id) & owner.c.erased_at.is_(None)
)

KINDS: Mapping[str, Select[Any]] = {
    "owners": select(
        owner.c.reference, owner.c.name, owner.c.phone, owner.c.language, owner.c.grade, owner.c.vip, owner.c.advisor,
        owner.c.birthday, owner.c.lunar_birthday, owner.c.wedding_on, owner.c.licence_until,
        owner.c.service_consent_at.label("service_consent_on"),
        owner.c.marketing_consent_at.label("marketing_consent_on"), owner.c.consent_how, owner.c.store_id.label("store"),
    ).where(owner.c.erased_at.is_(None)),
    "cars": select(
        *_CAR, owner.c.reference, vehicle.c.model, vehicle.c.colour, vehicle.c.engine_number, vehicle.c.purchase_way,
        vehicle.c.delivered_on, vehicle.c.insurer, vehicle.c.insured_until, vehicle.c.inspection_due,
        vehicle.c.warranty_until, vehicle.c.store_id.label("store"),
    ).select_from(_DRIVEN).where(vehicle.c.merged_into.is_(None)),
    "odometers": select(*_CAR, odometer_reading.c.read_on, odometer_reading.c.km.label("odometer_km")).select_from(
        vehicle.join(odometer_reading, odometer_reading.c.vehicle_id == vehicle.c.id)
    ),
    "visits": select(
        *_CAR, owner.c.reference, service_visit.c.visited_on, service_visit.c.number, service_visit.c.work,
        service_visit.c.parts, service_visit.c.amount, service_visit.c.odometer_km,
        service_visit.c.advisor.label("visit_advisor"), service_visit.c.technicians,
        service_visit.c.store_id.label("store"),
    ).select_from(_VISITED),
    "findings": select(
        *_CAR, finding.c.found_on, finding.c.what.label("finding"), finding.c.state.label("finding_state"),
        finding.c.store_id.label("store"),
    ).select_from(vehicle.join(finding, finding.c.vehicle_id == vehicle.c.id)),
}  # fmt: skip
"""What is exported: one file each."""


class ExportRepository(Repository):
    """Pages of records by id of owner or car."""

    def unnumbered(self, limit: int) -> Sequence[tuple[int, str | None, str]]:
        """Owners without a customer number: (id, phone, name)."""
        bare = (owner.c.reference.is_(None), owner.c.erased_at.is_(None))
        found = select(owner.c.id, owner.c.phone, owner.c.name).where(*bare).order_by(owner.c.id).limit(limit)
        return [(row[0], row[1], row[2]) for row in self.connection.execute(found)]

    def number(self, numbers: Mapping[int, str]) -> None:
        """Give owners customer numbers; an import will know them by these."""
        for owner_id, reference in numbers.items():
            mine = (owner.c.id == owner_id, owner.c.reference.is_(None))
            self.connection.execute(update(owner).where(*mine).values(reference=reference))
        keys = [
            {"key": owner_keys(reference, None, None)[0], "owner_id": owner_id}
            for owner_id, reference in numbers.items()
        ]
        self.connection.execute(insert_into(self.connection, owner_key).on_conflict_do_nothing(), keys)

    def page(self, kind: str, after: int, limit: int) -> tuple[int, Sequence[Row[Any]]]:
        """The rows of the next owners or cars, and the last one's id; 0 when there are no more."""
        ids = (owner if kind == "owners" else vehicle).c.id
        ahead = select(ids).where(ids > after).order_by(ids).limit(limit).subquery()
        upto = self.connection.execute(select(func.max(ahead.c.id))).scalar()
        if upto is None:
            return 0, []
        rows = KINDS[kind].where(ids > after, ids <= upto).order_by(ids, *range_of(kind))
        return int(upto), self.connection.execute(rows).all()


def range_of(kind: str) -> Sequence[Any]:
    """In which order the facts of one car stand."""
    return {
        "owners": (),
        "cars": (owner.c.id,),
        "odometers": (odometer_reading.c.read_on, odometer_reading.c.km),
        "visits": (service_visit.c.visited_on, service_visit.c.id),
        "findings": (finding.c.found_on, finding.c.id),
    }[kind]
