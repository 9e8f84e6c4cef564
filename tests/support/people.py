"""Somebody to act in tests of services: staff of every role, an owner with a car, visits booked as in life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from dealership.domain.company import Company
from dealership.domain.records import Appointment, Finished, Outgoing, StaffMember
from dealership.domain.rights import Role
from dealership.services import booking, holds
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from storage.database import Database
from storage.uow import UnitOfWork

TUESDAY = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai, three in Berlin."""
_accounts = count(5001)


def shop_of(company: Company, key: str = "pudong") -> Shop:
    """A store at work, without an official calendar."""
    return Shop(next(store for store in company.stores if store.key == key), None)


def hire(uow: UnitOfWork, shop: Shop, role: str = Role.SERVICE_ADVISOR, **values: Any) -> StaffMember:
    """A member of staff who has started the bot."""
    person = {"name": f"{role} of {shop.store.key}", "language": "zh-CN", "user_id": next(_accounts)}
    staff_id = uow.staff.add(TUESDAY, store_id=shop.id, role=role, **{**person, **values})
    return uow.staff.get(staff_id)


def new_owner(uow: UnitOfWork, shop: Shop, name: str = "王芳", *, chats: bool = True, **values: Any) -> int:
    """An owner; `chats`: has started the owners' bot."""
    values = {"language": "zh-CN", "phone": "+8613800000001", **values}
    owner_id = uow.owners.add(TUESDAY, store_id=shop.id, name=name, **values)
    if chats:
        account = next(_accounts)
        uow.owners.link_account("owner", account, account, owner_id, TUESDAY)
    return owner_id


def new_car(
    uow: UnitOfWork, shop: Shop, owner_id: int, plate: str = "沪A12345", trust: str = "proven"
) -> int:
    vehicle_id = uow.vehicles.add(TUESDAY, store_id=shop.id, plate=plate, model="星途 X7")
    uow.vehicles.bind(owner_id, vehicle_id, trust, TUESDAY, known_as=plate)
    return vehicle_id


def book(uow: UnitOfWork, shop: Shop, wish: Wish, start: datetime, now: datetime = TUESDAY) -> Appointment:
    """A visit booked at this time."""
    held = holds.hold(uow, shop, wish, start, now)
    assert held is not None, f"{start} is not free"
    booked = booking.confirm(uow, shop, held, wish, now)
    assert booked is not None
    return booked


class Scene:
    """A store with an advisor, and an owner who has booked a visit for tomorrow at eleven."""

    def __init__(self, database: Database, shop: Shop) -> None:
        self.database, self.shop, self.now = database, shop, TUESDAY
        self.owner_id = self.vehicle_id = self.visit_id = 0
        self.advisor: StaffMember

    async def set(self, fault: str | None = None, **owner: Any) -> Scene:
        """Fill it; with a `fault` the visit waits for an answer."""

        def fill(uow: UnitOfWork) -> None:
            self.advisor = hire(uow, self.shop, Role.SERVICE_ADVISOR, advisor=self.shop.store.advisors[0].key)
            self.owner_id = new_owner(uow, self.shop, **owner)
            self.vehicle_id = new_car(uow, self.shop, self.owner_id)
            jobs = () if fault else (self.shop.store.menu[0].key,)
            wish = Wish(self.owner_id, self.vehicle_id, jobs, fault, advisor=self.advisor.advisor)
            self.visit_id = book(uow, self.shop, wish, self.at(1, 11)).id

        await self.database.run(fill)
        return self

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A local time of the store, so many days after its Tuesday."""
        day = self.shop.today(TUESDAY) + timedelta(days=days)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.shop.zone).astimezone(UTC)

    async def do(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """Call a service with (uow, shop, …, now)."""
        return await self.database.run(lambda uow: act(uow, self.shop, *args, self.now, **more))

    async def visit(self) -> Appointment:
        return await self.database.run(lambda uow: uow.appointments.get(self.visit_id))

    async def posted(self, bot: str, purpose: str = "") -> list[dict[str, Any]]:
        """Payloads waiting in the outbox of a bot, oldest first, each chat's newest edit only."""

        def waiting(uow: UnitOfWork) -> list[dict[str, Any]]:
            found: list[Outgoing] = []
            while rows := uow.outbox.claim_due(bot, self.now + timedelta(days=1), 100):
                found += rows
                done = [Finished(row.id, row.attempts, "sent", "sent", message_id=row.id) for row in rows]
                uow.outbox.finish(done, self.now)
            return [
                {"id": row.id, "chat": row.chat_id, "edits": row.edits_id, **row.payload}
                for row in found
                if purpose in (row.purpose, "")
            ]

        return await self.database.run(waiting)


def keys_in(payload: Any) -> set[str]:
    """Every key of a sentence inside a payload."""
    if isinstance(payload, dict):
        own = {payload["message"]} if isinstance(payload.get("message"), str) else set()
        return own.union(*(keys_in(value) for value in payload.values()))
    if isinstance(payload, list):
        return set().union(*(keys_in(value) for value in payload)) if payload else set()
    return set()
