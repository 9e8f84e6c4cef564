"""Vehicles, who drives them, and the ways a driver may be bound to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select, update

from dealership.domain.records import Owner, Vehicle
from dealership.domain.trust import as_seen
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import Repository, insert_into
from storage.repositories.questions import BOUND, CARS_OF_OWNER, ONE_VEHICLE, OWNER, VEHICLE
from storage.schema import binding_try, link, owner, upkeep, vehicle, vehicle_driver

_EVER_MINE = Prepared(
    BOUND.where(vehicle_driver.c.owner_id == bindparam("owner_id"), vehicle.c.id == bindparam("vehicle_id"))
)
_KNOWN_AS = select(func.coalesce(vehicle.c.plate, vehicle.c.vin)).where(
    vehicle.c.id == vehicle_driver.c.vehicle_id
)

_NAMED = vehicle.alias("named")


class VehicleRepository(Repository):
    """Rows of `vehicle`, `vehicle_driver`, `link` and `binding_try`."""

    def get(self, vehicle_id: int) -> Vehicle:
        found = self.ask(ONE_VEHICLE, k_vehicle=vehicle_id)
        if found is None:
            raise NotFoundError(f"vehicle {vehicle_id}")
        return found

    def add(self, now: datetime, **values: Any) -> int:
        """A new car; when its plate or VIN was added meanwhile, that one."""
        new = insert_into(self.connection, vehicle).values(created_at=now, **values).on_conflict_do_nothing()
        added = self.connection.execute(new.returning(vehicle.c.id)).scalar()
        if added is not None:
            row = {
                "vehicle_id": added,
                "store_id": values["store_id"],
                "kind": "",
                "by_km": False,
                "stale_at": now,
            }
            self.connection.execute(upkeep.insert().values(**row))
            return int(added)
        known = self.find(plate=values.get("plate"), vin=values.get("vin"))
        if known is None:
            raise NotFoundError("vehicle")
        return known.id

    def update(self, vehicle_id: int, **values: Any) -> None:
        self.unlearn("vehicle", "cars")
        self.connection.execute(update(vehicle).where(vehicle.c.id == vehicle_id).values(**values))

    def find(self, *, plate: str | None = None, vin: str | None = None) -> Vehicle | None:
        if plate is None and vin is None:
            return None
        named = _NAMED.c.plate == plate if plate else _NAMED.c.vin == vin
        became = select(func.coalesce(_NAMED.c.merged_into, _NAMED.c.id)).where(named)
        known = select(*VEHICLE.columns).where(vehicle.c.id == became.scalar_subquery())
        return VEHICLE.maybe(self.connection.execute(known).first())

    def of_owner(self, owner_id: int) -> Sequence[tuple[Vehicle, str]]:
        """An owner's cars as they may see them, with the trust of each binding."""
        mine = self.ask(CARS_OF_OWNER, k_owner=owner_id)
        self.known.update({("vehicle", car.id): car for car, _, _ in mine})
        return [(as_seen(car, trust, known_as), trust) for car, trust, known_as in mine]

    def find_seen(self, owner_id: int, vehicle_id: int) -> Vehicle | None:
        """A car that is or was this owner's, as they may see it; None when it never was."""
        mine = self.of_owner(owner_id) if self.knows(CARS_OF_OWNER, k_owner=owner_id) else ()
        for car, _ in mine:
            if car.id == vehicle_id:
                return car
        row = self.run(_EVER_MINE, {"owner_id": owner_id, "vehicle_id": vehicle_id}).first()
        return None if row is None else as_seen(VEHICLE.one(row[:-2]), row[-2], row[-1])

    def bind(
        self, owner_id: int, vehicle_id: int, trust: str, now: datetime, known_as: str | None = None
    ) -> None:
        """Bind, or raise the trust of a binding; a proven one is never lowered."""
        self.unlearn("cars")
        new = insert_into(self.connection, vehicle_driver).values(
            owner_id=owner_id,
            vehicle_id=vehicle_id,
            trust=trust,
            known_as=known_as,
            since_at=now,
            ended_at=None,
        )
        kept = {"trust": trust} if trust == "proven" else {"known_as": known_as}
        self.connection.execute(
            new.on_conflict_do_update(
                index_elements=["owner_id", "vehicle_id"], set_={"ended_at": None, **kept}
            )
        )

    def unbind(self, owner_id: int, vehicle_id: int, now: datetime) -> None:
        """The car is no longer theirs. They know it on by the name it had; what becomes of it they do not see."""
        self.unlearn("cars")
        mine = (vehicle_driver.c.owner_id == owner_id) & (vehicle_driver.c.vehicle_id == vehicle_id)
        proven = vehicle_driver.c.trust == "proven"
        known_as = case((proven, _KNOWN_AS.scalar_subquery()), else_=vehicle_driver.c.known_as)
        ended = update(vehicle_driver).where(mine)
        self.connection.execute(ended.values(ended_at=now, trust="claimed", known_as=known_as))

    def drivers(self, vehicle_id: int) -> Sequence[tuple[Owner, str]]:
        joined = owner.join(vehicle_driver, vehicle_driver.c.owner_id == owner.c.id)
        theirs = (
            select(*OWNER.columns, vehicle_driver.c.trust)
            .select_from(joined)
            .where(vehicle_driver.c.vehicle_id == vehicle_id, vehicle_driver.c.ended_at.is_(None))
        )
        rows = self.connection.execute(theirs.order_by(owner.c.id)).all()
        return [(OWNER.one(row[:-1]), row[-1]) for row in rows]

    def note_try(self, bot: str, user_id: int, now: datetime) -> None:
        self.connection.execute(binding_try.insert().values(bot=bot, user_id=user_id, tried_at=now))

    def tries_since(self, bot: str, user_id: int, since: datetime) -> int:
        tries = select(func.count()).where(
            binding_try.c.bot == bot, binding_try.c.user_id == user_id, binding_try.c.tried_at > since
        )
        return int(self.connection.execute(tries).scalar_one())

    def add_link(
        self,
        token_hash: str,
        store_id: int,
        vehicle_id: int,
        owner_id: int | None,
        created_by: int | None,
        now: datetime,
        expires_at: datetime,
    ) -> None:
        self.connection.execute(
            link.insert().values(
                token_hash=token_hash,
                store_id=store_id,
                vehicle_id=vehicle_id,
                owner_id=owner_id,
                created_by=created_by,
                created_at=now,
                expires_at=expires_at,
            )
        )

    def use_link(self, token_hash: str, now: datetime) -> tuple[int | None, int | None] | None:
        """Spend a link by token or typed code: (vehicle, recorded owner) once, before it expires or is revoked."""
        known = or_(link.c.token_hash == token_hash, link.c.code_hash == token_hash)
        spend = (
            update(link)
            .where(known, link.c.used_at.is_(None), link.c.revoked_at.is_(None), link.c.expires_at > now)
            .values(used_at=now)
            .returning(link.c.vehicle_id, link.c.owner_id)
        )
        row = self.connection.execute(spend).first()
        return None if row is None else (row[0], row[1])
