"""The people of the shops: they take what comes in, put it right some hours later, and receive the cars."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.simulate.house import SimulatedHouse
from bot.simulate.town import Town
from dealership.domain.complaints import State
from dealership.domain.records import Appointment, Case
from dealership.services import cases, reception
from dealership.services.case_cards import COMPLAINT
from dealership.services.closing import Resolution, resolve
from dealership.services.shop import Shop
from storage.uow import UnitOfWork

AT_ONCE = 50
"""Open cases looked at in one go."""
SOLVING = timedelta(hours=4)
REMEDY = Resolution("a mistake of ours", "put right", "shown to everybody", 0, 0)


@dataclass(slots=True)
class Colleagues:
    """One advisor a store, through the services the staff bot calls. Whoever sleeps takes nothing."""

    house: SimulatedHouse
    town: Town
    rng: random.Random

    async def work(self) -> None:
        """Take what is new, finish what was taken some hours ago; only while the shop is open."""
        for shop in self.house.shops.values():
            if self._is_open(shop):
                await self.house.database.run(lambda uow, shop=shop: self._work(uow, shop))  # type: ignore[misc]

    def _is_open(self, shop: Shop) -> bool:
        local = self.house.clock.now().astimezone(shop.zone)
        return any(span.start <= local.time() < span.end for span in shop.hours_on(local.date()))

    def _work(self, uow: UnitOfWork, shop: Shop) -> None:
        for case in uow.complaints.open_of(shop.id, AT_ONCE):
            self._attend(uow, shop, case, self.house.clock.now())

    def _attend(self, uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
        member = uow.staff.get(self.town.advisors[shop.id])
        if case.taken_by is None:
            cases.take(uow, shop, case, member, now)
        elif case.kind != COMPLAINT:
            cases.close(uow, shop, case, now, member)
        elif case.state == State.TAKEN and case.opened_at <= now - SOLVING:
            resolve(uow, shop, member, case.id, REMEDY, now)

    async def receive(self, shop: Shop, visit: Appointment) -> None:
        """Mark the car as there and write down what the odometer says."""
        await self.house.database.run(lambda uow: self._receive(uow, shop, visit))

    def _receive(self, uow: UnitOfWork, shop: Shop, visit: Appointment) -> None:
        now, member = self.house.clock.now(), uow.staff.get(self.town.advisors[shop.id])
        if uow.appointments.get(visit.id).start_at != visit.start_at:
            return
        reception.arrived(uow, shop, member, visit.id, now)
        car, today = uow.vehicles.get(visit.vehicle_id), shop.today(now)
        driven = (today - (car.odometer_on or today)).days * self.rng.randrange(15, 60)
        uow.vehicles.update(car.id, odometer_km=(car.odometer_km or 0) + driven, odometer_on=today)


def expected(uow: UnitOfWork, shop: Shop, start: datetime, states: Sequence[str]) -> Sequence[Appointment]:
    """Who is expected on the day that begins at `start`."""
    rows = uow.appointments.board(shop.id, start, start + timedelta(days=1), tuple(states))
    return [visit for visit, *_ in rows]
