"""An owner's open complaint, and what they are told of it: its number, who knows, by when, how far it is."""

from __future__ import annotations

from typing import Any

from dealership.domain.message import Arg, Message, items, moment
from dealership.domain.records import Case, Complaint
from dealership.domain.sla import Clock, Level
from dealership.services import complaints
from dealership.services.reckoning import due_at
from dealership.services.shop import Shop
from dialogs.talk import Talk


def current(talk: Talk) -> Case | None:
    """The owner's open complaint."""
    return complaints.find_open(talk.uow, talk.owner_id)


def shop_of(talk: Talk, case: Case) -> Shop:
    return talk.world.shops[case.store_id]


def opening(talk: Talk, case: Case) -> Message:
    """Its number, who was told, and by when somebody speaks."""
    complaint, shop = talk.uow.complaints.get(case.id), shop_of(talk, case)
    people = [
        Message("complaint-person", {"name": one.name, "role": one.role})
        for one in complaints.informed(talk.uow, case)
    ]
    return Message(
        "complaint-opened",
        {
            "number": str(case.id),
            "level": complaint.level,
            "people": items(people) if people else "",
            "informed": "yes" if people else "no",
            "by": told_at(shop, due_at(shop, complaint, Clock.ANSWERED)),
            "phone": shop.store.phone,
        },
    )


def is_critical(talk: Talk) -> bool:
    case = current(talk)
    return case is None or talk.uow.complaints.get(case.id).level == Level.CRITICAL


def told_status(talk: Talk) -> Message | None:
    """How far the open complaint is."""
    case = current(talk)
    return status(talk, case) if case else None


def status(talk: Talk, case: Case) -> Message:
    """How far it is."""
    complaint, shop = talk.uow.complaints.get(case.id), shop_of(talk, case)
    keeper = talk.uow.staff.get(case.taken_by) if case.taken_by else None
    return Message(
        "complaint-status",
        {
            "number": str(case.id),
            "state": case.state,
            "name": keeper.name if keeper else "",
            "role": keeper.role if keeper else "",
            "named": "yes" if keeper else "no",
            "by": told_at(shop, _next(shop, complaint)),
            "timed": "yes" if _next(shop, complaint) else "no",
            "until": told_at(shop, complaint.wake_at),
            "phone": shop.store.phone,
        },
    )


def _next(shop: Shop, complaint: Complaint) -> Any:
    """By when something happens: an answer, else a solution."""
    clock = Clock.ANSWERED if complaint.answered_at is None else Clock.SOLVED
    return due_at(shop, complaint, clock)


def told_at(shop: Shop, at: Any) -> Arg:
    return moment(at, shop.zone, "short") if at else "–"
