"""Screens that were decided and never reached their chats (a crash, a broken line) are sent again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from dealership.domain.records import Session
from scheduler.outcome import Patience
from scheduler.sweeps.paging import PAGE
from storage.database import Database

log = logging.getLogger("servicebay.sweeps")
Show = Callable[[Session], Awaitable[None]]
Key = tuple[str, int, int, int]
ON_ITS_WAY = timedelta(seconds=4)
KEPT = timedelta(days=7)  # an older screen is no answer any more
SOON = timedelta(seconds=15)  # as long as delivery waits for what is tried again
RETRIES = Patience(tries=1, first=5, longest=600)


class UnshownScreens:
    """`show` sends the present screen of a session (`Life.show_unshown`); one that fails is tried again after
    growing pauses, for as long as it stays the latest."""

    def __init__(self, database: Database, show: Show) -> None:
        self._database, self._show = database, show
        self._tried: dict[Key, tuple[int, int, datetime]] = {}

    async def sweep(self, now: datetime) -> int:
        """Those that ought to have arrived by now; how many were tried."""
        return await self.show_all(now, ON_ITS_WAY)

    async def show_all(self, now: datetime, on_its_way: timedelta = timedelta()) -> int:
        """Those decided at least so long ago; how many were tried."""
        since, before = now - KEPT, now - on_its_way
        unshown = await self._database.run(lambda uow: uow.sessions.unshown(since, before, PAGE))
        self._forget_others(unshown)
        due = [session for session in unshown if self._take(session, now)]
        await asyncio.gather(*(self._try(session) for session in due))
        return len(due)

    def is_waiting(self, now: datetime) -> bool:
        """Whether one is tried again soon, of those that were unshown when last looked at."""
        return any(again_at <= now + SOON for _, _, again_at in self._tried.values())

    def _take(self, session: Session, now: datetime) -> bool:
        """Whether it is time to try this one; the try is noted."""
        version, tries, again_at = self._tried.get(_key(session), (session.version, 0, now))
        if version != session.version:
            tries, again_at = 0, now
        if now < again_at:
            return False
        pause = timedelta(seconds=RETRIES.pause(tries + 1))
        self._tried[_key(session)] = (session.version, tries + 1, now + pause)
        return True

    def _forget_others(self, unshown: Sequence[Session]) -> None:
        keys = {_key(session) for session in unshown}
        self._tried = {key: tried for key, tried in self._tried.items() if key in keys}

    async def _try(self, session: Session) -> None:
        try:
            await self._show(session)
        except Exception:
            log.exception("%s: a screen could not be shown", session.bot)


def _key(session: Session) -> Key:
    return (session.bot, session.chat_id, session.thread_id, session.user_id)
