"""The outbox: everything that goes out unasked, once per `dedup_key`, with each attempt and its outcome.

States: planned → sending → sent | failed | blocked | uncertain; cancelled before it was sent. `done_at` is
empty while a row is planned or being sent: every question asked often goes through an index of those rows.
Lanes are served in their order. Within a chat the most urgent lane goes first, and within a lane rows go in the order
they were added: a row that has been tried and will be tried again holds back those behind it, one that is planned for
later does not. So an edit, which takes the lane of its post, never overtakes it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    ScalarSelect,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from dealership.domain.lanes import Lane, Unsure, lane_of
from dealership.domain.records import Finished, Outgoing
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS, Mapper, Repository
from storage.schema import action_token, attempt, chat_gate, outbox, process_lease
from storage.types import UtcInstant

_ROW = Mapper(Outgoing, outbox)
_PLANNED, _SENDING = "planned", "sending"
MAY_HAVE_ARRIVED = ("maybe", "interrupted")
"""Outcomes of attempts of which nobody knows whether they reached the chat."""
LONGEST_GATE = timedelta(minutes=5)
"""No chat waits longer for its turn: a gate further ahead was set by a clock that has been put back since."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_line, _before, _flying = outbox.alias("line"), outbox.alias("before"), outbox.alias("flying")
_FIRST_IN_CHAT = (
    select(_before.c.id)
    .where(
        _before.c.bot == _line.c.bot,
        _before.c.chat_id == _line.c.chat_id,
        _before.c.done_at.is_(None),
        or_(_before.c.due_at <= bindparam("now", type_=UtcInstant), _before.c.attempts > 0),
        _before.c.lane.not_in(bindparam("closed", expanding=True)),
    )
    .order_by(_before.c.lane, _before.c.id)
    .limit(1)
    .scalar_subquery()  # NOT EXISTS is turned into a join by PostgreSQL: seconds where it knows no figures yet
)
_BEING_SENT = (
    select(_flying.c.id)
    .where(
        _flying.c.bot == _line.c.bot,
        _flying.c.chat_id == _line.c.chat_id,
        _flying.c.state == literal_column("'sending'"),
    )
    .limit(1)
    .scalar_subquery()
)
_opens_at = chat_gate.c.free_at + literal_column("0", BigInteger)
_MUST_WAIT = (
    select(chat_gate.c.chat_id)
    .where(
        chat_gate.c.bot == _line.c.bot,
        chat_gate.c.chat_id == _line.c.chat_id,
        # by the chat, not by the moment: at a thousand a second as many gates are shut
        _opens_at > bindparam("at", type_=UtcInstant),
        _opens_at < bindparam("sane", type_=UtcInstant),
    )
    .limit(1)
    .scalar_subquery()
)


def _due_in(lane: Lane) -> Any:
    """Rows of one lane that may go now, the longest due first. A closed lane has nothing due: `until` is long ago."""
    return (
        select(_line.c.id, _line.c.lane, _line.c.due_at)
        .where(
            _line.c.bot == bindparam("of_bot"),
            _line.c.lane == literal_column(str(int(lane))),
            _line.c.state == literal_column("'planned'"),
            _line.c.due_at <= bindparam(f"until_{int(lane)}", type_=UtcInstant),
            # Equal, but PostgreSQL takes = for far rarer than it is, and sorts.
            func.abs(_line.c.id - _FIRST_IN_CHAT) < literal_column("1"),
            _BEING_SENT.is_(None),
            _MUST_WAIT.is_(None),
        )
        .order_by(_line.c.due_at, _line.c.id)
        .limit(bindparam("most"))
        .subquery(f"lane_{int(lane)}")
    )


