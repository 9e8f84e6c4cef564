"""The whole house behind webhooks over real HTTP, as the storm needs it; junk knocks at its web server as well."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
import pytest
from proof.hostile import Hostile, data_of
from proof.indoors import OWNER_TOKEN, STAFF_TOKEN, UNHURRIED
from proof.killing import free_port
from proof.storm import Call

from bot.clock import system_now
from bot.config.settings import Settings
from bot.house import House
from bot.stand.people import Role
from bot.stand.server import Stand
from bot.web import LARGEST, SECRET
from dealership.domain.company import Company
from scheduler.delivery import Delivery
from storage.database import Database

Json = dict[str, Any]
KEY = "a-secret-of-the-proofs"
JUNK: tuple[bytes, ...] = (
    b"", b"{", b"null", b"[]", b"7", b'"x"', b"\xff\xfe\x00", b'{"update_id": null}', b'{"update_id": "x"}', b'{"update_id": 1e999}',
    b"[" * 100_000, b'{"update_id": ' + b"9" * 5000 + b"}", b" " * (LARGEST + 1),
)  # fmt: skip
KNOCK_EVERY = 10


@dataclass
class Outdoor:
    """Brings updates as Telegram does: to the address, with the secret. Anything but 200 is a drop."""

    house: House
    stand: Stand
    address: str
    http: aiohttp.ClientSession
    fed: int = 0

    async def feed(self, bot: str, raw: Json) -> None:
        self.fed += 1
        if self.fed % KNOCK_EVERY == 0:
            await self._knock(bot, JUNK[self.fed // KNOCK_EVERY % len(JUNK)])
        status = await self._post(f"/telegram/{bot}", json.dumps(raw).encode(), KEY)
        readable = isinstance(raw["update_id"], int)
        if status != (200 if readable else 400):
            raise AssertionError(f"webhook answered {status}")

    async def take(self, bot: Role, number: int) -> None:
        """The stand brings its own updates by itself."""
        inbox = self.stand.world.inboxes[bot]
        while number in inbox.items:
            await asyncio.sleep(0.002)

    async def rest(self) -> None:
        await self.house.settle()

    def later(self, seconds: float) -> None:
        """Time goes by as it does."""

    async def _knock(self, bot: str, body: bytes) -> None:
        """What is no update, or comes without the secret, is turned away and leads to nothing."""
        told = [
            await self._post(f"/telegram/{bot}", body, KEY),
            await self._post(f"/telegram/{bot}", b"{}", "guess"),
        ]
        told.append(await self._post("/telegram/nobody", b"{}", KEY))
        if any(not 400 <= status < 500 for status in told):
            raise AssertionError(f"junk was answered {told}: {body[:40]!r}")

    async def _post(self, path: str, body: bytes, secret: str) -> int:
        async with self.http.post(self.address + path, data=body, headers={SECRET: secret}) as answer:
            return answer.status


@asynccontextmanager
async def outdoors(
    company: Company, database: Database, stand: Stand, patch: pytest.MonkeyPatch
) -> AsyncIterator[Outdoor]:
    """The stand listens, the house has set its webhooks."""
    patch.setattr("bot.house.Delivery", partial(Delivery, pace=UNHURRIED))
    await stand.start(port=0)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = Settings(
        owner_token=OWNER_TOKEN, staff_token=STAFF_TOKEN, telegram_api=stand.url, webhook_url=address, webhook_secret=KEY, listen=("127.0.0.1", port),
    )  # fmt: skip
    house = House(settings, company, database, system_now)
    await house.start()
    try:
        while not all((await house.ready()).values()):
            await asyncio.sleep(0.02)
        async with aiohttp.ClientSession() as http:
            yield Outdoor(house, stand, address, http)
    finally:
        await house.stop()
        await stand.stop()


def witness(stand: Stand, calls: list[Call], hostile: Hostile) -> None:
    """Keep what leaves the house; of whose update it was nothing is known here."""
    add: Callable[..., Any] = stand.world.calls.add

    def kept(**about: Any) -> Any:
        params = {name: _read(name, value) for name, value in about["params"].items()}
        if about["method"] != "getUpdates":
            calls.append(Call(about["bot"], about["method"], params, None, about["error"]))
        hostile.shown += [
            (about["bot"], params["chat_id"], data) for data in data_of(params.get("reply_markup"))
        ]
        return add(**about)

    stand.world.calls.add = kept  # type: ignore[method-assign]


def _read(name: str, value: Any) -> Any:
    """Parameters as they were meant, however they were wired."""
    if name in ("chat_id", "message_id") and isinstance(value, str):
        return int(value)
    return json.loads(value) if name == "reply_markup" and isinstance(value, str) else value
