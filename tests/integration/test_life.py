"""The life of an update: once, in order, answered, shown, whatever fails in between."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.api import MaybeSentError, Params, RetryAfterError
from bot.clock import system_now
from bot.config.settings import Settings
from bot.house import House as WholeHouse
from bot.house import shops_of
from bot.life import Life
from bot.owner.desk import Desk
from bot.reading import read
from bot.showing import Showing
from dealership.domain.company import Company
from dialogs.owner.family import OWNER_ENGINE
from dialogs.world import World
from scheduler.delivery import Delivery
from scheduler.sweeps.screens import UnshownScreens
from storage.database import Database
from storage.schema import failed_update, session

CHAT = 4711
ME = {"id": CHAT, "is_bot": False, "first_name": "Li", "language_code": "en"}
PRIVATE = {"id": CHAT, "type": "private"}


class Telegram:
    """The world's edge: remembers what it was asked, breaks when told to."""

    bot = "owner"

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.broken: set[str] = set()
        self.pauses: list[float] = []
        self.free = asyncio.Event()  # not set: Telegram takes its time
        self.free.set()

    async def call(self, method: str, params: Params) -> Any:
        self.calls.append((method, dict(params)))
        await asyncio.sleep(0)
        await self.free.wait()
        if method in self.broken:
            raise MaybeSentError("broken on purpose")
        if self.pauses:
            raise RetryAfterError(self.pauses.pop())
        return {"message_id": len(self.calls)}

    async def upload(self, *_args: Any) -> Any:
        raise AssertionError("nothing is uploaded here")

    async def download(self, file_id: str) -> bytes:
        raise AssertionError(f"nothing is downloaded here: {file_id}")

    def of(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.calls if name == method]


class House:
    """An owners' bot without a network."""

    def __init__(self, database: Database, company: Company) -> None:
        self.telegram = Telegram()
        self.database = database
        self.desk = Desk(OWNER_ENGINE, World(system_now(), company, shops_of(company), None))
        self.paused: list[float] = []
        self.showing = Showing(self.telegram, database, self.paused.append)
        self.life = Life(self.desk, database, self.showing, system_now)
        self.screens = UnshownScreens(database, self.life.show_unshown)

    async def text(self, update_id: int, text: str) -> None:
        message = {"message_id": update_id, "date": 1, "chat": PRIVATE, "from": ME, "text": text}
        await self._handle({"update_id": update_id, "message": message})

    async def tap(self, update_id: int, message_id: int, data: str) -> None:
        message = {"message_id": message_id, "date": 1, "chat": PRIVATE}
        query = {"id": str(update_id), "from": ME, "message": message, "data": data}
        await self._handle({"update_id": update_id, "callback_query": query})

    async def tap_first_button(self, update_id: int) -> None:
        """What stands first below the last message."""
        keyboard = self.telegram.of("sendMessage")[-1]["reply_markup"]["inline_keyboard"]
        await self.tap(update_id, len(self.telegram.calls), keyboard[0][0]["callback_data"])

    async def sweep_screens(self, seconds: float) -> None:
        """Look for unshown screens, so many seconds from now."""
        await self.screens.sweep(system_now() + timedelta(seconds=seconds))

    async def _handle(self, raw: dict[str, Any]) -> None:
        incoming = read("owner", raw)
        assert incoming is not None
        await self.life.handle(incoming)

    async def rows(self, table: Any) -> list[Any]:
        return await self.database.run(lambda uow: list(uow.connection.execute(select(table)).all()))


@pytest.fixture
def house(database: Database, company: Company) -> House:
    return House(database, company)


async def test_a_repeated_message_changes_nothing_and_is_not_answered_twice(house: House) -> None:
    await house.text(1, "/start")
    before, said = await house.rows(session), len(house.telegram.of("sendMessage"))
    await house.text(1, "/start")
    assert await house.rows(session) == before
    assert len(house.telegram.of("sendMessage")) == said


async def test_every_tap_is_answered_once_even_a_repeated_or_forged_one(house: House) -> None:
    await house.text(1, "/start")
    await house.tap(2, 99, "zz:nowhere:nothing")
    await house.tap(2, 99, "zz:nowhere:nothing")
    await house.tap(3, 99, "t:no-such-token")
    await house.tap(4, 99, "\x00")
    answered = [params["callback_query_id"] for params in house.telegram.of("answerCallbackQuery")]
    assert sorted(answered) == ["2", "2", "3", "4"]


async def test_a_screen_that_never_arrived_is_sent_again(house: House) -> None:
    house.telegram.broken.add("sendMessage")
    await house.text(1, "/start")
    (row,) = await house.rows(session)
    assert row.shown_version < row.version
    house.telegram.broken.clear()
    since = system_now() - timedelta(hours=1)
    (unshown,) = await house.database.run(lambda uow: uow.sessions.unshown(since, system_now(), 10))
    await house.life.show_unshown(unshown)
    (row,) = await house.rows(session)
    assert row.shown_version == row.version


async def test_a_screen_telegram_is_slow_to_take_is_not_sent_twice(house: House) -> None:
    """Each screen that is sent once more because all is slow would make all slower."""
    await house.text(1, "/start")
    house.telegram.free.clear()
    tapping = asyncio.create_task(house.tap_first_button(2))
    while not house.telegram.of("editMessageText"):
        await asyncio.sleep(0.005)
    sweeping = asyncio.create_task(house.sweep_screens(10))
    await asyncio.sleep(0.05)
    house.telegram.free.set()
    await asyncio.gather(tapping, sweeping)
    assert len(house.telegram.of("sendMessage")) == 1


