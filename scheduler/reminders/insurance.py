"""Insurance renewal: sixty, thirty and seven days before the policy ends; then a person calls."""

from __future__ import annotations

from datetime import datetime

from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import about_car, by_ladder, done, over, person
from scheduler.reminders.kind import Reminder
from storage import due


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    return about_car(uow, shop, row, (person("reminder-insurance-ask"), done("reminder-insurance-done", row)))


INSURANCE = Reminder("insurance", by_ladder("insurance", due.cars), over, words)
