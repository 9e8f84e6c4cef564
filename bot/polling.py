"""Polling of our own: the offset moves only after the whole batch is through its life.

Of several replicas only the one that holds the lease polls; the others wait for it. A failing update is tried
again at once, up to the third time; when the database is away nothing is acknowledged and we wait for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.api import Api, ApiError, RefusedError, RetryAfterError

log = logging.getLogger("servicebay.polling")
Json = Mapping[str, Any]
PAUSES = (0.1, 0.5)
LONG_POLL = 10


class Door(Protocol):
    """Where raw updates of one bot enter."""

    @property
    def bot(self) -> str: ...
    @property
    def allowed_updates(self) -> Sequence[str]: ...

    async def feed(self, raw: Json) -> None: ...


async def through(door: Door, raw: Json) -> None:
    """Take one update in; a failure is tried again. Raises when even writing the failure down fails."""
    for pause in (*PAUSES, None):
        try:
            await door.feed(raw)
            return
        except Exception:
            if pause is None:
                raise
            await asyncio.sleep(pause)


class Polling:
    """The polling loop of one bot."""

    def __init__(self, api: Api, door: Door, may_poll: Callable[[], Awaitable[bool]]) -> None:
        self._api = api
        self._door = door
        self._may_poll = may_poll
        self._offset = 0
        self.resting = True  # nothing of a batch in hand

    async def run(self) -> None:
        """Until cancelled; a batch in hand is finished by `stop` of the caller waiting for `resting`."""
        while True:
            if not await self._may_poll():
                await asyncio.sleep(1)
                continue
            updates = await self._fetch()
            self.resting = not updates
            await self._batch(updates)
            self.resting = True

    async def _fetch(self) -> Sequence[Json]:
        params = {
            "offset": self._offset,
            "timeout": LONG_POLL,
            "limit": 100,
            "allowed_updates": list(self._door.allowed_updates),
        }
        try:
            updates: Sequence[Json] = await self._api.call("getUpdates", params)
            return updates
        except RetryAfterError as error:
            await asyncio.sleep(error.seconds)
        except RefusedError as error:
            log.warning("%s: polling refused: %s", self._door.bot, error)
            await asyncio.sleep(3)
        except ApiError as error:
            log.info("%s: polling: %s", self._door.bot, error)
            await asyncio.sleep(1)
        return ()

    async def _batch(self, updates: Sequence[Json]) -> None:
        """All of it side by side (each chat in order), then the offset; without that nothing is acknowledged."""
        pending = list(updates)
        while pending:
            outcomes = await asyncio.gather(
                *(through(self._door, raw) for raw in pending), return_exceptions=True
            )
            pending = [raw for raw, outcome in zip(pending, outcomes, strict=True) if outcome is not None]
            if pending:
                error = next(outcome for outcome in outcomes if outcome is not None)
                log.error(
                    "%s: %d updates wait: %s",
                    self._door.bot,
                    len(pending),
                    type(error).__name__,
                    exc_info=error,
                )
                await asyncio.sleep(1)
        if updates:
            self._offset = int(updates[-1]["update_id"]) + 1
