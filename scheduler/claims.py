"""Claims: what a delivery does in the database before it sends. Departures are reserved, and as many rows taken.

One transaction, alone with the gate of the bot's token until it commits: four messages to PostgreSQL, five when it
reaches the end of the outbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dealership.domain.rates import Rates
from dealership.domain.records import Finished, Outgoing
from dealership.services.voice import PURPOSE
from scheduler.rate import Departures, count, next_departure, paused, reserve, wait
from storage.repositories.dispatch import Remaining
from storage.repositories.gates import Standing
from storage.uow import UnitOfWork

GLANCE, MOMENT = 0.1, 0.001
Running = Callable[[], float]
"""The loop's own clock, which no jump of the other ones moves; asked from the database's thread as well."""
SecondLook = Callable[[UnitOfWork, int, datetime], str]
"""(transaction, outbox row, now) → why it must not go out after all; empty when it may."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Rows and when they leave, by this process's running clock; seconds until there may be more, and of silence.

    `rate_bound`: every departure is taken. `leftover`: something that is due had to stay. With neither, nothing waits.
    """

    rest: float
    rows: Sequence[tuple[Outgoing, float]] = ()
    silence: float = 0.0
    rate_bound: bool = False
    leftover: bool = True


class Claims:
    """The claims of one bot. `clock` tells what is due; an empty outbox is looked at after `idle` seconds unasked."""

    def __init__(
        self,
        bot: str,
        clock: Callable[[], datetime],
        rates: Rates,
        idle: float,
        second_look: SecondLook | None = None,
    ) -> None:
        self._bot, self._clock, self._rates, self._idle = bot, clock, rates, idle
        self._second_look = second_look
        self.silent_until = 0.0

    def hold(self, seconds: float) -> None:
        """Silence for so long; the next claim tells the other replicas through the gate."""
        self.silent_until = max(self.silent_until, _ticks() + seconds)

    def hears(self, silence: float) -> bool:
        """Another replica was told to be silent for so long: so are we. Whether that is news."""
        if not silence or silence <= self.silent_until - _ticks() + GLANCE:
            return False
        self.silent_until = _ticks() + silence
        return True

    def claim(self, uow: UnitOfWork, holder: str, room: int, running: Running) -> Claimed:
        """Alone with the bot's gate until the commit: reserve departures, take as many rows, count them."""
        standing, ticks = self._stand(uow, holder, running)
        gate, at = standing.gate, standing.at
        departures = reserve(gate, at, self._rates, room)
        if not departures.count:
            rest = max(wait(gate, at, self._rates), MOMENT)
            return Claimed(rest, silence=paused(gate, at), rate_bound=True)
        if not standing.is_alive:
            return Claimed(GLANCE)
        now = self._clock()
        rows = uow.outbox.claim_due(
            self._bot, now, departures.count, holder=holder, at=departures.first, closed=gate.closed
        )
        remaining = (
            uow.outbox.remaining(self._bot, now, gate.closed) if len(rows) < departures.count else None
        )
        wanted = [row for row in rows if self._still_wanted(uow, row, now)]
        self._count(uow, wanted, departures)
        leaves = [ticks + (departures[number] - at).total_seconds() for number in range(len(wanted))]
        leaving = list(zip(wanted, leaves, strict=True))
        if remaining is not None:
            rest = self._rest(uow, remaining, now, at)
            return Claimed(rest, leaving, leftover=bool(remaining.oldest))
        half = self._rates.look_ahead / 2
        rest = max((departures[len(wanted)] - at).total_seconds() - half, 0.0)
        return Claimed(rest, leaving, rate_bound=True)

    def _rest(self, uow: UnitOfWork, remaining: Remaining, now: datetime, at: datetime) -> float:
        """Seconds until a row falls due or, if rows wait for their chats, one of those need not wait any longer."""
        waits = [self._idle]
        if remaining.next_due is not None:
            waits.append((remaining.next_due - now).total_seconds())
        opens = uow.gates.next_chat(self._bot, at) if remaining.oldest else None
        if opens is not None:
            waits.append((opens - at).total_seconds())
        return max(min(waits), 0.0)

    def another_departure(self, uow: UnitOfWork, running: Running) -> float:
        """For a row that missed its own: when the next message may leave, by the running clock."""
        standing, ticks = self._stand(uow, "", running)
        departures = next_departure(standing.gate, standing.at, self._rates)
        uow.gates.advance(self._bot, departures[1])
        return ticks + (departures.first - standing.at).total_seconds()

    def _stand(self, uow: UnitOfWork, holder: str, running: Running) -> tuple[Standing, float]:
        """At the gate, locked; its moment is the database's, and the same by our running clock."""
        standing, ticks = uow.gates.lock(self._bot, holder), running()
        gate, at = standing.gate, standing.at
        silence, known = self.silent_until - ticks, paused(gate, at)
        if silence > (known + GLANCE if known else MOMENT):
            share = self._rates.slowed_share(gate, at)
            uow.gates.slow_down(self._bot, at, at + timedelta(seconds=silence), share)
            standing, ticks = uow.gates.lock(self._bot, holder), running()
        return standing, ticks

    def _count(self, uow: UnitOfWork, rows: Sequence[Outgoing], departures: Departures) -> None:
        """What leaves takes its departures, of the token and of its chat. Only groups remember more than the last message."""
        if not rows:
            return
        groups = [row.chat_id for row in rows if row.chat_id < 0]
        known = uow.gates.chats(self._bot, groups) if groups else {}
        gates = [
            count(known.get(row.chat_id), row.chat_id, departures[number], self._rates)
            for number, row in enumerate(rows)
        ]
        uow.gates.count(self._bot, gates)
        uow.gates.advance(self._bot, departures[len(rows)])

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


def _ticks() -> float:
    return asyncio.get_running_loop().time()
