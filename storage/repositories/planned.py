"""What is planned for owners, and how each of it ended: the ledger of one voice.

States: waiting → sent | merged | dropped. `look_at` is when a waiting row is decided next; a row that has ended has
none, so every question asked often goes through an index of the waiting ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, exists, func, or_, select, update

from dealership.domain.records import Planned
from dealership.services.ports import NotFoundError
from storage.due import CAR_DAYS, COLUMNS, OPEN_FINDINGS, OWNER_DAYS, Due
from storage.prepared import Prepared
from storage.repositories.base import Mapper, Repository, insert_into
from storage.schema import finding, owner, owner_switch, planned_message, reminder_answer, vehicle
from storage.types import UtcInstant

_ROW = Mapper(Planned, planned_message)
_SAID = ("sent", "merged")
LATER = "later"
_WAITING = planned_message.c.look_at.is_not(None)
_TO_DECIDE = Prepared(
    select(*_ROW.columns)
    .where(
        planned_message.c.owner_id == bindparam("k_owner"),
        _WAITING,
        or_(
            planned_message.c.look_at <= bindparam("k_now", type_=UtcInstant),
            planned_message.c.due_at <= bindparam("k_until", type_=UtcInstant),
        ),
    )
    .order_by(planned_message.c.id)
    .with_for_update()
)
_SET = Prepared(update(planned_message).where(planned_message.c.id == bindparam("k_id"), _WAITING))
_SAID_SINCE = Prepared(
    select(planned_message.c.kind, planned_message.c.decided_at).where(
        planned_message.c.owner_id == bindparam("k_owner"),
        planned_message.c.state.in_(bindparam("k_said", expanding=True)),
        planned_message.c.decided_at > bindparam("k_since", type_=UtcInstant),
    )
)
_ANSWER = Prepared(
    select(reminder_answer.c.answer).where(
        reminder_answer.c.kind == bindparam("k_kind"),
        reminder_answer.c.subject_id == bindparam("k_subject"),
        reminder_answer.c.period == bindparam("k_period"),
    )
)
_OFF = Prepared(select(owner_switch.c.kind).where(owner_switch.c.owner_id == bindparam("k_owner")))
_DAY_OF = {
    **{
        kind: Prepared(select(day).where(vehicle.c.id == bindparam("k_subject")))
        for kind, day in CAR_DAYS.items()
    },
    **{
        kind: Prepared(select(day).where(owner.c.id == bindparam("k_subject")))
        for kind, day in OWNER_DAYS.items()
    },
}


def _subject_of(row: Planned) -> int:
    return row.owner_id if row.vehicle_id is None else row.vehicle_id


class PlannedRepository(Repository):
    """Rows of `planned_message` and `owner_switch`."""

    def plan(self, due: Due) -> int:
        """Add what is not planned yet; how many rows that were. The unique key decides who was first."""
        new = insert_into(self.connection, planned_message).from_select(list(COLUMNS), due.statement)
        return self.connection.execute(new.on_conflict_do_nothing()).rowcount

    def add(self, **values: Any) -> int | None:
        """Add one message; its id, or None when it is planned already."""
        row = {"step": 0, "state": "waiting", "reason": "", "detail": "", "look_at": None, **values}
        new = insert_into(self.connection, planned_message).values(**row).on_conflict_do_nothing()
        return self.connection.execute(new.returning(planned_message.c.id)).scalar()

    def owners_to_look_at(self, now: datetime, after: int, limit: int) -> Sequence[int]:
        """A page of owners who have something to be decided now."""
        theirs = select(planned_message.c.owner_id).where(
            _WAITING, planned_message.c.look_at <= now, planned_message.c.owner_id > after
        )
        ordered = theirs.distinct().order_by(planned_message.c.owner_id).limit(limit)
        return self.connection.execute(ordered).scalars().all()

    def to_decide(self, owner_id: int, now: datetime, until: datetime) -> Sequence[Planned]:
        """An owner's waiting rows to be looked at now, or due by `until`; locked where several replicas share them."""
        theirs = {"k_owner": owner_id, "k_now": now, "k_until": until}
        return _ROW.all(self.run(_TO_DECIDE, theirs).all())

    def hold(self, planned_id: int, until: datetime, reason: str) -> None:
        self._set(planned_id, look_at=until, reason=reason)

    def end(self, planned_id: int, now: datetime, state: str, reason: str, **values: Any) -> None:
        self._set(planned_id, look_at=None, decided_at=now, state=state, reason=reason, **values)

    def _set(self, planned_id: int, **values: Any) -> None:
        self.write(_SET, {"k_id": planned_id, **values})

    def take_back(self, outbox_id: int, now: datetime, reason: str, detail: str) -> None:
        """What was to go out with this row is not said after all."""
        theirs = planned_message.c.outbox_id == outbox_id
        ended = update(planned_message).where(theirs, planned_message.c.state.in_(_SAID))
        self.connection.execute(ended.values(state="dropped", reason=reason, detail=detail, decided_at=now))

    def get(self, planned_id: int) -> Planned:
        row = self.connection.execute(select(*_ROW.columns).where(planned_message.c.id == planned_id)).first()
        if row is None:
            raise NotFoundError(f"planned message {planned_id}")
        return _ROW.one(row)

    def of_outbox(self, outbox_id: int) -> Sequence[Planned]:
        """What one message that goes out says, its first subject first."""
        theirs = select(*_ROW.columns).where(planned_message.c.outbox_id == outbox_id)
        first = planned_message.c.state.desc()  # "sent" carries those "merged" into it
        return _ROW.all(self.connection.execute(theirs.order_by(first, planned_message.c.id)).all())

    def said_since(self, owner_id: int, since: datetime) -> Sequence[tuple[str, datetime]]:
        """(kind, when) of what went out to an owner."""
        said = self.run(_SAID_SINCE, {"k_owner": owner_id, "k_said": list(_SAID), "k_since": since})
        return [(row[0], row[1]) for row in said.all()]

    def ledger(self, owner_id: int, limit: int) -> Sequence[Planned]:
        """An owner's latest rows, soonest due first."""
        theirs = select(*_ROW.columns).where(planned_message.c.owner_id == owner_id)
        latest = theirs.order_by(planned_message.c.due_at.desc(), planned_message.c.id.desc()).limit(limit)
        return _ROW.all(self.connection.execute(latest).all())[::-1]

    def next_look(self, after: datetime) -> datetime | None:
        soonest = select(func.min(planned_message.c.look_at)).where(
            _WAITING, planned_message.c.look_at > after
        )
        return self.connection.execute(soonest).scalar()

    def counts(self, since: datetime, until: datetime) -> Mapping[tuple[str, str, str], int]:
        """How many rows due in a span stand how: by (kind, state, reason)."""
        columns = (planned_message.c.kind, planned_message.c.state, planned_message.c.reason)
        due = select(*columns, func.count()).where(
            planned_message.c.due_at >= since, planned_message.c.due_at < until
        )
        rows = self.connection.execute(due.group_by(*columns).order_by(*columns))
        return {(row[0], row[1], row[2]): row[3] for row in rows}

    # --- what they are about -------------------------------------------------------------------------------

    def open_counts(self) -> Mapping[tuple[str, str], int]:
        """How many wait to be decided, or decided anew: by (state, reason)."""
        columns = (planned_message.c.state, planned_message.c.reason)
        waiting = (
            select(*columns, func.count()).where(planned_message.c.look_at.is_not(None)).group_by(*columns)
        )
        return {(row[0], row[1]): row[2] for row in self.connection.execute(waiting)}

    def is_current(self, row: Planned) -> bool:
        """Whether the day it speaks of is still the one in the records (always, for what comes round every year)."""
        statement = _DAY_OF.get(row.kind)
        if statement is None:
            return True
        subject = row.vehicle_id if row.kind in CAR_DAYS else row.owner_id
        known = self.run(statement, {"k_subject": subject}).scalar()
        return known is not None and str(known) == row.period

    def open_findings(self, vehicle_id: int, found_on: date) -> Sequence[str]:
        """What was found that day and is not done yet, in the staff's words."""
        left = select(finding.c.what).where(
            finding.c.vehicle_id == vehicle_id,
            finding.c.found_on == found_on,
            finding.c.state.in_(OPEN_FINDINGS),
        )
        return self.connection.execute(left.order_by(finding.c.id)).scalars().all()

    def answer(self, row: Planned, answer: str, now: datetime) -> bool:
        """Keep what the owner said of this matter; False when they have answered before.

        "Later" is no answer for good: any other replaces it.
        """
        new = insert_into(self.connection, reminder_answer).values(
            kind=row.kind, subject_id=_subject_of(row), period=row.period, answer=answer, answered_at=now
        )
        kept = new.on_conflict_do_nothing() if answer == LATER else new.on_conflict_do_update(
            index_elements=["kind", "subject_id", "period"],
            set_={"answer": answer, "answered_at": now},
            where=reminder_answer.c.answer == LATER,
        )  # fmt: skip
        return self.connection.execute(kept).rowcount == 1

    def repeat(self, row: Planned, step: int, due_at: datetime) -> None:
        """The same once more at another time, because the owner asked for it; once for each step."""
        columns = {
            **{name: getattr(row, name) for name in ("store_id", "owner_id", "vehicle_id", "appointment_id")},
            "kind": row.kind, "step": step, "period": row.period, "due_at": due_at, "look_at": due_at,
            "dedup_key": f"{row.kind}:{_subject_of(row)}:{step}:{row.period}", "state": "waiting",
            "reason": "", "detail": "",
        }  # fmt: skip
        new = insert_into(self.connection, planned_message).values(**columns)
        self.connection.execute(new.on_conflict_do_nothing())

    def find_unanswered(self, owner_id: int, kind: str, since: datetime) -> Planned | None:
        """The latest of a kind that went out to an owner and has no answer."""
        answered = exists().where(
            reminder_answer.c.kind == planned_message.c.kind,
            reminder_answer.c.subject_id
            == func.coalesce(planned_message.c.vehicle_id, planned_message.c.owner_id),
            reminder_answer.c.period == planned_message.c.period,
        )
        theirs = select(*_ROW.columns).where(
            planned_message.c.owner_id == owner_id,
            planned_message.c.kind == kind,
            planned_message.c.state.in_(_SAID),
            planned_message.c.decided_at > since,
            ~answered,
        )
        latest = theirs.order_by(planned_message.c.id.desc()).limit(1)
        return _ROW.maybe(self.connection.execute(latest).first())

    def set_free(self, planned_id: int) -> None:
        """What was let go because its day has moved on may be planned again when that comes."""
        mine = update(planned_message).where(planned_message.c.id == planned_id)
        own = planned_message.c.dedup_key + ":" + cast(planned_message.c.id, String)
        self.connection.execute(mine.values(dedup_key=own))

    def answer_of(self, row: Planned) -> str | None:
        about = {"k_kind": row.kind, "k_subject": _subject_of(row), "k_period": row.period}
        answered: str | None = self.run(_ANSWER, about).scalar()
        return answered

    # --- switches ------------------------------------------------------------------------------------------

    def switched_off(self, owner_id: int) -> frozenset[str]:
        return frozenset(row[0] for row in self.run(_OFF, {"k_owner": owner_id}).all())

    def switch(self, owner_id: int, kind: str, now: datetime, *, on: bool) -> None:
        mine = (owner_switch.c.owner_id == owner_id) & (owner_switch.c.kind == kind)
        self.connection.execute(delete(owner_switch).where(mine))
        if not on:
            row = {"owner_id": owner_id, "kind": kind, "off_at": now}
            self.connection.execute(
                insert_into(self.connection, owner_switch).values(**row).on_conflict_do_nothing()
            )
