"""What reminders of a day share: a ladder before it, a car or an owner it belongs to, answers that end it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from dealership.domain.message import Message, day
from dealership.domain.records import Planned
from dealership.services import describe, matters
from dealership.services.notify import Post, Press
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from storage.due import Due

Find = Callable[[str, int, int, date, date, datetime], Due]
LATE = timedelta(days=14)
"""How late the last word of a ladder may come, after a long silence of the house."""


def by_ladder(kind: str, find: Find) -> Callable[[Shop, datetime], Iterator[Due]]:
    """Plan the step of the ladder it is time for: from its day on until the next one's."""

    def plan(shop: Shop, now: datetime) -> Iterator[Due]:
        ladder = shop.voice.ladders[kind].days_before
        today = shop.today(now)
        due_at = shop.moment(today, shop.voice.day_at)
        for step, days in enumerate(ladder):
            last = today + timedelta(days=days)
            following = ladder[step + 1 : step + 2]
            first = today + timedelta(days=following[0] + 1) if following else last - LATE
            yield find(kind, shop.id, step, first, last, due_at)

    return plan


def over(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> str:
    """Answered, no longer theirs, or another day by now."""
    return matters.why_over(uow, shop, row, now)


def about_car(uow: UnitOfWork, shop: Shop, row: Planned, *rows: tuple[Press, ...]) -> Post:
    """The kind's sentence with the car and the day, and rows of buttons; the last one stops the kind."""
    said = {
        "car": describe.car_for(uow, row.owner_id, row.vehicle_id or 0),
        "day": day(date.fromisoformat(row.period)),
        "step": row.step,
        "phone": shop.store.phone,
    }
    return Post([Message(f"reminder-{row.kind}", said)], (*rows, (stop(row),)))


def about_owner(_uow: UnitOfWork, shop: Shop, row: Planned, *rows: tuple[Press, ...]) -> Post:
    said = {"day": day(date.fromisoformat(row.period)), "step": row.step, "phone": shop.store.phone}
    return Post([Message(f"reminder-{row.kind}", said)], (*rows, (stop(row),)))


def stop(row: Planned) -> Press:
    return Press(Message("reminder-stop"), "reminder.stop", {"kind": row.kind})


def done(label: str, row: Planned) -> Press:
    """It is done already: nothing more is said of it."""
    return Press(Message(label), "reminder.done", {"planned": row.id})


def later(row: Planned) -> Press:
    """Not now, but ask me again."""
    return Press(Message("reminder-later"), "reminder.later", {"planned": row.id})


def invites(label: str, shop: Shop, row: Planned, matter: str) -> Press:
    """Free times for what takes care of the matter, looked up and held at the tap; else the booking talk."""
    jobs = list(shop.covering(matter))[:1]
    answers: dict[str, object] = {"store": str(shop.id), "car": str(row.vehicle_id)}
    if not jobs:
        return Press(Message(label), "open", {"dialog": "booking", "answers": answers})
    return Press(Message(label), "open", {"dialog": "invited", "answers": {**answers, "reason": jobs}})


def person(label: str) -> Press:
    return Press(Message(label), "open", {"dialog": "human", "answers": {}})
