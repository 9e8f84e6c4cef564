"""The real product against a Bot API server that is not ours: start, language and a booking by buttons.

`lo-bot-api-emulator` knows a part of the methods and refuses every field it does not know. What it lacks is logged
and the product goes on.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select
from support.sayings import saying

from bot.config.settings import Settings
from bot.house import House
from dealership.domain.company import Company
from storage.database import Database
from storage.schema import appointment

if os.environ.get("CI") != "true":
    pytest.importorskip("lo_bot_api_emulator", reason="lo-bot-api-emulator is not installed")
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator

TOKEN, STAFF_TOKEN = "1001:synthetic-owner", "1002:synthetic-staff"
NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
WEI = {"id": 7001, "is_bot": False, "first_name": "Wei", "language_code": "en"}
CHAT = {"id": 7001, "type": "private", "first_name": "Wei"}
Json = dict[str, Any]


class Emulator(LoBotApiEmulator):  # type: ignore[misc]  # it brings no types
    """Remembers what the bots sent and how it was answered."""

    def __init__(self, lacking: frozenset[str]) -> None:
        super().__init__()
        self.sent: list[tuple[str, Json, Any]] = []
        self.lacking = lacking

    def validate(self, method: str, fields: Json, uploads: Json) -> Any:
        if method in self.lacking:
            raise ApiRefusal("Not implemented by this fixture", 501)
        answer = super().validate(method, fields, uploads)
        self.sent.append((method, fields, answer))
        return answer

    @property
    def captions(self) -> list[str]:
        """Words of the papers sent."""
        return [fields["caption"] for method, fields, _ in self.sent if method == "sendDocument"]

    def screen(self) -> tuple[str, int, dict[str, str]]:
        """The newest message with buttons: its words, its id, label to data."""
        for method, fields, answer in reversed(self.sent):
            markup = fields.get("reply_markup") or {}
            markup = json.loads(markup) if isinstance(markup, str) else markup
            if method in ("sendMessage", "editMessageText") and markup.get("inline_keyboard"):
                rows = markup["inline_keyboard"]
                keys = {button["text"]: button["callback_data"] for row in rows for button in row}
                return fields["text"], int(answer["message_id"]), keys
        return "", 0, {}


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not happened():
            await asyncio.sleep(0.01)


def says(key: str) -> str:
    """Words of ours, as they stand."""
    return re.sub(r"\\(.)", r"\1", saying("zh-CN", key))


class Wei:
    """An owner in front of the emulator."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator, self.count = emulator, 0

    async def says(self, text: str) -> None:
        await self._does({"message": {**self._message(900_000 + self.count), "text": text}})

    async def taps(self, words: str) -> None:
        """The button with these words on the newest screen."""
        _, message_id, keys = self.emulator.screen()
        label = next((label for label in keys if words in label), None)
        assert label is not None, (words, self.emulator.screen())
        tap = {"id": str(self.count), "from": WEI, "chat_instance": "1", "data": keys[label]}
        await self._does({"callback_query": {**tap, "message": self._message(message_id)}})

    def _message(self, number: int) -> Json:
        return {"message_id": number, "date": int(NOW.timestamp()), "chat": CHAT, "from": WEI}

    async def _does(self, update: Json) -> None:
        """Until the screen has changed."""
        self.count += 1
        before = self.emulator.screen()
        await self.emulator.enqueue_update(update, token=TOKEN)
        await until(lambda: self.emulator.screen() != before)


@pytest.fixture(params=[()], ids=["all it knows"])
def emulator(request: pytest.FixtureRequest) -> Emulator:
    """A server that refuses these methods besides those it lacks anyway."""
    return Emulator(lacking=frozenset(request.param))


@pytest.fixture
async def house(emulator: Emulator, company: Company, database: Database) -> AsyncIterator[House]:
    runner = web.AppRunner(emulator.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    settings = Settings(owner_token=TOKEN, staff_token=STAFF_TOKEN, telegram_api=url, listen=None)
    begun = time.monotonic()  # deliveries keep a pace, so time has to pass
    running = House(settings, company, database, lambda: NOW + timedelta(seconds=time.monotonic() - begun))
    await running.start()
    yield running
    await running.stop()
    await runner.cleanup()


async def test_a_visit_is_booked_by_buttons_through_a_server_that_is_not_ours(
    emulator: Emulator, house: House
) -> None:
    wei = Wei(emulator)
    await wei.says("/start")
    await wei.taps("中文")
    for key in ("welcome-ok", "welcome-go", "home-booking"):
        await wei.taps(says(key))
    await wei.says("沪A12345")
    for words in ("上海浦东店", "保养", says("input-next"), says("input-earliest"), says("booking-yes")):
        await wei.taps(words)
    await until(lambda: emulator.captions)
    assert len(emulator.captions) == 1 and says("receipt-booked") in emulator.captions[0]
    booked = await house.database.run(
        lambda uow: uow.connection.execute(select(appointment.c.state)).scalars().all()
    )
    assert booked == ["confirmed"]
    edited = [answer["status"] for answer in emulator.requests if answer["method"] == "editMessageText"]
    assert edited and set(edited) == {200}


@pytest.mark.parametrize("emulator", [("getMe", "setMyCommands")], indirect=True, ids=["two less"])
async def test_methods_the_server_lacks_are_logged_and_the_product_works_on(
    emulator: Emulator, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await Wei(emulator).says("/start")
    said = [record.getMessage() for when in ("setup", "call") for record in caplog.get_records(when)]
    refused = {request["method"] for request in emulator.requests if request["status"] >= 400}
    assert refused == {"getMe", "setMyCommands"}
    for method in refused:
        assert any(line.startswith(f"owner: {method} is refused") for line in said)
