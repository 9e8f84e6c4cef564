"""What reminders are about, outside visits: a car's insurance, inspection, service; a person's licence, birthday.

A matter is over for good when the owner says so, when the car is no longer theirs, when it is booked, or when the
records know another day by now. What the owner says is kept by kind, subject and period: the next period is a new
matter.
"""

from __future__ import annotations

from datetime import datetime

from dealership.domain.message import Message
from dealership.domain.records import Planned
from dealership.services import booking
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

DONE = "done"
BOOKABLE = {
    "inspection": ("inspection",),
    "first_service": ("oil_service",),
    "periodic_service": ("oil_service",),
}
"""Kinds that a coming visit with one of these jobs takes care of."""


def why_over(uow: UnitOfWork, _shop: Shop, row: Planned, now: datetime) -> str:
    """Why this matter needs no word any more; empty while it does."""
    if uow.planned.answer_of(row) is not None:
        return DONE
    if row.vehicle_id is not None and not _is_theirs(uow, row.owner_id, row.vehicle_id):
        return "sold"
    if _is_booked(uow, row, now):
        return "booked"
    return "" if uow.planned.is_current(row) else "renewed"


def _is_theirs(uow: UnitOfWork, owner_id: int, vehicle_id: int) -> bool:
    return any(vehicle.id == vehicle_id for vehicle, _ in uow.vehicles.of_owner(owner_id))


def _is_booked(uow: UnitOfWork, row: Planned, now: datetime) -> bool:
    jobs = BOOKABLE.get(row.kind, ())
    return bool(jobs) and any(
        visit.vehicle_id == row.vehicle_id and set(jobs) & set(visit.jobs)
        for visit in booking.upcoming_of(uow, row.owner_id, now)
    )


def is_done(uow: UnitOfWork, owner_id: int, planned_id: int, now: datetime) -> Message:
    """The owner says it is taken care of: of this period nothing more is said. Raises NotFoundError for others'."""
    row = uow.planned.get(planned_id)
    if row.owner_id != owner_id:
        raise NotFoundError(f"planned message {planned_id}")
    if uow.planned.answer(row, DONE, now):
        uow.audit.add(
            now, "owner", owner_id, f"{row.kind}.done", "planned_message", row.id, row.store_id, owner_id
        )
    return Message("reminder-done-thanks")


def switch(uow: UnitOfWork, owner_id: int, kind: str, now: datetime, *, on: bool) -> None:
    """The owner wants a kind of message, or wants it no more."""
    uow.planned.switch(owner_id, kind, now, on=on)
    person = uow.owners.get(owner_id)
    action = f"reminder.{'on' if on else 'off'}"
    uow.audit.add(now, "owner", owner_id, action, "owner", owner_id, person.store_id, owner_id, kind=kind)
