"""Dispatching the outbox: rows are claimed for sending, and how that ended is written down.

Lanes are served in their order. Within a chat the most urgent lane goes first, and within a lane rows go in the order
they were added: a row that has been tried and will be tried again holds back those behind it, one that is planned for
later does not. So an edit, which takes the lane of its post, never overtakes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from dealership.domain.lanes import Lane, Unsure
from dealership.domain.records import Finished, Outgoing
from storage.prepared import Prepared
from storage.repositories.base import Mapper, Repository
from storage.schema import attempt, chat_gate, outbox, process_lease
from storage.types import UtcInstant

ROW = Mapper(Outgoing, outbox)
"""Rows of the outbox as they are sent."""
PLANNED, SENDING = "planned", "sending"
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
    .values(state=SENDING, attempts=outbox.c.attempts + 1, holder=bindparam("by"), left=False)
    .returning(*ROW.columns)
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
_NEXT_DUE = select(func.min(outbox.c.due_at)).where(
    outbox.c.bot == bindparam("of_bot"),
    outbox.c.done_at.is_(None),
    outbox.c.due_at > bindparam("now", type_=UtcInstant),
)
NEXT_DUE = Prepared(_NEXT_DUE)
"""When the next row of `of_bot` falls due, of those that are not due by `now`."""


def _waiting_in(lane: Lane) -> Any:
    """Since when the oldest row of a lane has been due and not claimed; by the lane's index, however much waits."""
    return (
        select(func.min(outbox.c.due_at))
        .where(
            outbox.c.bot == bindparam("of_bot"),
            outbox.c.state == literal_column("'planned'"),
            outbox.c.lane == literal_column(str(int(lane))),
            outbox.c.due_at <= bindparam(f"until_{int(lane)}", type_=UtcInstant),
        )
        .scalar_subquery()
    )


_REMAINING = Prepared(select(_NEXT_DUE.scalar_subquery(), *map(_waiting_in, Lane)))
_TRIED = Prepared(insert(attempt))
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


class Remaining(NamedTuple):
    """What a claim leaves behind in the outbox: when the next row falls due, and since when each lane has waiting ones."""

    next_due: datetime | None
    oldest: Mapping[Lane, datetime]


class DispatchRepository(Repository):
    """Rows of `outbox` on their way, and of `attempt`."""

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
        values = {"of_bot": bot, "now": now, "most": limit, "by": holder, "at": at, "closed": list(closed)}
        rows = self.run(_CLAIM, {**values, "sane": at + LONGEST_GATE, **_until(now, closed)}).all()
        return sorted(ROW.all(rows), key=lambda row: (row.lane, row.due_at, row.id))

    def remaining(self, bot: str, now: datetime, closed: Collection[int] = ()) -> Remaining:
        """What there is besides what has been claimed; a closed lane has nothing waiting."""
        found = self.run(_REMAINING, {"of_bot": bot, "now": now, **_until(now, closed)}).first() or ()
        waiting = zip(Lane, found[1:], strict=True)
        return Remaining(found[0], {lane: due_at for lane, due_at in waiting if due_at is not None})

    def finish(self, finished: Sequence[Finished], now: datetime) -> None:
        """Write down how attempts ended. One overtaken by another attempt at the same row changes no state."""
        if not finished:
            return
        rows = [{f"f_{name}": value for name, value in asdict(item).items()} for item in finished]
        for row in rows:
            row["f_done_at"] = None if row["f_state"] == PLANNED else now
        self.write_many(_FINISH, rows)
        tries = [
            {"outbox_id": item.outbox_id, "outcome": item.outcome, "error": item.error, "at": now}
            for item in finished
        ]
        self.write_many(_TRIED, tries)

    def tries(self, outbox_id: int, outcomes: Collection[str]) -> int:
        """How often an attempt at this row ended so."""
        same = (attempt.c.outbox_id == outbox_id) & attempt.c.outcome.in_(outcomes)
        return int(self.connection.execute(select(func.count()).where(same)).scalar_one())

    def leave(self, rows: Sequence[Outgoing]) -> None:
        """From now on these may arrive."""
        self.write_many(_LEAVE, [{"l_id": row.id, "l_holder": row.holder} for row in rows])

    def let_go(self, rows: Sequence[Outgoing]) -> None:
        """Rows that were claimed and surely not sent are planned again, as if nothing had been."""
        again = {"state": PLANNED, "attempts": outbox.c.attempts - 1}
        for row in rows:
            still = (outbox.c.state == SENDING) & outbox.c.holder.is_not_distinct_from(row.holder)
            self.connection.execute(update(outbox).where(outbox.c.id == row.id, still).values(**again))

    def take_back(self, bot: str, now: datetime) -> int:
        """What dead processes had claimed. What had not left is planned again, as if nothing had been. What had may have
        arrived: it is sent again, visibly; held, where twice is worse than not at all, or where it may have arrived
        before: at most two attempts may have.
        """
        alive = select(process_lease.c.holder).where(process_lease.c.bot == bot)
        dead = select(*ROW.columns, outbox.c.left).where(
            outbox.c.bot == bot,
            outbox.c.state == literal_column("'sending'"),
            func.coalesce(outbox.c.holder, "").not_in(alive),
        )
        rows = self.connection.execute(dead.with_for_update(skip_locked=True)).all()
        for *row, left in rows:
            if left:
                self._interrupted(ROW.one(row), now)
            else:
                self.let_go([ROW.one(row)])
        return len(rows)

    def _interrupted(self, row: Outgoing, now: datetime) -> None:
        again = row.unsure == Unsure.RESEND and not self.tries(row.id, MAY_HAVE_ARRIVED)
        state = {"state": PLANNED} if again else {"state": "uncertain", "done_at": now}
        self.connection.execute(update(outbox).where(outbox.c.id == row.id).values(**state))
        self.connection.execute(insert(attempt).values(outbox_id=row.id, outcome="interrupted", at=now))


def _until(now: datetime, closed: Collection[int]) -> Mapping[str, datetime]:
    """By when a row of each lane has to be due; a closed one has none."""
    return {f"until_{int(lane)}": _LONG_AGO if lane in closed else now for lane in Lane}