_DUE = union_all(*(select(found) for found in map(_due_in, Lane))).subquery("due")
_CLAIM = Prepared(
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(_DUE.c.id).order_by(_DUE.c.lane, _DUE.c.due_at, _DUE.c.id).limit(bindparam("most"))
        ),
        outbox.c.state == literal_column("'planned'"),  # whoever cancels at this moment comes first
    )
    .values(state=_SENDING, attempts=outbox.c.attempts + 1, holder=bindparam("by"), left=False)
    .returning(*_ROW.columns)
)
_LEAVE = Prepared(
    update(outbox)
    .where(
        outbox.c.id == bindparam("l_id"),
        outbox.c.state == literal_column("'sending'"),
        outbox.c.holder.is_not_distinct_from(bindparam("l_holder", type_=outbox.c.holder.type)),
    )
    .values(left=True)
)
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
_TRIED = Prepared(insert(attempt))
_NEXT_DUE = Prepared(
    select(func.min(outbox.c.due_at)).where(
        outbox.c.bot == bindparam("of_bot"),
        outbox.c.done_at.is_(None),
        outbox.c.due_at > bindparam("after", type_=UtcInstant),
    )
)
_FINISH = Prepared(
    update(outbox)
    .where(
        outbox.c.id == bindparam("f_outbox_id"),
        outbox.c.attempts == bindparam("f_attempts"),
        outbox.c.state == literal_column("'sending'"),
        outbox.c.holder.is_not_distinct_from(bindparam("f_holder", type_=outbox.c.holder.type)),
    )
    .values(
        state=bindparam("f_state"),
        error=bindparam("f_error"),
        message_id=func.coalesce(bindparam("f_message_id", type_=outbox.c.message_id.type), outbox.c.message_id),
        due_at=func.coalesce(bindparam("f_due_at", type_=UtcInstant), outbox.c.due_at),
        done_at=bindparam("f_done_at", type_=UtcInstant),
    )
)  # fmt: skip


def _oldest_in(lane: Lane, bot: str, now: datetime) -> ScalarSelect[Any]:
    """By the index of the lane, however much waits there."""
    waiting = (outbox.c.bot == bot) & (outbox.c.state == literal_column("'planned'"))
    here = outbox.c.lane == literal_column(str(int(lane)))
    return select(func.min(outbox.c.due_at)).where(waiting, here, outbox.c.due_at <= now).scalar_subquery()


