"""200 owners at once for the last ten places: exactly ten are booked, everybody else is offered something.

SQLite: one process. PostgreSQL: two processes on one database. The judge is proven by products broken on purpose.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from proof.figures import ensure_due, record, sized
from proof.race import FIRST_ACCOUNT, Outcome, Verdict, enrol, fill, judge, run, small_company

import dealership.services.shop as shop_module
from bot.house import shops_of
from dealership.domain.company import Company
from dealership.domain.slots import plan_claims
from storage.database import open_database
from storage.repositories.appointments import AppointmentRepository
from storage.schema import claim
from storage.uow import UnitOfWork

OWNERS = sized(40, 200)
SEEDS = sized((1,), (1, 2, 3, 4, 5))
SQLITE, POSTGRES = "sqlite, 1 process", "postgresql, 2 processes"
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def small(company: Company) -> Company:
    return small_company(company)


def accounts_of(process: int, processes: int) -> list[int]:
    """Each process has owners of its own."""
    return [FIRST_ACCOUNT + process * 1_000_000 + number for number in range(OWNERS // processes)]


async def prepare(company: Company, url: str, accounts: Sequence[int]) -> None:
    shop = shops_of(company)[company.stores[0].id]
    database = open_database(url)

    def work(uow: UnitOfWork) -> None:
        fill(uow, shop)
        enrol(uow, shop, accounts)

    await database.run(work)
    await database.close()


async def race_and_judge(company: Company, url: str, seed: int) -> tuple[Outcome, Verdict]:
    """All in this process."""
    accounts = accounts_of(0, 1)
    await prepare(company, url, accounts)
    return await race_on(company, url, accounts, seed)


async def race_on(company: Company, url: str, accounts: Sequence[int], seed: int) -> tuple[Outcome, Verdict]:
    """A race where everything is prepared."""
    database = open_database(url)

    async def ready() -> None: ...

    outcome = await run(company, database, accounts, seed, ready)
    verdict = await judge(company, database, outcome)
    await database.close()
    return outcome, verdict


def race_in_two_processes(company: Company, url: str, seed: int) -> tuple[Outcome, Verdict]:
    shares = [accounts_of(process, 2) for process in range(2)]
    asyncio.run(prepare(company, url, [account for share in shares for account in share]))
    barrier, results = FORK.Barrier(2), FORK.SimpleQueue()
    runners = [
        FORK.Process(target=_share, args=(company, url, share, seed, barrier, results)) for share in shares
    ]
    for runner in runners:
        runner.start()
    outcomes = [results.get() for _ in runners]
    for runner in runners:
        runner.join()
    outcome = outcomes[0].and_of(outcomes[1])
    return outcome, asyncio.run(_judged(company, url, outcome))


def _share(company: Company, url: str, accounts: list[int], seed: int, barrier: Any, results: Any) -> None:
    async def work() -> Outcome:
        database = open_database(url)
        try:
            return await run(company, database, accounts, seed, lambda: asyncio.to_thread(barrier.wait, 60))
        finally:
            await database.close()

    try:
        results.put(asyncio.run(work()))
    except BaseException as error:
        barrier.abort()
        results.put(Outcome(errors=[f"the process failed: {error!r}"]))
        raise


async def _judged(company: Company, url: str, outcome: Outcome) -> Verdict:
    database = open_database(url)
    try:
        return await judge(company, database, outcome)
    finally:
        await database.close()


def keep(key: str, outcomes: list[Outcome]) -> None:
    """Attempts: taps on a time, by winners and losers alike."""
    attempts, seconds = sum(one.attempts for one in outcomes), sum(one.seconds for one in outcomes)
    ends = [Counter(one.ended.values()) for one in outcomes]
    figures = {
        "owners": OWNERS,
        "places": 10,
        "seeds": SEEDS,
        "ended": [dict(end) for end in ends],
        "attempts": attempts,
    }
    record("race", key, {**figures, "attempts_per_second": round(attempts / seconds), "breaches": 0})


def test_last_ten_places_go_to_ten_owners_on_sqlite(small: Company, make_sqlite: Any) -> None:
    ensure_due("race", SQLITE)
    outcomes = []
    for seed in SEEDS:
        outcome, verdict = asyncio.run(race_and_judge(small, make_sqlite(), seed))
        assert not verdict.broken
        outcomes.append(outcome)
    keep(SQLITE, outcomes)


def test_last_ten_places_go_to_ten_owners_on_postgresql(small: Company, make_postgres: Any) -> None:
    ensure_due("race", POSTGRES)
    outcomes = []
    for seed in SEEDS:
        outcome, verdict = race_in_two_processes(small, make_postgres(), seed)
        assert not verdict.broken
        outcomes.append(outcome)
    keep(POSTGRES, outcomes)


def test_the_constraint_alone_keeps_places_unique(
    small: Company, make_postgres: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither looking first nor standing in line is needed: without both, the unique claims still decide."""
    monkeypatch.setattr(AppointmentRepository, "queue_up", lambda self, store_id: None)
    monkeypatch.setattr(shop_module, "plan_claims", blind_plans)
    _, verdict = race_in_two_processes(small, make_postgres(), 1)
    assert not verdict.broken


def blind_plans(store: Any, start: Any, request: Any, _taken: Any, *rest: Any, **more: Any) -> Any:
    """Every way to begin then, as if nothing were taken."""
    return plan_claims(store, start, request, {}, *rest, **more)


# --- the judge is proven -------------------------------------------------------------------------------------


def test_judge_names_places_taken_twice_when_claims_always_succeed(
    small: Company, make_sqlite: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, accounts = make_sqlite(), accounts_of(0, 1)
    asyncio.run(prepare(small, url, accounts))
    monkeypatch.setattr(AppointmentRepository, "claim", lambda *_args: True)
    _, verdict = asyncio.run(race_on(small, url, accounts, 1))
    assert any(breach.startswith("bay ") for breach in verdict.broken)
    assert any("booked, there were 10 places" in breach for breach in verdict.broken)


def test_judge_names_places_taken_twice_when_claims_are_not_unique(
    small: Company, make_postgres: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_postgres()
    asyncio.run(_drop_the_constraint(url))
    monkeypatch.setattr(AppointmentRepository, "queue_up", lambda self, store_id: None)
    monkeypatch.setattr(shop_module, "plan_claims", blind_plans)
    _, verdict = race_in_two_processes(small, url, 1)
    assert any(breach.startswith("bay ") for breach in verdict.broken)


async def _drop_the_constraint(url: str) -> None:
    database = open_database(url)
    await database.run(
        lambda uow: uow.connection.exec_driver_sql(f"ALTER TABLE {claim.name} DROP CONSTRAINT pk_claim")
    )
    await database.close()
