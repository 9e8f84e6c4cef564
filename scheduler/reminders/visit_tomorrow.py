"""One day before: the owner confirms, moves or cancels with one tap, and reads what to bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from dealership.domain.booking import AppointmentState
from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_visits import acts, opens, over, said_of, visit_of
from scheduler.reminders.kind import Reminder
from storage import due


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    """Visits of tomorrow, and of the day after so that the evening's plan is whole."""
    for ahead in (1, 2):
        day = shop.today(now) + timedelta(days=ahead)
        since, until = (datetime.combine(it, time(0), shop.zone) for it in (day, day + timedelta(days=1)))
        before = datetime.combine(day - timedelta(days=1), shop.store.limits.day_before_at, shop.zone)
        yield due.visits(
            "visit_tomorrow", shop.id, (AppointmentState.CONFIRMED,), since, until, due_at=before
        )


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    visit = visit_of(uow, row)
    return said_of(
        uow,
        shop,
        row,
        (acts("reminder-coming", "visit.coming", visit),),
        (opens("receipt-move", "move", row), opens("receipt-cancel", "cancel_booking", row)),
    )


VISIT_TOMORROW = Reminder("visit_tomorrow", plan, over, words)
