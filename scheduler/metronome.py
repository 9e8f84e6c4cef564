"""The metronome: APScheduler calls a few sweeps at their rhythm, never one job a reminder.

Nothing is kept in it: what is due is rows. A beat missed is made up by the next one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from dealership.domain.company import Company
from dealership.domain.records import Session
from dealership.services.shop import Shop
from scheduler.sweeps.keeping import erase_owners, forget_updates, rest_sessions
from scheduler.sweeps.places import expire_holds, lapse_offers, offer_places
from scheduler.sweeps.requests import remind_requests
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.metronome")
UNSHOWN_AFTER = timedelta(seconds=3)
PAGE = 100
Show = Callable[[Session], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Beat:
    """A sweep and how often it is called, in seconds."""

    name: str
    every: float
    sweep: Callable[[datetime], Awaitable[int]]


class Metronome:
    """Calls the sweeps in every replica; `show` sends a screen that never reached its chat."""

    def __init__(
        self,
        database: Database,
        company: Company,
        shops: Mapping[int, Shop],
        clock: Callable[[], datetime],
        show: Show,
    ) -> None:
        self._database, self._clock, self._show = database, clock, show
        self.beats = (
            Beat("unshown screens", 3, self._unshown),
            Beat("holds", 15, partial(expire_holds, database, shops)),
            Beat("lapsed offers", 15, partial(lapse_offers, database, shops)),
            Beat("waitlist", 20, partial(offer_places, database, shops)),
            Beat("requests", 30, partial(remind_requests, database, shops)),
            Beat("seen updates", 3600, partial(forget_updates, database)),
            Beat("idle talks", 3600, partial(rest_sessions, database, company)),
            Beat("deletions", 3600, partial(erase_owners, database)),
        )
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._hurried: asyncio.Task[None] | None = None
        database.on_commit("capacity", self._capacity_freed)

    def start(self) -> None:
        """Begin to beat; everything due since we were away is done at once."""
        for beat in self.beats:
            self._scheduler.add_job(
                self._call, "interval", args=[beat], seconds=beat.every, id=beat.name, coalesce=True,
                max_instances=1, misfire_grace_time=None, next_run_time=self._clock(),
            )  # fmt: skip
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def beat(self, now: datetime) -> None:
        """Every sweep once, again and again until nothing is due any more."""
        while sum([await beat.sweep(now) for beat in self.beats]):
            pass

    async def show_unshown(self) -> int:
        """Send every screen that is decided but not shown; how many there were."""
        return await self._resend(self._clock())

    async def next_moment(self, now: datetime) -> datetime | None:
        """When the next hold, offer, request or message falls due after now."""
        return await self._database.run(lambda uow: _next(uow, now))

    async def _call(self, beat: Beat) -> None:
        try:
            await beat.sweep(self._clock())
        except Exception:  # the next beat tries again; one sweep's trouble is not another's
            log.exception("sweep failed: %s", beat.name)

    def _capacity_freed(self) -> None:
        """A place came free: whoever waits hears of it now, not at the next beat."""
        if self._hurried is None or self._hurried.done():
            waitlist = next(beat for beat in self.beats if beat.name == "waitlist")
            self._hurried = asyncio.ensure_future(self._call(waitlist))

    async def _unshown(self, now: datetime) -> int:
        await self._resend(now - UNSHOWN_AFTER)
        return 0  # one that cannot be shown now is tried at the next beat

    async def _resend(self, before: datetime) -> int:
        page = await self._database.run(lambda uow: uow.sessions.unshown(before, PAGE))
        for session in page:
            await self._show(session)
        return len(page)


def _next(uow: UnitOfWork, now: datetime) -> datetime | None:
    moments = (
        uow.appointments.next_hold_expiry(now),
        uow.appointments.next_reminder(now),
        uow.waitlist.next_lapse(now),
        uow.outbox.next_due("owner", now),
        uow.outbox.next_due("staff", now),
    )
    return min((moment for moment in moments if moment is not None), default=None)
