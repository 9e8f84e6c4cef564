"""The web server: webhooks of both bots, `/healthz`, `/readyz` and `/metrics`.

A webhook is answered 200 only when the update is through its life, within five seconds; else Telegram is
asked to repeat it (the repetition is recognised). Secrets are compared in constant time.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.errors import cannot_listen
from bot.polling import Door, through

log = logging.getLogger("servicebay.web")
LONGEST = 5.0
LARGEST = 1 << 20
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name


class Webhooks:
    """Where Telegram brings updates: `/telegram/owner` and `/telegram/staff`."""

    def __init__(self, doors: Mapping[str, Door], secret: str) -> None:
        self._doors = doors
        self._secret = secret.encode()
        self._open: dict[tuple[str, int], asyncio.Task[None]] = {}

    async def handle(self, request: web.Request) -> web.Response:
        door = self._doors.get(request.match_info["bot"])
        given = request.headers.get(SECRET, "").encode(errors="replace")
        if door is None or not hmac.compare_digest(given, self._secret):
            return web.Response(status=404 if door is None else 401)
        raw = find_update(await request.read())
        if raw is None:
            return web.Response(status=400)
        return web.Response(status=200 if await self._in_time(door, raw) else 503)

    async def _in_time(self, door: Door, raw: Mapping[str, Any]) -> bool:
        """True when the update is through; a slow one goes on by itself and is repeated.

        A repetition that finds it still in hand waits for it as well: work done twice when all is slow makes it slower.
        """
        key = (door.bot, int(raw["update_id"]))
        task = self._open.get(key)
        if task is None:
            task = self._open[key] = asyncio.ensure_future(through(door, raw))
            task.add_done_callback(lambda _: self._open.pop(key))
        done, _ = await asyncio.wait({task}, timeout=LONGEST)
        if not done:
            return False
        error = task.exception()
        if error is not None:
            log.error("update not taken: bot=%s", door.bot, exc_info=error)
        return error is None

    @property
    def busy(self) -> int:
        return len(self._open)


def find_update(body: bytes) -> Mapping[str, Any] | None:
    """The update a request brings; None for what is none."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(raw, dict) and isinstance(raw.get("update_id"), int)
    return raw if known else None


class WebServer:
    """Listens on one address; the caller says when it is ready to work."""

    def __init__(
        self,
        webhooks: Webhooks | None,
        ready: Callable[[], Awaitable[Mapping[str, bool]]],
        metrics: Callable[[], Awaitable[bytes]],
    ) -> None:
        self._ready, self._measured = ready, metrics
        app = web.Application(client_max_size=LARGEST)
        app.add_routes([web.get("/healthz", self._healthz), web.get("/readyz", self._readyz)])
        app.add_routes([web.get("/metrics", self._metrics)])
        if webhooks is not None:
            app.add_routes([web.post("/telegram/{bot}", webhooks.handle)])
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self, host: str, port: int) -> None:
        """Listen; UserFacingError when the port is taken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self._runner.cleanup()
            way_out = "set SERVICEBAY_LISTEN to a free address, for example 127.0.0.1:8081"
            raise cannot_listen(host, port, error, way_out) from error

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        """Alive: the event loop answers."""
        return web.json_response({"alive": True})

    async def _readyz(self, _request: web.Request) -> web.Response:
        """Ready: the database answers and both bots are at work."""
        parts = dict(await self._ready())
        return web.json_response(parts, status=200 if all(parts.values()) else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        """For Prometheus; nothing while the database is away, which is worth an alarm by itself."""
        try:
            body = await self._measured()
        except Exception:
            log.warning("no metrics: database not reachable")
            return web.Response(status=503)
        return web.Response(body=body, headers={"Content-Type": METRICS_TYPE})
