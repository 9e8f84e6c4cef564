"""How a visit, a car, a store is described: arguments for messages, the same in every chat and card."""

from __future__ import annotations

from dealership.domain.identity import format_plate
from dealership.domain.message import Arg, Message, duration, items, labels, moment, money
from dealership.domain.records import Appointment, Owner, Vehicle
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop


def jobs_of(shop: Shop, keys: tuple[str, ...], fault: str | None) -> Arg:
    """The jobs in the reader's language; a fault in the owner's own words. Unknown keys (an old menu) as they are."""
    known = {job.key: labels(job.label) for job in shop.store.menu}
    named = [known.get(key, key) for key in keys]
    return items([*named, Message("visit-fault", {"fault": fault})] if fault else named)


def car(vehicle: Vehicle) -> Arg:
    """Plate and model; the VIN's end when there is no plate."""
    if vehicle.plate:
        key = "visit-car" if vehicle.model else "visit-car-plate"
        return Message(key, {"plate": format_plate(vehicle.plate), "model": vehicle.model}).to_json()
    return Message("visit-car-vin", {"vin": (vehicle.vin or "")[-6:], "model": vehicle.model}).to_json()


def price(low: int, high: int, currency: str) -> Arg:
    """A price range as an estimate."""
    if low == high:
        return Message("visit-price-one", {"price": money(low, currency)}).to_json()
    return Message("visit-price", {"low": money(low, currency), "high": money(high, currency)}).to_json()


def advisor_name(shop: Shop, key: str | None) -> str:
    """The advisor's name as owners see it; empty when none is set."""
    return next((advisor.name for advisor in shop.store.advisors if advisor.key == key), "")


def visit(uow: UnitOfWork, shop: Shop, booked: Appointment) -> dict[str, Arg]:
    """Everything a receipt, a card or a list says about a visit."""
    return {
        "number": str(booked.id),
        "car": car(uow.vehicles.get(booked.vehicle_id)),
        "jobs": jobs_of(shop, booked.jobs, booked.fault),
        "start": moment(booked.start_at, shop.zone),
        "short": moment(booked.start_at, shop.zone, "short"),
        "finish": moment(booked.finish_at, shop.zone, "short"),
        "duration": duration(booked.minutes),
        "price": price(booked.price_from, booked.price_to, booked.currency),
        "store": labels(shop.store.name),
        "address": labels(shop.store.address),
        "phone": shop.store.phone,
        "roadside": shop.store.roadside_phone,
        "advisor": advisor_name(shop, booked.advisor),
        "remark": booked.remark or "",
        "pickup": booked.pickup or "",
    }


def owner(person: Owner) -> dict[str, Arg]:
    """An owner as staff see them: name and phone, never an account."""
    return {"owner": person.name or "–", "phone": person.phone or "–", "vip": "yes" if person.vip else "no"}
