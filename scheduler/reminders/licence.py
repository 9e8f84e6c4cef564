"""The driving licence, a person's and not a car's: sixty and fifteen days before it expires."""

from __future__ import annotations

from datetime import datetime

from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import about_owner, by_ladder, done, over
from scheduler.reminders.kind import Reminder
from storage import due


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    return about_owner(uow, shop, row, (done("reminder-licence-done", row),))


LICENCE = Reminder("licence", by_ladder("licence", due.owners), over, words)
