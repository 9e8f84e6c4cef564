"""Of several replicas one polls: the one that holds the bot's lease; the others wait for it.

The lease outlives a long poll, so that nobody takes it from a replica that is merely waiting for updates. On
SQLite there is one process, which need not wait for the lease of its killed predecessor.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from storage.database import Database

LEASE = timedelta(seconds=20)
RENEW = 5.0


class PollingLease:
    """One bot's right to poll, as this process holds it. `clock` gives aware UTC now."""

    def __init__(self, bot: str, database: Database, clock: Callable[[], datetime]) -> None:
        self._name, self._database, self._clock = f"polling:{bot}", database, clock
        self._holder = "the one process" if database.dialect == "sqlite" else secrets.token_hex(8)
        self._until = 0.0

    async def held(self) -> bool:
        """Whether this process may poll now; asks the database every few seconds only."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._until:
            return True
        now = self._clock()
        taken = await self._database.run(
            lambda uow: uow.leases.take(self._name, self._holder, now, now + LEASE)
        )
        self._until = loop.time() + RENEW if taken else 0.0
        return taken

    async def let_go(self) -> None:
        """So that another replica goes on at once."""
        self._until = 0.0
        await self._database.run(lambda uow: uow.leases.release(self._name, self._holder))
