"""Delivery on both databases: everything that is due goes out once, in order, whatever happens on the way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from dealership.domain.rates import Rates
from dealership.domain.records import Finished, Outgoing
from scheduler.delivery import Delivery, Pace
from scheduler.outcome import (
    PATIENCE,
    Again,
    Blocked,
    Dead,
    Migrated,
    Outcome,
    Paused,
    Sent,
    Trouble,
)
from storage.database import Database
from storage.schema import outbox
from storage.uow import UnitOfWork

FAST = Pace(
    rates=Rates(messages=1000, chat_seconds=0.001, group_seconds=0.001, margin=0),
    idle=0.05,
    lease=6.0,
    halt=0.02,
    patience={trouble: replace(patience, first=0.005) for trouble, patience in PATIENCE.items()},
)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Telegram:
    """The world's edge: answers as told, else sends; remembers what it was asked and what arrived."""

    answers: dict[str, list[Outcome]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    flying: set[int] = field(default_factory=set)
    most_flying: int = 0
    gate: asyncio.Event | None = None
    seconds: float = 0.0

    async def __call__(self, row: Outgoing) -> Outcome:
        name = row.payload["name"]
        assert row.chat_id not in self.flying, "one message at a time in a chat"
        self.flying.add(row.chat_id)
        self.most_flying = max(self.most_flying, len(self.flying))
        self.asked.append(name)
        try:
            await (self.gate.wait() if self.gate else asyncio.sleep(self.seconds))
            told = self.answers.get(name)
            if told:
                return told.pop(0)
            self.sent.append(name)
            return Sent(1000 + row.id)
        finally:
            self.flying.discard(row.chat_id)


def row_of(uow: UnitOfWork, name: str, chat_id: int = 1, bot: str = "owner", **more: Any) -> int | None:
    values = {"store_id": 1, "purpose": "test", "language": "zh-CN", "dedup_key": name, **more}
    return uow.outbox.add(now(), bot=bot, chat_id=chat_id, payload={"name": name, "text": []}, **values)


async def plan(database: Database, *names: str, chat_id: int = 1, **more: Any) -> list[int]:
    ids = await database.run(lambda uow: [row_of(uow, name, chat_id, **more) for name in names])
    assert all(ids)
    return [id_ for id_ in ids if id_]


async def states(database: Database, ids: list[int]) -> list[str]:
    return await database.run(lambda uow: [uow.outbox.message_of(id_)[0] for id_ in ids])


async def outcomes(database: Database, row_id: int) -> list[str]:
    return await database.run(lambda uow: [outcome for _, outcome, _ in uow.outbox.attempts_of(row_id)])


@asynccontextmanager
async def running(*deliveries: Delivery) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(delivery.run()) for delivery in deliveries]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


# --- order, once, at once ----------------------------------------------------------------------------------


async def test_each_chat_gets_its_messages_in_order_while_chats_go_side_by_side(database: Database) -> None:
    names = [f"{chat}.{number:02}" for number in range(6) for chat in (1, 2, 3)]
    for name in names:
        await plan(database, name, chat_id=int(name[0]))
    telegram = Telegram(seconds=0.05)
    sent = await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert sent == len(names)
    for chat in "123":
        assert [name for name in telegram.sent if name[0] == chat] == [n for n in names if n[0] == chat]
    assert telegram.most_flying > 1


async def test_the_same_thing_is_never_said_twice(database: Database) -> None:
    await plan(database, "receipt")
    assert await database.run(lambda uow: row_of(uow, "receipt")) is None
    telegram = Telegram()
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert await database.run(lambda uow: row_of(uow, "receipt")) is None
    assert telegram.sent == ["receipt"]


async def test_a_new_row_goes_out_at_once(database: Database) -> None:
    telegram = Telegram()
    delivery = Delivery("owner", database, telegram, now, pace=replace(FAST, idle=60))
    async with running(delivery):
        await until(lambda: delivery.resting)
        await asyncio.sleep(0.05)
        await plan(database, "hello")
        await until(lambda: telegram.sent == ["hello"], 0.5)
        await until(lambda: delivery.resting, 0.5)


