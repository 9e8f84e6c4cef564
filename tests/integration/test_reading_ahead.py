"""What is read ahead is what would have been read later; a plain step stays few messages to PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dealership.domain.records import Session
from dealership.services.booking import PAST, UPCOMING
from storage.database import Database
from storage.postgres import PostgresDriver
from storage.questions import Together
from storage.repositories.questions import CARS_OF_OWNER, ONE_APPOINTMENT, ONE_OWNER
from storage.uow import UnitOfWork

NOW = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
KEY = ("owner", 4711, 0, 4711)
Seeded = tuple[int, int, int]


def _seeded(uow: UnitOfWork) -> Seeded:
    """An owner in a talk, their car, and a place held for them."""
    owner = uow.owners.add(NOW, store_id=1, name="车主", language="zh-CN", privacy_seen_at=NOW)
    car = uow.vehicles.add(NOW, store_id=1, plate="沪A12345", delivered_on=date(2024, 2, 29), odometer_km=7)
    uow.vehicles.bind(owner, car, "proven", NOW)
    place = {"start_at": NOW, "finish_at": NOW + timedelta(hours=1), "bay": "bay-1", "minutes": 60}
    money = {"price_from": 1, "price_to": 2, "currency": "CNY"}
    wish = {"jobs": ("wipers",), "fault": '"]', "safety": False, "state": "held", "hold_expires_at": NOW}
    held = uow.appointments.add(NOW, store_id=1, owner_id=owner, vehicle_id=car, **place, **money, **wish)
    assert held is not None
    uow.sessions.create(Session(*KEY, owner, "zh-CN", {"frames": []}, 0, 0, None), NOW)
    return owner, car, held


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to PostgreSQL, one message after the other."""
    sent: list[str] = []
    wait = PostgresDriver._wait

    def counted(self: PostgresDriver, text: str, answer: Any) -> Any:
        sent.append(text)
        return wait(self, text, answer)

    monkeypatch.setattr(PostgresDriver, "_wait", counted)
    return sent


