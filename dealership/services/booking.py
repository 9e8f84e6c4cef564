"""Booking a service visit: hold, confirm, request, move, cancel, expire, arrive.

A hold claims the bay and the advisor's reception at once and expires by itself; confirming only says yes to
what is held. Jobs of the menu confirm themselves; a fault described without a job is "requested" until staff
answer and occupies capacity meanwhile. Whether a place is free is decided by the unique claims in the
database, never by looking first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dealership.domain.booking import (
    AppointmentState,
    Estimate,
    PastVisit,
    answer_due_at,
    estimate,
    is_repeat_repair,
    may_squeeze,
    skills_of,
)
from dealership.domain.records import Appointment, Media
from dealership.domain.slots import Plan, Request
from dealership.services import cards, receipts
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

HELD, REQUESTED, CONFIRMED = AppointmentState.HELD, AppointmentState.REQUESTED, AppointmentState.CONFIRMED
CANCELLED, EXPIRED = AppointmentState.CANCELLED, AppointmentState.EXPIRED
ARRIVED, NO_SHOW = AppointmentState.ARRIVED, AppointmentState.NO_SHOW
UPCOMING = (REQUESTED, CONFIRMED)
PAST = (ARRIVED, AppointmentState.DONE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What an owner wants done: for whom, which car, which jobs of the menu or which fault in their words."""

    owner_id: int
    vehicle_id: int
    jobs: tuple[str, ...] = ()
    fault: str | None = None
    safety: bool = False
    advisor: str | None = None


def estimate_of(shop: Shop, wish: Wish) -> Estimate:
    """Length and price range of the wish; a fault alone is estimated as a diagnosis."""
    return estimate(shop.store, wish.jobs, with_fault=bool(wish.fault))


def request_of(shop: Shop, wish: Wish) -> Request:
    """What the wish asks of the shop's capacity."""
    skills = skills_of(shop.store, wish.jobs, with_fault=bool(wish.fault))
    return Request(estimate_of(shop, wish).minutes, skills, wish.advisor)


def hold(uow: UnitOfWork, shop: Shop, wish: Wish, start: datetime, now: datetime) -> Appointment | None:
    """Hold a place at `start` for a few minutes; None when it has just been taken by others."""
    until = now + timedelta(minutes=shop.store.limits.hold)
    return _take(uow, shop, wish, start, now, {"state": HELD, "hold_expires_at": until})


def hold_until(
    uow: UnitOfWork,
    shop: Shop,
    wish: Wish,
    start: datetime,
    until: datetime,
    now: datetime,
    origin: str | None = None,
) -> Appointment | None:
    """Hold a place for longer (a waitlist offer, times proposed by staff). `origin` says what it is held for."""
    return _take(uow, shop, wish, start, now, {"state": HELD, "hold_expires_at": until, "origin": origin})


def squeeze_in(uow: UnitOfWork, shop: Shop, wish: Wish, start: datetime, now: datetime) -> Appointment | None:
    """A small job on a full day, within the day's allowance: takes reception, no bay."""
    day = shop.today(start)
    if not may_squeeze(shop.store, wish.jobs, uow.appointments.squeezed(shop.id, day)):
        return None
    if not uow.appointments.squeeze(shop.id, day, shop.store.limits.squeeze_ins_per_day):
        return None
    until = now + timedelta(minutes=shop.store.limits.hold)
    values = {"state": HELD, "hold_expires_at": until, "squeezed": True}
    taken = _take(uow, shop, wish, start, now, values)
    if taken is None:
        uow.appointments.unsqueeze(shop.id, day)
    return taken


