"""Nothing that is sent to the stand breaks it: wrong types, odd numbers and broken texts get a 4xx, never a 5xx."""

import random
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from stand_kit import TOKENS, Kit, buttons, running_kit

from bot.stand.api import SYNC_METHODS
from bot.stand.validate import METHODS

pytestmark = pytest.mark.asyncio
REQUESTS = 600
ODD: list[Any] = [
    None, True, 0, -1, 2**63, 2**70, 1.5, 1e308, "", "x", "7", "[]", "{}", "{", "<b>", "\ud800", "\u202e", "😀" * 50,
    "x" * 5000, "HTML", "owner", "PT1S", "2020-01-01", [], [1], ["a"], [[]], [{}], {}, {"a": 1}, {"data": 5},
    {"latitude": 1, "longitude": {}}, {"message_id": "x"}, {"inline_keyboard": [[[]]]}, {"inline_keyboard": 5},
    {"keyboard": [[5]]}, [{"type": "photo", "media": "attach://q"}] * 2, {"callback_query": {"id": "1"}},
]  # fmt: skip
FIELDS = (
    "name", "language_code", "phone", "id", "username", "from", "bot", "text", "contact", "photo", "document", "voice",
    "location", "venue", "caption", "reply_to", "thread", "message_id", "data", "emoji", "blocked", "delete", "close",
    "rename", "status", "rights", "user", "members", "bot_admins", "title", "count", "chat_id", "delay", "update",
    "to", "size", "duration", "file_name", "anonymous", "as_channel", "timeout", "limit",
)  # fmt: skip
PLACES = (
    "users", "groups", "chats/{chat}/messages", "chats/{chat}/taps", "chats/{chat}/edits", "chats/{chat}/reactions",
    "chats/{chat}/topics", "chats/{chat}/members", "faults", "updates", "clock",
)  # fmt: skip


@pytest_asyncio.fixture
async def kit() -> AsyncIterator[Kit]:
    async with running_kit(limits=False) as kit:
        await kit.says()
        await kit.ok("sendMessage", chat_id=kit.li, text="x", reply_markup=buttons("A"))
        yield kit


async def test_no_bot_api_call_breaks_the_stand(kit: Kit) -> None:
    dice = random.Random(7)
    group = kit.stand.add_group("Store", members=[kit.li], bot_admins=["owner", "staff"])
    known = [message["id"] for message in await kit.shown()]
    for _ in range(REQUESTS):
        method = dice.choice([name for name in METHODS if name in SYNC_METHODS])
        params = {
            name: dice.choice(ODD)
            for name, field in METHODS[method].items()
            if field[1] or dice.random() < 0.3
        }
        if dice.random() < 0.8:
            params |= {"chat_id": dice.choice([kit.li, group]), "message_id": dice.choice(known)}
        async with kit.http.post(
            f"/bot{dice.choice(list(TOKENS.values()))}/{method}", json=params
        ) as response:
            assert response.status < 500, (method, params)
            assert (await response.json())["ok"] is (response.status == 200)


async def test_no_act_of_people_breaks_the_stand(kit: Kit) -> None:
    dice = random.Random(8)
    group = kit.stand.add_group("Store", members=[kit.li], bot_admins=["staff"])
    for _ in range(REQUESTS):
        path = dice.choice(PLACES).format(chat=dice.choice([kit.li, group]))
        body = {name: dice.choice(ODD) for name in dice.sample(FIELDS, dice.randint(0, 5))}
        async with kit.http.post(f"/sim/{path}", json={"from": kit.li, **body, "wait": False}) as response:
            assert response.status < 500, (path, body)
            await response.json()
    for chat in (kit.li, group):
        assert await kit.shown(chat)
    assert (await kit.sim("state"))["seq"]
