"""The owner behind the chat and their cars, read once per update."""

from __future__ import annotations

from collections.abc import Sequence

from dealership.domain.company import Store
from dealership.domain.message import Arg
from dealership.domain.records import Owner, Vehicle
from dealership.services import booking, describe
from dialogs.talk import Talk

PROVEN = "proven"


def owner(talk: Talk) -> Owner:
    """The owner; everybody who pressed start is one."""
    if "owner" not in talk.memo:
        talk.memo["owner"] = talk.uow.owners.get(talk.owner_id)
    found: Owner = talk.memo["owner"]
    return found


def cars(talk: Talk) -> Sequence[tuple[Vehicle, str]]:
    """The owner's cars as they may see them, with the trust of each binding."""
    if "cars" not in talk.memo:
        talk.memo["cars"] = talk.uow.vehicles.of_owner(talk.owner_id)
    found: Sequence[tuple[Vehicle, str]] = talk.memo["cars"]
    return found


def car_shown(talk: Talk, vehicle_id: int) -> Arg:
    """A car as this owner may see it."""
    return describe.car(seen(talk, vehicle_id))


def seen(talk: Talk, vehicle_id: int) -> Vehicle:
    """A car of theirs, or one that was; what is recorded of it only when the binding is proven."""
    mine = next((car for car, _ in cars(talk) if car.id == vehicle_id), None)
    return mine or describe.seen_car(talk.uow, talk.owner_id, vehicle_id)


def near_store(talk: Talk) -> Store:
    """Whose numbers and hours this owner is told: the store of the talk, else their own, else the first."""
    known = None if talk.answers.get("store") else home_store(talk)
    return talk.world.shops[known].store if known else talk.store


def home_store(talk: Talk) -> int | None:
    """The store that needs no asking: the only one, the one of the car, the one of the last visit."""
    if len(talk.company.stores) == 1:
        return talk.company.stores[0].id
    if not cars(talk):
        return None
    car, trust = cars(talk)[0]
    if trust == PROVEN:
        return car.store_id
    visit = booking.last_visit(talk.uow, car.id)
    return visit.store_id if visit and visit.owner_id == talk.owner_id else None
