"""Delivery: one loop per bot takes due rows of the outbox and sends them, within Telegram's limits.

Any number of replicas deliver side by side. One transaction locks the gate of the bot's token, reserves departures and
claims exactly as many rows; each row leaves at its own departure. Chats go side by side, each in order and one message at a
time. Just before, it is written down that it leaves: what a crash leaves behind and had not left is simply sent by
somebody else; what had left may have arrived, is sent once more, and that is visible.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from dealership.domain.lanes import Lane
from dealership.domain.rates import Rates
from dealership.domain.records import Outgoing
from scheduler.claims import GLANCE, Claims, SecondLook
from scheduler.lease import ProcessLease
from scheduler.ledger import Ledger, Tell
from scheduler.outcome import PATIENCE, Again, Outcome, Patience, Paused, Sent, Trouble
from scheduler.writer import Writer, surely
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.delivery")


class Sender(Protocol):
    """Sends one row and says how that ended."""

    async def __call__(self, row: Outgoing) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How the loop works; seconds.

    `width` messages are claimed at once; after `idle` the outbox is looked at unasked; after `lease` without a sign of
    life other replicas take over; `drain` waits for what is tried again within `retries`; a trouble that halts the bot
    halts it for at most `halt`; stopping waits `grace` for what is in flight. Where nothing is left waiting, the next
    look waits until `company` after the last one, for what else comes: looks cost more than rows.
    """

    rates: Rates = field(default_factory=Rates)
    width: int = 20
    idle: float = 2.0
    lease: float = 6.0
    retries: float = 15.0
    halt: float = 30.0
    grace: float = 5.0
    company: float = 0.05
    patience: Mapping[Trouble, Patience] = field(default_factory=lambda: PATIENCE)