def squeeze_time(uow: UnitOfWork, shop: Shop, wish: Wish, day: date, now: datetime) -> datetime | None:
    """The first time a small job could be squeezed into a full day; None when it is not small or none is left."""
    if not may_squeeze(shop.store, wish.jobs, uow.appointments.squeezed(shop.id, day)):
        return None
    plain = request_of(shop, wish)
    request = Request(plain.minutes, plain.skills, plain.advisor, squeeze_in=True)
    return next(iter(shop.free_times(uow, day, request, now)), None)


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
    once more; None when it is gone. Tells the owner and the staff.
    """
    if held.state in UPCOMING:
        return held
    place: Appointment | None = held
    if held.state != HELD:
        place = hold(uow, shop, wish, held.start_at, now)
    if place is None:
        return None
    values = {"state": CONFIRMED if wish.jobs else REQUESTED, "hold_expires_at": None, **details}
    values["repeat_repair"] = _is_repeat(uow, shop, wish, now)
    if values["state"] == REQUESTED:
        values["remind_at"] = answer_due_at(shop.store, now, shop.table)
    if not uow.appointments.update(place.id, now, expected=(HELD,), **values):
        return None
    booked = uow.appointments.get(place.id)
    uow.audit.add(
        now,
        "owner",
        wish.owner_id,
        f"booking.{booked.state}",
        "appointment",
        booked.id,
        shop.id,
        wish.owner_id,
    )
    for media in photos:
        file = {
            "kind": media.kind,
            "bot": media.bot,
            "file_id": media.file_id,
            "file_unique_id": media.file_unique_id,
        }
        uow.media.add_photo(now, store_id=shop.id, owner_id=wish.owner_id, appointment_id=booked.id, **file)
    receipts.booked(uow, shop, booked, now)
    cards.post(uow, shop, booked, "new", now)
    return booked


def move(
    uow: UnitOfWork, shop: Shop, booked: Appointment, held: Appointment, now: datetime
) -> Appointment | None:
    """Give the visit the place that is held for it; its old place is free again. The advisor stays if possible.

    None, and the held place is free again, when the visit is over or cancelled meanwhile.
    """
    uow.appointments.queue_up(shop.id)
    if held.state != HELD or not uow.appointments.update(
        held.id,
        now,
        expected=(HELD,),
        state=EXPIRED,
        reason="moved",
        hold_expires_at=None,
        moved_to=booked.id,
    ):
        return None
    place = {"start_at": held.start_at, "finish_at": held.finish_at, "bay": held.bay, "advisor": held.advisor}
    if not uow.appointments.update(booked.id, now, expected=UPCOMING, **place, squeezed=held.squeezed):
        free(uow, shop, held)
        return None
    free(uow, shop, booked)
    withdraw_proposals(uow, shop, booked, now)
    uow.appointments.pass_claims(held.id, booked.id)
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
    free(uow, shop, booked)
    withdraw_proposals(uow, shop, booked, now)
    _note(uow, booked, "booking.cancelled", now, reason=reason, by=actor)
    gone = uow.appointments.get(booked.id)
    receipts.cancelled(uow, shop, gone, now)
    cards.post(uow, shop, gone, "cancelled", now)
    uow.touch("capacity")
    return True


def let_go(uow: UnitOfWork, shop: Shop, held_id: int, now: datetime, reason: str = "let go") -> None:
    """Give a hold back before it expires (another time was chosen, the talk was cancelled)."""
    try:
        held = uow.appointments.get(held_id)
    except NotFoundError:
        return
    if held.state != HELD:  # nothing becomes a hold again
        return
    uow.appointments.queue_up(shop.id)
    changed = {"state": EXPIRED, "hold_expires_at": None, "reason": reason}
    if uow.appointments.update(held_id, now, expected=(HELD,), **changed):
        free(uow, shop, held)
        uow.touch("capacity")


def free(uow: UnitOfWork, shop: Shop, booked: Appointment) -> None:
    """Free what an appointment occupies."""
    uow.appointments.release(booked.id)
    if booked.squeezed:
        uow.appointments.unsqueeze(shop.id, shop.today(booked.start_at))


def withdraw_proposals(uow: UnitOfWork, shop: Shop, booked: Appointment, now: datetime) -> None:
    """Let go what is held because staff proposed it instead of this visit's time."""
    for held in uow.appointments.proposed_for(booked):
        let_go(uow, shop, held.id, now, "proposal over")


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
    states = (*PAST, *UPCOMING, NO_SHOW, CANCELLED)
    for visit in uow.appointments.of_vehicle(vehicle_id, states, 10):
        if visit.jobs:
            return visit
    return None


def upcoming_of(uow: UnitOfWork, owner_id: int, now: datetime) -> Sequence[Appointment]:
    """An owner's coming visits, soonest first."""
    return uow.appointments.of_owner(owner_id, UPCOMING, now - timedelta(hours=12))


def of_owner(uow: UnitOfWork, appointment_id: int, owner_id: int | None) -> Appointment:
    """The visit, if it is this owner's; NotFoundError for everybody else."""
    booked = uow.appointments.get(appointment_id)
    if booked.owner_id != owner_id:
        raise NotFoundError(f"appointment {appointment_id}")
    return booked


def _take(
    uow: UnitOfWork, shop: Shop, wish: Wish, start: datetime, now: datetime, state: Mapping[str, Any]
) -> Appointment | None:
    request = request_of(shop, wish)
    if state.get("squeezed"):
        request = Request(request.minutes, request.skills, request.advisor, squeeze_in=True)
    uow.appointments.queue_up(shop.id)
    plans = shop.plans(uow, start, request, now, walk_in=wish.safety)
    if not plans:
        return None
    priced = estimate_of(shop, wish)
    added = uow.appointments.add(
        now, store_id=shop.id, owner_id=wish.owner_id, vehicle_id=wish.vehicle_id, jobs=wish.jobs,
        fault=wish.fault, safety=wish.safety, minutes=priced.minutes, price_from=priced.price_from,
        price_to=priced.price_to, currency=shop.store.currency, **_place(plans[0]), **state,
    )  # fmt: skip
    plan = _claim_first(uow, shop, added, plans) if added is not None else None
    if added is None or plan is None:
        if added is not None:
            uow.appointments.drop(added)
        return None
    if plan is not plans[0]:
        uow.appointments.update(added, now, expected=(HELD,), **_place(plan))
    return uow.appointments.get(added)


def _claim_first(uow: UnitOfWork, shop: Shop, appointment_id: int, plans: Sequence[Plan]) -> Plan | None:
    for plan in plans:
        if uow.appointments.claim(shop.id, appointment_id, plan.claims):
            return plan
    return None


def _place(plan: Plan) -> dict[str, Any]:
    return {"start_at": plan.start, "finish_at": plan.finish, "bay": plan.bay, "advisor": plan.advisor}


def _is_repeat(uow: UnitOfWork, shop: Shop, wish: Wish, now: datetime) -> bool:
    """The same fault or job within the guarantee period comes again."""
    visits = uow.appointments.of_vehicle(wish.vehicle_id, PAST, 5)
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
