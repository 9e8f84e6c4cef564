"""Forgetting an owner who asked for it: after a few days to think again, and within the promised days.

Somebody who is expected at the shop is forgotten after the visit, but never later than promised; what is still
booked then is cancelled, so that no place is kept for nobody. Visits stay as records without a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from dealership.domain.company import Company
from dealership.services import booking, holds
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

REASON = "owner erased"
LATEST = timedelta(days=1)
"""How long before the promised day it is done at the latest."""


def time_to_think(company: Company) -> timedelta:
    """How long after asking nothing is erased yet."""
    return min(timedelta(days=company.erasure_days), last_moment(company))


def last_moment(company: Company) -> timedelta:
    """How long after asking the deletion waits for a coming visit at most."""
    return max(timedelta(), timedelta(days=company.retention_days) - LATEST)


def erase(uow: UnitOfWork, company: Company, shops: Mapping[int, Shop], owner_id: int, now: datetime) -> bool:
    """Forget the owner if it is time; False while it is not, or when they have changed their mind."""
    person = uow.owners.get(owner_id)
    asked_at = person.deletion_asked_at
    if asked_at is None or now < asked_at + time_to_think(company):
        return False
    if booking.upcoming_of(uow, owner_id, now) and now < asked_at + last_moment(company):
        return False
    uow.outbox.forget_owner(owner_id, now)
    uow.misheard.forget_owner(owner_id)
    uow.owners.erase(owner_id, now)
    _free_places(uow, shops, owner_id, now)  # staff hear of a place that is free again, and of nobody
    uow.audit.add(now, "house", None, "owner.erased", "owner", owner_id, person.store_id, owner_id)
    return True


def _free_places(uow: UnitOfWork, shops: Mapping[int, Shop], owner_id: int, now: datetime) -> None:
    for visit in booking.upcoming_of(uow, owner_id, now):
        if visit.store_id in shops:
            booking.cancel(uow, shops[visit.store_id], visit, REASON, now, actor="house")
    for held in uow.appointments.of_owner(owner_id, (booking.HELD,), now):
        if held.store_id in shops:
            holds.let_go(uow, shops[held.store_id], held.id, now, REASON)
