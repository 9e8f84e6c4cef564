"""Capacity: what appointments claim of it. Who was first is the database's word, never a check before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, func, select, update

from dealership.domain.slots import Claim
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS, Repository, insert_into
from storage.repositories.questions import OF_APPOINTMENTS, ONE_APPOINTMENT
from storage.schema import appointment, capacity_day, claim

_BOOKING_QUEUE = 45_020
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


class CapacityRepository(Repository):
    """Rows of `claim`, a quarter of an hour of a bay or a reception each, and of `capacity_day`."""

    def queue_up(self, store_id: int) -> None:
        """One booking of a store at a time (PostgreSQL; SQLite has one writer anyway).

        Claims alone keep places unique; without the queue, two bookings that give back and take places wait for
        each other, and PostgreSQL notices such a knot only after a second.
        """
        known = (ONE_APPOINTMENT.name, "taken", *OF_APPOINTMENTS)
        self.unlearn(*known)  # whoever was served before may have changed any of them
        if self.postgres:
            self.change(_QUEUE, {"store_id": store_id})

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
