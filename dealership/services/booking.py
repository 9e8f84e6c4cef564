"""Booking a service visit: confirm, move, cancel, remark.

Confirming only says yes to what is held. Jobs of the menu confirm themselves; a fault described without a job is
"requested" until staff answer and occupies capacity meanwhile. One owner has only so many visits ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from dealership.domain.booking import (
    AppointmentState,
    PastVisit,
    answer_due_at,
    is_repeat_repair,
)
from dealership.domain.booking import ensure_may_book as limit_visits
from dealership.domain.records import Appointment, Media
from dealership.services import cards, holds, receipts
from dealership.services.holds import Wish
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

HELD, REQUESTED, CONFIRMED = AppointmentState.HELD, AppointmentState.REQUESTED, AppointmentState.CONFIRMED
CANCELLED, EXPIRED = AppointmentState.CANCELLED, AppointmentState.EXPIRED
ARRIVED, NO_SHOW = AppointmentState.ARRIVED, AppointmentState.NO_SHOW
UPCOMING = (REQUESTED, CONFIRMED)
PAST = (ARRIVED, AppointmentState.DONE)
LATELY = timedelta(hours=12)
"""A visit that began no longer ago still counts as coming."""
EARLIER = 5
"""How many past visits of a car are looked at for the same fault."""


def confirm(
    uow: UnitOfWork,
    shop: Shop,
    held: Appointment,
    wish: Wish,
    now: datetime,
    photos: Sequence[Media] = (),
    **details: Any,
) -> Appointment | None:
    """Turn a hold into a visit: confirmed, or requested when only a fault was described.

    `details` are remark, pickup, odometer_km. When the hold has expired meanwhile, the same time is claimed
    once more; None when it is gone. Tells the owner and the staff. TooManyBookingsError: see `ensure_may_book`.
    """
    if held.state in UPCOMING:
        return held
    _ensure_may_confirm(uow, shop, held, wish, now)
    place = held if held.state == HELD else holds.hold(uow, shop, wish, held.start_at, now)
    if place is None or not uow.appointments.update(
        place.id, now, expected=(HELD,), **_as_visit(uow, shop, wish, now), **details
    ):
        return None
    booked = uow.appointments.get(place.id)
    _note(uow, booked, f"booking.{booked.state}", now)
    for photo in photos:
        _keep_photo(uow, booked, photo, now)
    receipts.booked(uow, shop, booked, now)
    cards.post(uow, shop, booked, "new", now)
    return booked


def ensure_may_book(uow: UnitOfWork, shop: Shop, wish: Wish, now: datetime) -> None:
    """Raise TooManyBookingsError for an owner who has all the visits they may have; danger counts nothing.

    Two chats of one owner decide one after the other.
    """
    if not wish.safety:
        uow.owners.queue_up(wish.owner_id)
        limit_visits(shop.store.limits, count_upcoming(uow, wish.owner_id, now))


def _ensure_may_confirm(uow: UnitOfWork, shop: Shop, held: Appointment, wish: Wish, now: datetime) -> None:
    """`ensure_may_book`; whatever else confirming asks is asked with it."""
    if not wish.safety:
        uow.owners.queue_up(wish.owner_id)
    uow.ahead.of_confirming(held, UPCOMING, now - LATELY, PAST, EARLIER)
    if not wish.safety:
        limit_visits(shop.store.limits, count_upcoming(uow, wish.owner_id, now))


def _as_visit(uow: UnitOfWork, shop: Shop, wish: Wish, now: datetime) -> dict[str, Any]:
    values = {"hold_expires_at": None, "repeat_repair": _is_repeat(uow, shop, wish, now)}
    if wish.jobs:
        return {"state": CONFIRMED, **values}
    return {"state": REQUESTED, "remind_at": answer_due_at(shop.store, now, shop.table), **values}


def _keep_photo(uow: UnitOfWork, booked: Appointment, photo: Media, now: datetime) -> None:
    uow.media.add_photo(
        now,
        store_id=booked.store_id,
        owner_id=booked.owner_id,
        appointment_id=booked.id,
        kind=photo.kind,
        bot=photo.bot,
        file_id=photo.file_id,
        file_unique_id=photo.file_unique_id,
    )


def move(
    uow: UnitOfWork, shop: Shop, booked: Appointment, held: Appointment, now: datetime
) -> Appointment | None:
    """Give the visit the place that is held for it; its old place is free again. The advisor stays if possible.

    None, and the held place is free again, when the visit is over, cancelled or elsewhere meanwhile.
    """
    uow.appointments.queue_up(shop.id)
    ended = {"state": EXPIRED, "reason": "moved", "hold_expires_at": None, "moved_to": booked.id}
    if not uow.appointments.update(held.id, now, expected=(HELD,), **ended):
        return None
    missing, own = holds.missing_claims(uow, shop, held), uow.appointments.claims_of(booked.id)
    place = {"start_at": held.start_at, "finish_at": held.finish_at, "bay": held.bay, "advisor": held.advisor,
             "promised_at": None, "late_until": None}  # fmt: skip
    if not missing <= own or not uow.appointments.update(
        booked.id, now, expected=UPCOMING, **place, squeezed=held.squeezed
    ):
        holds.free(uow, shop, held)
        return None
    holds.free(uow, shop, booked)
    uow.appointments.pass_claims(held.id, booked.id)
    uow.appointments.claim(shop.id, booked.id, sorted(missing))
    withdraw_proposals(uow, shop, booked, now)
    moved = uow.appointments.get(booked.id)
    _note(uow, moved, "booking.moved", now, frm=booked.start_at.isoformat(), to=moved.start_at.isoformat())
    receipts.moved(uow, shop, moved, now)
    cards.post(uow, shop, moved, "moved", now)
    uow.touch("capacity")
    return moved


def cancel(
    uow: UnitOfWork, shop: Shop, booked: Appointment, reason: str, now: datetime, actor: str = "owner"
) -> bool:
    """Cancel a coming visit and free its place; False when it was over or cancelled already."""
    uow.appointments.queue_up(shop.id)
    if not uow.appointments.update(booked.id, now, expected=UPCOMING, state=CANCELLED, reason=reason):
        return False
    holds.free(uow, shop, booked)
    withdraw_proposals(uow, shop, booked, now)
    _note(uow, booked, "booking.cancelled", now, reason=reason, by=actor)
    gone = uow.appointments.get(booked.id)
    receipts.cancelled(uow, shop, gone, now)
    cards.post(uow, shop, gone, "cancelled", now)
    uow.touch("capacity")
    return True


def withdraw_proposals(uow: UnitOfWork, shop: Shop, booked: Appointment, now: datetime) -> None:
    """Let go what is held because staff proposed it instead of this visit's time."""
    for held in uow.appointments.proposed_for(booked):
        holds.let_go(uow, shop, held.id, now, "proposal over")


