"""Calls for a person to make: what an owner was reminded of in vain, or could not be reminded of at all.

A task is planned with the last message and opened some days later, if the matter still stands then. Twice planned is
planned once. Staff of the store see the open ones, and say "done" or "not reached": then it comes back tomorrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dealership.domain.message import Message
from dealership.domain.records import Planned, StaffMember, StaffTask
from dealership.domain.rights import Action, ensure_member_may
from dealership.services import matters
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

NO_ANSWER, UNREACHABLE, SAID, LEFT_OUT = "no_answer", "unreachable", "said", "left_out"
"""Why somebody has to call: silence after the last message, no chat, the owner's own answer, or what we left undone."""
AFTER_ALL = 99
"""The step of a call: after every message of the ladder, and after those the owner asked for."""
WAITING, OPEN, DONE, DROPPED = "waiting", "open", "done", "dropped"


def plan(uow: UnitOfWork, shop: Shop, row: Planned, why: str, now: datetime) -> None:
    """Somebody is to call about this matter: in some days, or at once when the owner cannot be written to."""
    due = now + timedelta(days=shop.voice.task_after) if why == NO_ANSWER else now
    uow.tasks.add(row, why, WAITING, due)


def open_due(uow: UnitOfWork, shop: Shop, task: StaffTask, now: datetime) -> bool:
    """Its day has come: staff see it, unless the matter is over meanwhile."""
    over = matters.why_over(uow, shop, as_planned(task), now)
    if over:
        return uow.tasks.update(task.id, (WAITING,), state=DROPPED, ended_at=now)
    return uow.tasks.update(task.id, (WAITING,), state=OPEN)


def as_planned(task: StaffTask) -> Planned:
    """The matter of a task, as the message that led to it spoke of it."""
    return Planned(
        0, task.store_id, task.owner_id, task.vehicle_id, None, task.kind, AFTER_ALL, task.period, task.due_at, None,
        task.state, "", "", None, None,
    )  # fmt: skip


def open_of(uow: UnitOfWork, shop: Shop, member: StaffMember, now: datetime) -> Sequence[StaffTask]:
    """The store's calls to make now, oldest first."""
    ensure_member_may(member, Action.SEE_TASKS, shop.id)
    return uow.tasks.open_of_store(shop.id, now)


def done(uow: UnitOfWork, shop: Shop, member: StaffMember, task_id: int, now: datetime) -> Message:
    """It is settled with the owner."""
    return _end(uow, shop, member, task_id, now, "done", state=DONE, ended_at=now, ended_by=member.id)


def not_reached(uow: UnitOfWork, shop: Shop, member: StaffMember, task_id: int, now: datetime) -> Message:
    """Nobody picked up: tomorrow again."""
    task = uow.tasks.get(task_id)
    tomorrow = shop.moment(shop.today(now) + timedelta(days=1), shop.voice.day_at)
    return _end(uow, shop, member, task_id, now, "called", due_at=tomorrow, calls=task.calls + 1)


def _end(
    uow: UnitOfWork, shop: Shop, member: StaffMember, task_id: int, now: datetime, what: str, **values: object
) -> Message:
    task = uow.tasks.get(task_id)
    ensure_member_may(member, Action.SEE_TASKS, task.store_id)
    if task.due_at > now or not uow.tasks.update(task.id, (OPEN,), **values):
        return Message("tasks-over")
    uow.audit.add(
        now, "staff", member.id, f"task.{what}", "staff_task", task.id, shop.id, task.owner_id, kind=task.kind
    )
    return Message(f"tasks-{what}")
