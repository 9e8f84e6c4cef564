"""The first days with a new car: the evening of the hand-over, three days and a week later (domain.md §6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dealership.domain.message import labels
from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.journeys.parts import ask, over
from scheduler.reminders.kind import Reminder
from storage import due


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    """Each part on its day, or as long afterwards as it is still worth saying."""
    voice, today = shop.voice, shop.today(now)
    late = voice.kinds["after_delivery"].worth - timedelta(days=1)
    for step, days in enumerate(voice.journeys["after_delivery"]):
        on = today - timedelta(days=days)
        clock = voice.day_at if days else voice.same_day_at
        yield due.handed_over("after_delivery", shop.id, step, on - late, on, shop.moment(today, clock))


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    return ask(uow, row, phone=shop.store.phone, store=labels(shop.store.name))


AFTER_DELIVERY = Reminder("after_delivery", plan, over, words)
