"""Late: asked once whether they are on their way; the place is kept a while longer, then it is free again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dealership.domain.booking import AppointmentState
from dealership.domain.records import Planned
from dealership.services import lateness
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_visits import acts, opens, over, said_of, visit_of
from scheduler.reminders.kind import Reminder
from storage import due

BACK = timedelta(hours=1)
"""Whoever should have come longer ago than this is asked no more."""


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    after = timedelta(minutes=shop.store.limits.late_after)
    yield due.visits(
        "visit_late",
        shop.id,
        (AppointmentState.CONFIRMED,),
        now - BACK,
        now + timedelta(hours=24),
        due_at=-after,
    )


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    visit = visit_of(uow, row)
    return said_of(
        uow,
        shop,
        row,
        (acts("reminder-on-my-way", "visit.on_my_way", visit), acts("reminder-here", "visit.here", visit)),
        (opens("receipt-move", "move", row),),
    )


def said(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> None:
    lateness.keep_place(uow, shop, visit_of(uow, row), now)


VISIT_LATE = Reminder("visit_late", plan, over, words, said)
