"""Both bots by webhook over real HTTP: answered only when the work is done, the secret checked, health told."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from support.chats import World

from bot.clock import system_now
from bot.config.settings import Settings
from bot.house import House
from bot.stand.server import OWNER_TOKEN, STAFF_TOKEN, Stand
from bot.web import Webhooks, WebServer
from dealership.domain.company import Company
from storage.database import Database

SECRET = "a-secret-of-this-test"


@dataclass
class Hooked:
    """A house behind its own web server, and the stand that calls it."""

    stand: Stand
    world: World
    address: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def hooked(database: Database, company: Company) -> AsyncIterator[Hooked]:
    stand = Stand(OWNER_TOKEN, STAFF_TOKEN)
    await stand.start(port=0)
    port = free_port()
    settings = Settings(
        owner_token=OWNER_TOKEN,
        staff_token=STAFF_TOKEN,
        telegram_api=stand.url,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
        listen=("127.0.0.1", port),
    )
    house = House(settings, company, database, system_now)
    await house.start()
    async with aiohttp.ClientSession(stand.url) as http:
        hooked = Hooked(stand, World(http), f"http://127.0.0.1:{port}")
        await ready(hooked)
        yield hooked
    await house.stop()
    await stand.stop()


async def ready(hooked: Hooked) -> None:
    """Until both webhooks are set."""
    for _ in range(100):
        async with hooked.world.http.get(f"{hooked.address}/readyz") as answer:
            if answer.status == 200:
                return
        await hooked.world.settle()
    raise AssertionError("never ready")


async def test_an_owner_is_answered_by_webhook(hooked: Hooked) -> None:
    owner = await hooked.world.newcomer("王芳")
    await owner.say("/start")
    assert await owner.said()


async def test_a_request_without_the_secret_is_turned_away(hooked: Hooked) -> None:
    update = {"update_id": 1, "message": {}}
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
        async with hooked.world.http.post(
            f"{hooked.address}/telegram/owner", json=update, headers=headers
        ) as answer:
            assert answer.status == 401


async def test_no_update_at_all_is_a_bad_request(hooked: Hooked) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    for body in (b"{", b"7", b"{}", b'{"update_id": 1e999}', b'{"update_id": "1"}', b"[" * 100_000):
        async with hooked.world.http.post(
            f"{hooked.address}/telegram/staff", data=body, headers=headers
        ) as answer:
            assert answer.status == 400, body[:40]


class SlowDoor:
    """An update that comes in stays in hand until it is let go."""

    bot = "owner"
    allowed_updates = ()

    def __init__(self) -> None:
        self.taken = 0
        self.free = asyncio.Event()

    async def feed(self, _raw: Mapping[str, Any]) -> None:
        self.taken += 1
        await self.free.wait()


async def test_a_slow_update_that_is_repeated_is_not_worked_on_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.LONGEST", 0.05)
    door, port = SlowDoor(), free_port()
    server = WebServer(Webhooks({"owner": door}, SECRET), dict, bytes)  # type: ignore[arg-type]
    await server.start("127.0.0.1", port)
    async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as http:

        async def bring() -> int:
            address = f"http://127.0.0.1:{port}/telegram/owner"
            async with http.post(address, json={"update_id": 1}) as answer:
                return answer.status

        assert [await bring(), await bring()] == [503, 503]
        assert door.taken == 1
        door.free.set()
        assert await bring() == 200
    await server.stop()


async def test_health_is_told(hooked: Hooked) -> None:
    async with hooked.world.http.get(f"{hooked.address}/healthz") as answer:
        assert await answer.json() == {"alive": True}
    async with hooked.world.http.get(f"{hooked.address}/readyz") as answer:
        assert await answer.json() == {"database": True, "owner": True, "staff": True}
