"""The card of a case: what staff see of a conversation or a complaint, posted once and edited with every change.

It stands in the case's topic, or in the direct chats of everybody who may take it. A complaint's card says how grave
it is and why, what the owner wants, by when what is due, and who has been called so far.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dealership.domain.complaints import AT_WORK, SINCE, WISHES
from dealership.domain.message import Arg, Message, items, moment
from dealership.domain.records import Case, Complaint, StaffMember
from dealership.domain.rights import Action, may
from dealership.domain.sla import Clock
from dealership.services import describe
from dealership.services.cards import Target, direct, targets
from dealership.services.notify import STAFF, Post, Press, queue
from dealership.services.ports import UnitOfWork
from dealership.services.reckoning import COLUMN, due_at
from dealership.services.shop import Shop

CONVERSATION, COMPLAINT = "conversation", "complaint"


def card(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
    """Post the card where it does not stand yet, edit it everywhere else.

    In a topic that was made anew it is due again, unchanged.
    """
    post = Post([drawn(uow, shop, case)], rows=buttons(case))
    for target in places(uow, shop, case):
        base = f"case:{case.id}:{target['chat_id']}"
        first = uow.outbox.find_id(base)
        more: dict[str, Any] = {"case_id": case.id, "owner_id": case.owner_id}
        if first is not None:
            more["edits_id"] = first
        key = base if first is None else f"{base}:{case.state}:{case.thread_id or 0}:{_stamp(now)}"
        queue(uow, shop.id, post, target, purpose="case", dedup_key=key, now=now, **more)


def drawn(uow: UnitOfWork, shop: Shop, case: Case) -> Message:
    """The case as it stands."""
    if case.kind != COMPLAINT:
        return Message("case-card", _about(uow, case))
    complaint = uow.complaints.get(case.id)
    return Message("complaint-card", {"lines": items(_lines(uow, shop, case, complaint), "lines")})


def buttons(case: Case) -> list[list[Press]]:
    """What the case's state allows; who may do it is asked when it is tapped."""
    args = {"case": case.id}
    if case.closed_at is not None:
        return []
    if case.taken_by is None:
        return [[Press(Message("case-take"), "case.take", args)]]
    if case.kind != COMPLAINT:
        return [[Press(Message("case-close"), "case.close", args)]]
    rows = (("case-offer", "case-hold"), ("case-note", "case-resolve"), ("case",))
    at_work = case.state in AT_WORK
    return [[_opens(dialog, args) for dialog in row] for row in rows if at_work or row == ("case",)]


def places(uow: UnitOfWork, shop: Shop, case: Case) -> Sequence[Target]:
    """Where the card stands: the case's topic, the store's group, else everybody who may take it."""
    topic = topic_of(uow, shop)
    if topic or case.kind != COMPLAINT or uow.staff.find_group(shop.id) is not None:
        return [*topic] or targets(uow, shop)
    return [direct(member) for member in able(uow, shop, Action.WORK_COMPLAINT)]


def topic_of(uow: UnitOfWork, shop: Shop) -> Sequence[Target]:
    """The store's forum, in which every case has its topic; it is made when the first message is sent there."""
    group = uow.staff.find_group(shop.id)
    if group is None or not group.forum:
        return []
    members = [member for member in uow.staff.of_store(shop.id) if member.user_id is not None]
    language = members[0].language if members else "zh-CN"
    return [{"bot": STAFF, "chat_id": group.chat_id, "language": language}]


def able(uow: UnitOfWork, shop: Shop, action: Action) -> Sequence[StaffMember]:
    """Everybody of the store who may do this and can be written to."""
    members = uow.staff.of_store(shop.id)
    return [one for one in members if one.user_id and one.blocked_at is None and may(one.role, action)]


def _lines(uow: UnitOfWork, shop: Shop, case: Case, complaint: Complaint) -> Iterator[Message]:
    """Line by line, only what is known, the urgent first."""
    about = {**_about(uow, case), "level": complaint.level, "reason": complaint.reason}
    yield Message("complaint-head", about)
    yield Message("complaint-state", about)
    yield Message("complaint-owner", {**about, "car": _car(uow, complaint)})
    yield Message("complaint-what", {"category": complaint.category, "source": complaint.source})
    for key in ("words", "since", "wish"):
        if getattr(complaint, key):
            yield Message(f"complaint-{key}-line", {"value": _said(key, getattr(complaint, key))})
    if case.closed_at is None:
        yield from _due(shop, complaint)
    yield from _called(uow, complaint)
    yield from _outcome(shop, complaint)


def _said(key: str, value: str) -> Arg:
    """The owner's own words, or what they tapped."""
    tapped = {"since": SINCE, "wish": WISHES}.get(key, ())
    return Message(f"complaint-{key}-{value}").to_json() if value in tapped else value


def _due(shop: Shop, complaint: Complaint) -> Iterator[Message]:
    """By when each clock that runs wants something."""
    for clock in Clock:
        if getattr(complaint, COLUMN[clock]) is not None:
            continue
        by = due_at(shop, complaint, clock)
        at = moment(by, shop.zone, "short") if by else "–"
        yield Message("complaint-due", {"clock": clock, "at": at, "paused": "no" if by else "yes"})


def _called(uow: UnitOfWork, complaint: Complaint) -> Iterator[Message]:
    """Who has been called in this run, and who was passed over."""
    climbed = uow.complaints.first_rungs(complaint.case_id, complaint.run)
    told = dict.fromkeys(staff_id for one in climbed for staff_id in one.told)
    skipped = {one[0]: one[1] for step in climbed for one in step.skipped}
    if told:
        yield Message("complaint-told", {"names": items([uow.staff.get(one).name for one in told])})
    for staff_id, reason in skipped.items():
        yield Message("complaint-skipped", {"name": uow.staff.get(staff_id).name, "reason": reason})


def _outcome(shop: Shop, complaint: Complaint) -> Iterator[Message]:
    """What came of it, as far as it has."""
    for key in ("cause", "remedy", "prevention"):
        if getattr(complaint, key):
            yield Message(f"complaint-{key}-line", {"value": getattr(complaint, key)})
    if complaint.closed_how:
        yield Message("complaint-how", {"how": complaint.closed_how})


def _about(uow: UnitOfWork, case: Case) -> dict[str, Arg]:
    owner = uow.owners.get(case.owner_id)
    taken_by = uow.staff.get(case.taken_by).name if case.taken_by else ""
    cars = [describe.car(uow.vehicles.get(car.id)) for car, _ in uow.vehicles.of_owner(case.owner_id)]
    return {
        **describe.owner(owner), "number": str(case.id), "state": case.state, "taken_by": taken_by or "–",
        "car": cars[0] if cars else "–",
    }  # fmt: skip


def _car(uow: UnitOfWork, complaint: Complaint) -> Arg:
    vehicle_id = complaint.vehicle_id
    return "–" if vehicle_id is None else describe.car(uow.vehicles.get(vehicle_id))


def _opens(dialog: str, answers: Mapping[str, Any]) -> Press:
    return Press(Message(f"{dialog}-button"), "open", {"dialog": dialog, "answers": answers})


def _stamp(now: datetime) -> int:
    return int(now.timestamp() * 1000)
