"""The morning of a festival the store keeps: a wish and nothing to sell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dealership.domain.due import is_festival
from dealership.domain.message import Message, labels
from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import stop
from scheduler.reminders.kind import Reminder
from storage.due import Due, everybody


def plan(shop: Shop, now: datetime) -> Iterator[Due]:
    today = shop.today(now)
    for name in shop.store.festivals:
        if is_festival(name, today, shop.lunar):
            yield everybody(
                "festival", shop.id, f"{name}:{today.year}", shop.moment(today, shop.voice.day_at)
            )


def still_kept(_uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> str:
    """The store may have stopped keeping it."""
    return "" if row.period.partition(":")[0] in shop.store.festivals else "changed"


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    name = uow.owners.get(row.owner_id).name
    said = {"name": name or "–", "festival": row.period.partition(":")[0], "store": labels(shop.store.name)}
    return Post([Message("reminder-festival", said)], ((stop(row),),))


FESTIVAL = Reminder("festival", plan, still_kept, words)