async def test_what_is_due_later_goes_later_and_holds_nobody_back(database: Database) -> None:
    await plan(database, "tomorrow", due_at=now() + timedelta(days=1))
    await plan(database, "soon", due_at=now() + timedelta(seconds=0.1))
    await plan(database, "now")
    telegram = Telegram()
    async with running(Delivery("owner", database, telegram, now, pace=replace(FAST, idle=60))):
        await until(lambda: telegram.sent == ["now", "soon"])
    later = now() + timedelta(days=1)
    await Delivery("owner", database, telegram, lambda: later, pace=FAST).drain(later)
    assert telegram.sent == ["now", "soon", "tomorrow"]


async def test_one_bots_rows_are_not_the_others(database: Database) -> None:
    await plan(database, "to owner")
    await plan(database, "to staff", bot="staff")
    telegram = Telegram()
    await Delivery("staff", database, telegram, now, pace=FAST).drain(now())
    assert telegram.sent == ["to staff"]


async def test_a_slow_chat_does_not_delay_others(database: Database) -> None:
    await plan(database, "slow", "slow too", chat_id=1)
    telegram = Telegram(gate=asyncio.Event())
    async with running(Delivery("owner", database, telegram, now, pace=FAST)):
        await until(lambda: telegram.asked == ["slow"])
        await plan(database, "quick", chat_id=2)
        await until(lambda: telegram.asked == ["slow", "quick"])
        assert telegram.gate is not None
        telegram.gate.set()
        await until(lambda: len(telegram.sent) == 3)


# --- edits -------------------------------------------------------------------------------------------------


async def test_an_edit_waits_for_its_first_post(database: Database) -> None:
    first = (await plan(database, "card"))[0]
    await plan(database, "card edited", edits_id=first)
    telegram = Telegram({"card": [Again(Trouble.UNSENT, "no route"), Paused(0.02)]})
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert telegram.asked == ["card", "card", "card", "card edited"]


async def test_an_edit_of_a_later_post_is_as_late(database: Database) -> None:
    first = (await plan(database, "card", due_at=now() + timedelta(hours=1)))[0]
    await plan(database, "card edited", edits_id=first)
    await plan(database, "something else")
    telegram = Telegram()
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert telegram.sent == ["something else"]


async def test_of_several_edits_waiting_only_the_last_goes_out(database: Database) -> None:
    first = (await plan(database, "card"))[0]
    ids = await plan(database, "edit 1", "edit 2", "edit 3", edits_id=first)
    telegram = Telegram()
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert telegram.sent == ["card", "edit 3"]
    assert await states(database, ids) == ["cancelled", "cancelled", "sent"]


async def test_a_post_sent_anew_is_the_one_edited_from_then_on(database: Database) -> None:
    first = (await plan(database, "card"))[0]
    edit = (await plan(database, "edit", edits_id=first))[0]
    telegram = Telegram({"edit": [Sent(77, replaces=first)]})
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert await database.run(lambda uow: uow.outbox.message_of(first)) == ("sent", 77)
    assert await database.run(lambda uow: uow.outbox.message_of(edit)) == ("sent", 77)


# --- troubles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [Trouble.UNSENT, Trouble.SERVER, Trouble.FILE, Trouble.ERROR])
async def test_nothing_is_lost_or_overtaken_when_a_send_fails(database: Database, trouble: Trouble) -> None:
    ids = await plan(database, "first", "second")
    telegram = Telegram({"first": [Again(trouble, "x")] * 3})
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert telegram.sent == ["first", "second"]
    assert await outcomes(database, ids[0]) == [trouble.value] * 3 + ["sent"]


