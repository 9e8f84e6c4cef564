"""Turning the wheel: from one due moment to the next, through all the days, and what came of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.simulate.habits import People, Temper
from bot.simulate.house import SimulatedHouse
from bot.simulate.rules import SAID, Breach, Evidence, breaches
from bot.simulate.town import settle
from bot.simulate.virtual import AtOnce, PatientDatabase, VirtualLoop
from dealership.domain.company import Company
from dealership.domain.records import Planned
from storage.database import open_database
from storage.sqlite import SqliteDatabase
from storage.uow import UnitOfWork

START = datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
STRIDE = timedelta(hours=1)
"""The sweeps beat more often in earnest; what falls due within a stride is done together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to simulate. `faults`: answers are lost on the way; `temper`: what owners are like."""

    owners: int
    days: int
    seed: int
    faults: bool = False
    temper: Temper = field(default_factory=Temper)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: breaches of the rules, and counts by kind and reason."""

    breaches: Sequence[Breach]
    sent: Mapping[str, int]
    held: Mapping[str, int]
    tasks: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        found = [
            {"rule": one.rule, "owner": one.owner, "at": one.at.isoformat(), "detail": one.detail}
            for one in self.breaches
        ]
        return {
            "breaches": found, "sent": dict(self.sent), "held": dict(self.held), "tasks": dict(self.tasks),
        }  # fmt: skip


def simulate(company: Company, url: str, wanted: Wanted) -> Outcome:
    """Run it all in a loop of its own, on the migrated empty database at `url`."""
    loop = VirtualLoop(START)
    try:
        return loop.run_until_complete(_live(company, _database(url, loop), loop, wanted))
    finally:
        loop.close()


def _database(url: str, loop: VirtualLoop) -> PatientDatabase:
    def now(_driver: object) -> datetime:
        return loop.now()

    return PatientDatabase(
        SqliteDatabase(url, now, AtOnce()) if url.startswith("sqlite") else open_database(url, time=now), loop
    )


async def _live(company: Company, database: PatientDatabase, clock: VirtualLoop, wanted: Wanted) -> Outcome:
    faults = random.Random(f"faults {wanted.seed}") if wanted.faults else None
    house = SimulatedHouse(company, database, clock, faults)
    rng = random.Random(f"people {wanted.seed}")
    people = People(house, await settle(house, wanted.owners, rng), rng, wanted.temper)
    until = START + timedelta(days=wanted.days)
    _mornings(house, people, until)
    while clock.now() < until:
        await house.turn()
        for row, message_id in house.posted:
            people.hear(row, message_id)
        house.posted.clear()
        then = min(until, clock.now() + STRIDE)
        await people.diary.live(clock, then)
        await clock.pass_until(then)
        await people.colleagues.work()
    await house.turn()
    outcome = await _outcome(house, people, until)
    await database.close()
    return outcome


def _mornings(house: SimulatedHouse, people: People, until: datetime) -> None:
    """Every shop opens its book soon after its own midnight."""

    def open_at(shop_id: int, at: datetime) -> None:
        if at < until:
            people.diary.add(at, lambda: morning(shop_id, at))

    async def morning(shop_id: int, at: datetime) -> None:
        shop = house.shops[shop_id]
        if shop_id == min(house.shops):
            people.a_day(at)
        await people.open_shop(shop, at)
        following = shop.today(at) + timedelta(days=1)
        open_at(shop_id, datetime.combine(following, time(0), shop.zone).astimezone(UTC))

    for shop in house.shops.values():
        first = shop.today(START) + timedelta(days=1)
        open_at(shop.id, datetime.combine(first, time(0), shop.zone).astimezone(UTC))


async def _outcome(house: SimulatedHouse, people: People, until: datetime) -> Outcome:
    ledger: list[Planned] = []
    for citizen in people.town.citizens:
        ledger += await house.database.run(
            lambda uow, owner_id=citizen.owner_id: _ledger_of(uow, owner_id)  # type: ignore[misc]
        )
    zones = {one.owner_id: house.shops[one.store_id].zone for one in people.town.citizens}
    evidence = Evidence(ledger, house.journal, house.company.voice, zones, until)
    return Outcome(
        breaches(evidence),
        Counter(row.kind for row in ledger if row.state in SAID),
        Counter(row.reason or row.state for row in ledger if row.state not in SAID),
        await house.database.run(lambda uow: uow.tasks.counts()),
    )


def _ledger_of(uow: UnitOfWork, owner_id: int) -> Sequence[Planned]:
    return uow.planned.ledger(owner_id, 100_000)
