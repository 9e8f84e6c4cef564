"""Several messages in a row are one thought by webhook too, whichever replica each of them reaches."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count

import aiohttp
import pytest
from support.chats import Person, World

from bot.clock import system_now
from bot.config.settings import Settings
from bot.house import House
from bot.stand.server import OWNER_TOKEN, STAFF_TOKEN, Stand
from dealership.domain.company import Company
from storage.database import open_database

SECRET = "a-secret-of-this-test"
_numbers = count(9_000_000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Replicas:
    """Houses on one database, behind one address each; the second is there on PostgreSQL only."""

    world: World
    addresses: Sequence[str]

    async def burst(self, person: Person, *texts: str) -> None:
        """Each message reaches the next replica, as behind a load balancer, once the one before is answered."""
        for number, text in enumerate(texts):
            sender = {"id": person.id, "is_bot": False, "first_name": "王芳", "language_code": "zh-hans"}
            chat = {"id": person.id, "type": "private", "first_name": "王芳"}
            update = next(_numbers)
            message = {
                "message_id": update,
                "from": sender,
                "chat": chat,
                "date": 1_800_000_000,
                "text": text,
            }
            async with self.world.http.post(
                f"{self.addresses[number % len(self.addresses)]}/telegram/owner",
                json={"update_id": update, "message": message},
                headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
            ) as answer:
                assert answer.status == 200, await answer.text()


async def ready(world: World, address: str) -> None:
    """Until both webhooks are set."""
    for _ in range(100):
        async with world.http.get(f"{address}/readyz") as answer:
            if answer.status == 200:
                return
        await asyncio.sleep(0.05)
    raise AssertionError("never ready")


@pytest.fixture
async def replicas(database_url: str, company: Company) -> AsyncIterator[Replicas]:
    ports = [free_port() for _ in range(2 if database_url.startswith("postgresql") else 1)]
    async with AsyncExitStack() as stack:
        stand = Stand(OWNER_TOKEN, STAFF_TOKEN)
        await stand.start(port=0)
        stack.push_async_callback(stand.stop)
        for port in ports:
            database = open_database(database_url)
            stack.push_async_callback(database.close)
            settings = Settings(
                owner_token=OWNER_TOKEN, staff_token=STAFF_TOKEN, telegram_api=stand.url, webhook_secret=SECRET,
                webhook_url=f"http://127.0.0.1:{port}", listen=("127.0.0.1", port),
            )  # fmt: skip
            house = House(settings, company, database, system_now)
            await house.start()
            stack.push_async_callback(house.stop)
        http = await stack.enter_async_context(aiohttp.ClientSession(stand.url))
        for port in ports:
            await ready(World(http), f"http://127.0.0.1:{port}")
        yield Replicas(World(http), [f"http://127.0.0.1:{port}" for port in ports])


async def begun(replicas: Replicas) -> Person:
    """Somebody who has pressed start, so that the bot may write to them."""
    person = await replicas.world.newcomer("王芳")
    await person.say("/start")
    return person


@pytest.mark.parametrize("texts", [("刹车", "失灵了"), ("我的车", "刹车", "失灵了！")])
async def test_a_danger_in_pieces_is_a_danger_on_any_replica(
    replicas: Replicas, texts: Sequence[str]
) -> None:
    person = await begun(replicas)
    await replicas.burst(person, *texts)
    told = [message["text"] for message in await person.said()]
    assert "先别再开这辆车" in "\n".join(told), told
