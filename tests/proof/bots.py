"""What runs in the processes of the kill proof: the stand alone, and the product as `servicebay run` starts it.

A `breach` breaks the product on purpose, to see that the checker notices; it widens the moment between two
steps of an update's life as well, so that a few kills are enough.
"""

from __future__ import annotations

import asyncio
import logging
import os
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import bot.house as house
import bot.lease as lease
import bot.polling as polling
from bot.config import load_company
from bot.incoming import Incoming
from bot.life import Answer, Life
from bot.owner.desk import Desk
from bot.polling import Polling
from bot.run import run as run_bots
from bot.showing import Showing
from bot.stand.server import Stand
from bot.words import reading_of, warm_up
from dealership.domain.records import Session
from locales import LANGUAGES, catalogue
from scheduler.sweeps.screens import UnshownScreens
from storage.repositories.chats import UpdateRepository
from storage.uow import UnitOfWork

CONFIG = Path(__file__).parent.parent.parent / "bot" / "data" / "demo.toml"
OWNER_TOKEN = "1000001:owner-token-of-the-proofs-aa"
STAFF_TOKEN = "1000002:staff-token-of-the-proofs-aa"
GAP = 0.3
"""Seconds: how wide a broken product opens the moment in which it must not die."""


def prepare() -> None:
    """What every start of the product would read anew."""
    for language in LANGUAGES:
        catalogue(language)
    warm_up(reading_of(load_company(CONFIG)))


def stand(port: int, state: Path) -> None:
    """The Bot API and its people, until the process is ended."""

    async def work() -> None:
        await Stand(OWNER_TOKEN, STAFF_TOKEN, state_path=state).start(port=port)
        await asyncio.Event().wait()

    asyncio.run(work())


def bots(environment: Mapping[str, str], breach: str = "") -> None:
    """`servicebay run` with these settings. Leases of killed replicas lapse sooner than in life."""
    os.environ.update(environment)
    lease.LEASE, lease.RENEW, polling.LONG_POLL = timedelta(seconds=1.5), 0.2, 1
    house.Pace = partial(house.Pace, lease=1.0)  # type: ignore[assignment,misc]
    BREACHES[breach]()
    run_bots(Namespace())


# --- products broken on purpose ----------------------------------------------------------------------------


def nothing() -> None:
    """The product as it is."""


def seen_before_the_work() -> None:
    """The update counts as seen before what it says is done."""
    real = Life._decide

    async def decide(self: Life, incoming: Incoming) -> Answer | None:
        now = self._clock()
        first = await self._database.run(
            lambda uow: UpdateRepository.first_time(uow.updates, incoming.bot, -incoming.update_id, now)
        )
        await asyncio.sleep(GAP)
        if first:
            return await real(self, incoming)
        return await self._database.run(lambda uow: self._desk.again(uow, incoming, now))

    Life._decide = decide  # type: ignore[method-assign]


def acknowledged_before_the_work() -> None:
    """The offset moves before the batch is through its life."""
    real = Polling._batch

    async def batch(self: Polling, updates: Any) -> None:
        if updates:
            offset = int(updates[-1]["update_id"]) + 1
            await self._api.call("getUpdates", {"offset": offset, "timeout": 0, "limit": 1})
            await asyncio.sleep(GAP)
        await real(self, updates)

    Polling._batch = batch  # type: ignore[method-assign]


def unshown_screens_forgotten() -> None:
    """A screen that was decided and not shown is never sent again."""
    real = Life._draw

    async def draw(self: Life, answer: Answer, incoming: Incoming | None) -> None:
        await asyncio.sleep(GAP)
        await real(self, answer, incoming)

    async def none(*_args: Any) -> int:
        return 0

    def silent(self: Desk, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        return None

    Life._draw, UnshownScreens.show_all, Desk.again = draw, none, silent  # type: ignore[method-assign]


def repeated_updates_taken_anew() -> None:
    """Nobody remembers which updates were seen."""
    real = Showing.mark

    async def mark(self: Showing, session: Session, screen_id: int | None) -> None:
        await real(self, session, screen_id)
        await asyncio.sleep(GAP)

    Showing.mark = mark  # type: ignore[method-assign]
    UpdateRepository.first_time = lambda *_args: True  # type: ignore[method-assign]


def receipts_lost() -> None:
    """A message in flight counts as sent."""
    house.Sending.__call__ = _never_sent  # type: ignore[method-assign]


async def _never_sent(self: Any, row: Any) -> Any:
    from scheduler.outcome import Sent

    logging.getLogger("servicebay.proof").warning("not sent: %s", row.purpose)
    return Sent(1)


BREACHES: Mapping[str, Callable[[], None]] = {
    "": nothing,
    "seen before the work": seen_before_the_work,
    "acknowledged before the work": acknowledged_before_the_work,
    "unshown screens forgotten": unshown_screens_forgotten,
    "repeated updates taken anew": repeated_updates_taken_anew,
    "receipts lost": receipts_lost,
}
