"""Delivery: one loop per bot takes due rows of the outbox and sends them, within Telegram's limits.

Chats go side by side, each in order and one message at a time. A row is claimed only when it may be sent at
once, so what a crash leaves in "sending" is what was in flight; it is sent again, and that is visible. Of
several replicas the one that holds the lease of the bot sends, so the token's limits are kept as a whole;
on SQLite there is one process, and it need not wait for its predecessor's lease.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from dealership.domain.records import Finished, Outgoing
from dealership.services.voice import PURPOSE
from scheduler.ledger import Ledger, Tell
from scheduler.outcome import PATIENCE, Again, Outcome, Patience, Paused, Trouble
from scheduler.rate import Limiter, Rates
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.delivery")
GLANCE = 0.1
SecondLook = Callable[[UnitOfWork, int, datetime], str]
"""(transaction, outbox row, now) → why it must not go out after all; empty when it may."""


class Sender(Protocol):
    """Sends one row and says how that ended."""

    async def __call__(self, row: Outgoing) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How the loop works; seconds.

    `width` messages are in flight at once; after `idle` the outbox is looked at unasked; after `lease` without
    a sign of life another replica takes over; `drain` waits for what is tried again within `retries`; a trouble
    that halts the bot halts it for at most `halt`; stopping waits `grace` for what is in flight.
    """

    rates: Rates = field(default_factory=Rates)
    width: int = 20
    idle: float = 2.0
    lease: float = 6.0
    retries: float = 15.0
    halt: float = 30.0
    grace: float = 5.0
    patience: Mapping[Trouble, Patience] = field(default_factory=lambda: PATIENCE)


@dataclass(frozen=True, slots=True)
class _Claimed:
    rows: Sequence[Outgoing] = ()
    next_due: datetime | None = None
    leased_until: datetime | None = None
    full: bool = False  # as many were due as there was room for: there may be more


