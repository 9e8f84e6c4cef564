"""How many kilometres by now? Asked once before a service whose day rests on a guess; the answer counts it anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dealership.domain.message import Message
from dealership.domain.odometer import guesses
from dealership.domain.records import Planned
from dealership.services import describe, upkeep
from dealership.services.notify import Post, Press
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import LATE, over, stop
from scheduler.reminders.about_service import opens_about
from scheduler.reminders.kind import Reminder
from storage import due

A_ROW = 2


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    today = shop.today(now)
    yield due.unsure("odometer", shop.id, today - LATE, today, shop.moment(today, shop.voice.day_at))


def words(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> Post:
    """Likely ranges as buttons, around what the car's own readings say; or the number itself."""
    pace = upkeep.pace_of(uow, shop, row.vehicle_id or 0)
    ranges = guesses(pace, shop.today(now)) if pace else ()
    taps = [_range(row, low, high) for low, high in ranges]
    rows = [tuple(taps[first : first + A_ROW]) for first in range(0, len(taps), A_ROW)]
    said = {
        "car": describe.car_for(uow, row.owner_id, row.vehicle_id or 0),
        "ranges": "yes" if taps else "no",
    }
    typed = opens_about(row, "reminder-odometer-type", "odometer")
    return Post([Message("reminder-odometer", said)], (*rows, (typed, stop(row))))


def _range(row: Planned, low: int, high: int) -> Press:
    about = {"planned": row.id, "km": (low + high) // 2}
    return Press(Message("reminder-odometer-range", {"low": low, "high": high}), "odometer.say", about)


ODOMETER = Reminder("odometer", plan, over, words)
