"""Complaints: what their cases have besides, the steps they climbed, solutions offered, and the lists of the desk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select, update

from dealership.domain.people import Sought
from dealership.domain.records import Case, Climbed, Complaint, Event, Offer
from dealership.domain.sla import Clock, Whom
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS, Mapper, Repository, insert_into
from storage.schema import audit, case, case_offer, complaint, escalation, owner, vehicle, vehicle_driver
from storage.types import UtcInstant

_COMPLAINT = Mapper(Complaint, complaint)
_CASE = Mapper(Case, case)
_OFFER = Mapper(Offer, case_offer)
_STEP = Mapper(Climbed, escalation)
_EVENT = Mapper(Event, audit)
_CLIMB = Prepared(
    {
        name: dialect.insert(escalation).on_conflict_do_nothing().returning(escalation.c.case_id)
        for name, dialect in DIALECTS.items()
    }
)
_DUE = Prepared(
    select(complaint.c.case_id, complaint.c.store_id)
    .where(
        complaint.c.next_step_at <= bindparam("k_now", type_=UtcInstant),
        complaint.c.case_id > bindparam("k_after"),
    )
    .order_by(complaint.c.case_id)
    .limit(bindparam("k_limit"))
)
_JOINED = case.join(complaint, complaint.c.case_id == case.c.id)
FIRST = [f"{clock}:{rung}" for clock in Clock for rung in range(len(Whom) + 1)]
"""No ladder has more rungs than there are ranks, and the one after them repeats the last."""
Due = tuple[int, int]
"""A complaint's case and its store."""


