"""Before the visit and when its time has come: the owner says they come, is late, is here; nobody comes.

A late place is kept for `late_hold` minutes after we asked, and as long again once the owner says they are on their
way. Then it is free for others, and the owner is kindly offered a new time. Whoever says they are here is never let
go by the clock: staff are told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dealership.domain.booking import UPCOMING, AppointmentState
from dealership.domain.message import Message
from dealership.domain.records import Appointment
from dealership.services import cards, reception
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop


def coming(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> Message:
    """The owner confirms with one tap; staff see it on the card. Saying it twice is saying it once."""
    if visit.promised_at is None and _change(uow, visit, now, "coming", promised_at=now):
        cards.post(uow, shop, uow.appointments.get(visit.id), "promised", now)
    return Message("reminder-coming-thanks")


def keep_place(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> None:
    """The owner is late and has been asked: until when the place is theirs."""
    until = now + timedelta(minutes=shop.store.limits.late_hold)
    uow.appointments.update(visit.id, now, expected=UPCOMING, late_until=until)


def on_my_way(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> Message:
    """The place is kept as long again, and staff know."""
    until = now + timedelta(minutes=shop.store.limits.late_hold)
    if not _change(uow, visit, now, "on_my_way", late_until=until):
        return Message("reminder-place-gone")
    cards.post(uow, shop, uow.appointments.get(visit.id), "on_my_way", now)
    return Message("reminder-on-my-way-thanks")


def here(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> Message:
    """They stand at the desk: the clock lets nobody go who says so; staff mark the arrival."""
    if not _change(uow, visit, now, "says_here", late_until=None):
        return Message("reminder-place-gone")
    cards.post(uow, shop, uow.appointments.get(visit.id), "says_here", now)
    return Message("reminder-here-thanks")


def let_go(uow: UnitOfWork, shop: Shop, appointment_id: int, now: datetime) -> bool:
    """Nobody came in time: the place is free, the owner is offered another; False when that changed meanwhile."""
    visit = uow.appointments.get(appointment_id)
    if visit.late_until is None or visit.late_until > now:
        return False
    changed = {"state": AppointmentState.NO_SHOW, "late_until": None}
    if not uow.appointments.update(visit.id, now, expected=UPCOMING, **changed):
        return False
    uow.audit.add(
        now, "house", None, "booking.no_show", "appointment", visit.id, visit.store_id, visit.owner_id
    )
    reception.nobody_came(uow, shop, visit, now)
    return True


def has_moved(visit: Appointment, start: str) -> bool:
    """Whether the visit is at another time than a message spoke of (ISO 8601)."""
    return visit.start_at != datetime.fromisoformat(start)


def _change(uow: UnitOfWork, visit: Appointment, now: datetime, said: str, **values: datetime | None) -> bool:
    if not uow.appointments.update(visit.id, now, expected=UPCOMING, **values):
        return False
    uow.audit.add(now, "owner", visit.owner_id, f"booking.{said}", "appointment", visit.id, visit.store_id,
                  visit.owner_id)  # fmt: skip
    return True
