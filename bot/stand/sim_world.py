"""`/sim/…` about the whole stand: state, events, clock, troubles, call log, files, rest."""

import asyncio
import json
from contextlib import suppress
from urllib.parse import quote

from aiohttp import web

from bot.stand.api import Api
from bot.stand.clock import advanced, iso, parse_instant
from bot.stand.errors import SimError
from bot.stand.files import StoredFile
from bot.stand.people import BotAccount, Json
from bot.stand.sim_input import flag, number, read_json, role_of
from bot.stand.sim_people import user_view
from bot.stand.validate import TABLE
from bot.stand.view import group_view
from bot.stand.world import Hooks, World

HEARTBEAT = 15.0
SETTLE_SECONDS = 30.0
QUIET_SECONDS = 0.03
INLINE_TYPES = {
    "image/jpeg", "image/png", "image/gif", "image/webp", "audio/ogg", "audio/mpeg", "audio/wav", "video/mp4",
}  # fmt: skip


class SimWorld:
    """Handlers of the routes that concern the whole stand."""

    def __init__(self, world: World, api: Api, hooks: Hooks | None, about: Json) -> None:
        self.world, self._api, self._hooks, self._about = world, api, hooks, about

    async def state(self, request: web.Request) -> web.Response:
        """Everything the page needs to draw itself, and the event number it is true for."""
        world = self.world
        bots = {role: {**bot.as_json(), "commands": command_lists(bot)} for role, bot in world.bots.items()}
        return web.json_response(
            {
                "bots": bots,
                "users": [user_view(world, user) for user in world.users.values()],
                "groups": [group_view(group) for group in world.groups.values()],
                "clock": self._now(),
                "faults": world.faults.as_json(),
                "seq": world.events.seq,
                "unanswered": world.taps.unanswered(world.clock.now().timestamp()),
                "reactions": TABLE["reactions"],
                **self._about,
            }
        )

    # clock, troubles, rest

    def _now(self) -> str:
        return iso(self.world.clock.now().timestamp())

    async def clock(self, request: web.Request) -> web.Response:
        return web.json_response({"now": self._now()})

    async def post_clock(self, request: web.Request) -> web.Response:
        """Move on by `advance` or to `to`; returns when everything then due has been done."""
        fields = await read_json(request)
        now = self.world.clock.now()
        try:
            to = (
                advanced(now, str(fields["advance"]))
                if "advance" in fields
                else parse_instant(str(fields["to"]))
            )
        except KeyError:
            raise SimError("give advance (ISO 8601 duration) or to (ISO 8601 instant)") from None
        except (ValueError, OverflowError) as error:
            raise SimError(str(error)) from None
        if to < now:
            raise SimError("the clock moves forward only")
        await self.world.clock.move(to)
        self.world.events.emit("clock", lambda: {"clock": self._now()})
        return web.json_response({"now": self._now()})

    async def faults(self, request: web.Request) -> web.Response:
        return web.json_response({"faults": self.world.faults.as_json()})

    async def post_fault(self, request: web.Request) -> web.Response:
        fields = await read_json(request)
        if flag(fields, "clear"):
            self.world.faults.clear()
        if fields.get("kind"):
            self.world.faults.add(fields)
        elif not flag(fields, "clear"):
            raise SimError("give kind, or clear")
        return web.json_response({"ok": True, "faults": self.world.faults.as_json()})

    async def settle(self, request: web.Request) -> web.Response:
        """Return when nothing is pending; 504 names what still is after `timeout` seconds (30)."""
        fields = await read_json(request)
        try:
            patience = float(fields.get("timeout") or SETTLE_SECONDS)
            await asyncio.wait_for(self._settled(), min(patience, 600))
        except ValueError:
            raise SimError("timeout must be seconds") from None
        except TimeoutError:
            pending = {role: len(inbox.items) for role, inbox in self.world.inboxes.items() if inbox.busy}
            shown = {
                "ok": False,
                "error": "not settled in time",
                "pending": pending,
                "calls": self._api.open_calls,
            }
            return web.json_response(shown, status=504)
        return web.json_response({"ok": True})

    async def _settled(self) -> None:
        """Stand and product must both rest, and nothing may have happened while the second came to rest."""
        while True:
            for inbox in self.world.inboxes.values():
                await inbox.settled()
            before = self._activity()
            if self._hooks is not None:
                await self._hooks.settle()
            else:
                await asyncio.sleep(QUIET_SECONDS)
            if (
                before == self._activity()
                and not self._api.open_calls
                and not any(i.busy for i in self.world.inboxes.values())
            ):
                return
            await asyncio.sleep(0)

    def _activity(self) -> int:
        """A number that grows with every call that is not mere polling, and with every update."""
        return self._api.finished + sum(inbox.count for inbox in self.world.inboxes.values())

    # logs, files, raw updates

    async def calls(self, request: web.Request) -> web.Response:
        query = dict(request.query)
        after, limit = number(query, "after"), number(query, "limit") or 1000
        found = self.world.calls.find(query.get("bot"), query.get("method"), after, limit)
        return web.json_response({"calls": [call.as_json() for call in found]})

    async def post_update(self, request: web.Request) -> web.Response:
        """Let a bot meet any update, also one that Telegram would never send."""
        fields = await read_json(request)
        update = fields.get("update")
        if not isinstance(update, dict):
            raise SimError("update must be an object")
        body = {name: value for name, value in update.items() if name != "update_id"}
        role, lane = role_of(fields), number(fields, "chat_id") or 0
        query = update.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            self.world.taps.add(role, 0, lane, 0, self.world.clock.now().timestamp(), query["id"])
        return web.json_response({"update_id": self.world.inboxes[role].put_raw(body, lane)})

    async def file(self, request: web.Request) -> web.Response:
        found = self.world.files.find(request.match_info["key"])
        if found is None:
            raise SimError("there is no such file", 404)
        return file_response(found)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events above `after`, for as long as the reader stays."""
        after = number(dict(request.query), "after") or number(dict(request.headers), "Last-Event-ID") or 0
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        with suppress(ConnectionError):
            async for batch in self.world.events.after(after, HEARTBEAT):
                lines = [f"id: {event['seq']}\ndata: {json.dumps(event)}\n\n" for event in batch]
                await response.write("".join(lines or [": still here\n\n"]).encode())
        return response


def command_lists(bot: BotAccount) -> list[Json]:
    """Every list the bot has set; the page picks one by scope and language as Telegram's clients do."""
    return [
        {"scope": scope, "language_code": language, "commands": commands}
        for (scope, language), commands in bot.commands.items()
    ]


def file_response(file: StoredFile) -> web.Response:
    """Bytes as a harmless type: only pictures, sound and video open in the browser, all else is saved."""
    inline = file.mime in INLINE_TYPES
    response = web.Response(body=file.data, content_type=file.mime if inline else "application/octet-stream")
    name = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in file.name) or "file"
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response.headers["Content-Disposition"] += f"; filename*=UTF-8''{quote(file.name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
