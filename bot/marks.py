"""Marks: writing down that screens were shown, many in one transaction.

What is not marked is sent again after a crash. So a new message is marked at once, while its turn lasts; one edited
in place soon, together with others.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from dealership.domain.records import Session
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.showing")
MOMENT = 0.05
"""Seconds that marks of screens edited in place wait for each other; a crash meanwhile sends them again."""


class Marker:
    """Writes "shown" in batches: one transaction for all that have come in a moment, or are being waited for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Session, int | None, asyncio.Future[None]]] = []
        self._latest: asyncio.Future[None] | None = None
        self._hurry = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether anything is not written yet."""
        return self._task is not None

    def mark(self, session: Session, screen_id: int | None, *, at_once: bool) -> asyncio.Future[None]:
        """Done when it is written: within a moment, or as soon as may be."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((session, screen_id, done))
        self._latest = done
        if at_once:
            self._hurry.set()
        if self._task is None:
            self._task = asyncio.create_task(self._write())
        return done

    async def written(self) -> None:
        """Return when all marks made by now are written, soon; they are in their order."""
        if self._latest is not None and not self._latest.done():
            self._hurry.set()
            await asyncio.wait([self._latest])

    async def _write(self) -> None:
        try:
            while self._waiting:
                with suppress(TimeoutError):
                    async with asyncio.timeout(MOMENT):
                        await self._hurry.wait()
                self._hurry.clear()
                batch, self._waiting = self._waiting, []
                await self._batch(batch)
        finally:
            self._task = None

    async def _batch(self, batch: list[tuple[Session, int | None, asyncio.Future[None]]]) -> None:
        rows = [(session, screen_id) for session, screen_id, _ in batch]

        def work(uow: UnitOfWork) -> None:
            uow.sessions.mark_shown(rows)

        try:
            await self._database.run(work, brief=True)
        except Exception:  # the screens stay "unshown" and are sent again: nobody waits for ever
            log.exception("marks not written: %d", len(rows))
        for _, _, done in batch:
            if not done.done():
                done.set_result(None)
