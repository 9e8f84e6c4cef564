"""Writing down how sends ended, in batches: whatever ended while one batch is being written goes into the next.

A message that went out and is not written down would be sent again, so writing is tried until it succeeds;
its chat stays busy meanwhile. (A marker that died while the sender lived has cost somebody sixty copies.)
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from dealership.domain.records import Finished, Outgoing
from scheduler.outcome import (
    Again,
    Blocked,
    Migrated,
    Outcome,
    Patience,
    Sent,
    Trouble,
    finished,
)
from storage.database import Database, Work
from storage.repositories.outbox import MAY_HAVE_ARRIVED
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.delivery")
T = TypeVar("T")
Ended = tuple[Outgoing, Outcome]
_Waiting = tuple[Ended, "asyncio.Future[None]"]
Tell = Callable[[UnitOfWork, Outgoing, Finished], None]
RETRY_SECONDS = 1.0


class Ledger:
    """One bot's attempts. `tell` hears of each in the transaction that writes it (staff are shown failures)."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        patience: Mapping[Trouble, Patience],
        tell: Tell | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._tell = tell
        self._patience = patience
        self._waiting: list[_Waiting] = []
        self._writing: list[_Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def write(self, row: Outgoing, outcome: Outcome) -> None:
        """Return when it is written."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(((row, outcome), done))
        if self._task is None:
            self._task = asyncio.create_task(self._write_all())
        await done

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                self._writing, self._waiting = self._waiting, []
                await self.surely(lambda uow: self._record(uow, self._writing, self._clock()))
                _settle(self._writing)
        except BaseException:
            _settle([*self._writing, *self._waiting], RuntimeError("the writer of attempts has died"))
            raise
        finally:
            self._task = None

    async def surely(self, work: Work[T]) -> T:
        """Run it in one transaction, again and again until the database takes it."""
        while True:
            try:
                return await self._database.run(work, brief=True)
            except Exception:
                log.exception("not written yet")
                await asyncio.sleep(RETRY_SECONDS)

    def _record(self, uow: UnitOfWork, batch: Sequence[_Waiting], now: datetime) -> None:
        ended = [one for one, _ in batch]
        ends = [self._end(uow, row, outcome, now) for row, outcome in ended]
        uow.outbox.finish(ends, now)
        for (row, outcome), end in zip(ended, ends, strict=True):
            self._follow(uow, row, outcome, now)
            if self._tell is not None:
                self._tell(uow, row, end)

    def _end(self, uow: UnitOfWork, row: Outgoing, outcome: Outcome, now: datetime) -> Finished:
        if not isinstance(outcome, Again):
            return finished(row, outcome, 0, now, self._patience[Trouble.ERROR])
        alike = MAY_HAVE_ARRIVED if outcome.trouble is Trouble.MAYBE else (outcome.trouble,)
        failures = uow.outbox.tries(row.id, alike)
        return finished(row, outcome, failures, now, self._patience[outcome.trouble])

    def _follow(self, uow: UnitOfWork, row: Outgoing, outcome: Outcome, now: datetime) -> None:
        """What else is known now: a post has another message, a person blocked us, a group has a new id."""
        match outcome:
            case Sent(int(message_id), int(replaces)):
                uow.outbox.replace_message(replaces, message_id)
            case Blocked() if row.chat_id > 0:
                note_blocked(uow, row.bot, row.chat_id, now)
            case Migrated(chat_id):
                uow.outbox.move_chat(row.bot, row.chat_id, chat_id)
                uow.staff.move_group(row.chat_id, chat_id)


def _settle(written: Sequence[_Waiting], error: Exception | None = None) -> None:
    """Tell those who wait that it is written, or never will be: then the process ends, and another one goes on."""
    for _, done in written:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)


def note_blocked(uow: UnitOfWork, bot: str, user_id: int, now: datetime) -> None:
    """This person has blocked the bot; a private chat has the person's own number."""
    if bot == "owner":
        uow.owners.set_blocked(bot, user_id, now)
        return
    member = uow.staff.find_by_account(user_id)
    if member is not None:
        uow.staff.update(member.id, blocked_at=now)
