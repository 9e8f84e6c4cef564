"""The wheel: what falls due is planned by sets, and each owner's plan is put before the governor.

Planning twice, late, or on several replicas adds nothing twice; deciding locks an owner's rows, so each is decided
once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from dealership.domain.company import Company
from dealership.services import lateness, tasks, upkeep
from dealership.services.shop import Shop
from dealership.services.voice import Voice
from scheduler.journeys import JOURNEYS
from scheduler.reminders import REMINDERS, VISITS
from scheduler.reminders.kind import Reminder
from scheduler.sweeps.paging import PAGE, each, in_batches
from storage.database import Database
from storage.due import Due
from storage.uow import UnitOfWork

KINDS = (*REMINDERS, *JOURNEYS)
UPKEEP_PAGE = 500
OWNERS_PAGE = 2000
"""Ids alone: each page goes through all that waits, so there are few of them."""
PLANS = "maintenance plans"
"""The lease whose holder says by which plans the cars have been counted."""


def voice_of(company: Company, shops: Mapping[int, Shop]) -> Voice:
    """The house's voice with every kind it has."""
    return Voice(company, shops, {kind.key: kind for kind in KINDS})


async def plan(
    database: Database, shops: Mapping[int, Shop], now: datetime, kinds: Sequence[Reminder] = KINDS
) -> int:
    """Plan what falls due in every store, each set in a transaction of its own; how many messages are new."""
    return sum([await _plan(database, due) for due in dues_of(shops, now, kinds)])


async def plan_visits(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """Only what is due by the hour of a visit: for whoever plans the rest once a day."""
    return await plan(database, shops, now, VISITS)


def dues_of(shops: Mapping[int, Shop], now: datetime, kinds: Sequence[Reminder] = KINDS) -> Iterator[Due]:
    """Everything these kinds have to plan around now."""
    return (due for kind in kinds for shop in shops.values() for due in kind.plan(shop, now))


async def _plan(database: Database, due: Due) -> int:
    return await database.run(lambda uow: uow.planned.plan(due))


async def speak(database: Database, voice: Voice, now: datetime) -> int:
    """Decide what is to be decided now, owner by owner; for how many owners there was something."""
    return await in_batches(
        database,
        lambda uow, after: uow.planned.owners_to_look_at(now, after, OWNERS_PAGE),
        lambda uow, owner_id: voice.look_at(uow, owner_id, now),
        key=lambda owner_id: owner_id,
    )


async def count_upkeep(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """Count anew when cars want service of which something new is known, a page of them in a transaction; how many."""
    counted, after = 0, 0
    while page := await database.run(partial(_count, shops, after)):
        counted, after = counted + len(page), page[-1]
    return counted


def _count(shops: Mapping[int, Shop], after: int, uow: UnitOfWork) -> Sequence[int]:
    cars = uow.upkeep.stale(after, UPKEEP_PAGE)
    if cars:
        upkeep.count(uow, shops, cars)
    return cars


async def heed_plans(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """When the plans of the models have changed since all cars were counted, all are counted anew; how many."""
    return await database.run(lambda uow: _heed(uow, shops, now))


def _heed(uow: UnitOfWork, shops: Mapping[int, Shop], now: datetime) -> int:
    mark = upkeep.fingerprint(shops)
    if uow.leases.holder(PLANS) == mark:
        return 0
    uow.leases.take(PLANS, mark, now, now)
    return uow.upkeep.mark_all(now)


async def open_tasks(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """Show staff the calls whose day has come; how many."""
    return await each(
        database,
        lambda uow, after: uow.tasks.waiting(now, after, PAGE),
        lambda uow, task: task.store_id in shops and tasks.open_due(uow, shops[task.store_id], task, now),
    )


async def let_late_go(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """Free the places of those who were asked and did not come in time; how many."""

    def act(uow: UnitOfWork, visit_id: int, store_id: int) -> bool:
        return store_id in shops and lateness.let_go(uow, shops[store_id], visit_id, now)

    return await each(
        database,
        lambda uow, after: uow.appointments.late(now, after, PAGE),
        lambda uow, visit: act(uow, visit.id, visit.store_id),
    )
