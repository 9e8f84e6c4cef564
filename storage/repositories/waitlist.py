"""Who waits for a place on which day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select, update

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

    def waiting(self, store_id: int, after: int, limit: int) -> Sequence[WaitlistEntry]:
        """A page of those who wait in a store, first come first."""
        return self._page(after, limit, waitlist.c.store_id == store_id, waitlist.c.state == "waiting")

    def lapsed(
        self, store_id: int, now: datetime, today: date, after: int, limit: int
    ) -> Sequence[WaitlistEntry]:
        """A page of offers not taken in time, and of days that have passed (`today` is the store's)."""
        over = or_(
            (waitlist.c.state == "offered") & (waitlist.c.offer_expires_at <= now),
            (waitlist.c.state == "waiting") & (waitlist.c.day < today),
        )
        return self._page(after, limit, waitlist.c.store_id == store_id, over)

    def offered(self, store_id: int, day: date) -> int:
        """How many offers for a day are open."""
        same = (waitlist.c.store_id == store_id) & (waitlist.c.state == "offered") & (waitlist.c.day == day)
        return int(self.connection.execute(select(func.count()).where(same)).scalar_one())

    def is_anybody_waiting(self, store_id: int) -> bool:
        anybody = select(waitlist.c.id).where(waitlist.c.store_id == store_id, waitlist.c.state == "waiting")
        return self.connection.execute(anybody.limit(1)).first() is not None

    def next_lapse(self, after: datetime) -> datetime | None:
        soonest = select(func.min(waitlist.c.offer_expires_at))
        return self.connection.execute(
            soonest.where(waitlist.c.state == "offered", waitlist.c.offer_expires_at > after)
        ).scalar()

    def of_owner(self, owner_id: int, states: Collection[str]) -> Sequence[WaitlistEntry]:
        mine = select(*_ENTRY.columns).where(waitlist.c.owner_id == owner_id, waitlist.c.state.in_(states))
        return _ENTRY.all(self.connection.execute(mine.order_by(waitlist.c.day)).all())

    def _page(self, after: int, limit: int, *conditions: Any) -> list[WaitlistEntry]:
        found = select(*_ENTRY.columns).where(waitlist.c.id > after, *conditions)
        return _ENTRY.all(self.connection.execute(found.order_by(waitlist.c.id).limit(limit)).all())
