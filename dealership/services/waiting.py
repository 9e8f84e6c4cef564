"""The waitlist: an owner waits for a day; a place that comes free is held for them and offered for a while.

Offers are made, and their time runs, only while people are awake (`waitlist_from`–`waitlist_until`, shop
time). One that is not taken goes to the next in line. What offers hold is bounded by the number waiting.
"""

from __future__ import annotations

from datetime import date, datetime

from dealership.domain.booking import offer_expires_at
from dealership.domain.message import Message, day, moment
from dealership.domain.records import WaitlistEntry
from dealership.services import booking, describe, holds
from dealership.services.holds import Wish
from dealership.services.notify import Post, Press, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

WAITING, OFFERED, TAKEN, PASSED, LEFT = "waiting", "offered", "taken", "passed", "left"


def join(uow: UnitOfWork, shop: Shop, wish: Wish, wanted: date, now: datetime) -> Message:
    """Wait for a day; what to tell the owner. Joining twice is joining once."""
    values = {
        "owner_id": wish.owner_id,
        "vehicle_id": wish.vehicle_id,
        "jobs": wish.jobs,
        "fault": wish.fault,
    }
    added = uow.waitlist.add(now, store_id=shop.id, day=wanted, **values)
    if added is None:
        return Message("waitlist-already", {"day": day(wanted)})
    uow.audit.add(now, "owner", wish.owner_id, "waitlist.joined", "waitlist", added, shop.id, wish.owner_id)
    uow.touch("capacity")
    return Message("waitlist-joined", {"day": day(wanted), "minutes": shop.store.limits.waitlist_offer})


def wish_of(entry: WaitlistEntry) -> Wish:
    return Wish(entry.owner_id, entry.vehicle_id, entry.jobs, entry.fault)


def offer(uow: UnitOfWork, shop: Shop, entry: WaitlistEntry, now: datetime) -> bool:
    """Hold a place for who waits and offer it; False when the day has none or it is not the hour for it."""
    until = offer_expires_at(now, shop.zone, shop.store.limits)
    if until is None:
        return False
    wish = wish_of(entry)
    times = shop.free_times(uow, entry.day, holds.request_of(shop, wish), now)
    held = holds.hold_until(uow, shop, wish, times[0], until, now) if times else None
    if held is None:
        return False
    changed = {"state": OFFERED, "offer_id": held.id, "offer_expires_at": until}
    if not uow.waitlist.update(entry.id, expected=(WAITING,), **changed):
        holds.let_go(uow, shop, held.id, now)
        return False
    about = {
        "start": moment(held.start_at, shop.zone),
        "until": moment(until, shop.zone, "time"),
        "jobs": describe.jobs_of(shop, entry.jobs, entry.fault),
    }
    row = [
        Press(Message("waitlist-take"), "offer.take", {"entry": entry.id, "offer": held.id}),
        Press(Message("waitlist-pass"), "offer.pass", {"entry": entry.id, "offer": held.id}),
    ]
    post = Post([Message("waitlist-offer", about)], rows=[row])
    key = f"offer:{entry.id}:{held.id}"
    to_owner(uow, entry.owner_id, shop.id, post, purpose="offer", dedup_key=key, now=now)
    return True


def take(uow: UnitOfWork, shop: Shop, entry_id: int, offer_id: int, owner_id: int, now: datetime) -> bool:
    """The owner says yes to the offer: the held place becomes their visit. False when it has lapsed.

    TooManyBookingsError leaves the offer as it is: they may cancel another visit and take it.
    """
    entry = _entry(uow, entry_id, owner_id)
    booking.ensure_may_book(uow, shop, wish_of(entry), now)
    if entry.offer_id != offer_id or not uow.waitlist.update(entry_id, expected=(OFFERED,), state=TAKEN):
        return False
    held = uow.appointments.get(offer_id)
    if booking.confirm(uow, shop, held, wish_of(entry), now) is not None:
        return True
    uow.waitlist.update(entry_id, expected=(TAKEN,), state=PASSED)
    return False


def pass_on(uow: UnitOfWork, shop: Shop, entry_id: int, offer_id: int, owner_id: int, now: datetime) -> bool:
    """The owner says no: the place goes to the next in line."""
    entry = _entry(uow, entry_id, owner_id)
    if entry.offer_id != offer_id or not uow.waitlist.update(entry_id, expected=(OFFERED,), state=PASSED):
        return False
    holds.let_go(uow, shop, offer_id, now)
    return True


def lapse(uow: UnitOfWork, shop: Shop, entry: WaitlistEntry, now: datetime) -> None:
    """An offer not taken in time, or a day that has passed: said kindly, and over."""
    if not uow.waitlist.update(entry.id, expected=(entry.state,), state=PASSED):
        return
    if entry.offer_id is not None:
        holds.let_go(uow, shop, entry.offer_id, now)
    key = "waitlist-lapsed" if entry.state == OFFERED else "waitlist-day-over"
    post = Post([Message(key, {"day": day(entry.day)})])
    to_owner(uow, entry.owner_id, shop.id, post, purpose="offer", dedup_key=f"{key}:{entry.id}", now=now)


def leave(uow: UnitOfWork, entry_id: int, owner_id: int) -> bool:
    """Stop waiting."""
    return uow.waitlist.update(_entry(uow, entry_id, owner_id).id, expected=(WAITING,), state=LEFT)


def _entry(uow: UnitOfWork, entry_id: int, owner_id: int) -> WaitlistEntry:
    entry = uow.waitlist.get(entry_id)
    if entry.owner_id != owner_id:
        raise NotFoundError(f"waitlist entry {entry_id}")
    return entry
