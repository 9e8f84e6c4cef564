"""Counting when cars want service next: a page of cars at a time, or one at once when its driver tells something.

What is counted is kept with the car; reminders find it by its day. The rule is `dealership.domain.upkeep`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from dealership.domain.odometer import Pace
from dealership.domain.upkeep import CarFacts, Upkeep, habits_of, next_service, pace_on_last_day, plan_for
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

SERVICE = "service"
Shops = Mapping[int, Shop]


@dataclass(frozen=True, slots=True)
class TooLowError(ValueError):
    """The odometer cannot show less than what was read before (km)."""

    known: int


def count(uow: UnitOfWork, shops: Shops, cars: Collection[int]) -> None:
    """Count these cars anew."""
    jobs = {shop.id: shop.covering(SERVICE) for shop in shops.values()}
    found = uow.upkeep.facts(cars, jobs)
    uow.upkeep.keep([(_counted(shops, car), marked) for car, marked in found])


def _counted(shops: Shops, car: CarFacts) -> Upkeep:
    """A car of a store that is no more has nothing due."""
    shop = shops.get(car.store_id)
    if shop is None:
        return Upkeep(car.vehicle_id, car.store_id)
    return next_service(plan_for(shop.store.plans, car.model), car, shop.voice.ask_before)


def tell_km(uow: UnitOfWork, shop: Shop, vehicle_id: int, km: int, now: datetime) -> Upkeep:
    """The driver says what the odometer shows: the car is counted anew at once. TooLowError."""
    car = facts_of(uow, shop, vehicle_id)
    known = max((reading.km for reading in car.readings), default=0)
    if km < known:
        raise TooLowError(known)
    uow.upkeep.note_reading(vehicle_id, shop.today(now), km)
    return _count_now(uow, shop, vehicle_id, now)


def tell_served(uow: UnitOfWork, shop: Shop, vehicle_id: int, where: str, now: datetime) -> Upkeep:
    """The driver says the service is done already, `where` (here, elsewhere): the next one counts from today."""
    done = {"done_on": shop.today(now), "done_where": where}
    return _count_now(uow, shop, vehicle_id, now, **done)


def pace_of(uow: UnitOfWork, shop: Shop, vehicle_id: int) -> Pace | None:
    """How the car has been driven; None when nothing is known of it, or no plan is for it."""
    car = facts_of(uow, shop, vehicle_id)
    plan = plan_for(shop.store.plans, car.model)
    return pace_on_last_day(car, habits_of(plan)) if plan and (car.readings or car.delivered_on) else None


def facts_of(uow: UnitOfWork, shop: Shop, vehicle_id: int) -> CarFacts:
    """What is known of one car; NotFoundError when it was never counted."""
    found = uow.upkeep.facts([vehicle_id], {shop.id: shop.covering(SERVICE)})
    if not found:
        raise NotFoundError(f"upkeep of vehicle {vehicle_id}")
    return found[0][0]


def fingerprint(shops: Shops) -> str:
    """What the counting of every car rests on, in short: other plans or other jobs give another one."""
    rests_on = [
        (shop.id, shop.store.plans, shop.covering(SERVICE), shop.voice.ask_before)
        for shop in sorted(shops.values(), key=lambda shop: shop.id)
    ]
    return sha256(repr(rests_on).encode()).hexdigest()[:32]


def _count_now(uow: UnitOfWork, shop: Shop, vehicle_id: int, now: datetime, **known: object) -> Upkeep:
    uow.upkeep.mark(vehicle_id, now, **known)
    count(uow, {shop.id: shop}, [vehicle_id])
    counted = uow.upkeep.find(vehicle_id)
    if counted is None:
        raise NotFoundError(f"upkeep of vehicle {vehicle_id}")
    return counted
