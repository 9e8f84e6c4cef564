"""Thirty conversations, ten a language, over real HTTP: as owners talk, with all that gets in between."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from support.chats import World
from support.conversations import begin, load, ordinary_tuesday

from bot.config.people import load_people
from bot.demo import DATA, Demo
from dealership.domain.company import Company

SCRIPTS = Path(__file__).parent / "conversations"
LANGUAGES = ("zh-CN", "en", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_owners_are_understood_as_they_talk(
    sqlite_database_url: str, company: Company, language: str
) -> None:
    """Without a group, where Telegram's twenty messages a minute would have us wait."""
    people = load_people(DATA / "demo_people.toml").model_copy(update={"owners": [], "groups": []})
    demo = Demo(sqlite_database_url, company, people, port=0)
    start = ordinary_tuesday(company, datetime.now(UTC))
    tuesday = start.astimezone(company.stores[0].zone).date()
    demo.clock.set(start)
    wrong = []
    async with demo, aiohttp.ClientSession(demo.stand.url) as http:
        for talk in load(SCRIPTS / f"{language}.toml"):
            story = await begin(demo, World(http), tuesday, language, talk.get("cars", []))
            await story.play(talk["turns"])
            await demo.database.run(story.rest)
            if story.faults:
                wrong.append("\n".join((f"== {talk['name']}", *story.faults, *story.transcript)))
    assert not wrong, "\n\n".join(wrong)


def test_there_are_ten_and_more_a_language() -> None:
    for language in LANGUAGES:
        talks = load(SCRIPTS / f"{language}.toml")
        assert len({talk["name"] for talk in talks}) > 10