class ComplaintRepository(Repository):
    """Rows of `complaint`, `escalation` and `case_offer`; the trail is the audit of the case."""

    def get(self, case_id: int) -> Complaint:
        """The row, locked until the transaction ends: whoever changes it has seen it as it is."""
        theirs = select(*_COMPLAINT.columns).where(complaint.c.case_id == case_id).with_for_update()
        row = self.connection.execute(theirs).first()
        if row is None:
            raise NotFoundError(f"complaint {case_id}")
        return _COMPLAINT.one(row)

    def add(self, **values: Any) -> None:
        self.connection.execute(complaint.insert().values(pauses=[], **values))

    def update(self, case_id: int, **values: Any) -> None:
        self.connection.execute(update(complaint).where(complaint.c.case_id == case_id).values(**values))

    # --- the ladder ----------------------------------------------------------------------------------------

    def climb(self, now: datetime, **values: Any) -> bool:
        """Write a step down; False when it has been climbed already."""
        return self.run(_CLIMB, {"done_at": now, **values}).scalar() is not None

    def climbed(self, case_id: int) -> Sequence[Climbed]:
        theirs = select(*_STEP.columns).where(escalation.c.case_id == case_id)
        return _STEP.all(
            self.connection.execute(theirs.order_by(escalation.c.run, escalation.c.due_at)).all()
        )

    def keys(self, case_id: int, run: int) -> Collection[str]:
        """The steps climbed in a run."""
        theirs = select(escalation.c.key).where(escalation.c.case_id == case_id, escalation.c.run == run)
        return set(self.connection.execute(theirs).scalars())

    def first_rungs(self, case_id: int, run: int) -> Sequence[Climbed]:
        """The steps of a run before the top ones repeat: they have called everybody who was called."""
        theirs = select(*_STEP.columns).where(escalation.c.case_id == case_id, escalation.c.run == run)
        first = escalation.c.key.in_(FIRST)
        return _STEP.all(self.connection.execute(theirs.where(first).order_by(escalation.c.due_at)).all())

    def due(self, now: datetime, after: int, limit: int) -> Sequence[Due]:
        """A page of those whose ladder is to be climbed."""
        rows = self.run(_DUE, {"k_now": now, "k_after": after, "k_limit": limit})
        return [(row[0], row[1]) for row in rows]

    def waking(self, now: datetime, after: int, limit: int) -> Sequence[Due]:
        """A page of those whose hold is over, or whose silence is to be heeded."""
        return self._page(complaint.c.wake_at <= now, after, limit)

    def reckoned_otherwise(self, store_id: int, works: str, after: int, limit: int) -> Sequence[Due]:
        """A page of those whose clocks run by opening hours that hold no more."""
        old = (
            (complaint.c.store_id == store_id)
            & (complaint.c.works != works)
            & complaint.c.next_step_at.is_not(None)
        )
        return self._page(old, after, limit)

    def next_moment(self, after: datetime) -> datetime | None:
        """When the next step or waking falls due."""
        moments = [
            self.connection.execute(select(func.min(column)).where(column > after)).scalar()
            for column in (complaint.c.next_step_at, complaint.c.wake_at)
        ]
        return min((at for at in moments if at is not None), default=None)

    def _page(self, condition: ColumnElement[bool], after: int, limit: int) -> Sequence[Due]:
        columns = select(complaint.c.case_id, complaint.c.store_id)
        page = columns.where(condition, complaint.c.case_id > after)
        rows = self.connection.execute(page.order_by(complaint.c.case_id).limit(limit))
        return [(row[0], row[1]) for row in rows]

    # --- solutions -----------------------------------------------------------------------------------------

    def add_offer(self, now: datetime, **values: Any) -> int | None:
        """The new offer's id; None when this round has it already."""
        new = insert_into(self.connection, case_offer).values(offered_at=now, **values)
        return self.connection.execute(new.on_conflict_do_nothing().returning(case_offer.c.id)).scalar()

    def offers_of(self, case_id: int) -> Sequence[Offer]:
        theirs = select(*_OFFER.columns).where(case_offer.c.case_id == case_id)
        return _OFFER.all(self.connection.execute(theirs.order_by(case_offer.c.id)).all())

    def set_offers(
        self, case_id: int, round_: int, expected: Collection[str], only: int | None = None, **values: Any
    ) -> int:
        """Change the offers of a round (or one of them) that are in an expected state; how many were."""
        mine = (case_offer.c.case_id == case_id) & (case_offer.c.round == round_)
        mine &= case_offer.c.state.in_(expected)
        if only is not None:
            mine &= case_offer.c.id == only
        return self.connection.execute(update(case_offer).where(mine).values(**values)).rowcount

    # --- lists of the desk ---------------------------------------------------------------------------------

    def earlier(self, owner_id: int, category: str, vehicle_id: int | None, since: datetime) -> int:
        """How many complaints about the same thing went before."""
        same = (
            (case.c.owner_id == owner_id) & (complaint.c.category == category) & (case.c.opened_at >= since)
        )
        if vehicle_id is not None:
            same &= complaint.c.vehicle_id == vehicle_id
        return int(
            self.connection.execute(select(func.count()).select_from(_JOINED).where(same)).scalar_one()
        )

    def find_last_closed(self, owner_id: int, since: datetime) -> Case | None:
        """The owner's complaint that was closed last, if not longer ago."""
        mine = (case.c.owner_id == owner_id) & (case.c.kind == "complaint") & (case.c.closed_at >= since)
        found = select(*_CASE.columns).where(mine).order_by(case.c.closed_at.desc()).limit(1)
        return _CASE.maybe(self.connection.execute(found).first())

    def open_of(
        self, store_id: int, limit: int, *, keeper_id: int | None = None, overdue: bool = False
    ) -> Sequence[Case]:
        """Open cases of a store, complaints first by what falls due; of one keeper, or only those overdue."""
        joined = case.outerjoin(complaint, complaint.c.case_id == case.c.id)
        mine = (case.c.store_id == store_id) & case.c.closed_at.is_(None)
        if keeper_id is not None:
            mine &= case.c.taken_by == keeper_id
        if overdue:
            mine &= complaint.c.case_id.in_(self._overdue())
        found = select(*_CASE.columns).select_from(joined).where(mine)
        order = (complaint.c.next_step_at.is_(None), complaint.c.next_step_at, case.c.id)
        return _CASE.all(self.connection.execute(found.order_by(*order).limit(limit)).all())

    def find_cases(
        self, store_id: int, number: int | None, sought: Sought | None, limit: int
    ) -> Sequence[Case]:
        """Cases of a store by their number, or by plate, phone or name of the owner; newest first."""
        ways = [case.c.id == number] if number is not None else []
        ways += self._by_person(sought) if sought is not None else []
        if not ways:
            return []
        wanted = ways[0]
        for way in ways[1:]:
            wanted = wanted | way
        found = select(*_CASE.columns).where(case.c.store_id == store_id, wanted)
        return _CASE.all(self.connection.execute(found.order_by(case.c.id.desc()).limit(limit)).all())

    def of_owner(self, owner_id: int, limit: int) -> Sequence[Case]:
        """The owner's cases, newest first."""
        theirs = select(*_CASE.columns).where(case.c.owner_id == owner_id).order_by(case.c.id.desc())
        return _CASE.all(self.connection.execute(theirs.limit(limit)).all())

    def trail(self, case_id: int) -> Sequence[Event]:
        """Everything that was done, first to last."""
        lines = select(*_EVENT.columns).where(audit.c.subject == "case", audit.c.subject_id == case_id)
        return _EVENT.all(self.connection.execute(lines.order_by(audit.c.id)).all())

    @staticmethod
    def _overdue() -> Select[tuple[int]]:
        """Those that have climbed beyond the first warning in their present run."""
        return select(escalation.c.case_id).where(
            escalation.c.case_id == complaint.c.case_id,
            escalation.c.run == complaint.c.run,
            ~escalation.c.key.endswith(":0"),
        )

    @staticmethod
    def _by_person(sought: Sought) -> list[ColumnElement[bool]]:
        ways: list[ColumnElement[bool]] = []
        if sought.phone:
            ways.append(exists().where(owner.c.id == case.c.owner_id, owner.c.phone == sought.phone))
        if sought.plate:
            drives = (vehicle_driver.c.owner_id == case.c.owner_id) & vehicle_driver.c.ended_at.is_(None)
            named = (vehicle.c.id == vehicle_driver.c.vehicle_id) & (vehicle.c.plate == sought.plate)
            ways.append(exists().where(drives, named))
        if len(sought.name) > 1:
            ways.append(exists().where(owner.c.id == case.c.owner_id, owner.c.name == sought.name))
        return ways
