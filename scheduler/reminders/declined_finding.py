"""Something a visit found and the owner put off: offered again a month later, and once more two months after that."""

from __future__ import annotations

from datetime import date, datetime

from dealership.domain.message import Message, day, items
from dealership.domain.records import Planned
from dealership.services import describe
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import by_ladder, done, invites, later, over, stop
from scheduler.reminders.kind import Reminder
from storage import due

SHOWN = 3


def untrue(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> str:
    """Nothing of it is left to be done, or as for any matter."""
    return over(uow, shop, row, now) or ("" if _found(uow, row) else "done")


def _found(uow: UnitOfWork, row: Planned) -> list[str]:
    return list(uow.planned.open_findings(row.vehicle_id or 0, date.fromisoformat(row.period)))


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    said = {
        "car": describe.car_for(uow, row.owner_id, row.vehicle_id or 0),
        "day": day(date.fromisoformat(row.period), "plain"),
        "what": items(
            [describe.beginning(what, describe.EXCERPT) for what in _found(uow, row)[:SHOWN]], "lines"
        ),
    }
    book = invites("reminder-declined_finding-book", shop, row, "check")
    rows = ((book,), (later(row), done("reminder-declined_finding-done", row)), (stop(row),))
    return Post([Message("reminder-declined_finding", said)], rows)


DECLINED_FINDING = Reminder("declined_finding", by_ladder("declined_finding", due.findings), untrue, words)
