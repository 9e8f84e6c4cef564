"""What was sent, held or let go, and why; what comes next: of one owner, and of a day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NoReturn, TypeVar
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.errors import UserFacingError
from bot.shops import shops_of
from dealership.domain.company import Company
from dealership.domain.identity import normalise_plate
from dealership.domain.records import Owner, Planned
from dealership.services.ports import NotFoundError
from scheduler.sweeps.voice import dues_of, voice_of
from storage.database import open_database
from storage.uow import UnitOfWork

LINES = 50
Counts = Mapping[tuple[str, str, str], int]
T = TypeVar("T")


def in_one_transaction(settings: Settings, work: Callable[[UnitOfWork], T]) -> T:
    """Open the database, do the work, close it."""

    async def go() -> T:
        database = open_database(settings.database_url)
        try:
            return await database.run(work)
        finally:
            await database.close()

    return asyncio.run(go())


# --- why ---------------------------------------------------------------------------------------------------


def why(settings: Settings, company: Company, named: str) -> str:
    """An owner's ledger, a line a message."""

    def work(uow: UnitOfWork) -> tuple[Owner, Sequence[Planned]]:
        owner = uow.owners.get(_owner_id(uow, named))
        return owner, uow.planned.ledger(owner.id, LINES)

    owner, rows = in_one_transaction(settings, work)
    zone = next(
        (store.zone for store in company.stores if store.id == owner.store_id), company.stores[0].zone
    )
    lines = [_line(row, zone) for row in rows] or ["nothing has been planned"]
    return "\n".join((f"owner {owner.id}, times of {zone.key}", *lines))


def _owner_id(uow: UnitOfWork, named: str) -> int:
    """By id, or by a plate: its main driver."""
    if named.isdecimal():
        try:
            return uow.owners.get(int(named)).id
        except NotFoundError:
            _unknown(named)
    plate = normalise_plate(named)
    vehicle = uow.vehicles.find(plate=plate) if plate else None
    drivers = uow.vehicles.drivers(vehicle.id) if vehicle else ()
    return drivers[0][0].id if drivers else _unknown(named)


def _unknown(named: str) -> NoReturn:
    raise UserFacingError(f"nobody is known as {named!r}", "Give an owner's number or a plate.")


def _line(row: Planned, zone: ZoneInfo) -> str:
    at = row.decided_at or row.look_at or row.due_at
    what = "next" if row.state == "waiting" else row.state
    about = f"visit {row.appointment_id}" if row.appointment_id else f"car {row.vehicle_id}"
    why = ": ".join(filter(None, (row.reason, row.detail)))
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}  {what:<8} {row.kind:<18} {about:<12} {why}".rstrip()


# --- plan --------------------------------------------------------------------------------------------------


class _TakenBack(Exception):  # noqa: N818 (it ends a transaction and is no error)
    def __init__(self, counts: Counts) -> None:
        self.counts = counts


def plan(settings: Settings, company: Company, day: date, *, rehearse: bool) -> str:
    """Plan a day; rehearsed, decide it too, count what would happen, and take it all back."""
    zone = company.stores[0].zone
    since, until = (datetime.combine(it, time(0), zone) for it in (day, day + timedelta(days=1)))

    def work(uow: UnitOfWork) -> Counts:
        counts = _through_the_day(uow, company, since, until, decide=rehearse)
        if rehearse:
            raise _TakenBack(counts)
        return counts

    try:
        counts = in_one_transaction(settings, work)
    except _TakenBack as taken_back:
        counts = taken_back.counts
    return "\n".join(_table(day, counts))


def _through_the_day(
    uow: UnitOfWork, company: Company, since: datetime, until: datetime, *, decide: bool
) -> Counts:
    shops = shops_of(company)
    for due in dues_of(shops, since):
        uow.planned.plan(due)
    voice, now = voice_of(company, shops), since
    while decide and now < until:
        for owner_id in uow.planned.owners_to_look_at(now, 0, limit=1_000_000):
            voice.look_at(uow, owner_id, now)
        now += timedelta(minutes=30)
    return uow.planned.counts(since, until)


def _table(day: date, counts: Counts) -> Iterator[str]:
    yield f"{day:%Y-%m-%d}: {sum(counts.values())} due"
    for (kind, state, reason), number in counts.items():
        yield f"{number:>8}  {kind:<18} {state:<8} {reason}".rstrip()
