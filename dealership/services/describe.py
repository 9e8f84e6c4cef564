"""How a visit, a car, a store is described: arguments for messages, the same in every chat and card."""

from __future__ import annotations

from dealership.domain.identity import format_plate
from dealership.domain.message import Arg, Message, duration, items, labels, moment, money
from dealership.domain.records import Appointment, Owner, Vehicle
from dealership.domain.trust import Trust, as_seen
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

EXCERPT = 160
"""How much of an owner's words a message that has to stay short repeats."""


def jobs_of(shop: Shop, keys: tuple[str, ...], fault: str | None, longest: int | None = None) -> Arg:
    """The jobs in the reader's language; a fault in the owner's own words, or their beginning.

    Unknown keys (an old menu) as they are.
    """
    known = {job.key: labels(job.label) for job in shop.store.menu}
    named = [known.get(key, key) for key in keys]
    if not fault:
        return items(named)
    return items([*named, Message("visit-fault", {"fault": beginning(fault, longest)})])


def beginning(words: str, longest: int | None) -> str:
    """Somebody's words as they are, or their beginning on one line."""
    if longest is None:
        return words
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def car(vehicle: Vehicle) -> Arg:
    """Plate and model; the VIN's end when there is no plate."""
    model = vehicle.model
    if vehicle.plate:
        key = "visit-car" if model else "visit-car-plate"
        return Message(key, {"plate": format_plate(vehicle.plate), "model": model}).to_json()
    if vehicle.vin:
        key = "visit-car-vin" if model else "visit-car-vin-only"
        return Message(key, {"vin": vehicle.vin[-6:], "model": model}).to_json()
    return Message("visit-car-unnamed").to_json()


def seen_car(uow: UnitOfWork, owner_id: int, vehicle_id: int) -> Vehicle:
    """The car as this owner may see it; one that is no longer theirs by the name they knew it by."""
    seen = uow.vehicles.find_seen(owner_id, vehicle_id)
    return seen or as_seen(uow.vehicles.get(vehicle_id), Trust.CLAIMED, None)


def car_for(uow: UnitOfWork, owner_id: int, vehicle_id: int) -> Arg:
    """`seen_car` in words."""
    return car(seen_car(uow, owner_id, vehicle_id))


def short_car(vehicle: Vehicle) -> Arg:
    """A car in a word, for a button: its plate, else its model, else the VIN's end."""
    if vehicle.plate:
        return format_plate(vehicle.plate)
    return vehicle.model or (vehicle.vin or "")[-6:] or Message("visit-car-unnamed").to_json()


def price(low: int, high: int, currency: str, fault: str | None = None) -> Arg:
    """A price range as an estimate. Without one, a fault is priced after a look; jobs of the menu are free."""
    if not high:
        return Message("visit-price-later" if fault else "visit-price-free").to_json()
    if not low:
        return Message("visit-price-to", {"high": money(high, currency)}).to_json()
    if low == high:
        return Message("visit-price-one", {"price": money(low, currency)}).to_json()
    return Message("visit-price", {"low": money(low, currency), "high": money(high, currency)}).to_json()


def bay(shop: Shop, key: str | None) -> Arg:
    """A bay by its label, else by its number among the store's; one that is no longer there by its key."""
    for number, place in enumerate(shop.store.bays, 1):
        if place.key == key:
            return labels(place.label) if place.label else Message("visit-bay", {"number": number}).to_json()
    return key or "–"


def advisor_name(shop: Shop, key: str | None) -> str:
    """The advisor's name as owners see it; empty when none is set."""
    return next((advisor.name for advisor in shop.store.advisors if advisor.key == key), "")


def own_visit(uow: UnitOfWork, shop: Shop, booked: Appointment, longest: int | None = None) -> dict[str, Arg]:
    """`visit` as its owner may see it: see `car_for`."""
    return {**_visit(shop, booked, longest), "car": car_for(uow, booked.owner_id, booked.vehicle_id)}


def visit(uow: UnitOfWork, shop: Shop, booked: Appointment, longest: int | None = None) -> dict[str, Arg]:
    """Everything staff's cards and lists say about a visit; `longest` as in `jobs_of`.

    What may be absent has a flag beside it: `desk` (advisor), `noted` (remark), `fetched` (pick-up).
    """
    return {**_visit(shop, booked, longest), "car": car(uow.vehicles.get(booked.vehicle_id))}


def _visit(shop: Shop, booked: Appointment, longest: int | None) -> dict[str, Arg]:
    advisor = advisor_name(shop, booked.advisor)
    return {
        "number": str(booked.id),
        "jobs": jobs_of(shop, booked.jobs, booked.fault, longest),
        "start": moment(booked.start_at, shop.zone),
        "short": moment(booked.start_at, shop.zone, "short"),
        "finish": moment(booked.finish_at, shop.zone, "short"),
        "duration": duration(booked.minutes),
        "price": price(booked.price_from, booked.price_to, booked.currency, booked.fault),
        "store": labels(shop.store.name),
        "address": labels(shop.store.address),
        "phone": shop.store.phone,
        "roadside": shop.store.roadside_phone,
        "advisor": advisor,
        "desk": "yes" if advisor else "no",
        "remark": booked.remark or "",
        "noted": "yes" if booked.remark else "no",
        "pickup": booked.pickup or "",
        "fetched": "yes" if booked.pickup else "no",
    }


def owner(person: Owner) -> dict[str, Arg]:
    """An owner as staff see them: name and phone, never an account."""
    return {"owner": person.name or "–", "phone": person.phone or "–", "vip": "yes" if person.vip else "no"}
