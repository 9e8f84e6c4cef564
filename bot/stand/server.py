"""The local stand: Telegram's Bot API, its people and the page that shows them, on one loopback port.

stand = Stand()
await stand.start(port=8088)      # OSError if the port is taken
...
await stand.stop()
"""

import hashlib
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.stand.api import Api, refusal_response
from bot.stand.clock import Clock, OffsetClock
from bot.stand.counters import Counters
from bot.stand.errors import ApiError, SimError
from bot.stand.guard import Guard
from bot.stand.limits import Limits
from bot.stand.page_routes import add_page
from bot.stand.params import LARGEST_BODY
from bot.stand.people import BotAccount, Role
from bot.stand.sim_chats import SimChats
from bot.stand.sim_people import SimPeople
from bot.stand.sim_world import SimWorld, file_response
from bot.stand.world import Hooks, World

OWNER_TOKEN, STAFF_TOKEN = (
    "1000001:stand-owner-bot-on-loopback",
    "1000002:stand-staff-bot-on-loopback",
)  # for whoever brings none
SHUTDOWN_SECONDS = 0.5
NOWHERE = ApiError(404, "Not Found")
NO_FILE = ApiError(404, "Not Found: file not found")


class Stand:
    """Two bot accounts, any number of people, one HTTP server.

    All in one event loop, nothing on disk but numbers.
    """

    def __init__(
        self,
        owner_token: str = OWNER_TOKEN,
        staff_token: str = STAFF_TOKEN,
        state_path: Path | None = None,
        clock: Clock | None = None,
        hooks: Hooks | None = None,
        locale: str = "zh-CN",
        limits: Limits | bool = True,
        allowed_hosts: tuple[str, ...] = (),
        zones: list[dict[str, Any]] | None = None,
    ) -> None:
        bots: dict[Role, BotAccount] = {
            "owner": BotAccount(
                "owner", owner_token, bot_id(owner_token), "servicebay_owner_bot", "Servicebay"
            ),
            "staff": BotAccount(
                "staff", staff_token, bot_id(staff_token), "servicebay_staff_bot", "Servicebay Staff"
            ),
        }
        rules = limits if isinstance(limits, Limits) else Limits(enabled=limits)
        self.world = World.new(clock or OffsetClock(), Counters(state_path), rules, bots)
        self.api = Api(self.world)
        self.url = ""
        self._about: dict[str, Any] = {"locale": locale, "zones": zones or []}
        self._hooks, self._allowed_hosts = hooks, allowed_hosts
        self._runner: web.AppRunner | None = None

    def add_user(
        self, name: str, language_code: str, phone: str, id: int | None = None, username: str | None = None
    ) -> int:
        """A person who may write to both bots; the id."""
        return self.world.add_user(name, language_code, phone, id, username).id

    def add_group(
        self,
        title: str,
        forum: bool = True,
        members: list[int] | None = None,
        bot_admins: list[Role] | None = None,
        id: int | None = None,
        titles: dict[str, str] | None = None,
    ) -> int:
        """A group, by default a forum; its first member owns it. The chat id (give it to keep it stable).

        `titles`: what the page calls it in each of its languages.
        """
        group = self.world.add_group(title, forum, members or [], bot_admins or [], id)
        group.titles = titles or {}
        return group.id

    def open_chat(self, user_id: int, bot: Role = "owner") -> None:
        """Let the bot write to a user as if they had pressed start before the stand began; no update."""
        self.world.private(bot, self.world.users[user_id]).opened = True

    async def start(self, host: str = "127.0.0.1", port: int = 8088) -> None:
        """Listen; port 0 takes a free one. OSError if the port is taken."""
        self._runner = web.AppRunner(self._app(host), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        taken = self._runner.addresses[0][1]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  what others may reach us by
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{taken}"

    async def stop(self) -> None:
        """Stop listening; open polls and readers are let go."""
        self.world.events.close()
        for inbox in self.world.inboxes.values():
            inbox.stop()
        for webhook in self.api.webhooks.values():
            await webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _app(self, host: str) -> web.Application:
        guard = Guard((host, *self._allowed_hosts))
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[guard.middleware])
        app.router.add_route("*", "/bot{token}/{method}", self.api.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        world = SimWorld(self.world, self.api, self._hooks, self._about)
        add_sim(app, SimChats(self.world), SimPeople(self.world), world)
        for rest in ("/bot{rest:.*}", "/sim/{rest:.*}"):
            app.router.add_route("*", rest, nothing_here)
        add_page(app)
        return app

    async def _download(self, request: web.Request) -> web.Response:
        try:
            bot = self.api.get_bot(request.match_info["token"])
            file = self.world.files.get_by_path(bot.id, request.match_info["path"])
            if file is None:
                raise NO_FILE
        except ApiError as error:
            return refusal_response(error)
        return file_response(file)


async def nothing_here(request: web.Request) -> web.Response:
    """An address nobody serves, told in the form of its neighbours."""
    if request.path.startswith("/sim/"):
        raise SimError("there is nothing at this address", 404)
    return refusal_response(NOWHERE)


def add_sim(app: web.Application, chats: SimChats, people: SimPeople, world: SimWorld) -> None:
    """The routes of the contract (docs/stand.md)."""
    below = "/sim/chats/{chat_id:-?\\d+}"
    app.add_routes(
        [
            web.get(f"{below}/messages", chats.messages),
            web.post(f"{below}/messages", chats.post_message),
            web.post(f"{below}/taps", chats.taps),
            web.post(f"{below}/edits", chats.edits),
            web.post(f"{below}/reactions", chats.reactions),
            web.post(f"{below}/block", chats.block),
            web.post(f"{below}/topics", chats.topics),
            web.post(f"{below}/members", people.post_member),
            web.post(f"{below}/migrate", people.migrate),
            web.get("/sim/users", people.users),
            web.post("/sim/users", people.post_user),
            web.post("/sim/users/{user_id:\\d+}", people.change_user),
            web.post("/sim/groups", people.post_group),
            web.get("/sim/state", world.state),
            web.get("/sim/events", world.events),
            web.get("/sim/calls", world.calls),
            web.get("/sim/clock", world.clock),
            web.post("/sim/clock", world.post_clock),
            web.get("/sim/faults", world.faults),
            web.post("/sim/faults", world.post_fault),
            web.post("/sim/settle", world.settle),
            web.post("/sim/updates", world.post_update),
            web.get("/sim/files/{key}", world.file),
        ]
    )


def bot_id(token: str) -> int:
    """The number before the colon, as in real tokens; otherwise a number made of the whole token."""
    number = token.split(":", 1)[0]
    return int(number) if number.isdecimal() else int(hashlib.sha256(token.encode()).hexdigest()[:12], 16)