async def test_what_may_have_arrived_is_repeated_once_and_then_uncertain(database: Database) -> None:
    ids = await plan(database, "first", "second")
    telegram = Telegram({"first": [Again(Trouble.MAYBE, "connection broke")] * 9})
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert telegram.asked == ["first", "first", "second"]
    assert await states(database, ids) == ["uncertain", "sent"]


async def test_a_pause_holds_the_whole_bot_and_loses_nothing(database: Database) -> None:
    await plan(database, "first", chat_id=1)
    await plan(database, *(f"other {number}" for number in range(5)), chat_id=2)
    telegram = Telegram({"first": [Paused(0.15)]})
    delivery = Delivery("owner", database, telegram, now, pace=replace(FAST, width=1))
    async with running(delivery):
        await until(lambda: telegram.asked == ["first"])
        await asyncio.sleep(0.08)
        assert telegram.sent == []
        await until(lambda: len(telegram.sent) == 6)


async def test_a_pause_is_told_to_whoever_else_speaks_with_the_token(database: Database) -> None:
    await plan(database, "first")
    telegram, heard = Telegram({"first": [Paused(0.02)]}), list[float]()
    await Delivery("owner", database, telegram, now, pace=FAST, paused=heard.append).drain(now())
    assert heard == [0.02]


async def test_a_pause_that_others_were_asked_for_holds_delivery_too(database: Database) -> None:
    await plan(database, "first")
    telegram = Telegram()
    delivery = Delivery("owner", database, telegram, now, pace=FAST)
    delivery.hold(0.1)
    async with running(delivery):
        await asyncio.sleep(0.05)
        assert telegram.asked == []
        await until(lambda: telegram.sent == ["first"])


async def test_while_telegram_is_away_it_is_knocked_at_gently(database: Database) -> None:
    for number in range(30):
        await plan(database, f"row {number}", chat_id=number + 1)
    telegram = Telegram({f"row {number}": [Again(Trouble.UNSENT, "no route")] * 99 for number in range(30)})
    async with running(Delivery("owner", database, telegram, now, pace=replace(FAST, halt=0.05))):
        await until(lambda: len(telegram.asked) >= 20)  # a first wave finds it out
        await asyncio.sleep(0.2)
        assert len(telegram.asked) < 30
        telegram.answers.clear()
        await until(lambda: len(telegram.sent) == 30)


async def test_a_message_refused_for_good_does_not_hold_the_next(database: Database) -> None:
    ids = await plan(database, "wrong", "right")
    telegram = Telegram({"wrong": [Dead("can't parse entities")]})
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert await states(database, ids) == ["failed", "sent"]


async def test_an_owner_who_blocked_the_bot_is_known_as_blocked(database: Database) -> None:
    def owner(uow: UnitOfWork) -> int:
        made = uow.owners.add(now(), store_id=1, name="", language="zh-CN")
        uow.owners.link_account("owner", 5, 5, made, now())
        return made

    owner_id = await database.run(owner)
    ids = await plan(database, "receipt", chat_id=5, owner_id=owner_id)
    telegram = Telegram({"receipt": [Blocked("Forbidden: bot was blocked by the user")]})
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert await states(database, ids) == ["blocked"]
    chat = await database.run(lambda uow: uow.owners.find_chat("owner", owner_id))
    assert chat is not None
    assert chat.blocked_at is not None


async def test_a_group_with_a_new_number_gets_what_was_meant_for_the_old(database: Database) -> None:
    def bind(uow: UnitOfWork) -> None:
        uow.staff.bind_group(1, -5, False, 1, now())
        uow.tokens.add("token", "staff", -5, "open", {}, now())

    await database.run(bind)
    await plan(database, "card", "second card", chat_id=-5, bot="staff")
    telegram = Telegram({"card": [Migrated(-1005)]})
    await Delivery("staff", database, telegram, now, pace=FAST).drain(now())
    assert telegram.asked == ["card", "card", "second card"]
    group = await database.run(lambda uow: uow.staff.find_group(1))
    token = await database.run(lambda uow: uow.tokens.find("token", "staff"))
    assert group is not None
    assert group.chat_id == -1005
    assert token is not None
    assert token[0] == -1005


