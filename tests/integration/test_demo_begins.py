"""What a demo begins with: a lively day, or, on a database of its own, what was left there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select
from support.chats import World

from bot.config.people import load_people
from bot.demo import Demo
from bot.demo_file import bring
from bot.house import shops_of
from bot.seed import Accounts, seed
from dealership.domain.company import Company
from storage.database import Database
from storage.schema import appointment

PEOPLE = load_people(Path(__file__).parents[2] / "bot" / "data" / "demo_people.toml")
NAME = "林晓雯"


async def test_people_groups_and_open_chats_are_there_again(
    sqlite_database_url: str, company: Company
) -> None:
    async with (
        Demo(sqlite_database_url, company, PEOPLE, port=0) as demo,
        aiohttp.ClientSession(demo.stand.url) as http,
    ):
        before = await World(http).get("/sim/state")
        owner = await World(http).known(NAME)
        await owner.tap("human")
        await owner.say("第一句")
    async with (
        Demo(sqlite_database_url, company, PEOPLE, port=0) as demo,
        aiohttp.ClientSession(demo.stand.url) as http,
    ):
        world = World(http)
        after = await world.get("/sim/state")
        assert {user["name"] for user in after["users"]} == {user["name"] for user in before["users"]}
        assert [group["members"] for group in after["groups"]] == [
            group["members"] for group in before["groups"]
        ]
        owner = await world.known(NAME)
        await owner.say("第二句")
        topics = [
            topic["name"] for group in (await world.get("/sim/state"))["groups"] for topic in group["topics"]
        ]
        assert any(NAME in topic for topic in topics)
        refused = [call["error"] for call in (await world.get("/sim/calls"))["calls"] if not call["ok"]]
        assert not [error for error in refused if "chat not found" in error or "Forbidden" in error]


@pytest.mark.parametrize(
    ("hour", "states"), [(0, {"confirmed"}), (9, {"arrived"})], ids=["before opening", "in the afternoon"]
)
async def test_the_demos_day_is_lively_whenever_it_begins(
    sqlite_database: Database, company: Company, hour: int, states: set[str]
) -> None:
    now = datetime(2026, 11, 24, hour, tzinfo=UTC)
    accounts = Accounts(
        {owner.name: 700 + number for number, owner in enumerate(PEOPLE.owners)},
        {member.name: 7 + number for number, member in enumerate(PEOPLE.staff)},
    )
    await bring(sqlite_database, company, PEOPLE, now)
    await sqlite_database.run(lambda uow: seed(uow, shops_of(company), PEOPLE, accounts, now))
    today = (appointment.c.start_at >= now.replace(hour=0), appointment.c.start_at < now.replace(hour=10))
    found = await sqlite_database.run(
        lambda uow: uow.connection.execute(
            select(appointment.c.state).where(appointment.c.store_id == 1, *today)
        ).scalars().all()
    )  # fmt: skip
    assert set(found) == states
