"""Periodic inspection: sixty and fifteen days before it is due; the house can do it."""

from __future__ import annotations

from datetime import datetime

from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import about_car, by_ladder, done, invites, over
from scheduler.reminders.kind import Reminder
from storage import due


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    book = invites("reminder-inspection-book", shop, row, "inspection")
    return about_car(uow, shop, row, (book, done("reminder-inspection-done", row)))


INSPECTION = Reminder("inspection", by_ladder("inspection", due.cars), over, words)
