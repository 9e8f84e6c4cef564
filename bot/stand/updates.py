"""A bot's queue of updates: acknowledged by offset, polled by one reader at a time, kept for 24 hours.

An update leaves the queue only when the bot asks for a higher offset (polling) or answers 2xx (webhook).
Until then it is pending work; `settled` tells when nothing is.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, takewhile
from time import monotonic
from typing import Any

from bot.stand.clock import Clock
from bot.stand.counters import Counters
from bot.stand.errors import ApiError, conflict
from bot.stand.faults import Faults
from bot.stand.validate import TABLE

KEEP_SECONDS = 24 * 3600
ALIVE_SECONDS = 90.0  # wall clock: a bot that asked so lately is not down, however far the clock was moved
LONGEST_POLL = 50
MOST_AT_ONCE = 100
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS: tuple[str, ...] = tuple(TABLE["updates"])
DEFAULT = frozenset(KINDS) - ON_REQUEST
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Item:
    """An update on its way.

    `lane` keeps order per chat for webhooks; `again`: deliver once more after this.
    """

    id: int
    body: dict[str, Any]
    lane: int
    at: float
    again: bool = False
    delivered: bool = False


class Inbox:
    """The queue of one bot account."""

    def __init__(self, role: str, counters: Counters, clock: Clock, faults: Faults) -> None:
        self.role, self._counters, self._clock, self._faults = role, counters, clock, faults
        self.items: OrderedDict[int, Item] = OrderedDict()  # by id, oldest first
        self.allowed = DEFAULT
        self.listening = False
        self.count = 0
        self._asked_at = 0.0
        self.push: Callable[[Item], None] | None = None
        self._poll: asyncio.Future[None] | None = None
        self._resting: list[asyncio.Future[None]] = []

    def put(self, kind: str, payload: dict[str, Any], lane: int) -> int | None:
        """Queue an update; None if the bot did not ask for this kind."""
        return self.put_raw({kind: payload}, lane) if kind in self.allowed else None

    def put_raw(self, body: dict[str, Any], lane: int) -> int:
        """Queue whatever a test wants the bot to meet."""
        number = self._counters.next(f"update:{self.role}")
        item = Item(number, {"update_id": number, **body}, lane, self._clock.now().timestamp())
        item.again = self._faults.take(("repeat_update",), self.role) is not None
        self.count += 1
        self.items[number] = item
        if self.push is not None:
            self.push(item)
        else:
            self._wake()
        return number

    def allow(self, kinds: list[str] | None) -> None:
        """Remember `allowed_updates`: None keeps the present choice, an empty list means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & frozenset(KINDS) if kinds else DEFAULT

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """Acknowledge below `offset`; the next updates, waiting up to `timeout` seconds for the first."""
        if self.push is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
            )
        self._end_poll(conflict(TERMINATED))
        self.listening = True
        self._acknowledge(offset)
        self._forget_old()
        if not self.items and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        self._asked_at = monotonic()
        return self._batch(max(1, min(limit, MOST_AT_ONCE)))

    def _batch(self, limit: int) -> list[dict[str, Any]]:
        chosen = list(islice(self.items.values(), limit))
        for item in chosen:
            item.delivered = True
        return [item.body for item in chosen]

    def _forget_old(self) -> None:
        """What a bot that was down did not fetch within 24 hours is gone."""
        if monotonic() - self._asked_at < ALIVE_SECONDS:
            return
        oldest = self._clock.now().timestamp() - KEEP_SECONDS
        while (first := next(iter(self.items.values()), None)) and first.at < oldest and not first.delivered:
            del self.items[first.id]

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            offset = (list(self.items) or [0])[offset:][0]
        for number in list(takewhile(lambda known: known < offset, self.items)):
            self.remove(number)
        self._tell_resting()

    def remove(self, number: int) -> bool:
        """Take an acknowledged update out; one to be repeated stays for one more delivery (False)."""
        item = self.items.get(number)
        if item is not None and item.again and item.delivered:
            item.again = False
            return False
        self.items.pop(number, None)
        self._tell_resting()
        return True

    def clear(self) -> None:
        """`drop_pending_updates`."""
        self.items.clear()
        self._tell_resting()

    async def _wait(self, timeout: float) -> None:
        loop = asyncio.get_running_loop()
        waiter = self._poll = loop.create_future()
        timer = loop.call_later(timeout, _finish, waiter)
        try:
            await waiter
        finally:
            timer.cancel()
            if self._poll is waiter:
                self._poll = None

    def _wake(self) -> None:
        if self._poll is not None:
            _finish(self._poll)

    def _end_poll(self, error: ApiError | None) -> None:
        """The newer of two pollers wins; the older is told why."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(error) if error else self._poll.set_result(None)
        self._poll = None

    def stop(self) -> None:
        """Let an open poll go empty-handed."""
        self._end_poll(None)

    @property
    def busy(self) -> bool:
        """True while a bot that listens has not acknowledged everything."""
        return self.listening and bool(self.items)

    async def settled(self) -> None:
        while self.busy:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._resting.append(waiter)
            await waiter

    def _tell_resting(self) -> None:
        if not self.items:
            for waiter in self._resting:
                _finish(waiter)
            self._resting.clear()


def _finish(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
