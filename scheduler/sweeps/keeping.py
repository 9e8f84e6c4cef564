"""Keeping house: updates seen long ago are forgotten, idle talks rest, owners who asked are erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dealership.domain.company import Company
from scheduler.sweeps.paging import PAGE, each
from storage.database import Database
from storage.uow import UnitOfWork

SEEN_FOR = timedelta(hours=48)  # update ids restart anywhere after a week of silence
COOL_OFF = timedelta(days=1)  # a deletion can be withdrawn until then


async def forget_updates(database: Database, now: datetime) -> int:
    """Forget which updates were seen, after 48 hours."""
    forgotten = 0
    while gone := await database.run(lambda uow: uow.updates.forget_before(now - SEEN_FOR, PAGE)):
        forgotten += gone
    return forgotten


async def rest_sessions(database: Database, company: Company, now: datetime) -> int:
    """Talks nobody has gone on with for days begin at the menu again; what they held has expired by itself."""
    before = now - timedelta(days=company.session_days)
    rested = 0
    while done := await database.run(lambda uow: _rest(uow, before, now)):
        rested += done
    return rested


def _rest(uow: UnitOfWork, before: datetime, now: datetime) -> int:
    page = uow.sessions.idle(before, None, PAGE)
    for session in page:
        uow.sessions.save(replace(session, talk={}, shown_version=session.version), now)
    return len(page)


async def erase_owners(database: Database, now: datetime) -> int:
    """Erase the personal values of owners who asked for it, once they can no longer take it back."""
    return await each(
        database,
        lambda uow, after: uow.owners.asked_deletion_before(now - COOL_OFF, after, PAGE),
        lambda uow, owner_id: _erase(uow, owner_id, now),
        key=int,
    )


def _erase(uow: UnitOfWork, owner_id: int, now: datetime) -> None:
    person = uow.owners.get(owner_id)
    uow.owners.erase(owner_id, now)
    uow.outbox.forget_owner(owner_id, now)
    uow.audit.add(now, "system", None, "owner.erased", "owner", owner_id, person.store_id)
