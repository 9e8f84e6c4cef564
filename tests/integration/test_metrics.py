"""`/metrics`: what was sent, what waits and how long, what Telegram asked for; readable by Prometheus, and nobody's name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from prometheus_client.parser import text_string_to_metric_families
from support.people import shop_of

from bot.metrics import Metrics
from dealership.domain.company import Company
from dealership.domain.lanes import Lane
from dealership.domain.rates import Rates
from dealership.domain.records import Outgoing
from scheduler.delivery import Delivery
from scheduler.metronome import Metronome
from scheduler.outcome import Outcome, Paused, Sent
from storage.database import Database
from storage.uow import UnitOfWork


def now() -> datetime:
    return datetime.now(UTC)


async def measured(metrics: Metrics) -> dict[str, float]:
    """Every sample by its name and labels, as Prometheus reads it."""
    families = text_string_to_metric_families((await metrics.text()).decode())
    return {
        "/".join((sample.name.removeprefix("servicebay_"), *sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def add(uow: UnitOfWork, name: str, lane: Lane, **more: Any) -> None:
    row = {"store_id": 1, "bot": "owner", "purpose": "test", "language": "en", "payload": {"text": ["王芳"]}}
    uow.outbox.add(now(), dedup_key=name, chat_id=hash(name) % 1000 + 1, lane=int(lane), **row, **more)


def metrics_of(database: Database, company: Company, *deliveries: Delivery) -> Metrics:
    shop = shop_of(company)

    async def show(_session: Any) -> None: ...

    metronome = Metronome(database, company, {shop.id: shop}, now, show)
    return Metrics(database, deliveries, metronome, Rates(), now)


async def test_what_was_sent_and_what_waits_is_told(database: Database, company: Company) -> None:
    async def send(row: Outgoing) -> Outcome:
        return Sent(row.id)

    delivery = Delivery("owner", database, send, now)
    await database.run(lambda uow: add(uow, "receipt", Lane.RECEIPT))
    await delivery.drain(now())
    await database.run(lambda uow: uow.gates.close_lanes("owner", [Lane.CAMPAIGN]))
    late = now() - timedelta(minutes=5)
    await database.run(lambda uow: add(uow, "offer", Lane.CAMPAIGN, due_at=late))
    told = await measured(metrics_of(database, company, delivery))
    assert told["messages_total/owner/receipt/sent"] == 1
    assert 300 <= told["lag_seconds/owner/campaign"] < 310
    assert told["lag_seconds/owner/receipt"] == 0
    assert told["lane_closed/owner/campaign"] == 1
    assert told["lease_changes_total/owner"] == 1
    assert told["rate_share/owner"] == 1


async def test_a_pause_of_telegrams_is_seen(database: Database, company: Company) -> None:
    async def send(_row: Outgoing) -> Outcome:
        return Paused(60)

    delivery = Delivery("owner", database, send, now)
    await database.run(lambda uow: add(uow, "receipt", Lane.RECEIPT))
    await delivery._step()
    for task in list(delivery._flying):
        await task
    await delivery._step()
    told = await measured(metrics_of(database, company, delivery))
    assert told["messages_total/owner/receipt/paused"] == 1
    assert 55 < told["silence_seconds/owner"] <= 60
    assert told["rate_share/owner"] == 0.5


async def test_sweeps_are_timed_and_counted(database: Database, company: Company) -> None:
    metrics = metrics_of(database, company)
    await metrics._metronome._catch_up()
    told = await measured(metrics)
    assert told["sweeps_total/one voice"] == 1
    assert told["sweep_failures_total/one voice"] == 0
    assert told["sweep_seconds_total/one voice"] > 0


async def test_nobody_is_named(database: Database, company: Company) -> None:
    await database.run(lambda uow: add(uow, "receipt", Lane.RECEIPT))
    assert "王芳" not in (await metrics_of(database, company).text()).decode()
