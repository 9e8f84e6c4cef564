"""Who is on duty, and who is away with which substitute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import delete, select

from storage.repositories.base import Repository, insert_into
from storage.schema import absence, duty


class RosterRepository(Repository):
    """Rows of `duty` and `absence`; days are the store's own."""

    def put_on_duty(self, store_id: int, day: date, part: str, staff_id: int) -> None:
        """One person a day and part; a later word replaces an earlier one."""
        new = insert_into(self.connection, duty).values(
            store_id=store_id, day=day, part=part, staff_id=staff_id
        )
        known = ["store_id", "day", "part"]
        self.connection.execute(new.on_conflict_do_update(index_elements=known, set_={"staff_id": staff_id}))

    def take_off_duty(self, store_id: int, day: date, part: str) -> None:
        mine = (duty.c.store_id == store_id) & (duty.c.day == day) & (duty.c.part == part)
        self.connection.execute(delete(duty).where(mine))

    def duty_of(self, store_id: int, first: date, last: date) -> Mapping[tuple[date, str], int]:
        """(day, part) → who."""
        theirs = select(duty.c.day, duty.c.part, duty.c.staff_id).where(
            duty.c.store_id == store_id, duty.c.day.between(first, last)
        )
        return {(row[0], row[1]): row[2] for row in self.connection.execute(theirs)}

    def put_away(
        self, store_id: int, staff_id: int, since: date, until: date, substitute_id: int | None
    ) -> None:
        """Absent from the first to the last of these days; said again with another end, it is corrected."""
        values = {"store_id": store_id, "until_on": until, "substitute_id": substitute_id}
        new = insert_into(self.connection, absence).values(staff_id=staff_id, since_on=since, **values)
        self.connection.execute(
            new.on_conflict_do_update(index_elements=["staff_id", "since_on"], set_=values)
        )

    def call_back(self, staff_id: int, day: date) -> None:
        """At work again: absences that reach that day or lie after it are forgotten."""
        mine = (absence.c.staff_id == staff_id) & (absence.c.until_on >= day)
        self.connection.execute(delete(absence).where(mine))

    def away_on(self, store_id: int, day: date) -> Sequence[tuple[int, int | None, date]]:
        """(who, their substitute, the last day of it)."""
        theirs = select(absence.c.staff_id, absence.c.substitute_id, absence.c.until_on).where(
            absence.c.store_id == store_id, absence.c.since_on <= day, absence.c.until_on >= day
        )
        return [
            (row[0], row[1], row[2]) for row in self.connection.execute(theirs.order_by(absence.c.staff_id))
        ]
