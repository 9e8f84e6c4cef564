"""Looking into the outbox costs more than a row: it is done seldom, and in few messages to PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dealership.domain.rates import Rates
from dealership.domain.records import Finished, Outgoing
from scheduler.claims import Claims
from scheduler.delivery import Delivery, Pace
from scheduler.outcome import Sent
from storage.database import Database
from storage.postgres import PostgresDriver
from storage.uow import UnitOfWork

QUIET = Pace(rates=Rates(messages=1000), idle=60, lease=60)


def now() -> datetime:
    return datetime.now(UTC)


async def plan(database: Database, *chats: int) -> None:
    def work(uow: UnitOfWork) -> None:
        for chat in chats:
            uow.outbox.put(
                now(), store_id=1, bot="owner", chat_id=chat, purpose="receipt", language="en",
                dedup_key=f"{chat}:{now()}", payload={"text": []},
            )  # fmt: skip

    await database.run(work)


class Chats:
    """The world's edge: takes everything."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    async def __call__(self, row: Outgoing) -> Sent:
        self.sent.append(row.chat_id)
        return Sent(row.id)

    async def have(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.sent) < count:
                await asyncio.sleep(0.005)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each look into the outbox took."""
    taken: list[int] = []
    real = Claims.claim

    def claim(self: Claims, *about: Any) -> Any:
        claimed = real(self, *about)
        taken.append(len(claimed.rows))
        return claimed

    monkeypatch.setattr(Claims, "claim", claim)
    return taken


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is sent to PostgreSQL."""
    sent: list[str] = []
    real = PostgresDriver._wait

    def wait(self: PostgresDriver, text: str, answer: Any) -> Any:
        sent.append(text)
        return real(self, text, answer)

    monkeypatch.setattr(PostgresDriver, "_wait", wait)
    return sent


async def delivered(delivery: Delivery, story: Callable[[], Any]) -> None:
    running = asyncio.create_task(delivery.run())
    try:
        await story()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_comes_within_a_moment_is_taken_by_one_look(database: Database, looks: list[int]) -> None:
    chats = Chats()

    async def story() -> None:
        await plan(database, 1)
        await chats.have(1)
        looks.clear()
        for chat in (2, 3, 4):
            await plan(database, chat)
        await chats.have(4)

    await delivered(
        Delivery("owner", database, chats, now, pace=Pace(QUIET.rates, idle=60, company=0.2)), story
    )
    assert max(looks) == 3


async def test_nobody_looks_again_because_a_message_went_out(database: Database, looks: list[int]) -> None:
    chats = Chats()

    async def story() -> None:
        async with asyncio.timeout(5):
            while not looks or not delivery.resting:
                await asyncio.sleep(0.005)
        await plan(database, 1, 2, 3)
        await chats.have(3)
        await asyncio.sleep(0.15)

    delivery = Delivery("owner", database, chats, now, pace=QUIET)
    await delivered(delivery, story)
    assert looks == [0, 3]


async def test_news_begins_no_look_while_every_slot_is_taken(database: Database, looks: list[int]) -> None:
    chats = Chats()

    async def story() -> None:
        await plan(database, 1)
        await chats.have(1)
        for chat in range(2, 12):
            await plan(database, chat)

    slow = Pace(rates=Rates(messages=1, seconds=5), idle=60, company=0)
    await delivered(Delivery("owner", database, chats, now, pace=slow), story)
    assert chats.sent == [1]
    assert len(looks) <= 3


async def test_what_waits_for_its_chat_is_looked_for_when_the_chat_may_be_written_to(
    database: Database,
) -> None:
    chats, rates = Chats(), Rates(messages=1000, chat_seconds=0.15)

    async def story() -> None:
        await plan(database, 1, 1, 1)
        await chats.have(3)

    await delivered(Delivery("owner", database, chats, now, pace=Pace(rates, idle=60)), story)
    assert chats.sent == [1, 1, 1]


async def test_a_look_is_five_messages_to_postgresql_and_a_mark_is_one(
    database: Database, messages: list[str]
) -> None:
    if database.dialect != "postgresql":
        pytest.skip("SQLite is not far")
    claims = Claims("owner", now, Rates(), idle=2)
    rows: list[Outgoing] = []

    def look(uow: UnitOfWork) -> None:
        rows[:] = [row for row, _ in claims.claim(uow, "me", 20, lambda: 0.0).rows]

    def mark(uow: UnitOfWork) -> None:
        uow.outbox.finish(
            [Finished(row.id, row.attempts, "sent", "sent", 1, holder="me") for row in rows], now()
        )

    await database.run(lambda uow: uow.processes.enter("me", "owner", now(), now() + timedelta(minutes=1)))
    await database.run(look)
    await plan(database, 1, 2)
    messages.clear()
    await database.run(look)
    assert (len(rows), len(messages)) == (2, 5)
    messages.clear()
    await database.run(mark)
    assert len(messages) == 1
