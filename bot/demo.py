"""`servicebay demo`: stand, both bots and a lively company in one process on loopback; a page in the browser.

No token, no internet. Without `--database-url` each start has a fresh database.
"""

from __future__ import annotations

import asyncio
import signal
import tempfile
from argparse import Namespace
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import aiohttp

from bot.browser import show
from bot.cast import known_cast, new_cast
from bot.clock import MovableClock
from bot.config import load_company
from bot.config.people import People, load_people
from bot.config.settings import Settings, ensure_database_url
from bot.demo_file import bring
from bot.errors import cannot_listen, other_port
from bot.house import House
from bot.logs import set_up
from bot.run import ensure_migrated
from bot.seed import is_empty, seed
from bot.stand.server import Stand
from dealership.domain.company import Company
from storage.database import Database, open_database

DATA = Path(__file__).parent / "data"
OWNER_TOKEN = "100001:demo-owner-bot-on-loopback-only"  # noqa: S105  good in the stand alone
STAFF_TOKEN = "100002:demo-staff-bot-on-loopback-only"  # noqa: S105  the same


def run(args: Namespace) -> int:
    """Set up, print the address and "ready", work until told to stop."""
    company = load_company(DATA / "demo.toml")
    people = load_people(DATA / "demo_people.toml")
    with ExitStack() as stack:
        url = ensure_database_url(args.database_url) if args.database_url else _fresh(stack)
        set_up(lambda text: text, level=30)
        ensure_migrated(url)
        asyncio.run(_work(args, url, company, people))
    return 0


def _fresh(stack: ExitStack) -> str:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="servicebay-demo-"))
    return f"sqlite:///{folder}/demo.sqlite3"


async def _work(args: Namespace, url: str, company: Company, people: People) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with Demo(
        url, company, people, locale=args.locale, host=args.host, port=args.port, seeded=args.seed
    ) as demo:
        print(f"Servicebay demo: {demo.stand.url}/")
        print("ready", flush=True)
        if not args.no_open:
            await asyncio.to_thread(show, f"{demo.stand.url}/")
        await demo.house.warm_up()
        await demo.house.work(stop)


class Demo:
    """Stand and house together, for the command and for tests that want the whole world."""

    def __init__(
        self,
        url: str,
        company: Company,
        people: People,
        *,
        locale: str = "zh-CN",
        host: str = "127.0.0.1",
        port: int = 8088,
        seeded: str = "demo",
    ) -> None:
        self.company, self.people, self.seeded, self.locale = company, people, seeded, locale
        self.clock = MovableClock()
        self.database: Database = open_database(url, time=lambda _driver: self.clock.now())
        zones = [
            {"name": store.name[locale], "names": store.name, "zone": store.zone.key}
            for store in company.stores
        ]
        self.stand = Stand(OWNER_TOKEN, STAFF_TOKEN, clock=self.clock, hooks=self, locale=locale, zones=zones)
        self._address = host, port
        self.house: House

    async def __aenter__(self) -> Demo:
        host, port = self._address
        try:
            await self.stand.start(host, port)
        except OSError as error:
            raise cannot_listen(host, port, error, other_port("demo", port)) from error
        settings = Settings(
            owner_token=OWNER_TOKEN,
            staff_token=STAFF_TOKEN,
            telegram_api=self.stand.url,
            listen=None,
            config=DATA / "demo.toml",
        )
        self.house = House(settings, self.company, self.database, self.clock.now)
        self.clock.between = self._between
        started = await self._people()
        await self.house.start()
        await self._greet(started)
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.house.stop()
        await self.stand.stop()
        await self.database.close()

    async def settle(self) -> None:
        """The stand asks: is any work pending? (hook of /sim/settle)"""
        await self.house.settle()

    async def _between(self, to: datetime) -> None:
        """Moving the clock goes from due moment to due moment."""
        await self.house.settle()
        while (due := await self.house.next_moment(self.clock.now())) is not None and due <= to:
            self.clock.set(due)
            await self.house.beat()
            await self.house.settle()
        await self.house.beat()
        await self.house.settle()

    async def _people(self) -> list[tuple[str, int]]:
        """Give everybody an account in the stand; who has "started" will press start."""
        if not await self.database.run(lambda uow: is_empty(uow, self.house.shops)):
            await self.database.run(
                lambda uow: known_cast(self.stand, uow, self.company, self.people, self.locale)
            )
            return []
        if self.seeded == "empty":
            return []
        accounts, now = new_cast(self.stand, self.people, self.locale), self.clock.now()
        await bring(self.database, self.company, self.people, now)
        await self.database.run(lambda uow: seed(uow, self.house.shops, self.people, accounts, now))
        began = [("owner", accounts.owners[person.name]) for person in self.people.owners if person.started]
        return [*began, *(("staff", account) for account in accounts.staff.values())]

    async def _greet(self, started: list[tuple[str, int]]) -> None:
        """They press start, so that the bots may write to them and the newcomer sees living chats."""
        async with aiohttp.ClientSession(self.stand.url) as http:
            for bot, account in started:
                body = {"from": account, "bot": bot, "text": "/start"}
                async with http.post(f"/sim/chats/{account}/messages", json=body) as answer:
                    answer.raise_for_status()
        await self.house.settle()
