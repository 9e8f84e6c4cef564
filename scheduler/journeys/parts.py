"""What the parts of a journey share: when they stop, and three ways to answer."""

from __future__ import annotations

from datetime import datetime

from dealership.domain.message import Arg, Message
from dealership.domain.records import Planned
from dealership.services import checkins, describe
from dealership.services.notify import Post, Press
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.reminders.about_days import stop

ANSWERS = ("fine", "question", "wrong")


def over(uow: UnitOfWork, _shop: Shop, row: Planned, _now: datetime) -> str:
    """Sold, unhappy before, or in a talk with a person."""
    return checkins.why_over(uow, row)


def ask(uow: UnitOfWork, row: Planned, **said: Arg) -> Post:
    """The part's sentence and its answers; the last button stops check-ins."""
    car = describe.car_for(uow, row.owner_id, row.vehicle_id or 0)
    about = {"car": car, "step": row.step, **said}
    fine, question, wrong = (
        Press(Message(f"checkin-{answer}"), f"checkin.{answer}", {"planned": row.id}) for answer in ANSWERS
    )
    return Post([Message(f"checkin-{row.kind}", about)], ((fine,), (question, wrong), (stop(row),)))
