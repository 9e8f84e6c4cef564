"""Keeping house: updates seen long ago are forgotten, idle talks rest, owners who asked are erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from dealership.domain.company import Company
from dealership.domain.records import Session
from dealership.services import erasure
from dealership.services.shop import Shop
from dialogs.talk import at_rest
from scheduler.sweeps.paging import PAGE, each
from storage.database import Database
from storage.uow import UnitOfWork

SEEN_FOR = timedelta(hours=48)  # update ids restart anywhere after a week of silence
FORGET_PAGE = 2000
SILENT_FOR = timedelta(hours=1)  # far longer than any gate is shut


async def forget_updates(database: Database, now: datetime) -> int:
    """Forget which updates were seen, after 48 hours."""
    forgotten = 0
    while gone := await database.run(lambda uow: uow.updates.forget_before(now - SEEN_FOR, FORGET_PAGE)):
        forgotten += gone
    return forgotten


async def forget_misheard(database: Database, company: Company, now: datetime) -> int:
    """Forget what was not understood, labelled or not, after the days it may be kept."""
    before, forgotten = now - timedelta(days=company.misheard_days), 0
    while gone := await database.run(lambda uow: uow.misheard.forget_before(before, FORGET_PAGE)):
        forgotten += gone
    return forgotten


async def forget_attempts(database: Database, company: Company, now: datetime) -> int:
    """Forget how messages were sent, after the days it may be kept; that they were is kept with the message."""
    before, forgotten = now - timedelta(days=company.attempt_days), 0
    while gone := await database.run(lambda uow: uow.outbox.forget_attempts(before, FORGET_PAGE)):
        forgotten += gone
    return forgotten


async def forget_gates(database: Database, _now: datetime) -> int:
    """Forget the gates of chats that have been silent; by the database's time, as they were set."""
    return await database.run(lambda uow: uow.gates.forget_chats(uow.time() - SILENT_FOR))


async def rest_sessions(database: Database, company: Company, now: datetime) -> int:
    """Dialogs nobody has gone on with for days are let go, quietly; what they held has expired by itself."""
    before = now - timedelta(days=company.session_days)
    rested, last, full = 0, None, True
    while full:
        count, last, full = await database.run(partial(_rest_page, before, now, last))
        rested += count
    return rested


def _rest_page(
    before: datetime, now: datetime, last: Session | None, uow: UnitOfWork
) -> tuple[int, Session | None, bool]:
    """(how many came to rest, the last one looked at, whether there may be more)."""
    idle = uow.sessions.idle(before, last, PAGE)
    resting = [rested for session in idle if (rested := at_rest(session)) is not None]
    for session in resting:
        uow.sessions.save(session, now)
    return len(resting), idle[-1] if idle else None, len(idle) == PAGE


async def erase_owners(database: Database, company: Company, shops: Mapping[int, Shop], now: datetime) -> int:
    """Erase the personal values of owners who asked for it and had their time to think again."""
    asked_by = now - erasure.time_to_think(company)
    return await each(
        database,
        lambda uow, after: uow.owners.asked_deletion_before(asked_by, after, PAGE),
        lambda uow, owner_id: erasure.erase(uow, company, shops, owner_id, now),
        key=int,
    )
