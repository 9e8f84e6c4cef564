"""Writing down how sends ended, and what follows from it.

A message that went out and is not written down would be sent again, so writing is tried until it succeeds; its chat
stays busy meanwhile.
"""

from __future__ import annotations

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
from scheduler.writer import Writer
from storage.database import Database
from storage.repositories.dispatch import MAY_HAVE_ARRIVED
from storage.uow import UnitOfWork

Ended = tuple[Outgoing, Outcome]
Tell = Callable[[UnitOfWork, Outgoing, Finished], None]


class Ledger:
    """One bot's attempts. `tell` hears of each in the transaction that writes it (staff are shown failures)."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        patience: Mapping[Trouble, Patience],
        tell: Tell | None = None,
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._patience = patience
        self._writer = Writer(database, self._record)

    async def write(self, row: Outgoing, outcome: Outcome) -> None:
        """Return when it is written."""
        await self._writer.write((row, outcome))

    def _record(self, uow: UnitOfWork, ended: Sequence[Ended]) -> None:
        now = self._clock()
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


def note_blocked(uow: UnitOfWork, bot: str, user_id: int, now: datetime) -> None:
    """This person has blocked the bot; a private chat has the person's own number."""
    if bot == "owner":
        uow.owners.set_blocked(bot, user_id, now)
        return
    member = uow.staff.find_by_account(user_id)
    if member is not None:
        uow.staff.update(member.id, blocked_at=now)
