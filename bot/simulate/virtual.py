"""Virtual time: an event loop that never sleeps. When nobody has anything to do, its clock jumps to the next timer.

Whatever waits (a delivery for its rate, a tap for its patience) waits in virtual seconds and costs none. Real work
elsewhere, a commit in its thread or PostgreSQL's answer, is waited for while time stands still.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import datetime, timedelta
from typing import Any, TypeVar

from storage.database import Database, Work

T = TypeVar("T")


class _JumpingSelector(selectors.DefaultSelector):
    """Asked to wait for `timeout` seconds it does not: `skip` moves the clock on instead."""

    def __init__(self) -> None:
        super().__init__()
        self.elsewhere = 0
        self.skip: Callable[[float], None] = lambda _seconds: None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or self.elsewhere:
            return super().select(None if self.elsewhere and timeout else timeout)
        found = super().select(0)
        if not found:
            self.skip(timeout)
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """Starts at `start`; its moments are those of the simulation."""

    def __init__(self, start: datetime) -> None:
        self._jumping = _JumpingSelector()
        self._start, self._seconds = start, 0.0
        super().__init__(self._jumping)
        self._jumping.skip = self._skip

    def time(self) -> float:
        return self._seconds

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._seconds)

    def _skip(self, seconds: float) -> None:
        self._seconds += seconds

    async def pass_until(self, moment: datetime) -> None:
        """Time goes by; a moment that is past is now."""
        await asyncio.sleep(max(0.0, (moment - self.now()).total_seconds()))

    async def move(self, to: datetime) -> None:
        """As the stand's clock is moved."""
        await self.pass_until(to)

    async def elsewhere(self, work: Any) -> Any:
        """Await what is done outside this loop; time stands still meanwhile."""
        self._jumping.elsewhere += 1
        try:
            return await work
        finally:
            self._jumping.elsewhere -= 1


class AtOnce(Executor):
    """Does everything at once and in place: nobody else waits meanwhile, and no disk is waited for."""

    def submit(self, work: Callable[..., T], /, *args: Any, **more: Any) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(work(*args, **more))
        except Exception as error:
            done.set_exception(error)
        return done


class PatientDatabase:
    """A database whose transactions take no virtual time."""

    def __init__(self, database: Database, loop: VirtualLoop) -> None:
        self._database, self._loop = database, loop
        self.dialect = database.dialect

    def on_commit(self, topic: str, callback: Callable[[], None]) -> None:
        self._database.on_commit(topic, callback)

    async def run(self, work: Work[T], *, brief: bool = False) -> T:
        result: T = await self._loop.elsewhere(self._database.run(work, brief=brief))
        return result

    async def close(self) -> None:
        await self._loop.elsewhere(self._database.close())
