"""A manager asks for a report in the staff bot: figures as lines, the whole of it as a picture."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from support.chats import Json, Person, World
from support.sayings import saying

from bot.config.people import load_people
from bot.demo import Demo
from dealership.domain.company import Company

DATA = Path(__file__).parents[2] / "bot" / "data"
MANAGER = "Henrike Sommer"
LATE_IN_A_MONTH = datetime(2026, 9, 25, 9, tzinfo=UTC)


@pytest.fixture
async def world(database_url: str, company: Company) -> AsyncIterator[World]:
    people = load_people(DATA / "demo_people.toml")
    demo = Demo(database_url, company, people, port=0)
    demo.clock.set(LATE_IN_A_MONTH)
    async with demo, aiohttp.ClientSession(demo.stand.url) as http:
        yield World(http)


async def test_a_manager_reads_the_demos_surveys_and_gets_a_picture(world: World) -> None:
    manager = await world.known(MANAGER, "staff")
    await manager.say("/report")
    for label in ("report-about-service", "report-span-month"):
        await manager.tap(_label(label))
    lines = (await manager.last())["text"]
    assert _label("report-sent") in lines and "🟩" in lines
    assert not await _pictures(manager)
    await manager.tap(_label("report-picture"))
    assert len(await _pictures(manager)) == 1


async def _pictures(manager: Person) -> list[Json]:
    return [message for message in await manager.said() if message.get("media") or message.get("photo")]


def _label(key: str) -> str:
    return saying("en", key).replace("\\", "")
