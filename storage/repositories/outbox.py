"""The outbox: everything that goes out unasked, once per `dedup_key`, with each attempt and its outcome.

States: planned → sending → sent | failed | blocked | uncertain; cancelled before it was sent.
A row that edits an earlier one waits until that one has a message id.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from dealership.domain.records import Outgoing
from dealership.services.ports import NotFoundError
from storage.repositories.base import Mapper, Repository, insert_into
from storage.schema import attempt, outbox

_ROW = Mapper(Outgoing, outbox)
_EDITED = outbox.alias("edited")


class OutboxRepository(Repository):
    """Rows of `outbox` and `attempt`."""

    def __init__(self, connection: Connection, touch: Callable[[str], None]) -> None:
        super().__init__(connection)
        self._touch = touch

    def add(self, now: datetime, **values: Any) -> int | None:
        """The new row's id, or None when this has been said already."""
        values.setdefault("due_at", now)
        new = insert_into(self.connection, outbox).values(
            created_at=now, state="planned", attempts=0, **values
        )
        added = self.connection.execute(new.on_conflict_do_nothing().returning(outbox.c.id)).scalar()
        if added is not None:
            self._touch(f"outbox:{values['bot']}")
        return added

    def get(self, outbox_id: int) -> Outgoing:
        row = self.connection.execute(select(*_ROW.columns).where(outbox.c.id == outbox_id)).first()
        if row is None:
            raise NotFoundError(f"outbox row {outbox_id}")
        return _ROW.one(row)

    def find_id(self, dedup_key: str) -> int | None:
        return self.connection.execute(select(outbox.c.id).where(outbox.c.dedup_key == dedup_key)).scalar()

    def posted(self, prefix: str) -> Sequence[Outgoing]:
        """First posts whose key begins with the prefix (the cards of one subject)."""
        theirs = select(*_ROW.columns).where(
            outbox.c.dedup_key.startswith(prefix, autoescape=True), outbox.c.edits_id.is_(None)
        )
        return _ROW.all(self.connection.execute(theirs.order_by(outbox.c.id)).all())

    def cancel_owner(self, owner_id: int, now: datetime) -> int:
        waiting = (outbox.c.owner_id == owner_id) & (outbox.c.bot == "owner") & (outbox.c.state == "planned")
        gone = update(outbox).where(waiting).values(state="cancelled", done_at=now, error="owner left")
        return self.connection.execute(gone).rowcount

    def claim_due(self, bot: str, now: datetime, limit: int, busy: Collection[int]) -> Sequence[Outgoing]:
        """Take up to `limit` due rows for sending, oldest first, one per chat at a time, none of the busy chats."""
        waits = (outbox.c.edits_id.is_(None)) | select(_EDITED.c.id).where(
            _EDITED.c.id == outbox.c.edits_id, _EDITED.c.state.not_in(("planned", "sending"))
        ).exists()
        due = (
            select(func.min(outbox.c.id).label("id"))
            .where(outbox.c.bot == bot, outbox.c.state == "planned", outbox.c.due_at <= now, waits)
            .where(outbox.c.chat_id.not_in(busy) if busy else True)
            .group_by(outbox.c.chat_id)
            .order_by(func.min(outbox.c.id))
            .limit(limit)
        )
        ids = self.connection.execute(due).scalars().all()
        if not ids:
            return []
        free = select(outbox.c.id).where(outbox.c.id.in_(ids), outbox.c.state == "planned")
        locked = self.connection.execute(free.with_for_update(skip_locked=True)).scalars().all()
        take = (
            update(outbox)
            .where(outbox.c.id.in_(locked))
            .values(state="sending", attempts=outbox.c.attempts + 1)
        )
        rows = self.connection.execute(take.returning(*_ROW.columns)).all()
        return sorted(_ROW.all(rows), key=lambda row: row.id)

    def finish(
        self,
        outbox_id: int,
        now: datetime,
        state: str,
        *,
        message_id: int | None = None,
        error: str | None = None,
        due_at: datetime | None = None,
        outcome: str = "",
    ) -> None:
        """Write down how an attempt ended; `state` "planned" with a later `due_at` tries again."""
        values: dict[str, Any] = {"state": state, "error": error}
        if message_id is not None:
            values["message_id"] = message_id
        if state == "planned":
            values["due_at"] = due_at or now
        else:
            values["done_at"] = now
        self.connection.execute(update(outbox).where(outbox.c.id == outbox_id).values(**values))
        self.connection.execute(
            attempt.insert().values(outbox_id=outbox_id, outcome=outcome or state, error=error, at=now)
        )

    def message_of(self, outbox_id: int) -> tuple[str, int | None]:
        """(state, message id) of a row: what an edit needs to know."""
        row = self.connection.execute(
            select(outbox.c.state, outbox.c.message_id).where(outbox.c.id == outbox_id)
        ).one()
        return row[0], row[1]

    def requeue_sending(self, bot: str, now: datetime) -> int:
        """After a crash: what was being sent then may or may not have arrived; it is sent again."""
        again = update(outbox).where(outbox.c.bot == bot, outbox.c.state == "sending")
        return self.connection.execute(again.values(state="planned", due_at=now)).rowcount

    def next_due(self, bot: str) -> datetime | None:
        soonest = select(func.min(outbox.c.due_at)).where(outbox.c.bot == bot, outbox.c.state == "planned")
        return self.connection.execute(soonest).scalar()
