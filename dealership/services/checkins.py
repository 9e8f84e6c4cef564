"""Check-ins of a journey: what the owner answers is kept for each part, and decides whether the next is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dealership.domain.message import Message
from dealership.domain.records import Planned
from dealership.services.case_cards import CONVERSATION
from dealership.services.matters import of_owner
from dealership.services.ports import UnitOfWork

COMPLAINT = "complaint"
WRONG = "wrong"


def why_over(uow: UnitOfWork, row: Planned, back: int | None = None) -> str:
    """Why the next part is not asked: the car is sold, they were unhappy, or a person is talking with them.

    `back`: how many parts before this one count as unhappy; all of them without it.
    """
    first = 0 if back is None else max(0, row.step - back)
    if all(car.id != row.vehicle_id for car, _ in uow.vehicles.of_owner(row.owner_id)):
        return "sold"
    if any(uow.planned.answer_of(_part(row, step)) == WRONG for step in range(first, row.step)):
        return "unhappy"
    open_ = any(uow.cases.find_open(row.owner_id, kind) for kind in (COMPLAINT, CONVERSATION))
    return "case_open" if open_ else ""


def answer(uow: UnitOfWork, owner_id: int, planned_id: int, said: str, now: datetime) -> Message:
    """Keep what the owner says of this part (fine, question, wrong); NotFoundError for somebody else's."""
    row = of_owner(uow, owner_id, planned_id)
    if uow.planned.answer(_part(row, row.step), said, now):
        uow.audit.add(
            now, "owner", owner_id, f"{row.kind}.{said}", "planned_message", row.id, row.store_id, owner_id
        )
    return Message("checkin-thanks")


def _part(row: Planned, step: int) -> Planned:
    """The answer to one part hangs on it alone, and on the visit where it is about one."""
    about = f"{row.period}:{row.appointment_id}" if row.appointment_id else row.period
    return replace(row, period=f"{about}:{step}")