def remark(uow: UnitOfWork, shop: Shop, booked: Appointment, text: str, now: datetime) -> bool:
    """Add the owner's words to a coming visit; staff see them on the card."""
    words = f"{booked.remark}\n{text}" if booked.remark else text
    if not uow.appointments.update(booked.id, now, expected=UPCOMING, remark=words):
        return False
    _note(uow, booked, "booking.remark", now)
    cards.post(uow, shop, uow.appointments.get(booked.id), "changed", now)
    return True


def last_visit(uow: UnitOfWork, vehicle_id: int) -> Appointment | None:
    """The visit "same as last time" means: the latest with jobs of the menu."""
    return uow.appointments.find_latest(vehicle_id, (*PAST, *UPCOMING, NO_SHOW, CANCELLED))


def count_upcoming(uow: UnitOfWork, owner_id: int, now: datetime) -> int:
    """How many visits an owner has ahead."""
    return uow.appointments.count_of_owner(owner_id, UPCOMING, now - LATELY)


def upcoming_of(uow: UnitOfWork, owner_id: int, now: datetime) -> Sequence[Appointment]:
    """An owner's coming visits, soonest first."""
    return uow.appointments.of_owner(owner_id, UPCOMING, now - LATELY)


def of_owner(uow: UnitOfWork, appointment_id: int, owner_id: int | None) -> Appointment:
    """The visit, if it is this owner's; NotFoundError for everybody else."""
    booked = uow.appointments.get(appointment_id)
    if booked.owner_id != owner_id:
        raise NotFoundError(f"appointment {appointment_id}")
    return booked


def _is_repeat(uow: UnitOfWork, shop: Shop, wish: Wish, now: datetime) -> bool:
    """The same fault or job within the guarantee period comes again."""
    visits = uow.appointments.of_vehicle(wish.vehicle_id, PAST, EARLIER)
    earlier = [PastVisit(visit.start_at, visit.jobs, visit.fault) for visit in visits]
    return is_repeat_repair(shop.store.limits, wish.jobs, wish.fault, earlier, now)


def _note(uow: UnitOfWork, booked: Appointment, action: str, now: datetime, **details: Any) -> None:
    uow.audit.add(
        now,
        "owner",
        booked.owner_id,
        action,
        "appointment",
        booked.id,
        booked.store_id,
        booked.owner_id,
        **details,
    )
