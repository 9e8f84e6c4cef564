"""Calls for staff to make. Of one matter there is one, whoever planned it first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from dealership.domain.records import Planned, StaffTask
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS, Mapper, Repository
from storage.schema import staff_task

_ROW = Mapper(StaffTask, staff_task)
_ADD = Prepared(
    {name: dialect.insert(staff_task).on_conflict_do_nothing() for name, dialect in DIALECTS.items()}
)
_TO_DO = staff_task.c.ended_at.is_(None)


class TaskRepository(Repository):
    """Rows of `staff_task`."""

    def get(self, task_id: int) -> StaffTask:
        row = self.connection.execute(select(*_ROW.columns).where(staff_task.c.id == task_id)).first()
        if row is None:
            raise NotFoundError(f"task {task_id}")
        return _ROW.one(row)

    def add(self, row: Planned, why: str, state: str, due_at: datetime) -> bool:
        """A call about what this message spoke of; False when there is one already."""
        about = {
            name: getattr(row, name) for name in ("store_id", "owner_id", "vehicle_id", "kind", "period")
        }
        told = {"dedup_key": key_of(row), "why": why, "state": state, "due_at": due_at, "calls": 0}
        return self.change(_ADD, {**about, **told}) == 1

    def postpone(self, row: Planned, due_at: datetime) -> None:
        """The call about the same matter, if it is not made yet, waits until then."""
        same = (staff_task.c.dedup_key == key_of(row)) & _TO_DO
        self.connection.execute(update(staff_task).where(same).values(due_at=due_at, state="waiting"))

    def update(self, task_id: int, expected: Collection[str], **values: Any) -> bool:
        """Change it if its state is one of these; False when somebody else was faster."""
        mine = (staff_task.c.id == task_id) & staff_task.c.state.in_(expected) & _TO_DO
        return self.connection.execute(update(staff_task).where(mine).values(**values)).rowcount == 1

    def waiting(self, now: datetime, after: int, limit: int) -> Sequence[StaffTask]:
        """A page of those whose day has come, by id."""
        due = select(*_ROW.columns).where(
            _TO_DO, staff_task.c.state == "waiting", staff_task.c.due_at <= now, staff_task.c.id > after
        )
        return _ROW.all(self.connection.execute(due.order_by(staff_task.c.id).limit(limit)).all())

    def next_due(self, after: datetime) -> datetime | None:
        waiting = _TO_DO & (staff_task.c.state == "waiting") & (staff_task.c.due_at > after)
        return self.connection.execute(select(func.min(staff_task.c.due_at)).where(waiting)).scalar()

    def open_of_store(self, store_id: int, now: datetime) -> Sequence[StaffTask]:
        mine = (staff_task.c.store_id == store_id) & _TO_DO & (staff_task.c.due_at <= now)
        found = select(*_ROW.columns).where(mine, staff_task.c.state == "open")
        return _ROW.all(self.connection.execute(found.order_by(staff_task.c.due_at, staff_task.c.id)).all())

    def counts(self) -> Mapping[str, int]:
        """How many there have ever been, by kind."""
        rows = self.connection.execute(select(staff_task.c.kind, func.count()).group_by(staff_task.c.kind))
        return {row[0]: row[1] for row in rows}


def key_of(row: Planned) -> str:
    """One call for one matter."""
    return f"{row.kind}:{row.owner_id if row.vehicle_id is None else row.vehicle_id}:{row.period}"