class Delivery:
    """The delivery of one bot. `clock` tells what is due (it may jump forward); `tell` hears of each attempt as it is
    written, `paused` of the seconds Telegram wants the bot to be silent; `second_look` is asked of everything planned
    before it goes. `ended` counts attempts by lane and outcome.
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
        self._pace, self.paused = pace or Pace(), paused
        self._claims = Claims(bot, clock, self._pace.rates, self._pace.idle, second_look)
        self.lease = ProcessLease(bot, database, self._pace.lease, clock)
        self._leaving: Writer[Outgoing] = Writer(database, lambda uow, rows: uow.outbox.leave(rows))
        self._ledger = Ledger(database, clock, self._pace.patience, tell)
        self._flying: set[asyncio.Task[None]] = set()
        self._claiming = asyncio.Lock()
        self._wake = asyncio.Event()
        self._failures = 0
        self._halted_until = 0.0
        self._rate_bound, self._leftover = False, True
        self._broken: asyncio.Queue[BaseException] = asyncio.Queue()
        self.ended: Counter[tuple[Lane, str]] = Counter()
        database.on_commit(f"outbox:{bot}", self._news)

    @property
    def resting(self) -> bool:
        """Nothing in flight, nothing new to look at. What is due later may be waiting."""
        return not self._flying and not self._wake.is_set() and not self._claiming.locked()

    @property
    def in_flight(self) -> int:
        """Claimed, and not written down yet."""
        return len(self._flying)

    def hold(self, seconds: float) -> None:
        """Telegram wants this bot to be silent for so long; the other replicas hear of it through the gate."""
        self._claims.hold(seconds)
        self._leftover = True
        self._wake.set()

    def _news(self) -> None:
        """There may be something to take; while every slot is taken, the next look is set already."""
        if not self._rate_bound:
            self._wake.set()

    async def run(self) -> None:
        """Deliver until cancelled; what is in flight then may land and is written down. A task that dies ends all."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.lease.keep(), name=f"{self.bot} lease")
                tasks.create_task(self._loop(), name=f"{self.bot} claims")
                tasks.create_task(self._watch(), name=f"{self.bot} sends")
        finally:
            await self._land()

    async def _loop(self) -> None:
        while True:
            looked = _ticks()
            await self._a_while(await self._step_or_wait())
            if not (self._leftover or self._rate_bound):
                await asyncio.sleep(looked + self._pace.company - _ticks())

    async def _watch(self) -> None:
        """A send that died of a mistake of ours has left its row behind: better to end and begin anew."""
        raise await self._broken.get()

    async def drain(self, now: datetime) -> int:
        """Deliver everything due by `now`, and what is tried again soon; how many attempts that took."""
        before = self.ended.total()
        while await self._is_waiting(now):
            await self._a_while(min(await self._step(), GLANCE))
        return self.ended.total() - before

    async def _is_waiting(self, now: datetime) -> bool:
        if self._flying:
            return True
        at = max(now, self._clock())
        soon = at + timedelta(seconds=self._pace.retries)

        def look(uow: UnitOfWork) -> bool:
            return uow.outbox.is_waiting(self.bot, at, soon, uow.gates.read(self.bot).closed)

        return await self._database.run(look)

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
        """Claim what may go now; seconds until there may be more."""
        self._wake.clear()
        self._rate_bound, self._leftover = False, True  # what comes from now on may not be seen by this look
        async with self._claiming:
            halted, room = self._halted_until - _ticks(), self._width() - len(self._flying)
            if halted > 0 or room < 1:
                return halted if halted > 0 else self._pace.idle
            if not await self.lease.fresh():
                return GLANCE
            holder, running = self.lease.holder, asyncio.get_running_loop().time
            claimed = await self._database.run(
                lambda uow: self._claims.claim(uow, holder, room, running), brief=True
            )
            if self._claims.hears(claimed.silence):
                self.paused(claimed.silence)
            self._rate_bound, self._leftover = claimed.rate_bound, claimed.leftover
            for row, leaves_at in claimed.rows:
                self._start(row, leaves_at)
        return claimed.rest

    def _width(self) -> int:
        """One at a time while nobody knows whether Telegram can be reached."""
        return 1 if self._failures else self._pace.width

    # --- sending them --------------------------------------------------------------------------------------

    def _start(self, row: Outgoing, leaves_at: float) -> None:
        task = asyncio.create_task(self._deliver(row, leaves_at))
        self._flying.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        if self._leftover:
            self._news()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._broken.put_nowait(error)

    async def _deliver(self, row: Outgoing, leaves_at: float) -> None:
        if not await self._leave(row, leaves_at):
            self._leftover = True
            return
        outcome = await self._outcome(row)
        self._heed(outcome)
        await self._ledger.write(row, outcome)
        self._leftover |= not isinstance(outcome, Sent)  # it may be due again
        self.ended[Lane(row.lane), outcome_name(outcome)] += 1

    async def _leave(self, row: Outgoing, leaves_at: float) -> bool:
        """Wait for the departure, or for another one if it was missed. False when the row must not go from here any more."""
        running = asyncio.get_running_loop().time
        await asyncio.sleep(leaves_at - self._pace.rates.lead / 3 - running())
        if self._is_ours(row):
            await self._leaving.write(row)
        late = self._pace.rates.late
        while True:
            await asyncio.sleep(leaves_at - running())
            if not self._is_ours(row) or self._claims.silent_until > running():
                await surely(self._database, lambda uow: uow.outbox.let_go([row]))
                return False
            if running() - leaves_at <= late:
                return True
            late *= 2  # where everything is late, going on counts for more than going evenly
            leaves_at = await surely(self._database, lambda uow: self._claims.another_departure(uow, running))

    def _is_ours(self, row: Outgoing) -> bool:
        """A process that was frozen longer than its lease finds out here, before it sends what others have taken."""
        return self.lease.is_held and row.holder == self.lease.holder

    async def _outcome(self, row: Outgoing) -> Outcome:
        try:
            return await self._send(row)
        except Exception as error:
            log.exception("%s: row %d could not be sent", self.bot, row.id)
            return Again(Trouble.ERROR, type(error).__name__)

    def _heed(self, outcome: Outcome) -> None:
        """Troubles that are not one message's own hold the whole bot; any other answer ends them."""
        match outcome:
            case Paused(seconds):
                self.hold(seconds)
                self.paused(seconds)
            case Again(trouble, _) if self._pace.patience[trouble].halts:
                if self._halted_until <= _ticks():
                    self._failures += 1
                    pause = self._pace.patience[trouble].pause(self._failures)
                    self._halted_until = _ticks() + min(pause, self._pace.halt)
            case Again():
                pass
            case _:
                self._failures = 0

    # --- stopping ------------------------------------------------------------------------------------------

    async def _land(self) -> None:
        if self._flying:
            _, left = await asyncio.wait(self._flying, timeout=self._pace.grace)
            for task in left:
                task.cancel()
        with contextlib.suppress(Exception):  # the lease runs out by itself
            await self.lease.let_go()


def _ticks() -> float:
    return asyncio.get_running_loop().time()


def outcome_name(outcome: Outcome) -> str:
    """The word under which an outcome is counted."""
    return str(outcome.trouble) if isinstance(outcome, Again) else type(outcome).__name__.lower()
