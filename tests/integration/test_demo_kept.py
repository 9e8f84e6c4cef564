"""A demo on a database of its own is found again as it was left."""

from __future__ import annotations

from pathlib import Path

import aiohttp
from support.chats import World

from bot.config.people import load_people
from bot.demo import Demo
from dealership.domain.company import Company

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
