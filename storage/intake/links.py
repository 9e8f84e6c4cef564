"""Start links for owners who have no chat yet: who gets one, and what became of those that were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select, update

from storage.repositories.base import Repository
from storage.schema import link, owner, owner_chat, service_visit, vehicle, vehicle_driver

DAYS = ("delivered_after", "insured_before", "last_visit_before")


@dataclass(frozen=True, slots=True)
class Unlinked:
    """An owner without a chat, and one of their cars."""

    id: int
    store_id: int
    name: str
    language: str
    vehicle_id: int | None
    plate: str | None
    model: str | None


class LinkRepository(Repository):
    """Rows of `link` made in batches."""

    def unlinked(self, segment: Mapping[str, str | date], after: int, limit: int) -> Sequence[Unlinked]:
        """A page of those whom a link would bring into the chat. A segment narrows it, see `conditions`."""
        drives = (vehicle_driver.c.owner_id == owner.c.id) & vehicle_driver.c.ended_at.is_(None)
        car = select(func.min(vehicle_driver.c.vehicle_id)).where(drives, vehicle_driver.c.trust == "proven")
        chats = exists().where(owner_chat.c.owner_id == owner.c.id)
        gone = owner.c.erased_at.is_not(None) | owner.c.deletion_asked_at.is_not(None)
        found = (
            select(
                owner.c.id,
                owner.c.store_id,
                owner.c.name,
                owner.c.language,
                vehicle.c.id,
                vehicle.c.plate,
                vehicle.c.model,
            )
            .select_from(owner.outerjoin(vehicle, vehicle.c.id == car.correlate(owner).scalar_subquery()))
            .where(owner.c.id > after, ~chats, ~gone, *conditions(segment))
        )
        return [Unlinked(*row) for row in self.connection.execute(found.order_by(owner.c.id).limit(limit))]

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write links down; only hashes are kept."""
        self.connection.execute(link.insert(), list(rows))

    def revoke(self, batch: str, now: datetime) -> int:
        """Links of a batch that nobody used open nothing from now on; how many they were."""
        unused = (link.c.batch == batch, link.c.used_at.is_(None), link.c.revoked_at.is_(None))
        return self.connection.execute(update(link).where(*unused).values(revoked_at=now)).rowcount

    def batches(self, now: datetime) -> Sequence[tuple[str, datetime, int, int, int, int]]:
        """Each batch: when it was made, how many links, how many used, revoked, expired unused."""
        expired = link.c.used_at.is_(None) & link.c.revoked_at.is_(None) & (link.c.expires_at <= now)
        found = select(
            link.c.batch,
            func.min(link.c.created_at),
            func.count(),
            func.count(link.c.used_at),
            func.count(link.c.revoked_at),
            func.sum(case((expired, 1), else_=0)),
        ).where(link.c.batch.is_not(None))
        rows = self.connection.execute(found.group_by(link.c.batch).order_by(func.min(link.c.created_at)))
        return [tuple(row) for row in rows]


def conditions(segment: Mapping[str, str | date]) -> list[ColumnElement[bool]]:
    """What a segment asks of an owner: store, grade, advisor; of a car: model, delivery, insurance; of the last visit."""
    car = vehicle.alias("segment_car")
    drives = (vehicle_driver.c.owner_id == owner.c.id) & vehicle_driver.c.ended_at.is_(None)
    having: Mapping[str, Callable[[object], ColumnElement[bool]]] = {
        "model": lambda value: car.c.model == value,
        "delivered_after": lambda value: car.c.delivered_on >= value,
        "insured_before": lambda value: car.c.insured_until <= value,
        "last_visit_before": lambda value: (
            ~exists().where(service_visit.c.vehicle_id == car.c.id, service_visit.c.visited_on >= value)
        ),
    }
    asked = [
        owner.c["store_id" if name == "store" else name] == value
        for name, value in segment.items()
        if name not in having
    ]
    of_car = [having[name](value) for name, value in segment.items() if name in having]
    if of_car:
        asked.append(exists().where(drives, vehicle_driver.c.vehicle_id == car.c.id, *of_car))
    return asked
