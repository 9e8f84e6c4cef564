"""`servicebay lanes`: what waits in each lane of the outbox; closing one holds everything in it, opening lets it go."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime

from bot.clock import system_now
from bot.config import Settings
from bot.run import ensure_migrated
from dealership.domain.lanes import Lane
from storage.database import open_database
from storage.uow import UnitOfWork


def run(args: Namespace) -> int:
    """Close and open what is asked for; then one line for each lane: how many wait, since when, and if it is closed."""
    settings = Settings.from_env(os.environ)
    ensure_migrated(settings.database_url)
    print("\n".join(asyncio.run(_work(settings, args))))
    return 0


async def _work(settings: Settings, args: Namespace) -> Sequence[str]:
    database = open_database(settings.database_url)
    close, open_ = ({Lane[name.upper()] for name in names} for names in (args.close, args.open))
    try:
        return await database.run(lambda uow: shown(uow, args.bot, close, open_))
    finally:
        await database.close()


def shown(uow: UnitOfWork, bot: str, close: set[Lane], open_: set[Lane]) -> Sequence[str]:
    """The lanes of a bot after that. Every replica heeds it with its next claim."""
    closed = set(uow.gates.read(bot).closed)
    if close or open_:
        closed = (closed | close) - open_
        uow.gates.close_lanes(bot, closed)
    waiting, oldest = uow.outbox.waiting(bot, system_now()), uow.outbox.oldest_due(bot, system_now())
    return [_line(lane, waiting.get(lane, 0), oldest.get(lane), lane in closed) for lane in Lane]


def _line(lane: Lane, waiting: int, since: datetime | None, is_closed: bool) -> str:
    about = f"{waiting} due" + (f", the oldest since {since:%Y-%m-%d %H:%M} UTC" if since else "")
    return f"{lane.name.lower():<11} {'closed' if is_closed else 'open':<7} {about}"
