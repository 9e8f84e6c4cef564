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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from dealership.domain.lanes import Lane
from dealership.domain.rates import Rates
from dealership.domain.records import Finished, Gate, Outgoing
from dealership.services.voice import PURPOSE
from scheduler.lease import ProcessLease
from scheduler.ledger import Ledger, Tell
from scheduler.outcome import PATIENCE, Again, Outcome, Patience, Paused, Trouble
from scheduler.rate import Departures, count, next_departure, paused, reserve, wait
from scheduler.writer import Writer, surely
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.delivery")
GLANCE, MOMENT = 0.1, 0.001
Running = Callable[[], float]
"""The loop's own clock, which no jump of the other ones moves; asked from the database's thread as well."""
SecondLook = Callable[[UnitOfWork, int, datetime], str]
"""(transaction, outbox row, now) → why it must not go out after all; empty when it may."""


class Sender(Protocol):
    """Sends one row and says how that ended."""

    async def __call__(self, row: Outgoing) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How the loop works; seconds.

    `width` messages are claimed at once; after `idle` the outbox is looked at unasked; after `lease` without a sign of
    life other replicas take over; `drain` waits for what is tried again within `retries`; a trouble that halts the bot
    halts it for at most `halt`; stopping waits `grace` for what is in flight.
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
    """Rows and when they leave, by this process's running clock; seconds until there may be more, and of silence."""

    rest: float
    rows: Sequence[tuple[Outgoing, float]] = ()
    silence: float = 0.0
    rate_bound: bool = False  # every departure is taken: there may be more rows


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
        self._pace, self.paused, self._second_look = pace or Pace(), paused, second_look
        self.lease = ProcessLease(bot, database, self._pace.lease, clock)
        self._leaving: Writer[Outgoing] = Writer(database, lambda uow, rows: uow.outbox.leave(rows))
        self._ledger = Ledger(database, clock, self._pace.patience, tell)
        self._flying: set[asyncio.Task[None]] = set()
        self._claiming = asyncio.Lock()
        self._wake = asyncio.Event()
        self._failures = 0
        self._halted_until = self._silence_until = 0.0
        self._rate_bound = False
        self._broken: asyncio.Queue[BaseException] = asyncio.Queue()
        self.ended: Counter[tuple[Lane, str]] = Counter()
        database.on_commit(f"outbox:{bot}", self._wake.set)

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
        self._silence_until = max(self._silence_until, _ticks() + seconds)
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
            await self._a_while(await self._step_or_wait())

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
        async with self._claiming:
            halted, room = self._halted_until - _ticks(), self._width() - len(self._flying)
            if halted > 0 or room < 1:
                self._rate_bound = False
                return halted if halted > 0 else self._pace.idle
            if not await self.lease.fresh():
                return GLANCE
            holder, running = self.lease.holder, asyncio.get_running_loop().time
            claimed = await self._database.run(
                lambda uow: self._claim(uow, holder, room, running), brief=True
            )
            self._hear(claimed.silence)
            self._rate_bound = claimed.rate_bound
            for row, leaves_at in claimed.rows:
                self._start(row, leaves_at)
        return claimed.rest

    def _width(self) -> int:
        """One at a time while nobody knows whether Telegram can be reached."""
        return 1 if self._failures else self._pace.width

    def _claim(self, uow: UnitOfWork, holder: str, room: int, running: Running) -> _Claimed:
        """Alone with the bot's gate until the commit: reserve departures, take as many rows, count them."""
        gate, at, ticks = self._gate(uow, running)
        departures = reserve(gate, at, self._pace.rates, room)
        if not departures.count:
            rest = max(wait(gate, at, self._pace.rates), 0.001)
            return _Claimed(rest, silence=paused(gate, at), rate_bound=True)
        if not uow.processes.holds(holder, at):
            return _Claimed(GLANCE)
        now = self._clock()
        rows = uow.outbox.claim_due(
            self.bot, now, departures.count, holder=holder, at=departures.first, closed=gate.closed
        )
        wanted = [row for row in rows if self._still_wanted(uow, row, now)]
        self._count(uow, wanted, departures)
        full = len(rows) == departures.count
        half = self._pace.rates.look_ahead / 2
        rest = (departures[len(wanted)] - at).total_seconds() - half if full else self._rest(uow, now, at)
        leaves = [ticks + (departures[number] - at).total_seconds() for number in range(len(wanted))]
        return _Claimed(max(rest, 0.0), list(zip(wanted, leaves, strict=True)), rate_bound=full)

    def _gate(self, uow: UnitOfWork, running: Running) -> tuple[Gate, datetime, float]:
        """The gate, locked; the moment by the database's clock, and the same by our running one."""
        gate = uow.gates.lock(self.bot)
        at, ticks = uow.time(), running()
        silence, known = self._silence_until - ticks, paused(gate, at)
        if silence > (known + GLANCE if known else MOMENT):
            share = self._pace.rates.slowed_share(gate, at)
            uow.gates.slow_down(self.bot, at, at + timedelta(seconds=silence), share)
            gate = uow.gates.lock(self.bot)
        return gate, at, ticks

    def _hear(self, silence: float) -> None:
        """Another replica was told to be silent: so are we, and the screens of this process."""
        if silence and silence > self._silence_until - _ticks() + GLANCE:
            self._silence_until = _ticks() + silence
            self.paused(silence)

    def _count(self, uow: UnitOfWork, rows: Sequence[Outgoing], departures: Departures) -> None:
        """What leaves takes its departures, of the token and of its chat."""
        if not rows:
            return
        known = uow.gates.chats(self.bot, [row.chat_id for row in rows if row.chat_id < 0])
        gates = [
            count(known.get(row.chat_id), row.chat_id, departures[number], self._pace.rates)
            for number, row in enumerate(rows)
        ]
        uow.gates.count(self.bot, gates)
        uow.gates.advance(self.bot, departures[len(rows)])

    def _rest(self, uow: UnitOfWork, now: datetime, at: datetime) -> float:
        """Seconds until a row falls due or a chat need not wait any longer."""
        due, chat = uow.outbox.next_due(self.bot, now), uow.gates.next_chat(self.bot, at)
        waits = [self._pace.idle]
        if due is not None:
            waits.append((due - now).total_seconds())
        if chat is not None:
            waits.append((chat - at).total_seconds())
        return min(waits)

    def _still_wanted(self, uow: UnitOfWork, row: Outgoing, now: datetime) -> bool:
        """The governor looks once more: what has become untrue since it was decided is not sent."""
        if self._second_look is None or row.purpose != PURPOSE:
            return True
        reason = self._second_look(uow, row.id, now)
        if reason:
            unwanted = Finished(
                row.id, row.attempts, "cancelled", "unwanted", error=reason, holder=row.holder
            )
            uow.outbox.finish([unwanted], now)
        return not reason

    # --- sending them --------------------------------------------------------------------------------------

    def _start(self, row: Outgoing, leaves_at: float) -> None:
        task = asyncio.create_task(self._deliver(row, leaves_at))
        self._flying.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        if not self._rate_bound:
            self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._broken.put_nowait(error)

    async def _deliver(self, row: Outgoing, leaves_at: float) -> None:
        if await self._leave(row, leaves_at):
            outcome = await self._outcome(row)
            self._heed(outcome)
            await self._ledger.write(row, outcome)
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
            if not self._is_ours(row) or self._silence_until > running():
                await surely(self._database, lambda uow: uow.outbox.let_go([row]))
                return False
            if running() - leaves_at <= late:
                return True
            late *= 2  # where everything is late, going on counts for more than going evenly
            leaves_at = await surely(self._database, lambda uow: self._another_departure(uow, running))

    def _is_ours(self, row: Outgoing) -> bool:
        """A process that was frozen longer than its lease finds out here, before it sends what others have taken."""
        return self.lease.is_held and row.holder == self.lease.holder

    def _another_departure(self, uow: UnitOfWork, running: Running) -> float:
        gate, at, ticks = self._gate(uow, running)
        departures = next_departure(gate, at, self._pace.rates)
        uow.gates.advance(self.bot, departures[1])
        return ticks + (departures.first - at).total_seconds()

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