class OutboxRepository(Repository):
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
        untried = (outbox.c.state == _PLANNED) & (outbox.c.attempts == 0)
        self.connection.execute(
            update(outbox).where(older, untried).values(state="cancelled", done_at=now, error="edited again")
        )

    def cancel_owner(self, owner_id: int, now: datetime, keep: Collection[str] = ()) -> int:
        """What waits to be sent to them is not sent, but for the purposes to `keep`."""
        waiting = (outbox.c.owner_id == owner_id) & (outbox.c.bot == "owner") & (outbox.c.state == _PLANNED)
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
        gone = update(outbox).where(about, outbox.c.done_at.is_(None), outbox.c.state == _PLANNED)
        self.connection.execute(gone.values(state="cancelled", done_at=now, error="owner erased"))

    # --- looking up ----------------------------------------------------------------------------------------

    def get(self, outbox_id: int) -> Outgoing:
        row = self.connection.execute(select(*_ROW.columns).where(outbox.c.id == outbox_id)).first()
        if row is None:
            raise NotFoundError(f"outbox row {outbox_id}")
        return _ROW.one(row)

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
        theirs = select(*_ROW.columns).where(
            outbox.c.dedup_key.startswith(prefix, autoescape=True), outbox.c.edits_id.is_(None)
        )
        return _ROW.all(self.connection.execute(theirs.order_by(outbox.c.id)).all())

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

    def claim_due(
        self,
        bot: str,
        now: datetime,
        limit: int,
        *,
        holder: str | None = None,
        at: datetime | None = None,
        closed: Collection[int] = (),
    ) -> Sequence[Outgoing]:
        """Take up to `limit` due rows for sending, the most urgent lane and the longest due first, one a chat.

        `at` is the moment of the first send in the database's time: chats whose gates open later have to wait.
        Whoever claims has locked the bot's gate.
        """
        at = at or now
        until = {f"until_{int(lane)}": _LONG_AGO if lane in closed else now for lane in Lane}
        values = {"of_bot": bot, "now": now, "most": limit, "by": holder, "at": at, "closed": list(closed)}
        rows = self.run(_CLAIM, {**values, "sane": at + LONGEST_GATE, **until}).all()
        return sorted(_ROW.all(rows), key=lambda row: (row.lane, row.due_at, row.id))

    def finish(self, finished: Sequence[Finished], now: datetime) -> None:
        """Write down how attempts ended. One overtaken by another attempt at the same row changes no state."""
        if not finished:
            return
        rows = [{f"f_{name}": value for name, value in asdict(item).items()} for item in finished]
        for row in rows:
            row["f_done_at"] = None if row["f_state"] == _PLANNED else now
        self.run_many(_FINISH, rows)
        tries = [
            {"outbox_id": item.outbox_id, "outcome": item.outcome, "error": item.error, "at": now}
            for item in finished
        ]
        self.run_many(_TRIED, tries)

    def tries(self, outbox_id: int, outcomes: Collection[str]) -> int:
        """How often an attempt at this row ended so."""
        same = (attempt.c.outbox_id == outbox_id) & attempt.c.outcome.in_(outcomes)
        return int(self.connection.execute(select(func.count()).where(same)).scalar_one())

    def replace_message(self, outbox_id: int, message_id: int) -> None:
        """The post was gone and has been sent anew: edits find the new message."""
        self.connection.execute(update(outbox).where(outbox.c.id == outbox_id).values(message_id=message_id))

    def leave(self, rows: Sequence[Outgoing]) -> None:
        """From now on these may arrive."""
        self.run_many(_LEAVE, [{"l_id": row.id, "l_holder": row.holder} for row in rows])

    def let_go(self, rows: Sequence[Outgoing]) -> None:
        """Rows that were claimed and surely not sent are planned again, as if nothing had been."""
        again = {"state": _PLANNED, "attempts": outbox.c.attempts - 1}
        for row in rows:
            still = (outbox.c.state == _SENDING) & outbox.c.holder.is_not_distinct_from(row.holder)
            self.connection.execute(update(outbox).where(outbox.c.id == row.id, still).values(**again))

    def take_back(self, bot: str, now: datetime) -> int:
        """What dead processes had claimed. What had not left is planned again, as if nothing had been. What had may have
        arrived: it is sent again, visibly; held, where twice is worse than not at all, or where it may have arrived
        before: at most two attempts may have.
        """
        alive = select(process_lease.c.holder).where(process_lease.c.bot == bot)
        dead = select(*_ROW.columns, outbox.c.left).where(
            outbox.c.bot == bot,
            outbox.c.state == literal_column("'sending'"),
            func.coalesce(outbox.c.holder, "").not_in(alive),
        )
        rows = self.connection.execute(dead.with_for_update(skip_locked=True)).all()
        for *row, left in rows:
            if left:
                self._interrupted(_ROW.one(row), now)
            else:
                self.let_go([_ROW.one(row)])
        return len(rows)

    def _interrupted(self, row: Outgoing, now: datetime) -> None:
        again = row.unsure == Unsure.RESEND and not self.tries(row.id, MAY_HAVE_ARRIVED)
        state = {"state": _PLANNED} if again else {"state": "uncertain", "done_at": now}
        self.connection.execute(update(outbox).where(outbox.c.id == row.id).values(**state))
        self.connection.execute(insert(attempt).values(outbox_id=row.id, outcome="interrupted", at=now))

    def next_due(self, bot: str, after: datetime) -> datetime | None:
        """When the next row falls due, of those that are not due yet."""
        due: datetime | None = self.run(_NEXT_DUE, {"of_bot": bot, "after": after}).scalar()
        return due

    def oldest_due(self, bot: str, now: datetime) -> Mapping[Lane, datetime]:
        """Since when the oldest row of each lane is due and not claimed."""
        row = self.connection.execute(select(*(_oldest_in(lane, bot, now) for lane in Lane))).one()
        return {lane: due_at for lane, due_at in zip(Lane, row, strict=True) if due_at is not None}

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
        due = outbox.c.due_at <= now
        again = (outbox.c.attempts > 0) & (outbox.c.due_at <= retries_until)
        mine = select(outbox.c.id).where(outbox.c.bot == bot, outbox.c.done_at.is_(None), or_(due, again))
        return self.connection.execute(mine.where(outbox.c.lane.not_in(closed)).limit(1)).first() is not None

    def move_chat(self, bot: str, chat_id: int, to_chat_id: int) -> None:
        """A group became a supergroup with another id: what waits goes there, and its buttons are good there."""
        mine = (outbox.c.bot == bot) & (outbox.c.chat_id == chat_id) & outbox.c.done_at.is_(None)
        self.connection.execute(update(outbox).where(mine).values(chat_id=to_chat_id))
        theirs = (action_token.c.bot == bot) & (action_token.c.chat_id == chat_id)
        self.connection.execute(update(action_token).where(theirs).values(chat_id=to_chat_id))


def _row(now: datetime, values: Mapping[str, Any]) -> dict[str, Any]:
    """A new row: planned for now, in the lane of its purpose, where nothing else is said."""
    lane = int(lane_of(values["purpose"]))
    return {"created_at": now, "due_at": now, "lane": lane, "state": _PLANNED, "attempts": 0, **values}
