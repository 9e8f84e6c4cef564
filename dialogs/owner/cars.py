"""My cars: what we know of each, as far as the binding allows; let one go; add another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.message import Arg, Message, day, items, moment
from dealership.domain.records import Appointment
from dealership.domain.trust import Trust
from dealership.services import booking, describe
from dialogs.inputs import Menu
from dialogs.model import Ask, Dialog, Go, Option, Result, Start, Step
from dialogs.owner.people import cars
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
SHOWN = 3


def car_items(talk: Talk) -> Sequence[Item]:
    mine = [
        (Option(str(car.id), Message("cars-option", {"car": describe.car(car)})), _choose(car.id))
        for car, _ in cars(talk)
    ]
    return [*mine, (Option("add", Message("booking-add-car")), lambda _talk: Start("bind"))]


def _choose(vehicle_id: int) -> Callable[[Talk], Result]:
    return lambda _talk: Go(vehicle_id)


def count(talk: Talk) -> Mapping[str, Arg]:
    return {"count": len(cars(talk))}


def about(talk: Talk) -> Mapping[str, Arg]:
    """A proven car shows its record; a claimed one only what its driver typed."""
    found = [(car, trust) for car, trust in cars(talk) if car.id == talk.answers["vehicle"]]
    if not found:
        return {"car": "–", "trust": "none", "record": "", "known": "no"}
    car, trust = found[0]
    record: list[Arg] = []
    if trust == Trust.PROVEN:
        if car.delivered_on:
            record.append(Message("cars-delivered", {"day": day(car.delivered_on, "plain")}))
        if car.odometer_km:
            record.append(Message("cars-odometer", {"km": car.odometer_km}))
        for visit in talk.uow.appointments.of_vehicle(car.id, booking.PAST, SHOWN):
            record.append(_line(talk, visit))
    known = "yes" if record else "no"
    return {"car": describe.car(car), "trust": trust, "record": items(record, "lines"), "known": known}


def _line(talk: Talk, visit: Appointment) -> Message:
    """A past visit; another driver's words about a fault are theirs."""
    shop = talk.world.shops[visit.store_id]
    fault = visit.fault if visit.owner_id == talk.owner_id else None
    jobs = describe.jobs_of(shop, visit.jobs, fault, describe.EXCERPT)
    done = jobs if visit.jobs or fault else Message("cars-check")
    return Message("cars-visit", {"at": moment(visit.start_at, shop.zone, "date"), "jobs": done})


def actions(talk: Talk) -> Sequence[Item]:
    vehicle_id = talk.answers["vehicle"]
    if all(car.id != vehicle_id for car, _ in cars(talk)):
        return []
    book = Start("booking", {"car": str(vehicle_id)}, leave=True)
    if talk.ui.get("sure"):
        return [
            (Option("gone", Message("cars-let-go-yes")), _let_go),
            (Option("keep", Message("cars-keep")), lambda _talk: Ask({})),
        ]
    return [
        (Option("book", Message("home-booking")), lambda _talk: book),
        (
            Option("sold", Message("cars-let-go")),
            lambda _talk: Ask({"sure": True}, Message("cars-let-go-sure")),
        ),
    ]


def _let_go(talk: Talk) -> Result:
    """The car is not theirs (any more): nothing about it reaches them again."""
    vehicle_id = int(talk.answers["vehicle"])
    talk.uow.vehicles.unbind(talk.owner_id, vehicle_id, talk.now)
    talk.uow.audit.add(
        talk.now, "owner", talk.owner_id, "vehicle.let_go", "vehicle", vehicle_id, None, talk.owner_id
    )
    talk.memo.pop("cars", None)
    return Start("cars", leave=True, note=Message("cars-gone"))


CARS = Dialog(
    "cars",
    Step("vehicle", Menu(car_items, count, width=1), why=False),
    Step("card", Menu(actions, about), why=False),
    reading=True,
)
