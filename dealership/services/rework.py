"""A rework order: a return repair gets the earliest place there is, the walk-in reserve included, and is marked.

Source: domain.md §8. One order a complaint at a time; the owner gets the usual receipt and may move it.
"""

from __future__ import annotations

from datetime import datetime

from dealership.domain.message import Message, moment
from dealership.domain.records import Case, Complaint, StaffMember
from dealership.services import booking, describe, holds
from dealership.services.booking import CONFIRMED, REQUESTED
from dealership.services.complaints import kept
from dealership.services.holds import Wish
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop


def book(uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, now: datetime) -> Message:
    """Book the earliest place for the car complained about: what to say."""
    case, complaint = kept(uow, member, case_id)
    if complaint.vehicle_id is None:
        raise NotFoundError(f"complaint {case_id} names no car")
    known = uow.appointments.get(case.appointment_id) if case.appointment_id else None
    if known is not None and known.state in booking.UPCOMING:
        return Message("case-rework-known", {"at": moment(known.start_at, shop.zone, "short")})
    wish = _wish(case, complaint)
    soonest = shop.earliest_time(uow, holds.request_of(shop, wish), now, walk_in=True)
    held = holds.hold(uow, shop, wish, soonest, now) if soonest else None
    booked = booking.confirm(uow, shop, held, wish, now) if held else None
    if booked is None:
        return Message("case-rework-full")
    changed = {"state": CONFIRMED, "repeat_repair": True, "remind_at": None}
    uow.appointments.update(booked.id, now, expected=(REQUESTED, CONFIRMED), **changed)
    uow.cases.update(case.id, expected=(case.state,), appointment_id=booked.id)
    uow.audit.add(
        now, "staff", member.id, "case.rework", "case", case.id, shop.id, case.owner_id, visit=booked.id
    )
    return Message("case-rework-booked", {"at": moment(booked.start_at, shop.zone, "short")})


def _wish(case: Case, complaint: Complaint) -> Wish:
    """What the owner complained of, as urgent as a danger: it may take what is kept back for walk-ins."""
    assert complaint.vehicle_id is not None
    fault = describe.beginning(complaint.words, describe.EXCERPT)
    return Wish(case.owner_id, complaint.vehicle_id, (), fault, safety=True)
