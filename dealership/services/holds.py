"""Places kept for a wish: held for a few minutes or longer, squeezed in, let go.

A hold claims the bay and the advisor's reception at once and expires by itself. Whether a place is free is decided
by the unique claims in the database, never by looking first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from dealership.domain.booking import AppointmentState, Estimate, estimate, may_squeeze, skills_of
from dealership.domain.records import Appointment
from dealership.domain.slots import Claim, Plan, Request, place_claims
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

HELD, EXPIRED = AppointmentState.HELD, AppointmentState.EXPIRED


@dataclass(frozen=True, slots=True)
class Wish:
    """What an owner wants done: for whom, which car, which jobs of the menu or which fault in their words.

    `instead_of`: the visit that is to be moved. Its own place counts as free, and stays its own until it moves.
    """

    owner_id: int
    vehicle_id: int
    jobs: tuple[str, ...] = ()
    fault: str | None = None
    safety: bool = False
    advisor: str | None = None
    instead_of: Appointment | None = None


def estimate_of(shop: Shop, wish: Wish) -> Estimate:
    """Length and price range of the wish; a fault alone is estimated as a diagnosis."""
    return estimate(shop.store, wish.jobs, with_fault=bool(wish.fault))


def request_of(shop: Shop, wish: Wish) -> Request:
    """What the wish asks of the shop's capacity."""
    skills = skills_of(shop.store, wish.jobs, with_fault=bool(wish.fault))
    minutes, former = estimate_of(shop, wish).minutes, wish.instead_of
    request = Request(minutes, skills, wish.advisor)
    if former is None:
        return request
    own = former.id if former.minutes == minutes else None  # see `missing_claims`
    return replace(request, instead_of=own, not_at=former.start_at)


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
    return next(iter(shop.free_times(uow, day, _squeezed(request_of(shop, wish)), now)), None)


def missing_claims(uow: UnitOfWork, shop: Shop, held: Appointment) -> frozenset[Claim]:
    """What the held place needs and does not claim itself: it belongs to the visit that is to move there.

    Both being of one length, no bay of the new place lies wholly within the old: each has claims of its own.
    """
    own = uow.appointments.claims_of(held.id)
    bays = {resource for resource, _ in own if resource.startswith("bay:")}
    return place_claims(shop.store, bays, held.advisor, held.start_at, held.finish_at) - own


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


def _squeezed(request: Request) -> Request:
    return replace(request, squeeze_in=True, instead_of=None)


def _take(
    uow: UnitOfWork, shop: Shop, wish: Wish, start: datetime, now: datetime, state: Mapping[str, Any]
) -> Appointment | None:
    request = request_of(shop, wish)
    if state.get("squeezed"):
        request = _squeezed(request)
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
    plan = _claim_first(uow, shop, added, plans, request) if added is not None else None
    if added is None or plan is None:
        if added is not None:
            uow.appointments.drop(added)
        return None
    if plan is not plans[0]:
        uow.appointments.update(added, now, expected=(HELD,), **_place(plan))
    return uow.appointments.get(added)


def _claim_first(
    uow: UnitOfWork, shop: Shop, appointment_id: int, plans: Sequence[Plan], request: Request
) -> Plan | None:
    own = uow.appointments.claims_of(request.instead_of) if request.instead_of else frozenset[Claim]()
    for plan in plans:
        if uow.appointments.claim(shop.id, appointment_id, [one for one in plan.claims if one not in own]):
            return plan
    return None


def _place(plan: Plan) -> dict[str, Any]:
    return {"start_at": plan.start, "finish_at": plan.finish, "bay": plan.bay, "advisor": plan.advisor}
