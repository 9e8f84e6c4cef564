"""When something falls due: a clock that is moved goes from one such moment to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from dealership.domain.company import Company
from dealership.services import erasure
from dealership.services.shop import Shop
from scheduler.sweeps.digest import next_digest
from storage.uow import UnitOfWork

BOTS = ("owner", "staff")
PLAN_AT = time(0, 5)


def next_moment(
    uow: UnitOfWork, company: Company, shops: Mapping[int, Shop], now: datetime
) -> datetime | None:
    """When the next hold, offer, request, message or deletion falls due, always after now; None: nothing will."""
    found = [*_of_bookings(uow, now), *_of_offers(uow, shops, now), *_of_deletions(uow, company, now)]
    found += [uow.complaints.next_moment(now), uow.planned.next_look(now), uow.surveys.next_unheard(now)]
    found += [uow.tasks.next_due(now)]
    found += [
        *(_next_plan(shop, now) for shop in shops.values()),
        *(next_digest(shop, now) for shop in shops.values()),
    ]
    found += [uow.outbox.next_due(bot, now) for bot in BOTS]
    return min((moment for moment in found if moment is not None), default=None)


def _of_bookings(uow: UnitOfWork, now: datetime) -> Iterator[datetime | None]:
    yield uow.appointments.next_hold_expiry(now)
    yield uow.appointments.next_reminder(now)
    yield uow.appointments.next_late(now)


def _of_offers(uow: UnitOfWork, shops: Mapping[int, Shop], now: datetime) -> Iterator[datetime | None]:
    """The end of an open offer; and the morning, when offers go out again to those who wait."""
    yield uow.waitlist.next_lapse(now)
    for shop in shops.values():
        if uow.waitlist.is_anybody_waiting(shop.id):
            yield _next_morning(shop, now)


def _next_morning(shop: Shop, now: datetime) -> datetime:
    day, first = shop.today(now), shop.store.limits.waitlist_from
    while (morning := datetime.combine(day, first, shop.zone).astimezone(UTC)) <= now:
        day += timedelta(days=1)
    return morning


def _next_plan(shop: Shop, now: datetime) -> datetime:
    """The day's plan is made soon after midnight."""
    return datetime.combine(shop.today(now) + timedelta(days=1), PLAN_AT, shop.zone).astimezone(UTC)


def _of_deletions(uow: UnitOfWork, company: Company, now: datetime) -> Iterator[datetime | None]:
    for wait in (erasure.time_to_think(company), erasure.last_moment(company)):
        asked_at = uow.owners.next_deletion_asked(now - wait)
        yield None if asked_at is None else asked_at + wait
