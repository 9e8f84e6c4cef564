"""What the first and the periodic service share: the day kept with the car, a booking in two taps, five ways to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dealership.domain.message import Message, day
from dealership.domain.records import Planned
from dealership.services import describe
from dealership.services.notify import Post, Press
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import by_ladder, invites, later, over, stop
from scheduler.reminders.kind import Reminder
from storage import due


def service(kind: str) -> Reminder:
    """A reminder of a service by the plan of the model."""

    def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
        return by_ladder(kind, due.services)(shop, now)

    return Reminder(kind, plan, over, words)


def words(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> Post:
    """When, and by what it is due: the calendar or the kilometres."""
    known = uow.upkeep.find(row.vehicle_id or 0)
    due_on = known.due_on if known and known.due_on else date.fromisoformat(row.period)
    said = {
        "car": describe.car_for(uow, row.owner_id, row.vehicle_id or 0),
        "day": day(due_on),
        "km": known.due_km or 0 if known else 0,
        "by": "past" if due_on < shop.today(now) else "km" if known and known.by_km else "date",
        "step": row.step,
    }
    rows = (
        (invites("reminder-service-book", shop, row, "service"),),
        (later(row), opens_about(row, "reminder-service-done", "serviced")),
        (opens_about(row, "reminder-sold", "car_gone"), stop(row)),
    )
    return Post([Message(f"reminder-{row.kind}", said)], rows)


def opens_about(row: Planned, label: str, dialog: str) -> Press:
    """A small talk about what this message said."""
    answers = {"planned": row.id, "vehicle": row.vehicle_id}
    return Press(Message(label), "open", {"dialog": dialog, "answers": answers})
