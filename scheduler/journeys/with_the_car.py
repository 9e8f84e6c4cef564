"""Every month with the car, from the second to the fifth year's end; a longer word each quarter, and the anniversaries.

An anniversary is congratulation and check-in in one (domain.md §6). Who was unhappy lately is left alone for a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dealership.domain.message import labels
from dealership.domain.records import Planned
from dealership.services import checkins
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.journeys.parts import ask
from scheduler.reminders.kind import Reminder
from storage import due

FIRST = 2
"""The first month is asked after in days."""
YEAR, QUARTER = 12, 3
REST = 3
"""Parts for which an unhappy answer lets the journey rest."""


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    months = range(FIRST, shop.voice.months_with + 1)
    for late in range(shop.voice.kinds["with_the_car"].worth.days if months else 0):
        on = shop.today(now) - timedelta(days=late)
        yield due.monthly("with_the_car", shop.id, on, months, shop.moment(on, shop.voice.day_at))


def over(uow: UnitOfWork, _shop: Shop, row: Planned, _now: datetime) -> str:
    return checkins.why_over(uow, row, REST)


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    part = "year" if row.step % YEAR == 0 else "quarter" if row.step % QUARTER == 0 else "month"
    return ask(uow, row, part=part, years=row.step // YEAR, store=labels(shop.store.name))


WITH_THE_CAR = Reminder("with_the_car", plan, over, words)
