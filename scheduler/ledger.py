"""Writing down how sends ended, in batches: whatever ended while one batch is being written goes into the next.

A message that went out and is not written down would be sent again, so writing is tried until it succeeds;
its chat stays busy meanwhile. (A marker that died while the sender lived has cost somebody sixty copies.)
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

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
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.delivery")
Ended = tuple[Outgoing, Outcome]
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
        self._waiting: list[tuple[Ended, asyncio.Future[None]]] = []
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
                batch, self._waiting = self._waiting, []
                await self._surely([ended for ended, _ in batch])
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)
        finally:
            self._task = None

    async def _surely(self, batch: Sequence[Ended]) -> None:
        while True:
            try:
                await self._database.run(lambda uow: self._record(uow, batch, self._clock()))
                return
            except Exception:
                log.exception("attempts not written yet: %d", len(batch))
                await asyncio.sleep(RETRY_SECONDS)

    def _record(self, uow: UnitOfWork, batch: Sequence[Ended], now: datetime) -> None:
        ends = [self._end(uow, row, outcome, now) for row, outcome in batch]
        uow.outbox.finish(ends, now)
        for (row, outcome), end in zip(batch, ends, strict=True):
            self._follow(uow, row, outcome, now)
            if self._tell is not None:
                self._tell(uow, row, end)

    def _end(self, uow: UnitOfWork, row: Outgoing, outcome: Outcome, now: datetime) -> Finished:
        if not isinstance(outcome, Again):
            return finished(row, outcome, 0, now, self._patience[Trouble.ERROR])
        failures = uow.outbox.tries(row.id, outcome.trouble)
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


def note_blocked(uow: UnitOfWork, bot: str, user_id: int, now: datetime) -> None:
    """This person has blocked the bot; a private chat has the person's own number."""
    if bot == "owner":
        uow.owners.set_blocked(bot, user_id, now)
        return
    member = uow.staff.find_by_account(user_id)
    if member is not None:
        uow.staff.update(member.id, blocked_at=now)