async def test_our_own_mistake_stops_neither_loop_nor_chat(database: Database) -> None:
    class Broken(Telegram):
        async def __call__(self, row: Outgoing) -> Outcome:
            if row.payload["name"] == "bad":
                raise KeyError("a sentence is missing")
            return await super().__call__(row)

    ids = await plan(database, "bad", "good")
    telegram = Broken()
    await Delivery("owner", database, telegram, now, pace=FAST).drain(now())
    assert await states(database, ids) == ["failed", "sent"]
    assert await outcomes(database, ids[0]) == ["error"] * 5


async def test_each_attempt_is_told_in_its_own_transaction(database: Database) -> None:
    heard: list[tuple[str, str]] = []

    def tell(uow: UnitOfWork, row: Outgoing, ended: Finished) -> None:
        if ended.state == "failed":
            row_of(uow, "not delivered", chat_id=9)
        heard.append((row.payload["name"], ended.state))

    await plan(database, "bad")
    telegram = Telegram({"bad": [Dead("chat not found")]})
    await Delivery("owner", database, telegram, now, tell=tell, pace=FAST).drain(now())
    assert heard == [("bad", "failed"), ("not delivered", "sent")]


# --- limits ------------------------------------------------------------------------------------------------


async def test_limits_hold_over_real_time(database: Database) -> None:
    rates = Rates(
        messages=10, seconds=0.2, chat_seconds=0.05, group_messages=4, group_seconds=0.4, margin=0.0
    )
    times: list[tuple[float, int]] = []

    async def send(row: Outgoing) -> Outcome:
        times.append((asyncio.get_running_loop().time(), row.chat_id))
        return Sent(row.id)

    await plan(database, *(f"group {number}" for number in range(10)), chat_id=-1)
    for chat in range(1, 31):
        await plan(database, f"to {chat}", chat_id=chat)
    await Delivery("owner", database, send, now, pace=replace(FAST, rates=rates)).drain(now())
    assert len(times) == 40
    group = [at for at, chat in times if chat == -1]
    assert group[8] - group[0] >= 0.77  # 4 in any 0.4 s
    assert all(later - sooner >= 0.03 for sooner, later in pairwise(group))
    every = sorted(at for at, _ in times)
    assert all(every[i + 10] - every[i] >= 0.18 for i in range(len(every) - 10))


# --- crashes and replicas ----------------------------------------------------------------------------------


async def test_what_was_in_flight_at_a_kill_is_sent_again_and_visibly(database: Database) -> None:
    ids = await plan(database, "in flight")
    silence, pace = Telegram(gate=asyncio.Event()), replace(FAST, lease=1.0)
    killed = Delivery("owner", database, silence, now, pace=replace(pace, grace=0))
    task = asyncio.create_task(killed.run())
    await until(lambda: silence.asked == ["in flight"])
    task.cancel()
    for sending in killed._flying:
        sending.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert await states(database, ids) == ["sending"]

    telegram = Telegram()
    async with running(Delivery("owner", database, telegram, now, pace=pace)):
        await until(lambda: telegram.sent == ["in flight"])
    assert await outcomes(database, ids[0]) == ["interrupted", "sent"]


async def test_stopping_lets_what_is_in_flight_land(database: Database) -> None:
    ids = await plan(database, "landing")
    telegram = Telegram(seconds=0.1)
    async with running(Delivery("owner", database, telegram, now, pace=FAST)):
        await until(lambda: telegram.asked == ["landing"])
    assert await states(database, ids) == ["sent"]


