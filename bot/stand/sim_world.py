"""`/sim/…` apart from chats: people, groups, state, events, clock, troubles, call log, files, rest."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.stand.api import Api
from bot.stand.clock import advanced, iso, parse_instant
from bot.stand.errors import SimError
from bot.stand.files import StoredFile
from bot.stand.people import ROLES, BotAccount, Group, Json, Member, User
from bot.stand.sim_input import flag, number, read_json, role_of
from bot.stand.validate import TABLE
from bot.stand.view import group_view
from bot.stand.visitors import tell_membership
from bot.stand.world import ADMIN_RIGHTS, Hooks, World

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

    # people and groups

    async def users(self, request: web.Request) -> web.Response:
        return web.json_response({"users": [self._user_view(user) for user in self.world.users.values()]})

    async def post_user(self, request: web.Request) -> web.Response:
        fields = await read_json(request)
        name, username = str(fields.get("name") or "").strip(), fields.get("username")
        if not name or len(name) > 128:
            raise SimError("name must have 1 to 128 characters")
        wanted = number(fields, "id")
        if wanted is not None and (wanted <= 0 or wanted in self.world.users):
            raise SimError("id must be a positive number that no other user has")
        language, phone = str(fields.get("language_code") or "en"), str(fields.get("phone") or "")
        user = self.world.add_user(name, language, phone, wanted, str(username) if username else None)
        return web.json_response({"id": user.id, **self._user_view(user)})

    async def patch_user(self, request: web.Request) -> web.Response:
        """Change a user: `name`, `language_code`, `phone`, `username`, `deactivated`."""
        fields = await read_json(request)
        user = self.world.users.get(int(request.match_info["user_id"]))
        if user is None:
            raise SimError("there is no such user", 404)
        for name in ("name", "language_code", "phone", "username"):
            if fields.get(name):
                setattr(user, name, str(fields[name]))
        user.deactivated = flag(fields, "deactivated", user.deactivated)
        self.world.events.emit("user", lambda: {"user_id": user.id})
        return web.json_response(self._user_view(user))

    async def post_group(self, request: web.Request) -> web.Response:
        """A group; the first member owns it, `bot_admins` are administrators with all rights."""
        fields = await read_json(request)
        members, admins = fields.get("members") or [], fields.get("bot_admins") or []
        if not isinstance(members, list) or any(one not in self.world.users for one in members):
            raise SimError("members must be ids of users")
        if not isinstance(admins, list) or any(one not in ROLES for one in admins):
            raise SimError("bot_admins must be owner or staff")
        title = str(fields.get("title") or "Group")[:128]
        group = self.world.add_group(title, flag(fields, "forum", True), members, admins)
        return web.json_response({"chat_id": group.id, **group_view(group)})

    async def post_member(self, request: web.Request) -> web.Response:
        """Give a user (`user`) or bot (`bot`) a `status` in a group: member, administrator, left, kicked."""
        fields = await read_json(request)
        group = self.world.groups.get(int(request.match_info["chat_id"]))
        status: Any = fields.get("status") or "member"
        if group is None:
            raise SimError("there is no such group", 404)
        if status not in ("creator", "administrator", "member", "left", "kicked"):
            raise SimError("status must be creator, administrator, member, left or kicked")
        rights = dict(ADMIN_RIGHTS) if status == "administrator" else {}
        if isinstance(fields.get("rights"), dict):
            rights |= fields["rights"]
        return web.json_response(
            {"ok": True, "update_id": self._set_member(group, fields, Member(status, rights))}
        )

    def _set_member(self, group: Group, fields: dict[str, Any], member: Member) -> int | None:
        user = self.world.users.get(number(fields, "user") or 0)
        if user is not None:
            group.members[user.id] = member
            return None
        bot = self.world.bots[role_of(fields)]
        before, group.members[bot.id] = group.member(bot.id), member
        by = next((self.world.users[n] for n in group.members if n in self.world.users), None)
        self.world.events.emit("topic", lambda: {"chat_id": group.id})
        return None if by is None else tell_membership(self.world, group, by, bot, before, member)

    def _user_view(self, user: User) -> Json:
        chats = {role: self.world.private(role, user) for role in ROLES}
        return {
            "id": user.id,
            "name": user.name,
            "language_code": user.language_code,
            "phone": user.phone,
            "username": user.username,
            "deactivated": user.deactivated,
            "blocked": {role: chat.blocked for role, chat in chats.items()},
            "started": {role: chat.opened for role, chat in chats.items()},
        }

    async def state(self, request: web.Request) -> web.Response:
        """Everything the page needs to draw itself, and the event number it is true for."""
        world = self.world
        bots = {role: {**bot.as_json(), "commands": command_lists(bot)} for role, bot in world.bots.items()}
        return web.json_response(
            {
                "bots": bots,
                "users": [self._user_view(user) for user in world.users.values()],
                "groups": [group_view(group) for group in world.groups.values()],
                "clock": self._now(),
                "faults": world.faults.as_json(),
                "seq": world.events.seq,
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
        lane = number(fields, "chat_id") or 0
        return web.json_response({"update_id": self.world.inboxes[role_of(fields)].put_raw(body, lane)})

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
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
