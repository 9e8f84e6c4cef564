"""Of several replicas one polls: who holds the lease, how it passes on, and what a crash leaves behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import lease as lease_module
from bot import polling
from bot.lease import LEASE, PollingLease
from storage.database import Database

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


def test_lease_outlives_a_long_poll() -> None:
    assert LEASE.total_seconds() > lease_module.RENEW + polling.LONG_POLL


async def test_a_process_keeps_its_lease(database: Database) -> None:
    lease = PollingLease("owner", database, Clock().now)
    assert await lease.held()
    assert await lease.held()


async def test_each_bot_has_a_lease_of_its_own(database: Database) -> None:
    assert await PollingLease("owner", database, Clock().now).held()
    assert await PollingLease("staff", database, Clock().now).held()


async def test_second_replica_waits_until_the_first_lets_go(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("one process a file")
    first, second = (PollingLease("owner", database, Clock().now) for _ in range(2))
    assert await first.held()
    assert not await second.held()
    await first.let_go()
    assert await second.held()


async def test_lease_of_a_killed_process_lapses(database: Database) -> None:
    clock = Clock()
    killed, successor = (PollingLease("owner", database, clock.now) for _ in range(2))
    assert await killed.held()
    clock.at += LEASE + timedelta(seconds=1)
    assert await successor.held()


async def test_on_sqlite_the_successor_of_a_killed_process_polls_at_once(sqlite_database: Database) -> None:
    killed, successor = (PollingLease("owner", sqlite_database, Clock().now) for _ in range(2))
    assert await killed.held()
    assert await successor.held()
