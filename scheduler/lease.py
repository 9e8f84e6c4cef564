"""The lease of a process that sends: while it lasts, what the process has claimed is its own.

It is renewed three times in its length. A process that cannot renew it stops sending by itself, by a clock that runs
while it is frozen; the others take back what it had claimed. There is no lease for single rows: one that is shorter
than the backlog of marks has cost 2 591 copies without any crash.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.lease")
_OF_THE_LEASE = 0.9
"""We stop sending a little before the others may think we are dead."""


class ProcessLease:
    """One process as the sender for one bot. `holder` changes when the lease was lost: what it had claimed until
    then is not its own any more.
    """

    def __init__(self, bot: str, database: Database, seconds: float, clock: Callable[[], datetime]) -> None:
        self._bot, self._database, self._clock = bot, database, clock
        self._length = timedelta(seconds=seconds)
        self._held_until = self._fresh_until = 0.0
        self._beating = asyncio.Lock()
        self.holder = ""
        self.changes = 0

    @property
    def is_held(self) -> bool:
        """Whether this process may send, by its own clock; asked before every request."""
        return asyncio.get_running_loop().time() < self._held_until

    async def keep(self) -> None:
        """Renew it until cancelled; a database that is away is asked again."""
        while True:
            try:
                await self.renew()
            except Exception:
                log.exception("%s: the lease cannot be renewed", self._bot)
            await asyncio.sleep(self._length.total_seconds() / 3)

    async def fresh(self) -> bool:
        """Whether this process may claim; renews when that is due."""
        if asyncio.get_running_loop().time() >= self._fresh_until:
            await self.renew()
        return self.is_held

    async def renew(self) -> None:
        """Say that we are alive, and take back what the dead have left."""
        async with self._beating:
            began = asyncio.get_running_loop().time()
            holder, taken_back = await self._database.run(self._beat)
            if holder != self.holder:
                self.holder, self.changes = holder, self.changes + 1
            seconds = self._length.total_seconds()
            self._held_until, self._fresh_until = began + seconds * _OF_THE_LEASE, began + seconds / 3
        if taken_back:
            log.warning("%s: taken back from dead processes: %d", self._bot, taken_back)

    async def let_go(self) -> None:
        """Others need not wait for it to lapse."""
        self._held_until = self._fresh_until = 0.0
        await self._database.run(lambda uow: uow.processes.leave(self.holder))

    def _beat(self, uow: UnitOfWork) -> tuple[str, int]:
        at, holder = uow.time(), self.holder
        since = uow.processes.renew(holder, at, at + self._length)
        if since is None:
            since, holder = at, secrets.token_hex(8)
            uow.processes.enter(holder, self._bot, at, at + self._length)
        if self._may_take_back(uow, holder, at - since):
            return holder, uow.outbox.take_back(self._bot, self._clock())
        return holder, 0

    def _may_take_back(self, uow: UnitOfWork, holder: str, alive: timedelta) -> bool:
        """Who has just come waits for a lease's length: after the database was away everybody's has lapsed, and
        those who live write down first what they have sent. On SQLite there is one process: all others are dead.
        """
        if self._database.dialect == "sqlite":
            return uow.processes.remove_others(self._bot, holder) > 0 or alive == timedelta(0)
        if alive < self._length:
            return False
        uow.processes.remove_lapsed(self._bot, uow.time())
        return True
