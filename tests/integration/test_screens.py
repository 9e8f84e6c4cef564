"""Where screens stand: a chat is never without one, and what was not shown comes below the words that led to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from proof.indoors import OWNER_TOKEN, STAFF_TOKEN, Clock, Indoors
from support.chats import World

from bot.config.people import load_people
from bot.demo import Demo
from bot.stand.server import Stand
from bot.stand.visitors import Act, write_text
from dealership.domain.company import Company
from scheduler.outcome import Patience
from storage.database import Database
from storage.uow import UnitOfWork

DATA = Path(__file__).parent.parent.parent / "bot" / "data"
LI = 7_000_001
NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
async def house(company: Company, sqlite_database: Database) -> Indoors:
    """An owner who has met the bot and stands at the menu."""
    clock = Clock(NOW)
    stand = Stand(OWNER_TOKEN, STAFF_TOKEN, clock=clock, limits=False)
    stand.add_user("Li Wei", "en", "", id=LI)
    indoors = Indoors(company, sqlite_database, stand, clock)
    store = company.stores[0].id

    def met(uow: UnitOfWork) -> None:
        owner = uow.owners.add(NOW, store_id=store, name="Li Wei", language="en", privacy_seen_at=NOW)
        uow.owners.link_account("owner", LI, LI, owner, NOW)

    await sqlite_database.run(met)
    await indoors.say(LI, "/start")
    return indoors


def calls(house: Indoors) -> list[str]:
    return [call.method for call in house.stand.world.calls.find("owner", None, None, 100)]


def words_lost_on_the_way(house: Indoors, text: str) -> tuple[int, int]:
    """Said, decided, and not shown: Telegram refused the screen. Message and update."""
    house.stand.world.faults.add({"kind": "5xx", "method": "sendMessage", "count": 1})
    chat = house.chat(LI)
    message, numbers = write_text(house.stand.world, Act(chat, chat.user), text)
    return message.id, numbers["owner"]


async def test_new_screen_is_there_before_the_old_one_loses_its_buttons(house: Indoors) -> None:
    await house.say(LI, "/help")
    assert calls(house)[-2:] == ["sendMessage", "editMessageReplyMarkup"]


async def test_screen_of_repeated_words_comes_below_them(house: Indoors) -> None:
    message, number = words_lost_on_the_way(house, "/help")
    update = house.stand.world.inboxes["owner"].items[number].body
    await house.feed("owner", update)
    assert house.buttons(LI)[0] < message
    await house.feed("owner", update)
    assert house.buttons(LI)[0] > message


async def test_repeated_update_that_was_shown_sends_nothing(house: Indoors) -> None:
    chat = house.chat(LI)
    _, numbers = write_text(house.stand.world, Act(chat, chat.user), "/help")
    update = house.stand.world.inboxes["owner"].items[numbers["owner"]].body
    await house.feed("owner", update)
    before = len(calls(house))
    await house.feed("owner", update)
    assert len(calls(house)) == before


async def test_screen_never_shown_is_sent_below_the_words_by_the_sweep(house: Indoors) -> None:
    message, number = words_lost_on_the_way(house, "/help")
    await house.take("owner", number)
    session = await house.database.run(lambda uow: uow.sessions.load("owner", LI, 0, LI))
    assert session is not None
    await house.lives["owner"].show_unshown(session)
    assert house.buttons(LI)[0] > message


async def test_rest_is_told_only_when_a_screen_telegram_could_not_take_has_healed(
    sqlite_database_url: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.sweeps.screens.RETRIES", Patience(tries=1, first=0.1))
    people = load_people(DATA / "demo_people.toml")
    async with (
        Demo(sqlite_database_url, company, people, port=0) as demo,
        aiohttp.ClientSession(demo.stand.url) as http,
    ):
        owner = await World(http).known("林晓雯")
        demo.stand.world.faults.add({"kind": "5xx", "method": "sendMessage", "bot": "owner", "count": 3})
        words = await owner.say("/help")
        assert (await owner.last())["id"] > words
        assert (await owner.last())["buttons"]


async def test_number_is_asked_for_once_by_the_keyboard_that_is_there(house: Indoors) -> None:
    await house.say(LI, "/start")
    bind = house.buttons(LI)
    await house.tap(LI, bind[0], next(data for data in bind[1] if data.endswith("bind")))
    asked = calls(house)
    screen, buttons = house.buttons(LI)
    await house.tap(LI, screen, next(data for data in buttons if data.endswith("!why")))
    assert asked.count("sendMessage") == calls(house).count("sendMessage")
    assert asked.count("editMessageText") < calls(house).count("editMessageText")