async def test_a_screen_whose_mark_is_not_written_yet_is_not_sent_twice(house: House) -> None:
    await house.text(1, "/start")
    await house.tap_first_button(2)
    assert house.showing.busy
    await house.sweep_screens(10)
    assert len(house.telegram.of("sendMessage")) == 1
    (row,) = await house.rows(session)
    assert row.shown_version == row.version == 2


async def test_a_chat_that_is_talked_in_holds_no_sweep_up(house: House) -> None:
    """The turn in hand shows its own screen; if it does not, the next sweep does."""
    await house.text(1, "/start")
    house.telegram.broken.add("editMessageText")
    await house.tap_first_button(2)
    house.telegram.broken.clear()
    async with house.life.turns.of(CHAT), asyncio.timeout(1):
        await house.sweep_screens(10)
    assert len(house.telegram.of("sendMessage")) == 1
    await house.sweep_screens(20)
    assert len(house.telegram.of("sendMessage")) == 2


async def test_messages_of_one_chat_are_taken_in_their_order(house: House) -> None:
    await house.text(1, "/start")
    await asyncio.gather(*(house.text(number, f"/help{number}") for number in range(2, 12)))
    (row,) = await house.rows(session)
    assert row.version == row.shown_version == 11


async def test_the_third_failure_is_kept_and_told_kindly(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("with somebody's words in it")

    monkeypatch.setattr(Desk, "receive", broken)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await house.text(1, "hello")
    await house.text(1, "hello")
    (kept,) = await house.rows(failed_update)
    assert (kept.failures, kept.error) == (3, "RuntimeError")
    assert kept.payload["message"]["text"] == "hello"
    assert len(house.telegram.of("sendMessage")) == 1


async def test_slow_work_answers_the_tap_before_it_is_done(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.text(1, "/start")
    monkeypatch.setattr("bot.life.PATIENCE", 0.01)
    run = house.database.run

    async def slow(work: Any, *, brief: bool = False) -> Any:
        await asyncio.sleep(0.1)
        return await run(work, brief=brief)

    monkeypatch.setattr(house.database, "run", slow)
    await house.tap(2, 1, "zz:nowhere:nothing")
    assert house.telegram.of("answerCallbackQuery") == [{"callback_query_id": "2"}]


async def test_a_tap_telegram_could_not_take_the_answer_of_is_answered_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.showing.ANSWER_PAUSE", 0.01)
    await house.text(1, "/start")
    house.telegram.broken.add("answerCallbackQuery")
    await house.tap(2, 1, "zz:nowhere:nothing")
    assert house.showing.busy
    house.telegram.broken.clear()
    while house.showing.busy:
        await asyncio.sleep(0.005)
    first, *again = house.telegram.of("answerCallbackQuery")
    assert first["text"]
    assert again[-1] == first


async def test_a_tap_is_forgotten_when_telegram_has_forgotten_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.showing.ANSWER_PAUSE", 0.01)
    monkeypatch.setattr("bot.showing.ANSWER_WITHIN", 0.05)
    house.telegram.broken.add("answerCallbackQuery")
    await house.showing.answer("1", "")
    while house.showing.busy:
        await asyncio.sleep(0.005)
    assert len(house.telegram.of("answerCallbackQuery")) in (2, 3)


async def test_a_pause_telegram_asks_a_screen_for_is_told_to_everybody(house: House) -> None:
    house.telegram.pauses = [0.02]
    await house.text(1, "/start")
    assert house.paused == [0.02]
    assert len(house.telegram.of("sendMessage")) == 2


async def test_a_pause_of_delivery_holds_screens_too(house: House) -> None:
    house.showing.hold(0.1)
    begun = asyncio.get_running_loop().time()
    await house.text(1, "/start")
    assert asyncio.get_running_loop().time() - begun >= 0.1


async def test_a_long_pause_holds_nobodys_turn(house: House) -> None:
    """The screen stays unshown and is sent when the pause is over."""
    house.telegram.pauses = [300]
    for number in (1, 2):
        await house.text(number, "/start")
    (row,) = await house.rows(session)
    assert (row.version, row.shown_version) == (2, 0)
    assert len(house.telegram.calls) == 1
    assert house.paused == [300]


async def test_a_tap_of_nobodys_message_is_answered_and_leads_to_nothing(house: House) -> None:
    for more in ({}, {"inline_message_id": "x"}, {"message": {"chat": {"id": 1, "type": "private"}}}):
        await house.life.let_go({"update_id": 1, "callback_query": {"id": "9", "from": ME, **more}})
    assert [call for call, _ in house.telegram.calls] == ["answerCallbackQuery"] * 3
    assert not await house.rows(session)


async def test_a_house_lets_screens_and_delivery_of_a_bot_share_their_pauses(
    database: Database, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(Delivery, "hold", lambda _self, seconds: heard.append(f"delivery {seconds}"))
    monkeypatch.setattr(Showing, "hold", lambda _self, seconds: heard.append(f"screens {seconds}"))
    wired = WholeHouse(Settings(owner_token="1:a", staff_token="2:b"), company, database, system_now)
    try:
        wired.owner.showing.paused(2)
        wired.owner.delivery.paused(3)
    finally:
        await wired.stop()
    assert heard == ["delivery 2", "screens 3"]
