"""A store with people of every rank and an owner with something to complain about: what tests of complaints share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from support.people import TUESDAY, hire, new_car, new_owner

from dealership.domain.complaints import Category
from dealership.domain.records import Case, Complaint, StaffMember
from dealership.domain.rights import Role
from dealership.services import cases, complaints
from dealership.services.complaints import Told
from dealership.services.shop import Shop
from scheduler.sweeps.complaints import climb
from storage.database import Database
from storage.uow import UnitOfWork

T = TypeVar("T")
WORDS = "等了三个小时没人理"
CREW = {
    "advisor": Role.SERVICE_ADVISOR,
    "second": Role.SERVICE_ADVISOR,
    "care": Role.CUSTOMER_CARE,
    "manager": Role.SERVICE_MANAGER,
    "general": Role.GENERAL_MANAGER,
}


@dataclass
class Grievance:
    """A complaint's world. `now` is the clock; `crew` are the store's people by what they are to the story."""

    database: Database
    shop: Shop
    now: datetime = TUESDAY
    crew: dict[str, StaffMember] = field(default_factory=dict)
    owner_id: int = 0
    vehicle_id: int = 0

    async def set(self, **owner: Any) -> Grievance:
        def fill(uow: UnitOfWork) -> None:
            self.crew = {
                name: hire(uow, self.shop, role, name=name, started_at=TUESDAY) for name, role in CREW.items()
            }
            self.owner_id = new_owner(uow, self.shop, **owner)
            self.vehicle_id = new_car(uow, self.shop, self.owner_id)

        await self.database.run(fill)
        return self

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        return await self.database.run(work)

    async def opened(self, words: str = WORDS, **told: Any) -> int:
        """The owner complains."""
        values = {"category": Category.SERVICE, "vehicle_id": self.vehicle_id, **told}
        case = await self.run(
            lambda uow: complaints.open_complaint(
                uow, self.shop, self.owner_id, Told(words, **values), self.now
            )
        )
        return case.id

    async def takes(self, case_id: int, who: str = "advisor") -> bool:
        return await self.run(
            lambda uow: cases.take(uow, self.shop, uow.cases.get(case_id), self.crew[who], self.now)
        )

    async def to(self, **later: float) -> int:
        """Move the clock to a moment after the beginning and let the sweep do what is due."""
        self.now = TUESDAY + timedelta(**later)
        return await climb(self.database, {self.shop.id: self.shop}, self.now)

    async def state(self, case_id: int) -> tuple[Case, Complaint]:
        return await self.run(lambda uow: (uow.cases.get(case_id), uow.complaints.get(case_id)))

    async def ladder(self, case_id: int) -> list[tuple[str, float, list[str]]]:
        """(step, minutes after the beginning, who was told) of every step climbed."""
        names = {member.id: name for name, member in self.crew.items()}
        steps = await self.run(lambda uow: uow.complaints.climbed(case_id))
        return [
            (one.key, (one.due_at - TUESDAY).total_seconds() / 60, [names[told] for told in one.told])
            for one in steps
        ]

    async def called(self) -> Mapping[str, int]:
        """How many calls each of the crew has got."""

        def count(uow: UnitOfWork) -> Mapping[str, int]:
            rows = [row.chat_id for row in uow.outbox.posted("call:")]
            return {
                name: rows.count(member.user_id or 0)
                for name, member in self.crew.items()
                if member.user_id in rows
            }

        return await self.run(count)
