"""A Telegram that is strict and remembers: one limit for the token, latency, broken answers, people who block.

It runs in a process of its own. Each replica has a path of its own (`/r1/bot…`), so that what was in flight when one
was killed is known. Moments are of the machine's running clock, which all processes share.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Manners:
    """How it behaves. `limit`: "bucket" refills evenly and holds a second's worth, "window" counts any second, "" none;
    `lost` of the answers break after the message was taken; chats whose number ends with `blocks` have blocked the bot.
    """

    limit: str = "window"
    messages: int = 30
    latency: float = 0.075
    spread: float = 0.025
    lost: float = 0.0
    blocks: str = "never"
    seed: int = 1


class Window:
    """At most so many messages in any second."""

    def __init__(self, messages: int) -> None:
        self._times: deque[float] = deque(maxlen=messages)

    def takes(self, now: float) -> bool:
        if len(self._times) == self._times.maxlen and now - self._times[0] < 1.0:
            return False
        self._times.append(now)
        return True


class Bucket:
    """A second's worth of messages, refilled evenly."""

    def __init__(self, messages: int) -> None:
        self._rate = self._level = float(messages)
        self._at = time.monotonic()

    def takes(self, now: float) -> bool:
        self._level = min(self._rate, self._level + (now - self._at) * self._rate)
        self._at = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


@dataclass
class Taken:
    """One message that arrived: when, from which replica, when its answer was out (0: not yet)."""

    chat_id: int
    replica: str
    at: float
    answered_at: float = 0.0


class Strict:
    """The server. `/log` tells all that was taken, and how many were refused."""

    def __init__(self, manners: Manners) -> None:
        self._manners, self._rng = manners, random.Random(manners.seed)
        kinds = {"window": Window, "bucket": Bucket}
        self._limit = kinds[manners.limit](manners.messages) if manners.limit else None
        self._taken: list[Taken] = []
        self._refused: list[float] = []

    async def start(self, port: int) -> None:
        app = web.Application()
        app.add_routes([web.post("/{replica}/{token}/{method}", self._send), web.get("/log", self._log)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()

    async def _send(self, request: web.Request) -> web.StreamResponse:
        now = time.monotonic()
        chat_id = int(json.loads(await request.read())["chat_id"])
        if str(chat_id).endswith(self._manners.blocks):
            return _no(403, "Forbidden: bot was blocked by the user")
        if self._limit is not None and not self._limit.takes(now):
            self._refused.append(now)
            return _no(429, "Too Many Requests: retry after 1", {"retry_after": 1})
        taken = Taken(chat_id, request.match_info["replica"], now)
        self._taken.append(taken)
        spread = self._manners.spread
        await asyncio.sleep(self._manners.latency + self._rng.uniform(-spread, spread))
        taken.answered_at = time.monotonic()
        if self._rng.random() < self._manners.lost and request.transport is not None:
            request.transport.abort()
        return web.json_response({"ok": True, "result": {"message_id": len(self._taken)}})

    async def _log(self, _request: web.Request) -> web.Response:
        told: dict[str, Any] = {"taken": [asdict(one) for one in self._taken], "refused": self._refused}
        return web.json_response(told)


def _no(code: int, words: str, parameters: dict[str, int] | None = None) -> web.Response:
    told = {"ok": False, "error_code": code, "description": words, "parameters": parameters or {}}
    return web.json_response(told, status=code)


def strict(port: int, manners: Manners) -> None:
    """The server's process, until it is ended."""

    async def work() -> None:
        await Strict(manners).start(port)
        await asyncio.Event().wait()

    asyncio.run(work())
