"""A running stand with one person in it, spoken to over plain HTTP: what the tests of the stand share."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.stand.server import Stand

OWNER_TOKEN, STAFF_TOKEN = "1001:owner-token-of-the-tests", "2002:staff-token-of-the-tests"
TOKENS = {"owner": OWNER_TOKEN, "staff": STAFF_TOKEN}
Json = dict[str, Any]


class TestClock:
    """A clock that stands still until it is moved."""

    __test__ = False

    def __init__(self) -> None:
        self.time = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    async def move(self, to: datetime) -> None:
        self.time = to

    def tick(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class Kit:
    """The stand, a plain HTTP client, and short ways to call as a bot or to act as a person."""

    def __init__(self, stand: Stand, http: aiohttp.ClientSession) -> None:
        self.stand, self.http = stand, http
        self.li = stand.add_user("Li Wei", "zh-CN", "+8613800000001")

    async def call(self, method: str, bot: str = "owner", **params: Any) -> Json:
        """A Bot API call with a JSON body; the whole answer."""
        async with self.http.post(f"/bot{TOKENS[bot]}/{method}", json=params) as response:
            answer = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return dict(answer)

    async def ok(self, method: str, bot: str = "owner", **params: Any) -> Any:
        answer = await self.call(method, bot, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, bot: str = "owner", **params: Any) -> str:
        answer = await self.call(method, bot, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def sim(self, path: str, body: Json | None = None, status: int = 200) -> Any:
        """POST with a body, GET without."""
        request = self.http.get(f"/sim/{path}") if body is None else self.http.post(f"/sim/{path}", json=body)
        async with request as response:
            answer = await response.json()
            assert response.status == status, answer
            return answer

    async def says(self, text: str = "/start", user: int | None = None, **fields: Any) -> Json:
        user = user or self.li
        return dict(await self.sim(f"chats/{user}/messages", {"from": user, "text": text, **fields}))

    async def updates(self, bot: str = "owner", offset: int = 0, **params: Any) -> list[Json]:
        return list(await self.ok("getUpdates", bot, offset=offset, **params))

    async def shown(self, chat: int | None = None, bot: str = "owner") -> list[Json]:
        return list((await self.sim(f"chats/{chat or self.li}/messages?bot={bot}"))["messages"])


@asynccontextmanager
async def running_kit(**options: Any) -> AsyncIterator[Kit]:
    stand = Stand(OWNER_TOKEN, STAFF_TOKEN, **options)
    await stand.start(port=0)
    async with aiohttp.ClientSession(stand.url) as http:
        yield Kit(stand, http)
    await stand.stop()


def buttons(*texts: str) -> Json:
    return {"inline_keyboard": [[{"text": text, "callback_data": f"data:{text}"}] for text in texts]}


def form(**fields: Any) -> aiohttp.FormData:
    """A multipart form; bytes become files."""
    made = aiohttp.FormData()
    for name, value in fields.items():
        if isinstance(value, bytes):
            made.add_field(name, value, filename=f"{name}.png", content_type="image/png")
        else:
            made.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return made