async def test_replicas_never_send_a_row_twice(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("a SQLite file has one process")
    telegram = Telegram(seconds=0.002)
    for number in range(60):
        await plan(database, f"row {number}", chat_id=number % 7 + 1)
    pair = [Delivery("owner", database, telegram, now, pace=FAST) for _ in range(2)]
    async with running(*pair):
        for number in range(60, 120):
            await plan(database, f"row {number}", chat_id=number % 7 + 1)
        await until(lambda: len(telegram.sent) >= 120)
        await asyncio.sleep(0.1)
    assert len(telegram.asked) == len(set(telegram.asked)) == 120


async def test_another_replica_takes_over_from_a_dead_one(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("a SQLite file has one process")
    silence = Telegram(gate=asyncio.Event())
    dead = Delivery("owner", database, silence, now, pace=replace(FAST, lease=1.0))
    ids = await plan(database, "left behind")
    await dead._step()
    await until(lambda: silence.asked == ["left behind"])  # and never shows a sign of life again
    telegram = Telegram()
    async with running(Delivery("owner", database, telegram, now, pace=replace(FAST, lease=1.0))):
        await asyncio.sleep(0.1)
        assert telegram.asked == []  # its lease is respected while it lasts
        await until(lambda: telegram.sent == ["left behind"])
    assert await outcomes(database, ids[0]) == ["interrupted", "sent"]
    for sending in dead._flying:
        sending.cancel()


class Flaky:
    """A database whose next transactions fail, as when a server is restarted."""

    def __init__(self, database: Database) -> None:
        self._database, self.dialect, self.failing = database, database.dialect, 0

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._database.on_commit(topic, callback)

    async def run(self, work: Any, *, brief: bool = False) -> Any:
        if self.failing:
            self.failing -= 1
            raise ConnectionError("the database is away")
        return await self._database.run(work, brief=brief)

    async def close(self) -> None:
        await self._database.close()


async def test_a_mark_that_cannot_be_written_is_written_later_and_nothing_is_sent_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.writer.RETRY_SECONDS", 0.01)
    flaky = Flaky(database)
    ids = await plan(database, "first", "second")
    telegram = Telegram()
    delivery = Delivery("owner", flaky, telegram, now, pace=FAST)
    await delivery._step()
    flaky.failing = 3
    await until(lambda: flaky.failing == 0)
    await delivery.drain(now())
    assert telegram.asked == ["first", "second"]
    assert await states(database, ids) == ["sent", "sent"]


async def test_the_loop_outlives_a_database_that_is_away(database: Database) -> None:
    flaky = Flaky(database)
    flaky.failing = 2
    telegram = Telegram()
    await plan(database, "hello")
    async with running(Delivery("owner", flaky, telegram, now, pace=FAST)):
        await until(lambda: telegram.sent == ["hello"])


# --- cost --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("analysed", [False, True], ids=["new", "analysed"])
async def test_claiming_is_cheap_however_much_there_is(database: Database, analysed: bool) -> None:
    """What is done, planned for later, or behind others in its chat is not read to find the few that may go.

    PostgreSQL must not fall into a quadratic plan before (or after) it has figures about the table.
    """
    sooner, later = now() - timedelta(days=1), now() + timedelta(days=1)

    def crowd(uow: UnitOfWork) -> None:
        common = {
            "store_id": 1,
            "bot": "owner",
            "purpose": "test",
            "language": "zh-CN",
            "payload": {},
            "attempts": 0,
        }
        kinds = [("sent", sooner, sooner), ("planned", later, None), ("planned", sooner, None)]
        rows = [
            {**common, "chat_id": number % 1000, "dedup_key": str(number), "created_at": sooner,
             "state": kinds[number % 3][0], "due_at": kinds[number % 3][1], "done_at": kinds[number % 3][2]}
            for number in range(9_000)
        ]  # fmt: skip
        uow.connection.execute(outbox.insert(), rows)
        if analysed:
            uow.connection.exec_driver_sql("ANALYZE outbox")

    def seconds(uow: UnitOfWork) -> float:
        began = time.perf_counter()
        assert len(uow.outbox.claim_due("owner", now(), 30)) == 30
        return time.perf_counter() - began

    await database.run(crowd)
    assert min([await database.run(seconds) for _ in range(3)]) < 0.05
