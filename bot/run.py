"""`servicebay run`: both bots until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import load_company
from bot.config.settings import Settings
from bot.errors import UserFacingError
from bot.lock import FileLock

if TYPE_CHECKING:
    from bot.house import House


def run(args: Namespace) -> int:
    """Check what can be checked before anything starts, then work."""
    settings = Settings.from_env(os.environ)
    settings.ensure_tokens()
    company = load_company(settings.config)
    with ExitStack() as stack:
        if settings.database_url.startswith("sqlite"):
            stack.enter_context(FileLock(sqlite_path(settings.database_url)))
        ensure_migrated(settings.database_url)

        from bot import logs

        logs.set_up(settings.masked)
        return asyncio.run(_work(settings, company))


def sqlite_path(url: str) -> Path:
    """The file behind `sqlite:///file`."""
    return Path(url.partition(":///")[2] or "servicebay.sqlite3")


def ensure_migrated(url: str) -> None:
    """A fresh database is made ready; an old schema is told, because migrating is somebody's decision."""
    from storage import migrate

    current, head = migrate.current_revision(url), migrate.head_revision()
    if current is None:
        migrate.upgrade(url)
    elif current != head:
        raise UserFacingError(
            f"the database is at schema {current}, this version needs {head}", "run `servicebay migrate`"
        )


async def _work(settings: Settings, company: object) -> int:
    """0 when told to stop, 1 when the process has to be begun anew."""
    from bot.clock import system_now
    from bot.house import House
    from dealership.domain.company import Company
    from storage.database import open_database

    assert isinstance(company, Company)
    database = open_database(settings.database_url)
    house = House(settings, company, database, system_now)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        await greet_telegram(house, settings.proxy)
        await house.start()
        print("ready", flush=True)
        await house.warm_up()
        return 0 if await house.work(stop) else 1
    finally:
        await house.stop()
        await database.close()


async def greet_telegram(house: House, proxy: str | None = None) -> None:
    """A refused token stops us with a sentence; without a network we say so and keep trying."""
    from bot.api import ApiError, RefusedError

    for line in house.lines:
        name = f"SERVICEBAY_{line.api.bot.upper()}_TOKEN"
        try:
            await line.api.call("getMe", {})
        except RefusedError as error:
            raise UserFacingError(
                f"Telegram refuses {name}: {error}",
                "copy the token anew from @BotFather, then run `servicebay doctor`",
            ) from error
        except ApiError:
            remedy = f"{_way_out(proxy)}; `servicebay doctor` tells more"
            print(
                f"servicebay: Telegram does not answer the {line.api.bot} bot; trying on. {remedy}",
                file=sys.stderr,
            )


def _way_out(proxy: str | None) -> str:
    if proxy:
        return "check that the proxy of SERVICEBAY_PROXY runs"
    return "set SERVICEBAY_PROXY if Telegram is out of reach here"
