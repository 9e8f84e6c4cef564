"""What runs in the processes of the delivery proof: the product's delivery of one bot, as the house wires it.

A fail point kills the process, as hard as there is, when it is reached for the nth time. A breach breaks the product on
purpose, to see that the judge notices.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram import Bot

from bot.clock import system_now
from bot.owner.api import OwnerApi
from bot.owner.transport import OwnerSession
from bot.sending import Sending
from dealership.domain.rates import Rates
from dealership.domain.records import Outgoing
from locales import catalogue
from scheduler import writer
from scheduler.delivery import Delivery, Pace
from scheduler.lease import ProcessLease
from scheduler.outcome import Outcome
from storage.database import open_database
from storage.repositories.gates import GateRepository, Standing
from storage.repositories.outbox import OutboxRepository
from storage.uow import UnitOfWork

TOKEN = "1000001:owner-token-of-the-proofs-aa"
LEASE = 1.5
RATES = Rates()


@dataclass(frozen=True)
class Job:
    """One replica: where it works, how, and where it dies or is broken."""

    name: str
    database_url: str
    telegram: str
    rates: Rates = RATES
    width: int = 20
    dies_at: str = ""
    dies_after: int = 0
    breach: str = ""


def prepare() -> None:
    """What every start would read anew."""
    catalogue("en")


def replica(job: Job) -> None:
    """Deliver until killed."""
    _arm(job)
    BREACHES[job.breach]()
    asyncio.run(_deliver(job))


async def _deliver(job: Job) -> None:
    writer.RETRY_SECONDS = 0.2
    database = open_database(job.database_url)
    api = OwnerApi(Bot(TOKEN, session=OwnerSession(f"{job.telegram}/{job.name}", None)))
    send = Sending(api, {"owner": api}, database, system_now)
    pace = Pace(job.rates, width=job.width, lease=LEASE)
    pace = replace(pace, patience={t: replace(p, first=0.2, longest=1.0) for t, p in pace.patience.items()})
    await Delivery("owner", database, send, system_now, pace=pace).run()


# --- fail points -------------------------------------------------------------------------------------------


def _arm(job: Job) -> None:
    if not job.dies_at:
        return
    left = [job.dies_after]

    def reached() -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    FAIL_POINTS[job.dies_at](reached)


def _claim_committed(reached: Callable[[], None]) -> None:
    real = Delivery._start

    def start(self: Delivery, row: Outgoing, leaves_at: float) -> None:
        reached()
        real(self, row, leaves_at)

    Delivery._start = start  # type: ignore[method-assign]


def _around_http(before: bool) -> Callable[[Callable[[], None]], None]:
    def arm(reached: Callable[[], None]) -> None:
        real = Sending.__call__

        async def send(self: Sending, row: Outgoing) -> Outcome:
            if before:
                reached()
            outcome = await real(self, row)
            if not before:
                reached()
            return outcome

        Sending.__call__ = send  # type: ignore[method-assign]

    return arm


def _mid_mark(reached: Callable[[], None]) -> None:
    real = OutboxRepository.finish

    def finish(self: OutboxRepository, finished: Sequence[Any], now: Any) -> None:
        real(self, finished, now)
        reached()

    OutboxRepository.finish = finish  # type: ignore[method-assign]


def _mid_claim(reached: Callable[[], None]) -> None:
    real = GateRepository.advance

    def advance(self: GateRepository, bot: str, to: Any) -> None:
        real(self, bot, to)
        reached()

    GateRepository.advance = advance  # type: ignore[method-assign]


FAIL_POINTS: Mapping[str, Callable[[Callable[[], None]], None]] = {
    "mid-claim": _mid_claim,
    "claim committed": _claim_committed,
    "before HTTP": _around_http(before=True),
    "after HTTP": _around_http(before=False),
    "mid-mark": _mid_mark,
}


# --- products broken on purpose ----------------------------------------------------------------------------


def _nothing() -> None:
    """The product as it is."""


def _marked_before_it_is_sent() -> None:
    """A row counts as sent when it is claimed."""
    real = OutboxRepository.claim_due

    def claim(self: OutboxRepository, *about: Any, **how: Any) -> Any:
        rows = real(self, *about, **how)
        for row in rows:
            self.connection.exec_driver_sql(
                f"UPDATE outbox SET state = 'sent', done_at = 1 WHERE id = {row.id}"
            )
        return rows

    OutboxRepository.claim_due = claim  # type: ignore[method-assign]


def _copies_are_not_counted() -> None:
    """Nobody remembers how often a message may have arrived."""
    OutboxRepository.tries = lambda *_about: 0  # type: ignore[method-assign]


def _everybody_is_dead() -> None:
    """Leases of the living are not looked at."""

    def take_all(self: ProcessLease, uow: UnitOfWork, *_about: Any) -> bool:
        return uow.processes.remove_others(self._bot, "") > 0

    ProcessLease._may_take_back = take_all  # type: ignore[method-assign]
    Standing.is_alive = True  # type: ignore[method-assign,assignment]


def _each_for_itself() -> None:
    """No gate is shared: each replica reserves as if it were alone."""
    GateRepository.advance = lambda *_about: None  # type: ignore[method-assign]


def _deaf_to_the_freeze() -> None:
    """A process believes in its lease for ever."""
    Delivery._is_ours = lambda *_about: True  # type: ignore[method-assign]


BREACHES: Mapping[str, Callable[[], None]] = {
    "": _nothing,
    "marked before it is sent": _marked_before_it_is_sent,
    "copies are not counted": _copies_are_not_counted,
    "everybody is dead": _everybody_is_dead,
    "each for itself": _each_for_itself,
    "deaf to the freeze": _deaf_to_the_freeze,
}
