"""The reception: who comes when, and what staff do about a visit: confirm, arrived, did not come, note.

Everybody acts in their own store, by their role, and each act is in the audit trail. A visit changed by
somebody else meanwhile is told as it is, and changed no further.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dealership.domain.booking import AppointmentState, states_before
from dealership.domain.message import Message, moment
from dealership.domain.records import Appointment, Owner, StaffMember, Vehicle
from dealership.domain.rights import Action, ensure_member_may
from dealership.services import booking, cards, holds, receipts
from dealership.services.notify import Post, Press, to_owner
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

State = AppointmentState
SHOWN = (State.REQUESTED, State.CONFIRMED, State.ARRIVED, State.NO_SHOW, State.DONE)
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Expected:
    """A row of the board: the visit, who comes, in which car."""

    visit: Appointment
    owner: Owner
    vehicle: Vehicle


def board(uow: UnitOfWork, shop: Shop, member: StaffMember, day: date) -> Sequence[Expected]:
    """Who comes on a local day, soonest first."""
    ensure_member_may(member, Action.SEE_BOARD, shop.id)
    start, end = (datetime.combine(at, time(0), shop.zone) for at in (day, day + timedelta(days=1)))
    return [Expected(*row) for row in uow.appointments.board(shop.id, start, end, SHOWN)]


def visit_for(uow: UnitOfWork, member: StaffMember, appointment_id: int, action: Action) -> Appointment:
    """The visit, for somebody who may do this to it. NotFoundError, NotAllowedError."""
    visit = uow.appointments.get(appointment_id)
    ensure_member_may(member, action, visit.store_id)
    return visit


def confirm(uow: UnitOfWork, shop: Shop, member: StaffMember, appointment_id: int, now: datetime) -> Message:
    """Say yes to a requested visit: the owner gets the confirmation. What to tell who asked for it."""
    visit = visit_for(uow, member, appointment_id, Action.CONFIRM_BOOKING)
    if not _change(uow, member, visit, (State.REQUESTED,), now, "confirmed", state=State.CONFIRMED):
        return as_it_is(visit)
    confirmed = uow.appointments.get(visit.id)
    receipts.confirmed(uow, shop, confirmed, now)
    cards.post(uow, shop, confirmed, "confirmed", now)
    return Message("visit-confirmed")


def arrived(uow: UnitOfWork, shop: Shop, member: StaffMember, appointment_id: int, now: datetime) -> Message:
    """The car is here; also for one that came after all. Never before its day."""
    visit = visit_for(uow, member, appointment_id, Action.MARK_ARRIVED)
    if shop.today(visit.start_at) > shop.today(now):
        return Message("visit-not-today", {"at": moment(visit.start_at, shop.zone, "short")})
    if not _change(uow, member, visit, states_before(State.ARRIVED), now, "arrived", state=State.ARRIVED):
        return as_it_is(visit)
    uow.upkeep.mark(visit.vehicle_id, now)
    cards.post(uow, shop, uow.appointments.get(visit.id), "arrived", now)
    return Message("visit-arrived", {"at": moment(visit.start_at, shop.zone, "time")})


def did_not_come(
    uow: UnitOfWork, shop: Shop, member: StaffMember, appointment_id: int, now: datetime
) -> Message:
    """Nobody came: the place is free again, and the owner is kindly offered a new time. Never before the time."""
    visit = visit_for(uow, member, appointment_id, Action.MARK_NO_SHOW)
    if visit.start_at > now:
        return Message("visit-not-yet", {"at": moment(visit.start_at, shop.zone, "short")})
    if not _change(uow, member, visit, states_before(State.NO_SHOW), now, "no_show", state=State.NO_SHOW):
        return as_it_is(visit)
    nobody_came(uow, shop, visit, now)
    return Message("visit-no-show", {"at": moment(visit.start_at, shop.zone, "time")})


def nobody_came(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> None:
    """What follows when a visit is marked as not come: its place is free, the owner and the staff are told."""
    holds.free(uow, shop, visit)
    booking.withdraw_proposals(uow, shop, visit, now)
    uow.touch("capacity")
    _missed(uow, shop, visit, now)
    cards.post(uow, shop, uow.appointments.get(visit.id), "no_show", now)


def note(
    uow: UnitOfWork, shop: Shop, member: StaffMember, appointment_id: int, text: str, now: datetime
) -> Message:
    """Words for colleagues about a visit: on the card, never shown to the owner."""
    visit = visit_for(uow, member, appointment_id, Action.ADD_NOTE)
    words = "\n".join(filter(None, (visit.note, f"{member.name}: {text}")))
    if len(words) > LONGEST_NOTE:
        return Message("visit-note-full")
    _change(uow, member, visit, SHOWN, now, "noted", note=words)
    cards.post(uow, shop, uow.appointments.get(visit.id), "note", now)
    return Message("visit-noted")


def as_it_is(visit: Appointment) -> Message:
    """Somebody was faster, or it is over: how the visit stands."""
    return Message("visit-as-it-is", {"state": visit.state})


def _change(
    uow: UnitOfWork,
    member: StaffMember,
    visit: Appointment,
    expected: Collection[str],
    now: datetime,
    done: str,
    **values: Any,
) -> bool:
    """False when it is not in a state for that (any more); a second tap on a card is told so without trying."""
    if visit.state not in expected or not uow.appointments.update(visit.id, now, expected=expected, **values):
        return False
    uow.audit.add(
        now, "staff", member.id, f"booking.{done}", "appointment", visit.id, visit.store_id, visit.owner_id
    )
    return True


def _missed(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> None:
    again = Press(Message("missed-again"), "open", _anew(visit))
    post = Post([Message("missed", {"start": moment(visit.start_at, shop.zone, "short")})], rows=[[again]])
    key = f"missed:{visit.id}:{visit.revision}"
    to_owner(uow, visit.owner_id, shop.id, post, purpose="receipt", dedup_key=key, now=now)


def _anew(visit: Appointment) -> dict[str, Any]:
    """The same jobs at one of the next free times; a fault is described once more, it may have changed."""
    answers: dict[str, Any] = {"store": str(visit.store_id), "car": str(visit.vehicle_id)}
    if not visit.jobs or visit.fault:
        return {"dialog": "booking", "answers": answers}
    return {"dialog": "invited", "answers": {**answers, "reason": list(visit.jobs)}}
