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
from dealership.services.shop import Shop
from scheduler.moments import next_moment
from scheduler.sweeps.complaints import climb, reckon_anew, wake
from scheduler.sweeps.digest import send_digests
from scheduler.sweeps.keeping import (
    erase_owners,
    forget_attempts,
    forget_gates,
    forget_misheard,
    forget_updates,
    rest_sessions,
)
from scheduler.sweeps.places import expire_holds, lapse_offers, offer_places
from scheduler.sweeps.requests import remind_requests
from scheduler.sweeps.screens import Show, UnshownScreens
from scheduler.sweeps.surveys import hear_silent
from scheduler.sweeps.voice import (
    count_upkeep,
    heed_plans,
    let_late_go,
    open_tasks,
    plan,
    plan_visits,
    speak,
    voice_of,
)
from storage.database import Database

log = logging.getLogger("servicebay.metronome")
SLOW = 600
"""Seconds; what beats as slowly as this finds nothing more at the same moment, and is swept once for it."""
BY_THE_DAY = timedelta(hours=3)
"""How often a moved clock plans what is due by the day: a year of it has ten thousand stops."""
ROUNDS = 50
"""Far more than anything that falls due can lead to: whoever gets there has found a sweep that never rests."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A sweep and how often it is called, in seconds."""

    name: str
    every: float
    sweep: Callable[[datetime], Awaitable[int]]


@dataclass(slots=True)
class Spent:
    """What a sweep has cost and done in this process."""

    calls: int = 0
    seconds: float = 0.0
    done: int = 0
    failures: int = 0


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
        self._database, self._company, self._shops, self._clock = database, company, shops, clock
        self._screens = UnshownScreens(database, show)
        self._waitlist = Beat("waitlist", 20, partial(offer_places, database, shops))
        self._planning = Beat("the plan", 600, partial(plan, database, shops))
        self._planned_at: datetime | None = None
        self.beats = self._all_beats()
        self.spent = {beat.name: Spent() for beat in self.beats}
        jobs = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=jobs)
        self._catching_up: asyncio.Task[None] | None = None
        self._hurrying: asyncio.Task[None] | None = None
        self._freed = False
        self._offered = 0
        database.on_commit("capacity", self._capacity_freed)

    def _all_beats(self) -> tuple[Beat, ...]:
        """Every sweep of the house, in the order in which what one finds is of use to the next."""
        database, company, shops = self._database, self._company, self._shops
        return (
            Beat("unshown screens", 4, self._screens.sweep),
            Beat("lapsed offers", 15, partial(lapse_offers, database, shops)),
            Beat("holds", 15, partial(expire_holds, database, shops)),
            self._waitlist,
            Beat("new plans", 86400, partial(heed_plans, database, shops)),
            Beat("next services", 20, partial(count_upkeep, database, shops)),
            self._planning,
            Beat("one voice", 20, partial(speak, database, voice_of(company, shops))),
            Beat("calls to make", 300, partial(open_tasks, database, shops)),
            Beat("late visits", 30, partial(let_late_go, database, shops)),
            Beat("opening hours", 600, partial(reckon_anew, database, shops)),
            Beat("complaints", 5, partial(climb, database, shops)),
            Beat("digests", 600, partial(send_digests, database, shops)),
            Beat("low answers", 60, partial(hear_silent, database, shops)),
            Beat("holds and silences", 30, partial(wake, database, shops)),
            Beat("requests", 30, partial(remind_requests, database, shops)),
            Beat("seen updates", 3600, partial(forget_updates, database)),
            Beat("silent chats", 3600, partial(forget_gates, database)),
            Beat("old attempts", 6 * 3600, partial(forget_attempts, database, company)),
            Beat("misheard words", 6 * 3600, partial(forget_misheard, database, company)),
            Beat("idle talks", 6 * 3600, partial(rest_sessions, database, company)),
            Beat("deletions", 3600, partial(erase_owners, database, company, shops)),
        )

    def start(self) -> None:
        """Begin to beat; everything that fell due while we were away is done at once."""
        for beat in self.beats:
            self._scheduler.add_job(self._call, "interval", args=[beat], seconds=beat.every, id=beat.name)
        self._scheduler.start()
        self._catching_up = asyncio.ensure_future(self._catch_up())

    @property
    def caught_up(self) -> bool:
        """Whether what fell due while we were away is done."""
        return self._catching_up is not None and self._catching_up.done()

    def stop(self) -> None:
        """A sweep under way is given up; its transactions are whole or not there."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for task in (self._catching_up, self._hurrying):
            if task is not None:
                task.cancel()

    async def beat(self, now: datetime) -> int:
        """Every sweep once, again and again until nothing is due any more; how much was done.

        For a clock that is moved from moment to moment: what is planned by the day is planned some times a day.
        """
        done = 0
        for number in range(ROUNDS):
            again = [beat for beat in self.beats if not number or beat.every < SLOW]
            round_ = sum([await self._sweep(beat, now) for beat in again])
            if not round_:
                return done
            done += round_
        log.error("the sweeps do not come to rest at %s", now)
        return done

    async def _sweep(self, beat: Beat, now: datetime) -> int:
        last = self._planned_at
        if beat is not self._planning:
            return await beat.sweep(now)
        if last is not None and last <= now < last + BY_THE_DAY:
            return await plan_visits(self._database, self._shops, now)
        self._planned_at = now
        return await beat.sweep(now)

    async def show_unshown(self) -> int:
        """Send every screen that is decided but not shown, offer what came free; how much there was."""
        if self._hurrying is not None:
            await asyncio.wait([self._hurrying])
        offered, self._offered = self._offered, 0
        return offered + await self._screens.show_all(self._clock())

    def is_showing_again(self, now: datetime) -> bool:
        """Whether a screen that could not be shown is tried again soon."""
        return self._screens.is_waiting(now)

    async def next_moment(self, now: datetime) -> datetime | None:
        """When the next thing falls due after now."""
        return await self._database.run(lambda uow: next_moment(uow, self._company, self._shops, now))

    async def _catch_up(self) -> None:
        for beat in self.beats:
            await self._call(beat)

    async def _call(self, beat: Beat) -> int:
        spent, began = self.spent[beat.name], asyncio.get_running_loop().time()
        spent.calls += 1
        try:
            done = await beat.sweep(self._clock())
        except Exception:  # the next beat tries again; one sweep's trouble is not another's
            log.exception("sweep failed: %s", beat.name)
            spent.failures, done = spent.failures + 1, 0
        spent.done, spent.seconds = (
            spent.done + done,
            spent.seconds + asyncio.get_running_loop().time() - began,
        )
        return done

    def _capacity_freed(self) -> None:
        """A place came free: whoever waits hears of it now, not at the next beat."""
        self._freed = True
        if self._scheduler.running and (self._hurrying is None or self._hurrying.done()):
            self._hurrying = asyncio.ensure_future(self._hurry())

    async def _hurry(self) -> None:
        while self._freed:
            self._freed = False
            self._offered += await self._call(self._waitlist)
