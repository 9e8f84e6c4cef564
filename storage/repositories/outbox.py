"""The outbox: everything that goes out unasked, once per `dedup_key`, with each attempt and its outcome.

States: planned → sending → sent | failed | blocked | uncertain; cancelled before it was sent. `done_at` is
empty while a row is planned or being sent: every question asked often goes through an index of those rows.
How they are taken and sent in their order: `storage.repositories.dispatch`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)

from dealership.domain.lanes import Lane, lane_of
from dealership.domain.records import Outgoing
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS
from storage.repositories.dispatch import NEXT_DUE, PLANNED, ROW, DispatchRepository
from storage.schema import action_token, attempt, outbox
from storage.types import UtcInstant

_ADD = Prepared(
    {
        name: dialect.insert(outbox).on_conflict_do_nothing().returning(outbox.c.id)
        for name, dialect in DIALECTS.items()
    }
)
_PUT = Prepared({name: dialect.insert(outbox).on_conflict_do_nothing() for name, dialect in DIALECTS.items()})
_SAID = Prepared(
    select(outbox.c.dedup_key, outbox.c.id).where(outbox.c.dedup_key.in_(bindparam("k_keys", expanding=True)))
)

_IS_WAITING = Prepared(
    select(outbox.c.id)
    .where(
        outbox.c.bot == bindparam("of_bot"),
        outbox.c.done_at.is_(None),
        or_(
            outbox.c.due_at <= bindparam("now", type_=UtcInstant),
            (outbox.c.attempts > 0) & (outbox.c.due_at <= bindparam("retries", type_=UtcInstant)),
        ),
        outbox.c.lane.not_in(bindparam("closed", expanding=True)),
    )
    .limit(1)
)


class OutboxRepository(DispatchRepository):
    """Rows of `outbox` and `attempt`."""

    def __init__(self, connection: Connection, touch: Callable[[str], None]) -> None:
        super().__init__(connection)
        self._touch = touch

    # --- writing what is to be said ------------------------------------------------------------------------

    def add(self, now: datetime, **values: Any) -> int | None:
        """The new row's id, or None when this has been said already.

        An edit is due no sooner than the post it edits, and replaces edits that have not gone out yet.
        """
        edits_id = values.get("edits_id")
        row = _row(now, values)
        if edits_id is not None:
            due_at, row["lane"] = self._post_of(edits_id)
            row["due_at"] = max(row["due_at"], due_at or now)
        added: int | None = self.run(_ADD, row).scalar()
        if added is None:
            return None
        if edits_id is not None:
            self._supersede(edits_id, added, now)
        self._touch(f"outbox:{values['bot']}")
        return added

    def put(self, now: datetime, **values: Any) -> None:
        """A post of which nobody asks whether it has been said already (then it is not said again)."""
        self.write(_PUT, _row(now, values))
        self._touch(f"outbox:{values['bot']}")

    def _post_of(self, outbox_id: int) -> tuple[datetime | None, int]:
        """(when a post is due, if it has not gone out; its lane)."""
        columns = select(outbox.c.due_at, outbox.c.done_at, outbox.c.lane).where(outbox.c.id == outbox_id)
        due_at, done_at, lane = self.connection.execute(columns).one()
        return (due_at if done_at is None else None), lane

    def _supersede(self, edits_id: int, by_id: int, now: datetime) -> None:
        older = (outbox.c.edits_id == edits_id) & outbox.c.done_at.is_(None) & (outbox.c.id < by_id)
        untried = (outbox.c.state == PLANNED) & (outbox.c.attempts == 0)
        self.connection.execute(
            update(outbox).where(older, untried).values(state="cancelled", done_at=now, error="edited again")
        )

    def cancel_owner(self, owner_id: int, now: datetime, keep: Collection[str] = ()) -> int:
        """What waits to be sent to them is not sent, but for the purposes to `keep`."""
        waiting = (outbox.c.owner_id == owner_id) & (outbox.c.bot == "owner") & (outbox.c.state == PLANNED)
        gone = (
            update(outbox)
            .where(waiting, outbox.c.purpose.not_in(keep))
            .values(state="cancelled", done_at=now, error="owner left")
        )
        return self.connection.execute(gone).rowcount

    def forget_owner(self, owner_id: int, now: datetime) -> None:
        """Nothing more goes out to them or about them, and what went out keeps no personal word."""
        about = outbox.c.owner_id == owner_id
        self.connection.execute(update(outbox).where(about).values(payload={"text": []}))
        gone = update(outbox).where(about, outbox.c.done_at.is_(None), outbox.c.state == PLANNED)
        self.connection.execute(gone.values(state="cancelled", done_at=now, error="owner erased"))

    # --- looking up ----------------------------------------------------------------------------------------

    def get(self, outbox_id: int) -> Outgoing:
        row = self.connection.execute(select(*ROW.columns).where(outbox.c.id == outbox_id)).first()
        if row is None:
            raise NotFoundError(f"outbox row {outbox_id}")
        return ROW.one(row)

    def find_id(self, dedup_key: str) -> int | None:
        return self.connection.execute(select(outbox.c.id).where(outbox.c.dedup_key == dedup_key)).scalar()

    def find_ids(self, dedup_keys: Collection[str]) -> Mapping[str, int]:
        """Those of the keys that have been said, with their rows."""
        if not dedup_keys:
            return {}
        known = self.run(_SAID, {"k_keys": list(dedup_keys)})
        return {row[0]: row[1] for row in known}

    def posted(self, prefix: str) -> Sequence[Outgoing]:
        """First posts whose key begins with the prefix (the cards of one subject)."""
        theirs = select(*ROW.columns).where(
            outbox.c.dedup_key.startswith(prefix, autoescape=True), outbox.c.edits_id.is_(None)
        )
        return ROW.all(self.connection.execute(theirs.order_by(outbox.c.id)).all())

    def message_of(self, outbox_id: int) -> tuple[str, int | None]:
        """(state, message id) of a row."""
        row = self.connection.execute(
            select(outbox.c.state, outbox.c.message_id).where(outbox.c.id == outbox_id)
        ).one()
        return row[0], row[1]

    def standing(self, outbox_id: int) -> tuple[int | None, bool]:
        """What an edit of this post finds: its message, and whether its words are the caption of a file."""
        columns = select(outbox.c.message_id, outbox.c.payload).where(outbox.c.id == outbox_id)
        row = self.connection.execute(columns).one()
        return row[0], bool(row[1].get("media") or row[1].get("calendar"))

    def attempts_of(self, outbox_id: int) -> Sequence[tuple[datetime, str, str | None]]:
        """(when, outcome, reason) of each attempt, first to last."""
        theirs = select(attempt.c.at, attempt.c.outcome, attempt.c.error).where(
            attempt.c.outbox_id == outbox_id
        )
        return [(row[0], row[1], row[2]) for row in self.connection.execute(theirs.order_by(attempt.c.id))]

    # --- delivering ----------------------------------------------------------------------------------------
    def replace_message(self, outbox_id: int, message_id: int) -> None:
        """The post was gone and has been sent anew: edits find the new message."""
        self.connection.execute(update(outbox).where(outbox.c.id == outbox_id).values(message_id=message_id))

    def next_due(self, bot: str, after: datetime) -> datetime | None:
        """When the next row falls due, of those that are not due yet."""
        due: datetime | None = self.run(NEXT_DUE, {"of_bot": bot, "now": after}).scalar()
        return due

    def oldest_due(self, bot: str, now: datetime) -> Mapping[Lane, datetime]:
        """Since when the oldest row of each lane is due and not claimed."""
        return self.remaining(bot, now).oldest

    def waiting(self, bot: str, now: datetime) -> Mapping[int, int]:
        """How many rows of each lane are due and not claimed."""
        due = (
            (outbox.c.bot == bot) & (outbox.c.state == literal_column("'planned'")) & (outbox.c.due_at <= now)
        )
        counted = select(outbox.c.lane, func.count()).where(due).group_by(outbox.c.lane)
        return {row[0]: row[1] for row in self.connection.execute(counted)}

    def forget_attempts(self, before: datetime, limit: int) -> int:
        """Delete attempts made before then, of the `limit` oldest; how many there were."""
        oldest = select(attempt.c.id, attempt.c.at).order_by(attempt.c.id).limit(limit)
        gone = [row[0] for row in self.connection.execute(oldest) if row[1] < before]
        if gone:
            self.connection.execute(delete(attempt).where(attempt.c.id.in_(gone)))
        return len(gone)

    def is_waiting(
        self, bot: str, now: datetime, retries_until: datetime, closed: Collection[int] = ()
    ) -> bool:
        """Whether anything is due, being sent, or to be tried again by `retries_until`, in lanes that are not closed."""
        values = {"of_bot": bot, "now": now, "retries": retries_until, "closed": list(closed)}
        return self.run(_IS_WAITING, values).first() is not None

    def move_chat(self, bot: str, chat_id: int, to_chat_id: int) -> None:
        """A group became a supergroup with another id: what waits goes there, and its buttons are good there."""
        mine = (outbox.c.bot == bot) & (outbox.c.chat_id == chat_id) & outbox.c.done_at.is_(None)
        self.connection.execute(update(outbox).where(mine).values(chat_id=to_chat_id))
        theirs = (action_token.c.bot == bot) & (action_token.c.chat_id == chat_id)
        self.connection.execute(update(action_token).where(theirs).values(chat_id=to_chat_id))


def _row(now: datetime, values: Mapping[str, Any]) -> dict[str, Any]:
    """A new row: planned for now, in the lane of its purpose, where nothing else is said."""
    lane = int(lane_of(values["purpose"]))
    return {"created_at": now, "due_at": now, "lane": lane, "state": PLANNED, "attempts": 0, **values}
