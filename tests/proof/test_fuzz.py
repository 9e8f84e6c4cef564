"""20 000 random and hostile updates over both bots, with honest owners in between: nothing breaks, nothing leaks.

Nine in ten go through the doors of the bots in this process, the rest as webhooks over real HTTP. The judge is
proven by products broken on purpose.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from proof.breaches import BREACHES, Break, First
from proof.figures import ensure_due, record, sized
from proof.honest import House, Person, Walker
from proof.hostile import Hostile
from proof.indoors import OWNER_TOKEN, STAFF_TOKEN, Clock, Errors, Indoors
from proof.outdoors import outdoors, witness
from proof.storm import FIRST_HONEST, NOW, UPDATES_PER_WALKER, Call, Indoor, Storm, Town, WatchedApi
from proof.verdict import judge

from bot.stand.clock import Clock as StandClock
from bot.stand.clock import OffsetClock
from bot.stand.server import Stand
from dealership.domain.company import Company
from scheduler.metronome import Metronome
from storage.database import open_database

INDOORS, OUTDOORS = sized((600, 150), (18_000, 2_000))
"""Updates for each database."""
SEED = 1


@dataclass
class Outcome:
    """What a storm left behind."""

    broken: list[str]
    figures: dict[str, object]


@dataclass
class Weather:
    """Everything one storm needs, whichever way updates come in. `manners`: how honest owners choose."""

    company: Company
    url: str
    clock: StandClock
    seed: int = SEED
    walkers: int = 0
    manners: random.Random | None = None

    def __post_init__(self) -> None:
        self.database, self.rng = open_database(self.url), random.Random(self.seed)
        self.stand = Stand(OWNER_TOKEN, STAFF_TOKEN, clock=self.clock, limits=False)
        self.town, self.calls = Town(self.stand, self.company), list[Call]()

    async def settle(self, updates: int) -> None:
        walkers = self.walkers or max(1, updates // UPDATES_PER_WALKER)
        await self.database.run(lambda uow: self.town.settle(uow, walkers))
        self.hostile = Hostile(self.rng, self.stand.world, self.town.people)

    async def rage(self, house: House, updates: int) -> Outcome:
        """The storm, then the verdict."""
        people = [Person(house, "owner", FIRST_HONEST + number) for number in range(self.town.honest)]
        walkers = [Walker(person, self.manners or self.rng) for person in people]
        storm, begun = Storm(house, self.town, self.hostile, walkers, self.rng), time.perf_counter()
        with Errors() as errors:
            await storm.rage(updates)
            seconds = time.perf_counter() - begun
            broken = await judge(storm, self.calls, errors.texts, self.database)
        figures = {
            "seed": self.seed, "updates": storm.fed, "calls": len(self.calls), "honest_owners": dict(Counter(one.ended for one in walkers)),
            "updates_per_second": round(storm.fed / seconds), "breaches": len(broken),
        }  # fmt: skip
        return Outcome(broken, figures)


async def storm_indoors(company: Company, url: str, updates: int, seed: int = SEED, **more: Any) -> Outcome:
    """Through the doors in this process; every call is known with the update that caused it."""
    clock = Clock(NOW)
    weather = Weather(company, url, clock, seed, **more)
    await weather.settle(updates)
    edge = partial(WatchedApi, calls=weather.calls, hostile=weather.hostile)
    indoors = Indoors(company, weather.database, weather.stand, clock, edge)
    metronome = Metronome(weather.database, company, indoors.shops, clock.now, indoors.show)
    outcome = await weather.rage(Indoor(indoors, metronome), updates)
    await weather.database.close()
    return outcome


async def storm_outdoors(company: Company, url: str, updates: int, patch: pytest.MonkeyPatch) -> Outcome:
    """As webhooks over HTTP."""
    weather = Weather(company, url, OffsetClock())
    await weather.settle(updates)
    witness(weather.stand, weather.calls, weather.hostile)
    async with outdoors(company, weather.database, weather.stand, patch) as house:
        outcome = await weather.rage(house, updates)
    await weather.database.close()
    return outcome


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, make_sqlite: Callable[[], str], make_postgres: Callable[[], str]) -> str:
    return make_sqlite() if kind == "sqlite" else make_postgres()


def named(broken: list[str]) -> str:
    return "\n".join(broken[:40])


def test_storm_breaks_nothing(company: Company, kind: str, url: str) -> None:
    key = f"{kind}, in process"
    ensure_due("fuzz", key)
    outcome = asyncio.run(storm_indoors(company, url, INDOORS))
    assert not outcome.broken, named(outcome.broken)
    record("fuzz", key, outcome.figures)


def test_storm_of_webhooks_breaks_nothing(
    company: Company, kind: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = f"{kind}, webhooks over HTTP"
    ensure_due("fuzz", key)
    outcome = asyncio.run(storm_outdoors(company, url, OUTDOORS, monkeypatch))
    assert not outcome.broken, named(outcome.broken)
    record("fuzz", key, outcome.figures)


# --- the judge is proven -------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", BREACHES, ids=lambda broken: broken.__name__)
def test_judge_names_the_breach(
    company: Company, make_sqlite: Callable[[], str], monkeypatch: pytest.MonkeyPatch, broken: Break
) -> None:
    broken(monkeypatch)
    outcome = asyncio.run(storm_indoors(company, make_sqlite(), 200, walkers=6, manners=First()))
    assert any(BREACHES[broken] in one for one in outcome.broken), named(outcome.broken)
