"""Writing in batches: whatever comes while one batch is being written goes into the next, in one transaction.

What has to be written is tried until the database takes it. A writer that dies takes those along who wait for it: then
the process ends, and another one goes on. (A marker that died while the sender lived has cost somebody sixty copies.)
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from storage.database import Database, Work
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.delivery")
T = TypeVar("T")
R = TypeVar("R")
RETRY_SECONDS = 1.0


async def surely(database: Database, work: Work[R]) -> R:
    """Run it in one transaction, again and again until the database takes it."""
    while True:
        try:
            return await database.run(work, brief=True)
        except Exception:
            log.exception("not written yet")
            await asyncio.sleep(RETRY_SECONDS)


class Writer(Generic[T]):
    """Writes things of one sort; `write` returns when the thing is written."""

    def __init__(self, database: Database, work: Callable[[UnitOfWork, Sequence[T]], None]) -> None:
        self._database, self._work = database, work
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writing: list[tuple[T, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def write(self, thing: T) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, done))
        if self._task is None:
            self._task = asyncio.create_task(self._write_all())
        await done

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                self._writing, self._waiting = self._waiting, []
                things = [thing for thing, _ in self._writing]
                await surely(self._database, lambda uow, batch=things: self._work(uow, batch))  # type: ignore[misc]
                self._settle()
        except BaseException:
            self._writing += self._waiting
            self._settle(RuntimeError("the writer has died"))
            raise
        finally:
            self._task = None

    def _settle(self, error: Exception | None = None) -> None:
        """Tell those who wait that it is written, or never will be."""
        for _, done in self._writing:
            if done.done():
                continue
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)
