"""What reminders of a visit share: it must still stand at the time they speak of."""

from __future__ import annotations

from datetime import datetime

from dealership.domain.booking import UPCOMING
from dealership.domain.message import Message
from dealership.domain.records import Appointment, Planned
from dealership.services import describe
from dealership.services.notify import Post, Press
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from storage.due import period_of


def visit_of(uow: UnitOfWork, row: Planned) -> Appointment:
    return uow.appointments.get(row.appointment_id or 0)


def over(uow: UnitOfWork, _shop: Shop, row: Planned, _now: datetime) -> str:
    """Cancelled, moved, arrived: then a reminder of that time is untrue."""
    visit = visit_of(uow, row)
    if visit.state not in UPCOMING:
        return visit.state
    return "" if period_of(visit.start_at) == row.period else "moved"


def said_of(uow: UnitOfWork, shop: Shop, row: Planned, *buttons: tuple[Press, ...]) -> Post:
    """The kind's sentence about the visit, and rows of buttons."""
    about = describe.own_visit(uow, shop, visit_of(uow, row), describe.EXCERPT)
    return Post([Message(f"reminder-{row.kind}", about)], buttons)


def opens(label: str, dialog: str, row: Planned) -> Press:
    return Press(Message(label), "open", {"dialog": dialog, "answers": {"appointment": row.appointment_id}})


def acts(label: str, action: str, visit: Appointment) -> Press:
    return Press(Message(label), action, {"visit": visit.id, "start": visit.start_at.isoformat()})