async def test_questions_asked_together_are_answered_as_alone(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("a file is asked one by one")
    owner, _car, held = await database.run(_seeded)
    whole = Together({one.name: one.statement for one in (ONE_OWNER, CARS_OF_OWNER, ONE_APPOINTMENT)})

    def work(uow: UnitOfWork) -> None:
        for person, visit in ((owner, held), (owner + 1, held + 1)):
            values = {"k_owner": person, "k_appointment": visit}
            found = whole.run(uow.owners.driver, values)
            for one in (ONE_OWNER, CARS_OF_OWNER, ONE_APPOINTMENT):
                alone = one.prepared.run(uow.owners.driver, {name: values[name] for name in one.places}).all()
                assert [tuple(row) for row in found[one.name].rows()] == [tuple(row) for row in alone]

    await database.run(work)


async def test_a_talk_brings_along_what_belongs_to_its_owner(database: Database) -> None:
    owner, car, held = await database.run(_seeded)
    alone = await database.run(
        lambda uow: (
            uow.owners.get(owner), uow.vehicles.of_owner(owner), uow.vehicles.get(car),
            uow.appointments.get(held),
        )
    )  # fmt: skip

    def work(uow: UnitOfWork) -> None:
        talk = uow.sessions.load(*KEY)
        assert talk == Session(*KEY, owner, "zh-CN", {"frames": []}, 0, 0, None)
        assert uow.owners.get(owner) == alone[0]
        assert uow.vehicles.of_owner(owner) == alone[1]
        assert uow.vehicles.get(car) == alone[2]
        assert uow.appointments.get(held) == alone[3]

    await database.run(work)
    assert await database.run(lambda uow: uow.sessions.load("owner", 1, 0, 1)) is None


async def test_open_cases_come_along_and_one_that_is_opened_or_closed_is_known_at_once(
    database: Database, messages: list[str]
) -> None:
    owner, _car, _held = await database.run(_seeded)
    opened = await database.run(
        lambda uow: uow.cases.open(NOW, store_id=1, owner_id=owner, kind="conversation")
    )
    assert opened is not None

    def work(uow: UnitOfWork) -> None:
        uow.sessions.load(*KEY)
        messages.clear()
        found = uow.cases.find_open(owner, "conversation")
        assert found == uow.cases.get(opened)
        assert uow.cases.find_open(owner, "complaint") is None
        assert messages == []
        uow.cases.open(NOW, store_id=1, owner_id=owner, kind="complaint")
        assert uow.cases.find_open(owner, "complaint") is not None
        assert uow.cases.update(opened, expected=("new",), state="closed", closed_at=NOW)
        assert uow.cases.find_open(owner, "conversation") is None

    await database.run(work)


async def test_what_is_written_after_reading_ahead_is_what_is_known(database: Database) -> None:
    owner, car, held = await database.run(_seeded)

    def work(uow: UnitOfWork) -> None:
        uow.sessions.load(*KEY)
        place, since = uow.appointments.get(held), NOW - timedelta(days=1)
        uow.ahead.of_confirming(place, UPCOMING, since, PAST, 5)
        assert uow.appointments.count_of_owner(owner, UPCOMING, since) == 0
        assert uow.appointments.update(held, NOW, expected=("held",), state="confirmed")
        assert uow.appointments.count_of_owner(owner, UPCOMING, since) == 1
        uow.owners.update(owner, name="Li")
        assert uow.owners.get(owner).name == "Li"
        uow.vehicles.unbind(owner, car, NOW)
        assert uow.vehicles.of_owner(owner) == []
        uow.media.add_photo(NOW, store_id=1, owner_id=owner, appointment_id=held, kind="photo", bot="owner",
                            file_id="f", file_unique_id="u")  # fmt: skip
        assert len(uow.media.of_appointment(held)) == 1

    await database.run(work)


async def test_whoever_waited_for_a_talk_knows_what_was_changed_meanwhile(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite has one writer: nobody reads before the other has written")
    owner, car, _held = await database.run(_seeded)
    loop = asyncio.get_running_loop()
    second: list[asyncio.Future[tuple[int, str, int]]] = []

    def waits(uow: UnitOfWork) -> tuple[int, str, int]:
        talk = uow.sessions.load(*KEY)
        assert talk is not None
        return talk.version, uow.owners.get(owner).name, len(uow.vehicles.of_owner(owner))

    def changes(uow: UnitOfWork) -> None:
        talk = uow.sessions.load(*KEY)
        assert talk is not None
        second.append(asyncio.ensure_future(database.run(waits), loop=loop))
        uow.connection.exec_driver_sql("SELECT pg_sleep(0.15)")  # the other has asked and stands in the line
        uow.owners.update(owner, name="Li")
        uow.vehicles.unbind(owner, car, NOW)
        uow.sessions.save(replace(talk, version=talk.version + 1), NOW + timedelta(seconds=1))

    await database.run(changes)
    assert await second[0] == (1, "Li", 0)


async def test_a_plain_step_is_three_messages_to_postgresql(database: Database, messages: list[str]) -> None:
    if database.dialect == "sqlite":
        pytest.skip("a file gets no messages")
    owner, car, held = await database.run(_seeded)
    messages.clear()

    def step(uow: UnitOfWork) -> None:
        assert uow.updates.first_time("owner", 1, NOW)
        talk = uow.sessions.load(*KEY)
        assert talk is not None
        uow.owners.get(owner), uow.vehicles.of_owner(owner), uow.vehicles.get(car), uow.appointments.get(held)
        uow.audit.add(NOW, "owner", owner, "test", "owner", owner, 1, owner)
        uow.tokens.add_all([("a", "open", {}), ("b", "open", {})], "owner", 4711, NOW)
        said = {"store_id": 1, "bot": "owner", "chat_id": 4711, "purpose": "receipt", "language": "en"}
        uow.outbox.put(NOW, dedup_key="once", payload={"text": ["'); DROP TABLE owner; --"]}, **said)
        uow.outbox.put(NOW, dedup_key="once", payload={"text": []}, **said)
        uow.sessions.save(replace(talk, version=1), NOW)

    await database.run(step)
    assert len(messages) == 3

    def after(uow: UnitOfWork) -> list[Any]:
        row = uow.outbox.get(uow.outbox.find_ids(["once"])["once"])
        return [row.payload, uow.tokens.find("b", "owner")]

    assert await database.run(after) == [{"text": ["'); DROP TABLE owner; --"]}, (4711, "open", {})]


async def test_a_post_that_waits_to_be_written_is_found_when_it_is_asked_for(database: Database) -> None:
    said = {
        "store_id": 1,
        "bot": "owner",
        "chat_id": 1,
        "purpose": "receipt",
        "language": "en",
        "payload": {},
    }

    def work(uow: UnitOfWork) -> int:
        assert uow.updates.first_time("owner", 1, NOW)
        uow.outbox.put(NOW, dedup_key="once", **said)
        found = uow.outbox.find_ids(["once", "never"])
        return len(found)

    assert await database.run(work) == 1


async def test_a_talk_of_staff_brings_the_member_along_also_before_it_was_kept(
    database: Database, messages: list[str]
) -> None:
    who = {"name": "Chen", "role": "service_advisor", "language": "zh-CN"}
    await database.run(lambda uow: uow.staff.add(NOW, store_id=1, user_id=4711, started_at=NOW, **who))
    messages.clear()

    def work(uow: UnitOfWork) -> tuple[Session | None, str]:
        assert uow.updates.first_time("staff", 1, NOW)
        talk = uow.sessions.load("staff", 4711, 0, 4711)
        member = uow.staff.find_by_account(4711)
        return talk, member.name if member else ""

    assert await database.run(work) == (None, "Chen")
    assert len(messages) == (3 if database.dialect == "postgresql" else 0)
    assert await database.run(lambda uow: uow.staff.find_by_account(1)) is None
