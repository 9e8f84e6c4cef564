"""Appointments: holds, requests, visits, whatever became of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from dealership.domain.records import Appointment, Owner, Vehicle
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS
from storage.repositories.capacity import CapacityRepository
from storage.repositories.questions import (
    APPOINTMENT,
    COUNT_OF_OWNER,
    LATEST_OF_CAR,
    OF_APPOINTMENTS,
    ONE_APPOINTMENT,
    OWNER,
    VEHICLE,
    VISITS_OF_CAR,
)
from storage.schema import appointment, owner, vehicle
from storage.types import UtcInstant

_ADD = Prepared(
    {
        name: dialect.insert(appointment).on_conflict_do_nothing().returning(*APPOINTMENT.columns)
        for name, dialect in DIALECTS.items()
    }
)
_CHANGE = Prepared(
    update(appointment)
    .where(
        appointment.c.id == bindparam("k_id"),
        appointment.c.state.in_(bindparam("k_expected", expanding=True)),
    )
    .values(revision=appointment.c.revision + 1)
    .returning(*APPOINTMENT.columns)
)
_OF_OWNER = Prepared(
    select(*APPOINTMENT.columns)
    .where(
        appointment.c.owner_id == bindparam("k_owner"),
        appointment.c.state.in_(bindparam("k_states", expanding=True)),
        appointment.c.start_at >= bindparam("k_since", type_=UtcInstant),
    )
    .order_by(appointment.c.start_at, appointment.c.id)
)
_BOARD = Prepared(
    select(*APPOINTMENT.columns, *OWNER.columns, *VEHICLE.columns)
    .select_from(
        appointment.join(owner, owner.c.id == appointment.c.owner_id).join(
            vehicle, vehicle.c.id == appointment.c.vehicle_id
        )
    )
    .where(
        appointment.c.store_id == bindparam("k_store"),
        appointment.c.start_at >= bindparam("k_start", type_=UtcInstant),
        appointment.c.start_at < bindparam("k_end", type_=UtcInstant),
        appointment.c.state.in_(bindparam("k_states", expanding=True)),
    )
    .order_by(appointment.c.start_at, appointment.c.id)
)


class AppointmentRepository(CapacityRepository):
    """Rows of `appointment`, and what they claim."""

    def get(self, appointment_id: int) -> Appointment:
        """The row as this transaction knows it: read once, and again after it was changed here."""
        found = self.ask(ONE_APPOINTMENT, k_appointment=appointment_id)
        if found is None:
            raise NotFoundError(f"appointment {appointment_id}")
        return found

    def find_by_origin(self, origin: str) -> Appointment | None:
        return self._first(appointment.c.origin == origin)

    def add(self, now: datetime, **values: Any) -> int | None:
        """The new row's id, or None when `origin` (where it came from) has made one already."""
        values["jobs"] = list(values["jobs"])
        row = {"created_at": now, "updated_at": now, **values}
        self.unlearn(*OF_APPOINTMENTS)
        return self._keep(self.run(_ADD, row).first())

    def update(self, appointment_id: int, now: datetime, *, expected: Collection[str], **values: Any) -> bool:
        """Change it if its state is one of `expected`; False when somebody else changed it first."""
        if "jobs" in values:
            values["jobs"] = list(values["jobs"])
        self.unlearn(*OF_APPOINTMENTS)
        self.known.pop(("appointment", appointment_id), None)
        mine = {"k_id": appointment_id, "k_expected": list(expected)}
        changed = self.run(_CHANGE, {**mine, "updated_at": now, **values})
        return self._keep(changed.first()) is not None

    def of_owner(self, owner_id: int, states: Collection[str], since: datetime) -> Sequence[Appointment]:
        theirs = {"k_owner": owner_id, "k_states": list(states), "k_since": since}
        return APPOINTMENT.all(self.run(_OF_OWNER, theirs).all())

    def count_of_owner(self, owner_id: int, states: Collection[str], since: datetime) -> int:
        return self.ask(COUNT_OF_OWNER, k_owner=owner_id, k_states=list(states), k_since=since)

    def find_latest(self, vehicle_id: int, states: Collection[str]) -> Appointment | None:
        """The latest visit of a car with jobs of the menu."""
        return self.ask(LATEST_OF_CAR, k_vehicle=vehicle_id, k_states=list(states))

    def of_vehicle(self, vehicle_id: int, states: Collection[str], limit: int) -> Sequence[Appointment]:
        """The latest visits of a car, newest first."""
        return self.ask(VISITS_OF_CAR, k_vehicle=vehicle_id, k_past=list(states), k_most=limit)

    def between(
        self, store_id: int, start: datetime, end: datetime, states: Collection[str]
    ) -> Sequence[Appointment]:
        return self._all(
            appointment.c.store_id == store_id,
            appointment.c.start_at >= start,
            appointment.c.start_at < end,
            appointment.c.state.in_(states),
        )

    def expired_holds(self, now: datetime, after: int, limit: int) -> Sequence[Appointment]:
        """A page of holds whose time is over, by id."""
        return self._page(
            after,
            limit,
            appointment.c.hold_expires_at.is_not(None),
            appointment.c.hold_expires_at <= now,
            appointment.c.state == "held",
        )

    def next_hold_expiry(self, after: datetime) -> datetime | None:
        soonest = select(func.min(appointment.c.hold_expires_at))
        return self.connection.execute(soonest.where(appointment.c.hold_expires_at > after)).scalar()

    def due_reminders(self, now: datetime, after: int, limit: int) -> Sequence[Appointment]:
        """A page of visits whose request staff are to be reminded of, by id, whatever became of them."""
        return self._page(after, limit, appointment.c.remind_at <= now)

    def board(
        self, store_id: int, start: datetime, end: datetime, states: Collection[str]
    ) -> Sequence[tuple[Appointment, Owner, Vehicle]]:
        """Who comes to a store between two instants, with whom and in which car, soonest first."""
        between = {"k_store": store_id, "k_start": start, "k_end": end, "k_states": list(states)}
        rows = self.run(_BOARD, between).all()
        visits = len(APPOINTMENT.columns)
        cars = visits + len(OWNER.columns)
        return [
            (APPOINTMENT.one(row[:visits]), OWNER.one(row[visits:cars]), VEHICLE.one(row[cars:]))
            for row in rows
        ]

    def proposed_for(self, visit: Appointment) -> Sequence[Appointment]:
        """Places held because staff proposed them instead of this visit's own."""
        return self._all(
            appointment.c.owner_id == visit.owner_id,
            appointment.c.state == "held",
            appointment.c.origin.startswith(f"proposal:{visit.id}:"),
        )

    def late(self, now: datetime, after: int, limit: int) -> Sequence[Appointment]:
        """A page of visits whose owners were asked whether they are coming, and whose time is over."""
        return self._page(
            after, limit, appointment.c.late_until <= now, appointment.c.state.in_(("requested", "confirmed"))
        )

    def next_late(self, after: datetime) -> datetime | None:
        soonest = select(func.min(appointment.c.late_until)).where(
            appointment.c.late_until > after, appointment.c.state.in_(("requested", "confirmed"))
        )
        return self.connection.execute(soonest).scalar()

    def take_reminder(self, appointment_id: int, now: datetime) -> bool:
        """True once, for whoever reminds: of several replicas one."""
        self.known.pop(("appointment", appointment_id), None)
        mine = (appointment.c.id == appointment_id) & (appointment.c.remind_at <= now)
        return self.connection.execute(update(appointment).where(mine).values(remind_at=None)).rowcount == 1

    def next_reminder(self, after: datetime) -> datetime | None:
        soonest = select(func.min(appointment.c.remind_at))
        return self.connection.execute(soonest.where(appointment.c.remind_at > after)).scalar()

    def drop(self, appointment_id: int) -> None:
        """Remove a row whose claims could not be taken, within the transaction that added it."""
        self.release(appointment_id)
        self.known.pop(("appointment", appointment_id), None)
        self.connection.execute(delete(appointment).where(appointment.c.id == appointment_id))

    def _keep(self, row: Sequence[Any] | None) -> int | None:
        """The id of a row just written, which need not be read again."""
        if row is None:
            return None
        kept = APPOINTMENT.one(row)
        self.known["appointment", kept.id] = kept
        return kept.id

    def _first(self, *conditions: Any) -> Appointment | None:
        return APPOINTMENT.maybe(
            self.connection.execute(select(*APPOINTMENT.columns).where(*conditions)).first()
        )

    def _all(self, *conditions: Any) -> list[Appointment]:
        found = select(*APPOINTMENT.columns).where(*conditions)
        ordered = found.order_by(appointment.c.start_at, appointment.c.id)
        return APPOINTMENT.all(self.connection.execute(ordered).all())

    def _page(self, after: int, limit: int, *conditions: Any) -> list[Appointment]:
        found = select(*APPOINTMENT.columns).where(appointment.c.id > after, *conditions)
        return APPOINTMENT.all(self.connection.execute(found.order_by(appointment.c.id).limit(limit)).all())
