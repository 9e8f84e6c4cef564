"""Who waits for a place on which day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select, update

from dealership.domain.records import WaitlistEntry
from dealership.services.ports import NotFoundError
from storage.repositories.base import Mapper, Repository, insert_into
from storage.schema import waitlist

_ENTRY = Mapper(WaitlistEntry, waitlist)


class WaitlistRepository(Repository):
    """Rows of `waitlist`, first come, first served."""

    def get(self, entry_id: int) -> WaitlistEntry:
        row = self.connection.execute(select(*_ENTRY.columns).where(waitlist.c.id == entry_id)).first()
        if row is None:
            raise NotFoundError(f"waitlist entry {entry_id}")
        return _ENTRY.one(row)

    def add(self, now: datetime, **values: Any) -> int | None:
        """The new entry's id, or None when this owner waits for this car and day already."""
        values["jobs"] = list(values["jobs"])
        new = insert_into(self.connection, waitlist).values(created_at=now, state="waiting", **values)
        return self.connection.execute(new.on_conflict_do_nothing().returning(waitlist.c.id)).scalar()

    def update(self, entry_id: int, *, expected: Collection[str], **values: Any) -> bool:
        mine = (waitlist.c.id == entry_id) & waitlist.c.state.in_(expected)
        return self.connection.execute(update(waitlist).where(mine).values(**values)).rowcount == 1

    def waiting(self, limit: int) -> Sequence[WaitlistEntry]:
        first = select(*_ENTRY.columns).where(waitlist.c.state == "waiting").order_by(waitlist.c.id)
        return _ENTRY.all(self.connection.execute(first.limit(limit)).all())

    def lapsed(self, now: datetime, today: date, limit: int) -> Sequence[WaitlistEntry]:
        """Offers not taken in time, and days that have passed."""
        over = or_(
            (waitlist.c.state == "offered") & (waitlist.c.offer_expires_at <= now),
            (waitlist.c.state == "waiting") & (waitlist.c.day < today),
        )
        return _ENTRY.all(self.connection.execute(select(*_ENTRY.columns).where(over).limit(limit)).all())

    def of_owner(self, owner_id: int, states: Collection[str]) -> Sequence[WaitlistEntry]:
        mine = select(*_ENTRY.columns).where(waitlist.c.owner_id == owner_id, waitlist.c.state.in_(states))
        return _ENTRY.all(self.connection.execute(mine.order_by(waitlist.c.day)).all())
