"""Finding an owner by what somebody has in hand: plate, VIN, phone, name or customer number."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, or_, select, update

from dealership.domain.people import Found, Sought
from storage.repositories.base import Repository
from storage.schema import owner, vehicle, vehicle_driver


class PeopleRepository(Repository):
    """Questions about owners that staff ask."""

    def find(self, sought: Sought, store_id: int | None = None, limit: int = 20) -> Sequence[Found]:
        """Owners any reading fits, those with the exact name first; only of one store if asked."""
        ways = [way for way in self._ways(sought) if way is not None]
        mine = () if store_id is None else (owner.c.store_id == store_id,)
        columns = (owner.c.id, owner.c.store_id, owner.c.name, owner.c.phone, owner.c.reference)
        found = select(*columns).where(owner.c.erased_at.is_(None), or_(*ways), *mine)
        rows = self.connection.execute(
            found.order_by(owner.c.name != sought.name, owner.c.id).limit(limit)
        ).all()
        return [Found(*row, self._cars(row[0])) for row in rows]

    def is_erased(self, owner_id: int) -> bool:
        """Whether nothing personal is left of this record."""
        return (
            self.connection.execute(select(owner.c.erased_at).where(owner.c.id == owner_id)).scalar()
            is not None
        )

    def fill_gaps(self, from_id: int, into_id: int) -> None:
        """What one record does not know it takes from the other."""
        source, target = (
            self.connection.execute(select(*(owner.c[name] for name in GAPS)).where(owner.c.id == one)).one()
            for one in (from_id, into_id)
        )
        told = {
            name: theirs
            for name, theirs, mine in zip(GAPS, source, target, strict=True)
            if theirs not in (None, "") and mine in (None, "")
        }
        if told:
            self.connection.execute(update(owner).where(owner.c.id == into_id).values(**told))

    def _ways(self, sought: Sought) -> Sequence[ColumnElement[bool] | None]:
        drives = (vehicle_driver.c.owner_id == owner.c.id) & vehicle_driver.c.ended_at.is_(None)
        car = [
            vehicle.c[name] == value
            for name, value in (("plate", sought.plate), ("vin", sought.vin))
            if value
        ]
        became = func.coalesce(vehicle.c.merged_into, vehicle.c.id)
        by_car = exists().where(drives, became == vehicle_driver.c.vehicle_id, or_(*car)) if car else None
        by_phone = owner.c.phone == sought.phone if sought.phone else None
        anywhere = (
            "%" if len(sought.name) > 1 else ""
        )  # one character is a Chinese surname: names begin with it
        like = f"{anywhere}{sought.name.translate(_ESCAPED).lower()}%"
        by_name = func.lower(owner.c.name).like(like, escape="\\") if sought.name else None
        return by_car, by_phone, owner.c.reference == sought.name, by_name

    def _cars(self, owner_id: int) -> tuple[str, ...]:
        mine = (vehicle_driver.c.owner_id == owner_id, vehicle_driver.c.ended_at.is_(None))
        joined = vehicle.join(vehicle_driver, vehicle_driver.c.vehicle_id == vehicle.c.id)
        named = select(func.coalesce(vehicle.c.plate, vehicle.c.vin, "")).select_from(joined)
        return tuple(self.connection.execute(named.where(*mine).order_by(vehicle.c.id)).scalars())


GAPS = ("name", "phone", "reference", "advisor", "birthday", "lunar_birthday", "wedding_on", "licence_until")
_ESCAPED = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})
