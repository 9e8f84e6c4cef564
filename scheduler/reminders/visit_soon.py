"""Two hours before: a short reminder with the way there. Of an early visit it comes the evening before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dealership.domain.booking import AppointmentState
from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_visits import opens, over, said_of
from scheduler.reminders.kind import Reminder
from storage import due

NIGHT = timedelta(hours=14)
"""The evening before is never longer ago than this."""
AHEAD = timedelta(hours=38)
"""An early visit of tomorrow is spoken of tonight; planned a night and a day ahead, late planning costs nothing."""


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    before = timedelta(minutes=shop.store.limits.soon_before)
    yield due.visits(
        "visit_soon", shop.id, (AppointmentState.CONFIRMED,), now, now + AHEAD, due_at=before, look=NIGHT
    )


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    return said_of(
        uow, shop, row, (opens("receipt-move", "move", row), opens("receipt-cancel", "cancel_booking", row))
    )


VISIT_SOON = Reminder("visit_soon", plan, over, words)
