"""A town of modelled owners with their cars, and the people who work in the shops. All of it from one seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.simulate.house import SimulatedHouse
from dealership.domain.rights import Role
from dealership.domain.trust import Trust
from dealership.services.shop import Shop
from locales import LANGUAGES
from storage.uow import UnitOfWork

PAGE = 500
YEAR = 365


@dataclass(frozen=True, slots=True)
class Citizen:
    """An owner who has started the bot: their Telegram account, what we know them as, their car."""

    account: int
    owner_id: int
    vehicle_id: int
    store_id: int


@dataclass(frozen=True, slots=True)
class Town:
    """Everybody; one advisor a store."""

    citizens: Sequence[Citizen]
    advisors: dict[int, int]


async def settle(house: SimulatedHouse, owners: int, rng: random.Random) -> Town:
    """Write the town down, in pages; everybody has a chat with the bot and has agreed to most things."""
    shops = list(house.shops.values())
    advisors = await house.database.run(lambda uow: _staff(uow, house, shops))
    citizens: list[Citizen] = []
    for first in range(0, owners, PAGE):
        numbers = range(first, min(first + PAGE, owners))
        citizens += await house.database.run(
            lambda uow, numbers=numbers: [  # type: ignore[misc]
                _citizen(uow, house, shops[number % len(shops)], number, rng) for number in numbers
            ]
        )
    return Town(citizens, advisors)


def _staff(uow: UnitOfWork, house: SimulatedHouse, shops: Sequence[Shop]) -> dict[int, int]:
    advisors = {}
    for shop in shops:
        account = house.stand.add_user(f"Advisor {shop.id}", "en", "")
        house.stand.open_chat(account, "staff")
        advisors[shop.id] = uow.staff.add(
            house.clock.now(),
            store_id=shop.id,
            name=f"Advisor {shop.id}",
            role=Role.SERVICE_ADVISOR,
            language="en",
            advisor=shop.store.advisors[0].key,
            user_id=account,
            started_at=house.clock.now(),
        )
    return advisors


def _citizen(uow: UnitOfWork, house: SimulatedHouse, shop: Shop, number: int, rng: random.Random) -> Citizen:
    now, today = house.clock.now(), shop.today(house.clock.now())
    language = rng.choice(list(LANGUAGES))
    account = house.stand.add_user(f"Owner {number}", language, "")
    house.stand.open_chat(account)
    owner_id = uow.owners.add(
        now, store_id=shop.id, name=f"Owner {number}", language=language, **_person(rng, now, today)
    )
    uow.owners.link_account("owner", account, account, owner_id, now)
    vehicle_id = uow.vehicles.add(now, store_id=shop.id, plate=f"S{number:06}", **_car(shop, rng, today))
    uow.vehicles.bind(owner_id, vehicle_id, Trust.PROVEN, now)
    return Citizen(account, owner_id, vehicle_id, shop.id)


def _person(rng: random.Random, now: datetime, today: date) -> dict[str, Any]:
    return {
        "privacy_seen_at": now,
        "service_consent_at": now if rng.random() < 0.9 else None,
        "marketing_consent_at": now if rng.random() < 0.4 else None,
        "birthday": date(1985, 1, 1) + timedelta(days=rng.randrange(YEAR)) if rng.random() < 0.6 else None,
        "licence_until": _within(rng, today, 3 * YEAR) if rng.random() < 0.5 else None,
    }


def _car(shop: Shop, rng: random.Random, today: date) -> dict[str, Any]:
    age = rng.randrange(30, 6 * YEAR)
    return {
        "model": rng.choice([plan.model for plan in shop.store.plans] or [""]),
        "delivered_on": today - timedelta(days=age),
        "odometer_km": age * rng.randrange(15, 60),
        "odometer_on": today - timedelta(days=rng.randrange(1, 200)),
        "insured_until": _within(rng, today, YEAR),
        "inspection_due": _within(rng, today, YEAR),
    }


def _within(rng: random.Random, today: date, days: int) -> date:
    return today + timedelta(days=rng.randrange(days))
