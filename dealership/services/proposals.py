"""Other times for a visit, proposed by staff: the owner takes one with one tap, or none of them.

Times are held for the owner for some hours, as far as a day's share for such messages allows; beyond it, or
once that is over, a time is taken only if it is still free at the tap. Taking one moves the visit and lets
the others go; a newer proposal replaces an older one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dealership.domain.message import Message, moment
from dealership.domain.proposals import day_range, free_slots, may_hold
from dealership.domain.records import Appointment, StaffMember
from dealership.domain.rights import Action
from dealership.services import booking, cards, describe, holds
from dealership.services.booking import CONFIRMED, REQUESTED, UPCOMING
from dealership.services.holds import HELD, Wish
from dealership.services.notify import Post, Press, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.reception import visit_for
from dealership.services.shop import Shop

MOST = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """`gone`: times others have taken meanwhile; then nothing was sent. `reached`: the owner can be written to."""

    gone: tuple[datetime, ...] = ()
    reached: bool = True


def wish_of(visit: Appointment) -> Wish:
    """What the visit is for, at another time."""
    return Wish(visit.owner_id, visit.vehicle_id, visit.jobs, visit.fault, visit.safety, visit.advisor, visit)


def coming_visit(uow: UnitOfWork, member: StaffMember, appointment_id: int) -> Appointment:
    """The visit other times may be proposed for; NotFoundError when it is over."""
    visit = visit_for(uow, member, appointment_id, Action.PROPOSE_TIMES)
    if visit.state not in UPCOMING:
        raise NotFoundError(f"appointment {appointment_id} is {visit.state}")
    return visit


def send(
    uow: UnitOfWork,
    shop: Shop,
    member: StaffMember,
    appointment_id: int,
    times: Sequence[datetime],
    now: datetime,
) -> Sent:
    """Offer one to three free times to the owner. They are held as far as the day's share allows."""
    visit = coming_visit(uow, member, appointment_id)
    booking.withdraw_proposals(uow, shop, visit, now)
    request = holds.request_of(shop, wish_of(visit))
    chosen = sorted(set(times))[:MOST]
    gone = [at for at in chosen if not shop.plans(uow, at, request, now)]
    if gone:
        return Sent(gone=tuple(gone))
    stamp = f"proposal:{visit.id}:{int(now.timestamp() * 1000)}"
    until = min(now + timedelta(minutes=shop.store.limits.proposal_hold), *chosen)
    held = {at: _hold(uow, shop, visit, at, until, stamp, now) for at in chosen}
    if not _tell(uow, shop, visit, held, until, stamp, now):
        booking.withdraw_proposals(uow, shop, visit, now)
        return Sent(reached=False)
    _note(uow, visit, "staff", member.id, "proposal.sent", now, times=[at.isoformat() for at in chosen])
    return Sent()


def take(
    uow: UnitOfWork, shop: Shop, visit: Appointment, at: datetime, held_id: int | None, now: datetime
) -> Message | None:
    """The owner takes one of the times: what to say; None when others have taken it meanwhile."""
    if visit.state not in UPCOMING:
        return Message("proposal-over")
    said = Message("proposal-taken", {"at": moment(at, shop.zone, "short")})
    if visit.start_at == at:
        return said
    held = _held(uow, shop, visit, at, held_id, now)
    if held is None:
        return None
    if visit.state == REQUESTED:  # staff named the time themselves
        uow.appointments.update(visit.id, now, expected=(REQUESTED,), state=CONFIRMED)
    if booking.move(uow, shop, visit, held, now) is None:
        return Message("proposal-over")
    _note(uow, visit, "owner", visit.owner_id, "proposal.taken", now, to=at.isoformat())
    return said


def decline(
    uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime, instead_of: datetime | None = None
) -> bool:
    """None of the times suits: they are free again, and the staff hear of it. The visit stays as it was.

    `instead_of`: when the visit was to begin as the times were proposed. False when it has moved since, by one of
    these times or otherwise: a late tap on the old message says nothing any more.
    """
    if instead_of not in (None, visit.start_at):
        return False
    booking.withdraw_proposals(uow, shop, visit, now)
    _note(uow, visit, "owner", visit.owner_id, "proposal.declined", now)
    if visit.state in UPCOMING:
        cards.post(uow, shop, visit, "declined", now)
    return True


def _hold(
    uow: UnitOfWork, shop: Shop, visit: Appointment, at: datetime, until: datetime, stamp: str, now: datetime
) -> int | None:
    """Hold one time, if the day's share for proposals has room for it."""
    day = shop.today(at)
    first, end = day_range(shop.store, day, shop.table)
    free = free_slots(shop.store, day, uow.appointments.taken(shop.id, first, end), shop.table)
    kept = uow.appointments.proposed_slots(shop.id, first, end)
    wanted = -(-visit.minutes // shop.store.limits.grid)
    if not may_hold(shop.store.limits, free, kept, wanted):
        return None
    origin = f"{stamp}:{int(at.timestamp())}"
    held = holds.hold_until(uow, shop, wish_of(visit), at, until, now, origin)
    return held.id if held else None


def _held(
    uow: UnitOfWork, shop: Shop, visit: Appointment, at: datetime, held_id: int | None, now: datetime
) -> Appointment | None:
    """What was held, or the same time claimed now."""
    if held_id is not None:
        held = uow.appointments.get(held_id)
        if held.state == HELD and held.owner_id == visit.owner_id:
            return held
    return holds.hold(uow, shop, wish_of(visit), at, now)


def _tell(
    uow: UnitOfWork,
    shop: Shop,
    visit: Appointment,
    held: dict[datetime, int | None],
    until: datetime,
    stamp: str,
    now: datetime,
) -> bool:
    about = {
        **describe.own_visit(uow, shop, visit),
        "until": moment(until, shop.zone, "short"),
        "held": "all" if all(held.values()) else "some",
        "count": len(held),
    }
    rows = [
        [
            Press(
                Message("proposal-time", {"at": moment(at, shop.zone, "short")}),
                "proposal.take",
                {"appointment": visit.id, "at": at.isoformat(), "hold": hold},
            )
        ]
        for at, hold in held.items()
    ]
    about_visit = {"appointment": visit.id, "instead_of": visit.start_at.isoformat()}
    rows.append([Press(Message("proposal-none"), "proposal.none", about_visit)])
    post = Post([Message("proposal", about)], rows=rows)
    sent = to_owner(uow, visit.owner_id, shop.id, post, purpose="proposal", dedup_key=stamp, now=now)
    return sent is not None


def _note(
    uow: UnitOfWork,
    visit: Appointment,
    actor: str,
    actor_id: int,
    action: str,
    now: datetime,
    **details: object,
) -> None:
    uow.audit.add(
        now, actor, actor_id, action, "appointment", visit.id, visit.store_id, visit.owner_id, **details
    )
