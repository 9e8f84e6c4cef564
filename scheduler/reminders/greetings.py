"""The morning of a birthday or a wedding day: a wish and nothing to sell."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, datetime

from dealership.domain.due import lunar_days
from dealership.domain.message import Message
from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import over, stop
from scheduler.reminders.kind import Reminder
from storage.due import Due, anniversaries, lunar_anniversaries


def of_today(kind: str) -> Callable[[Shop, datetime], Iterator[Due]]:
    def plan(shop: Shop, now: datetime) -> Iterator[Due]:
        today = shop.today(now)
        due_at = shop.moment(today, shop.voice.day_at)
        yield anniversaries(kind, shop.id, days_of_the_year(today), today.year, due_at)
        if kind == "birthday" and shop.lunar is not None:
            days = lunar_days(today, shop.lunar)
            yield lunar_anniversaries(kind, shop.id, days, today.year, due_at)

    return plan


def days_of_the_year(today: date) -> tuple[str, ...]:
    """Today as "MM-DD"; on 28 February of a common year those of the 29th are greeted too."""
    leapless = (today.month, today.day) == (2, 28) and not calendar.isleap(today.year)
    return (f"{today:%m-%d}", "02-29") if leapless else (f"{today:%m-%d}",)


def words(uow: UnitOfWork, _shop: Shop, row: Planned, _now: datetime) -> Post:
    name = uow.owners.get(row.owner_id).name
    return Post([Message(f"reminder-{row.kind}", {"name": name or "–"})], ((stop(row),),))


BIRTHDAY = Reminder("birthday", of_today("birthday"), over, words)
WEDDING_DAY = Reminder("wedding_day", of_today("wedding_day"), over, words)
