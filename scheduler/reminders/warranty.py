"""The end of the warranty, thirty days before: time to have everything looked at."""

from __future__ import annotations

from datetime import datetime

from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import about_car, by_ladder, invites, over
from scheduler.reminders.kind import Reminder
from storage import due


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    return about_car(uow, shop, row, (invites("reminder-warranty-book", shop, row, "check"),))


WARRANTY = Reminder("warranty", by_ladder("warranty", due.cars), over, words)
