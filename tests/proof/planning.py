"""Planning and deciding in a process that dies in the middle; what there is to be planned, and what came of it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from proof.bots import CONFIG
from sqlalchemy import select

from bot.config import load_company
from bot.shops import shops_of
from scheduler.sweeps.voice import dues_of, plan, speak, voice_of
from storage.database import open_database
from storage.repositories.outbox import OutboxRepository
from storage.repositories.planned import PlannedRepository
from storage.schema import outbox, planned_message
from storage.uow import UnitOfWork

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
"""Eleven in the morning in Shanghai."""


def prepare_plans() -> None:
    """What every planner would reckon anew: calendars, mostly."""
    list(dues_of(shops_of(load_company(CONFIG)), NOW))


def plan_and_speak(url: str, dies_at: str, dies_after: int) -> None:
    """One turn of the wheel; ends by itself, or dies inside a transaction."""
    _arm(dies_at, dies_after)
    asyncio.run(_turn(url))


async def _turn(url: str) -> None:
    company, database = load_company(CONFIG), open_database(url)
    shops = shops_of(company)
    await plan(database, shops, NOW)
    await speak(database, voice_of(company, shops), NOW)
    await database.close()


def _arm(dies_at: str, dies_after: int) -> None:
    left = [dies_after]

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def work(*args: Any, **values: Any) -> Any:
            done = real(*args, **values)
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return work

    if dies_at == "mid-plan":
        PlannedRepository.plan = dying(PlannedRepository.plan)  # type: ignore[method-assign]
    if dies_at == "mid-decision":
        OutboxRepository.add = dying(OutboxRepository.add)  # type: ignore[method-assign]


async def settle(url: str, owners: int) -> None:
    """Owners with a chat and a car whose insurance ends in a month."""
    database, company = open_database(url), load_company(CONFIG)
    today = NOW.date()

    def work(uow: UnitOfWork) -> None:
        for number in range(owners):
            person = uow.owners.add(
                NOW, store_id=company.stores[0].id, name="", language="en", service_consent_at=NOW
            )
            uow.owners.link_account("owner", 1000 + number, 1000 + number, person, NOW)
            days = {"insured_until": today + timedelta(days=30), "inspection_due": today + timedelta(days=60)}
            car = uow.vehicles.add(NOW, store_id=company.stores[0].id, plate=f"K-{number}", model="", **days)
            uow.vehicles.bind(person, car, "proven", NOW)

    await database.run(work)
    await database.close()


async def came_of_it(url: str) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Everything planned, and everything queued, in an order of its own."""
    database = open_database(url)
    plans = select(planned_message.c.dedup_key, planned_message.c.state, planned_message.c.reason)
    queued = select(outbox.c.chat_id, outbox.c.lane)

    def work(uow: UnitOfWork) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        found = [sorted(tuple(row) for row in uow.connection.execute(one)) for one in (plans, queued)]
        return found[0], found[1]

    try:
        return await database.run(work)
    finally:
        await database.close()
