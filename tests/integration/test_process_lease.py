"""Leases of sending processes: who was frozen stops by itself, and what the dead had is taken over, once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from dealership.domain.rates import Rates
from dealership.domain.records import Outgoing
from scheduler.delivery import Delivery, Pace
from scheduler.lease import ProcessLease
from scheduler.outcome import Outcome, Paused, Sent
from storage.database import Database, open_database
from storage.schema import gate, process_lease
from storage.uow import UnitOfWork


def now() -> datetime:
    return datetime.now(UTC)


def queue(uow: UnitOfWork, name: str, chat_id: int = 1) -> int:
    row = {"store_id": 1, "bot": "owner", "purpose": "test", "language": "en", "payload": {"name": name}}
    made = uow.outbox.add(now(), dedup_key=name, chat_id=chat_id, **row)
    assert made is not None
    return made


def lapse(uow: UnitOfWork) -> None:
    """Everybody's lease is over, as after a long night."""
    uow.connection.execute(process_lease.update().values(until_at=datetime(2020, 1, 1, tzinfo=UTC)))


class Telegram:
    def __init__(self, *answers: Outcome) -> None:
        self.sent: list[str] = []
        self.answers = list(answers)

    async def __call__(self, row: Outgoing) -> Outcome:
        self.sent.append(row.payload["name"])
        return self.answers.pop(0) if self.answers else Sent(row.id)


async def test_a_process_keeps_its_name_while_it_renews_in_time(database: Database) -> None:
    lease = ProcessLease("owner", database, 5, now)
    await lease.renew()
    first = lease.holder
    await lease.renew()
    assert lease.is_held
    assert (lease.holder, lease.changes) == (first, 1)


async def test_a_process_that_comes_too_late_has_another_name(database: Database) -> None:
    lease = ProcessLease("owner", database, 5, now)
    await lease.renew()
    first = lease.holder
    await database.run(lapse)
    await lease.renew()
    assert lease.holder != first


async def test_a_process_that_cannot_renew_stops_by_itself_before_the_lease_is_over(
    database: Database,
) -> None:
    lease = ProcessLease("owner", database, 0.2, now)
    await lease.renew()
    await asyncio.sleep(0.185)
    assert not lease.is_held


async def test_a_row_that_was_claimed_before_a_long_freeze_is_not_sent_afterwards(database: Database) -> None:
    row_id = await database.run(lambda uow: queue(uow, "hello"))
    telegram = Telegram()
    delivery = Delivery("owner", database, telegram, now, pace=Pace(lease=0.1))
    claimed = await _claim_without_sending(delivery, database)
    await asyncio.sleep(0.12)  # the lease is over when the departure comes
    await delivery._deliver(claimed, 0.0)
    assert telegram.sent == []
    assert (await database.run(lambda uow: uow.outbox.message_of(row_id)))[0] == "planned"


async def _claim_without_sending(delivery: Delivery, database: Database) -> Outgoing:
    await delivery.lease.renew()
    (row,) = await database.run(
        lambda uow: uow.outbox.claim_due("owner", now(), 1, holder=delivery.lease.holder)
    )
    return row


async def test_after_the_database_was_away_the_living_write_down_first_what_they_have_sent(
    database_url: str,
) -> None:
    """Everybody's lease has lapsed then; who takes over at once would send again what is already in the chats."""
    if database_url.startswith("sqlite"):
        pytest.skip("one process a file")
    ours, others = open_database(database_url), open_database(database_url)
    sender, reaper = ProcessLease("owner", ours, 0.3, now), ProcessLease("owner", others, 0.3, now)
    await sender.renew()
    await reaper.renew()
    row_id = await ours.run(lambda uow: queue(uow, "in the chat already"))
    await ours.run(lambda uow: uow.outbox.claim_due("owner", now(), 1, holder=sender.holder))
    await ours.run(lapse)
    await reaper.renew()
    assert (await ours.run(lambda uow: uow.outbox.message_of(row_id)))[0] == "sending"
    await asyncio.sleep(0.15)
    await reaper.renew()
    await asyncio.sleep(0.18)
    await reaper.renew()
    assert (await ours.run(lambda uow: uow.outbox.message_of(row_id)))[0] == "planned"
    await ours.close()
    await others.close()


# --- pauses are everybody's ---------------------------------------------------------------------------------


async def test_a_pause_one_replica_was_asked_for_holds_the_other_and_its_screens(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("one process a file")
    one, other = open_database(database_url), open_database(database_url)
    heard: list[float] = []
    refused = Delivery("owner", one, Telegram(Paused(30)), now)
    listening = Delivery("owner", other, Telegram(), now, paused=heard.append)
    await one.run(lambda uow: queue(uow, "first"))
    await refused._step()
    await asyncio.gather(*refused._flying)
    await refused._step()
    await one.run(lambda uow: queue(uow, "second", chat_id=2))
    rest = await listening._step()
    assert listening._send.sent == []  # type: ignore[attr-defined]
    assert 29 < rest <= 30
    assert [round(seconds) for seconds in heard] == [30]
    await one.close()
    await other.close()


async def test_after_a_pause_the_bot_goes_on_with_half_the_rate(database: Database) -> None:
    delivery = Delivery("owner", database, Telegram(), now)
    delivery.hold(5)
    await delivery._step()
    await delivery._step()  # the same pause, seen again, costs nothing more
    share = await database.run(lambda uow: uow.connection.execute(gate.select()).one().share)
    assert share == 500


# --- what must not live on alone ----------------------------------------------------------------------------


async def test_a_delivery_whose_writer_died_ends_instead_of_sending_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sender that outlived its marker has sent one message sixty times."""

    async def dies(database: Database, work: Any) -> Any:
        if telegram.sent:
            raise RuntimeError("broken on purpose")
        return await database.run(work)

    await database.run(lambda uow: queue(uow, "hello"))
    telegram = Telegram()
    delivery = Delivery("owner", database, telegram, now, pace=Pace(Rates(late=5)))
    monkeypatch.setattr("scheduler.writer.surely", dies)
    with pytest.raises(ExceptionGroup):
        await asyncio.wait_for(delivery.run(), 5)
    assert telegram.sent == ["hello"]
