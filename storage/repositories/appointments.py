"""Appointments and the capacity they claim. Who was first is the database's word, never a check before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, cast, delete, func, select, update

from dealership.domain.records import Appointment
from dealership.domain.slots import Claim
from dealership.services.ports import NotFoundError
from storage.repositories.base import Mapper, Repository, insert_into
from storage.schema import appointment, capacity_day, claim

_APPOINTMENT = Mapper(Appointment, appointment)


class AppointmentRepository(Repository):
    """Rows of `appointment`, `claim` and `capacity_day`."""

    def get(self, appointment_id: int) -> Appointment:
        row = self._first(appointment.c.id == appointment_id)
        if row is None:
            raise NotFoundError(f"appointment {appointment_id}")
        return row

    def find_by_origin(self, origin: str) -> Appointment | None:
        return self._first(appointment.c.origin == origin)

    def add(self, now: datetime, **values: Any) -> int | None:
        """The new row's id, or None when `origin` (where it came from) has made one already."""
        values["jobs"] = list(values["jobs"])
        new = insert_into(self.connection, appointment).values(created_at=now, updated_at=now, **values)
        done = self.connection.execute(new.on_conflict_do_nothing().returning(appointment.c.id))
        return done.scalar()

    def update(self, appointment_id: int, now: datetime, *, expected: Collection[str], **values: Any) -> bool:
        """Change it if its state is one of `expected`; False when somebody else changed it first."""
        if "jobs" in values:
            values["jobs"] = list(values["jobs"])
        mine = (appointment.c.id == appointment_id) & appointment.c.state.in_(expected)
        changed = update(appointment).where(mine)
        done = self.connection.execute(
            changed.values(updated_at=now, revision=appointment.c.revision + 1, **values)
        )
        return done.rowcount == 1

    def of_owner(self, owner_id: int, states: Collection[str], since: datetime) -> Sequence[Appointment]:
        return self._all(
            appointment.c.owner_id == owner_id,
            appointment.c.state.in_(states),
            appointment.c.start_at >= since,
        )

    def of_vehicle(self, vehicle_id: int, states: Collection[str], limit: int) -> Sequence[Appointment]:
        """The latest visits of a car, newest first."""
        theirs = select(*_APPOINTMENT.columns).where(
            appointment.c.vehicle_id == vehicle_id, appointment.c.state.in_(states)
        )
        newest = theirs.order_by(appointment.c.start_at.desc()).limit(limit)
        return _APPOINTMENT.all(self.connection.execute(newest).all())

    def between(
        self, store_id: int, start: datetime, end: datetime, states: Collection[str]
    ) -> Sequence[Appointment]:
        return self._all(
            appointment.c.store_id == store_id,
            appointment.c.start_at >= start,
            appointment.c.start_at < end,
            appointment.c.state.in_(states),
        )

    def expired_holds(self, now: datetime, limit: int) -> Sequence[Appointment]:
        return self._all(
            appointment.c.hold_expires_at.is_not(None),
            appointment.c.hold_expires_at <= now,
            appointment.c.state == "held",
            limit=limit,
        )

    def requested_unreminded(self, limit: int) -> Sequence[Appointment]:
        return self._all(appointment.c.state == "requested", appointment.c.reminded_at.is_(None), limit=limit)

    def taken(self, store_id: int, first: int, end: int) -> Mapping[str, list[int]]:
        """Active claims with slots in [first, end), as slots by resource: one short row a resource."""
        slots = func.aggregate_strings(cast(claim.c.slot, String), ",")
        rows = self.connection.execute(
            select(claim.c.resource, slots)
            .where(claim.c.store_id == store_id, claim.c.slot >= first, claim.c.slot < end)
            .group_by(claim.c.resource)
        )
        return {resource: [int(slot) for slot in joined.split(",")] for resource, joined in rows}

    def claim(self, store_id: int, appointment_id: int, claims: Sequence[Claim]) -> bool:
        """Take all the claims or none. Sorted order keeps two bookings from waiting for each other."""
        rows = [
            {"store_id": store_id, "resource": resource, "slot": slot, "appointment_id": appointment_id}
            for slot, resource in sorted((slot, resource) for resource, slot in claims)
        ]
        new = insert_into(self.connection, claim).values(rows).on_conflict_do_nothing()
        if self.connection.execute(new).rowcount == len(rows):
            return True
        self.release(appointment_id)
        return False

    def release(self, appointment_id: int) -> int:
        gone = delete(claim).where(claim.c.appointment_id == appointment_id)
        return self.connection.execute(gone).rowcount

    def pass_claims(self, from_id: int, to_id: int) -> None:
        """A moved visit takes over the place that was held for it."""
        self.connection.execute(
            update(claim).where(claim.c.appointment_id == from_id).values(appointment_id=to_id)
        )

    def drop(self, appointment_id: int) -> None:
        """Remove a row whose claims could not be taken, within the transaction that added it."""
        self.release(appointment_id)
        self.connection.execute(delete(appointment).where(appointment.c.id == appointment_id))

    def squeeze(self, store_id: int, day: date, allowance: int) -> bool:
        """Use one of the day's squeeze-in places if any is left."""
        if allowance < 1:
            return False
        new = insert_into(self.connection, capacity_day).values(store_id=store_id, day=day, squeezed=1)
        used = self.connection.execute(
            new.on_conflict_do_update(
                index_elements=["store_id", "day"],
                set_={"squeezed": capacity_day.c.squeezed + 1},
                where=capacity_day.c.squeezed < allowance,
            )
        )
        return used.rowcount == 1

    def unsqueeze(self, store_id: int, day: date) -> None:
        mine = (capacity_day.c.store_id == store_id) & (capacity_day.c.day == day)
        self.connection.execute(
            update(capacity_day).where(mine, capacity_day.c.squeezed > 0).values(
                squeezed=capacity_day.c.squeezed - 1
            )
        )  # fmt: skip

    def squeezed(self, store_id: int, day: date) -> int:
        used = select(capacity_day.c.squeezed).where(
            capacity_day.c.store_id == store_id, capacity_day.c.day == day
        )
        return int(self.connection.execute(used).scalar() or 0)

    def _first(self, *conditions: Any) -> Appointment | None:
        return _APPOINTMENT.maybe(
            self.connection.execute(select(*_APPOINTMENT.columns).where(*conditions)).first()
        )

    def _all(self, *conditions: Any, limit: int | None = None) -> list[Appointment]:
        found = (
            select(*_APPOINTMENT.columns)
            .where(*conditions)
            .order_by(appointment.c.start_at, appointment.c.id)
        )
        return _APPOINTMENT.all(self.connection.execute(found.limit(limit) if limit else found).all())