class Delivery:
    """The delivery of one bot. `clock` runs (it may jump forward); `tell` hears of each attempt as it is written,
    `paused` of the seconds Telegram wants the bot to be silent; `second_look` is asked of everything planned
    before it goes.
    """

    def __init__(
        self,
        bot: str,
        database: Database,
        send: Sender,
        clock: Callable[[], datetime],
        *,
        tell: Tell | None = None,
        paused: Callable[[float], None] = lambda _seconds: None,
        pace: Pace | None = None,
        second_look: SecondLook | None = None,
    ) -> None:
        self.bot = bot
        self._database, self._send, self._clock = database, send, clock
        self._pace, self.paused, self._second_look = pace or Pace(), paused, second_look
        self._holder = "the one process" if database.dialect == "sqlite" else secrets.token_hex(8)
        self._limiter = Limiter(self._pace.rates)
        self._ledger = Ledger(database, clock, self._pace.patience, tell)
        self._flying: dict[int, tuple[int, asyncio.Task[None]]] = {}
        self._claiming = asyncio.Lock()
        self._wake = asyncio.Event()
        self._leased_until: datetime | None = None
        self._failures = 0
        self._ended = 0
        database.on_commit(f"outbox:{bot}", self._wake.set)

    @property
    def resting(self) -> bool:
        """Nothing in flight, nothing new to look at. What is due later may be waiting."""
        return not self._flying and not self._wake.is_set() and not self._claiming.locked()

    def hold(self, seconds: float) -> None:
        """Telegram wants this bot to be silent for so long."""
        self._limiter.pause(self._clock().timestamp(), seconds)

    async def run(self) -> None:
        """Deliver until cancelled; what is in flight then may land and is written down."""
        try:
            while True:
                await self._a_while(await self._step_or_wait())
        finally:
            await self._land()

    async def drain(self, now: datetime) -> int:
        """Deliver everything due by `now`, and what is tried again soon; how many attempts that took."""
        before = self._ended
        while await self._is_waiting(now):
            await self._a_while(min(await self._step(), GLANCE))
        return self._ended - before

    async def _is_waiting(self, now: datetime) -> bool:
        if self._flying:
            return True
        at = max(now, self._clock())
        soon = at + timedelta(seconds=self._pace.retries)
        return await self._database.run(lambda uow: uow.outbox.is_waiting(self.bot, at, soon))

    async def _a_while(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for may swallow a cancellation before Python 3.12
                await self._wake.wait()

    # --- taking rows ---------------------------------------------------------------------------------------

    async def _step_or_wait(self) -> float:
        try:
            return await self._step()
        except Exception:  # the database is away: the loop outlives that
            log.exception("%s: the outbox cannot be read", self.bot)
            return self._pace.idle

    async def _step(self) -> float:
        """Send what may go now; seconds until there may be more."""
        self._wake.clear()
        async with self._claiming:
            now = self._clock()
            room = min(self._width() - len(self._flying), self._limiter.room(now.timestamp()))
            if room < 1:
                return self._limiter.wait(now.timestamp()) or self._pace.idle
            claimed = await self._database.run(lambda uow: self._claim(uow, now, room))
            self._leased_until = claimed.leased_until
            for row in claimed.rows:
                self._start(row)
        return 0.0 if claimed.full else self._rest(claimed.next_due)

    def _width(self) -> int:
        """One at a time while nobody knows whether Telegram can be reached."""
        return 1 if self._failures else self._pace.width

    def _rest(self, next_due: datetime | None) -> float:
        now = self._clock()
        waits = [self._pace.idle, *self._limiter.waiting(now.timestamp()).values()]
        if next_due is not None:
            waits.append((next_due - now).total_seconds())
        return min(waits)

    def _claim(self, uow: UnitOfWork, now: datetime, room: int) -> _Claimed:
        leased_until = self._lease(uow, now)
        if leased_until is None:
            return _Claimed()
        busy = {*self._flying, *self._limiter.waiting(now.timestamp())}
        rows = uow.outbox.claim_due(self.bot, now, room, busy)
        full = len(rows) == room
        next_due = None if full else uow.outbox.next_due(self.bot, now)
        wanted = [row for row in rows if self._still_wanted(uow, row, now)]
        return _Claimed(wanted, next_due, leased_until, full)

    def _still_wanted(self, uow: UnitOfWork, row: Outgoing, now: datetime) -> bool:
        """The governor looks once more: what has become untrue since it was decided is not sent."""
        if self._second_look is None or row.purpose != PURPOSE:
            return True
        reason = self._second_look(uow, row.id, now)
        if reason:
            uow.outbox.finish([Finished(row.id, row.attempts, "cancelled", "unwanted", error=reason)], now)
        return not reason

    def _lease(self, uow: UnitOfWork, now: datetime) -> datetime | None:
        """Until when this process is the one that sends; None while another one is.

        Whoever takes over sends again what its predecessor had in flight.
        """
        known, lease = self._leased_until, timedelta(seconds=self._pace.lease)
        if known is not None and now < known - lease / 2:
            return known
        if not uow.leases.take(f"delivery:{self.bot}", self._holder, now, now + lease):
            return None
        if known is None or now >= known:
            flying = [row_id for row_id, _ in self._flying.values()]
            uow.outbox.requeue_sending(self.bot, now, keep=flying)
        return now + lease

    # --- sending them --------------------------------------------------------------------------------------

    def _start(self, row: Outgoing) -> None:
        self._limiter.take(self._clock().timestamp(), row.chat_id)
        self._flying[row.chat_id] = (row.id, asyncio.create_task(self._deliver(row)))

    async def _deliver(self, row: Outgoing) -> None:
        try:
            outcome = await self._outcome(row)
            self._heed(outcome)
            await self._ledger.write(row, outcome)
            self._ended += 1
        finally:
            del self._flying[row.chat_id]
            self._wake.set()

    async def _outcome(self, row: Outgoing) -> Outcome:
        try:
            return await self._send(row)
        except Exception as error:
            log.exception("%s: row %d could not be sent", self.bot, row.id)
            return Again(Trouble.ERROR, type(error).__name__)

    def _heed(self, outcome: Outcome) -> None:
        """Troubles that are not one message's own hold the whole bot; any other answer ends them."""
        now = self._clock().timestamp()
        match outcome:
            case Paused(seconds):
                self.hold(seconds)
                self.paused(seconds)
            case Again(trouble, _) if self._pace.patience[trouble].halts:
                if not self._limiter.paused(now):
                    self._failures += 1
                    pause = self._pace.patience[trouble].pause(self._failures)
                    self._limiter.pause(now, min(pause, self._pace.halt))
            case Again():
                pass
            case _:
                self._failures = 0

    # --- stopping ------------------------------------------------------------------------------------------

    async def _land(self) -> None:
        tasks = [task for _, task in self._flying.values()]
        if tasks:
            _, left = await asyncio.wait(tasks, timeout=self._pace.grace)
            for task in left:
                task.cancel()
        self._leased_until = None
        with contextlib.suppress(Exception):  # the lease runs out by itself
            await self._database.run(lambda uow: uow.leases.release(f"delivery:{self.bot}", self._holder))
