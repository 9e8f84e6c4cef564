"""Appointments and the capacity they claim. Who was first is the database's word, never a check before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, func, select, update

from dealership.domain.records import Appointment, Owner, Vehicle
from dealership.domain.slots import Claim
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS, Repository, insert_into
from storage.repositories.questions import (
    APPOINTMENT,
    COUNT_OF_OWNER,
    LATEST_OF_CAR,
    ONE_APPOINTMENT,
    OWNER,
    VEHICLE,
    VISITS_OF_CAR,
)
from storage.schema import appointment, capacity_day, claim, owner, vehicle
from storage.types import UtcInstant

_BOOKING_QUEUE = 45_020
_COUNTED = (COUNT_OF_OWNER.name, LATEST_OF_CAR.name, VISITS_OF_CAR.name)
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
_RELEASE = Prepared(delete(claim).where(claim.c.appointment_id == bindparam("appointment_id")))
_QUEUE = Prepared(select(func.pg_advisory_xact_lock(_BOOKING_QUEUE, bindparam("store_id"))))
_TAKEN = Prepared(
    select(claim.c.resource, func.aggregate_strings(cast(claim.c.slot, String), ","))
    .where(
        claim.c.store_id == bindparam("store_id"),
        claim.c.slot >= bindparam("first"),
        claim.c.slot < bindparam("end"),
    )
    .group_by(claim.c.resource)
)
_CLAIMS_OF = Prepared(
    select(claim.c.resource, claim.c.slot).where(claim.c.appointment_id == bindparam("appointment_id"))
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


@cache
def _claiming(count: int) -> Prepared:
    """So many claims at once, as far as nobody has them."""
    rows: Any = [
        {column.name: bindparam(f"{column.name}_{n}") for column in claim.columns} for n in range(count)
    ]
    return Prepared(
        {
            name: dialect.insert(claim).values(rows).on_conflict_do_nothing()
            for name, dialect in DIALECTS.items()
        }
    )


class AppointmentRepository(Repository):
    """Rows of `appointment`, `claim` and `capacity_day`."""

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
        self.unlearn(*_COUNTED)
        return self._keep(self.run(_ADD, row).first())

    def update(self, appointment_id: int, now: datetime, *, expected: Collection[str], **values: Any) -> bool:
        """Change it if its state is one of `expected`; False when somebody else changed it first."""
        if "jobs" in values:
            values["jobs"] = list(values["jobs"])
        self.unlearn(*_COUNTED)
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

    def proposed_slots(self, store_id: int, first: int, end: int) -> int:
        """Bay slots in [first, end) that proposals keep for owners."""
        joined = claim.join(appointment, appointment.c.id == claim.c.appointment_id)
        kept = (
            select(func.count())
            .select_from(joined)
            .where(
                claim.c.store_id == store_id,
                claim.c.slot >= first,
                claim.c.slot < end,
                claim.c.resource.startswith("bay:"),
                appointment.c.state == "held",
                appointment.c.origin.startswith("proposal:"),
            )
        )
        return int(self.connection.execute(kept).scalar_one())

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

    def taken(self, store_id: int, first: int, end: int) -> Mapping[str, list[int]]:
        """Active claims with slots in [first, end) at least, as slots by resource: one short row a resource."""
        since, until, known = self.known.get(("taken", store_id), (0, 0, {}))
        if not since <= first < end <= until:
            rows = self.run(_TAKEN, {"store_id": store_id, "first": first, "end": end})
            known = {resource: [int(slot) for slot in joined.split(",")] for resource, joined in rows}
            self.known["taken", store_id] = first, end, known
        found: Mapping[str, list[int]] = known
        return found

    def claims_of(self, appointment_id: int) -> frozenset[Claim]:
        """What an appointment occupies, as (resource, slot)."""
        rows = self.run(_CLAIMS_OF, {"appointment_id": appointment_id})
        return frozenset((resource, slot) for resource, slot in rows)

    def queue_up(self, store_id: int) -> None:
        """One booking of a store at a time (PostgreSQL; SQLite has one writer anyway).

        Claims alone keep places unique; without the queue, two bookings that give back and take places wait for
        each other, and PostgreSQL notices such a knot only after a second.
        """
        self.unlearn(
            "appointment", "taken", *_COUNTED
        )  # whoever was served before may have changed any of them
        if self.postgres:
            self.change(_QUEUE, {"store_id": store_id})

    def claim(self, store_id: int, appointment_id: int, claims: Sequence[Claim]) -> bool:
        """Take all the claims or none. Sorted order keeps two bookings from waiting for each other."""
        if not claims:
            return True
        self.known.pop(("taken", store_id), None)
        rows = [
            {"store_id": store_id, "resource": resource, "slot": slot, "appointment_id": appointment_id}
            for slot, resource in sorted((slot, resource) for resource, slot in claims)
        ]
        wanted = {f"{name}_{n}": value for n, row in enumerate(rows) for name, value in row.items()}
        if self.run(_claiming(len(rows)), wanted).rowcount == len(rows):
            return True
        self.release(appointment_id)
        return False

    def release(self, appointment_id: int) -> int:
        self.unlearn("taken")
        return self.run(_RELEASE, {"appointment_id": appointment_id}).rowcount

    def pass_claims(self, from_id: int, to_id: int) -> None:
        """A moved visit takes over the place that was held for it."""
        self.connection.execute(
            update(claim).where(claim.c.appointment_id == from_id).values(appointment_id=to_id)
        )

    def drop(self, appointment_id: int) -> None:
        """Remove a row whose claims could not be taken, within the transaction that added it."""
        self.release(appointment_id)
        self.known.pop(("appointment", appointment_id), None)
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
