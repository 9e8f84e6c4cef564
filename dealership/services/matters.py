"""What reminders are about, outside visits: a car's insurance, inspection, service; a person's licence, birthday.

A matter is over for good when the owner says so, when the car is no longer theirs, when it is booked, or when the
records know another day by now. What the owner says is kept by kind, subject and period: the next period is a new
matter.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dealership.domain.message import Message
from dealership.domain.records import Planned
from dealership.domain.voice import kinds_with
from dealership.services import booking
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

DONE, LATER = "done", "later"
AGAIN = "not_yet"
"""Why a message is let go whose day has moved on: when that comes, it is planned again."""
SERVICES = ("first_service", "periodic_service")
COVERED = {"inspection": "inspection", **dict.fromkeys(SERVICES, "service"), "odometer": "service"}
"""Kinds that a coming visit takes care of, and what its jobs must cover."""


def why_over(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> str:
    """Why this matter needs no word any more; empty while it does."""
    answer = uow.planned.answer_of(row)
    if answer not in (None, LATER):
        return str(answer)
    if row.vehicle_id is not None and not _is_theirs(uow, row.owner_id, row.vehicle_id):
        return "sold"
    if _is_booked(uow, shop, row, now):
        return "booked"
    if answer == LATER and row.kind in shop.voice.ladders and row.step <= shop.voice.ladders[row.kind].last:
        return LATER
    return _changed(uow, shop, row, now)


def _changed(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> str:
    """What the records say by now."""
    if row.kind not in (*SERVICES, "odometer"):
        return "" if uow.planned.is_current(row) else "renewed"
    due = uow.upkeep.find(row.vehicle_id or 0)
    if due is None or due.due_on is None or str(due.base_on) != row.period:
        return DONE
    if row.kind == "odometer":
        return "" if due.ask_on is not None else "answered"
    first = shop.voice.ladders[row.kind].days_before[0]
    return AGAIN if due.due_on > shop.today(now) + timedelta(days=first) else ""


def _is_theirs(uow: UnitOfWork, owner_id: int, vehicle_id: int) -> bool:
    return any(vehicle.id == vehicle_id for vehicle, _ in uow.vehicles.of_owner(owner_id))


def _is_booked(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> bool:
    """Whether a coming visit of the car, whoever of its drivers booked it, takes care of the matter."""
    covered = COVERED.get(row.kind)
    if covered is None or row.vehicle_id is None:
        return False
    jobs = set(shop.covering(covered))
    visits = uow.appointments.of_vehicle(row.vehicle_id, booking.UPCOMING, 5)
    return any(jobs & set(visit.jobs) and visit.finish_at > now for visit in visits)


def is_done(uow: UnitOfWork, owner_id: int, planned_id: int, now: datetime) -> Message:
    """The owner says it is taken care of: of this period nothing more is said. Raises NotFoundError for others'."""
    row = of_owner(uow, owner_id, planned_id)
    if uow.planned.answer(row, DONE, now):
        _note(uow, row, f"{row.kind}.done", now)
    return Message("reminder-done-thanks")


def later(uow: UnitOfWork, shop: Shop, owner_id: int, planned_id: int, now: datetime) -> Message:
    """Not now: said once more some days on, instead of what else was to come. Twice is once."""
    row = of_owner(uow, owner_id, planned_id)
    if uow.planned.answer_of(row) == DONE:
        return Message("reminder-done-thanks")
    day = shop.today(now) + timedelta(days=shop.voice.later_days)
    due_at = shop.moment(day, shop.voice.day_at)
    if uow.planned.answer(row, LATER, now) or row.step > shop.voice.ladders[row.kind].last:
        uow.planned.repeat(row, max(row.step, shop.voice.ladders[row.kind].last) + 1, due_at)
        uow.tasks.postpone(row, due_at + timedelta(days=shop.voice.task_after))
        _note(uow, row, f"{row.kind}.later", now)
    return Message("reminder-later-thanks", {"days": shop.voice.later_days})


def of_owner(uow: UnitOfWork, owner_id: int, planned_id: int) -> Planned:
    """The message, if it was for this owner; NotFoundError for everybody else."""
    row = uow.planned.get(planned_id)
    if row.owner_id != owner_id:
        raise NotFoundError(f"planned message {planned_id}")
    return row


def switch(uow: UnitOfWork, owner_id: int, kind: str, now: datetime, *, on: bool) -> None:
    """The owner wants a kind of message, or wants it no more; what goes with it goes the same way."""
    for one in kinds_with(kind):
        uow.planned.switch(owner_id, one, now, on=on)
    person = uow.owners.get(owner_id)
    action = f"reminder.{'on' if on else 'off'}"
    uow.audit.add(now, "owner", owner_id, action, "owner", owner_id, person.store_id, owner_id, kind=kind)


def _note(uow: UnitOfWork, row: Planned, action: str, now: datetime) -> None:
    uow.audit.add(now, "owner", row.owner_id, action, "planned_message", row.id, row.store_id, row.owner_id)
