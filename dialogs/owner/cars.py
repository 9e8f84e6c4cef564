"""My cars: what we know of each, as far as the binding allows; let one go; add another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from dealership.domain.history import PastVisit
from dealership.domain.message import Arg, Message, day, items, moment
from dealership.domain.records import Appointment, Vehicle
from dealership.domain.trust import Trust
from dealership.services import booking, describe
from dealership.services.ports import NotFoundError
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
    record: Sequence[Arg] = ()
    if trust == Trust.PROVEN:
        record = [*_facts(car), *_days(talk, car.id), *_visits(talk, car.id)]
    known = "yes" if record else "no"
    return {"car": describe.car(car), "trust": trust, "record": items(record, "lines"), "known": known}


def _facts(car: Vehicle) -> Iterator[Message]:
    if car.delivered_on:
        yield Message("cars-delivered", {"day": day(car.delivered_on, "plain")})
    if car.odometer_km and car.odometer_on:
        yield Message("cars-odometer-on", {"km": car.odometer_km, "day": day(car.odometer_on, "plain")})
    elif car.odometer_km:
        yield Message("cars-odometer", {"km": car.odometer_km})


def _days(talk: Talk, vehicle_id: int) -> Iterator[Message]:
    """Until when the papers are good; what has passed may have been renewed elsewhere."""
    known, today = talk.uow.history.days(vehicle_id), talk.shop.today(talk.now)
    for name in ("insured_until", "inspection_due", "warranty_until"):
        until = getattr(known, name)
        if until and until >= today:
            yield Message(f"cars-{name.partition('_')[0]}", {"day": day(until, "plain")})


def _visits(talk: Talk, vehicle_id: int) -> Sequence[Message]:
    """The last visits, booked here or recorded by the house before."""
    booked = talk.uow.appointments.of_vehicle(vehicle_id, booking.PAST, SHOWN)
    dated = [(talk.world.shops[one.store_id].today(one.start_at), _line(talk, one)) for one in booked]
    dated += [(one.visited_on, _past(one)) for one in talk.uow.history.visits_of_vehicle(vehicle_id, SHOWN)]
    return [line for _, line in sorted(dated, key=itemgetter(0), reverse=True)[:SHOWN]]


def _past(visit: PastVisit) -> Message:
    done: Arg = describe.beginning(visit.work, describe.EXCERPT) if visit.work else Message("cars-came")
    return Message("cars-visit", {"at": day(visit.visited_on, "plain"), "jobs": done})


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
    let_go(talk, int(talk.answers["vehicle"]))
    return Start("cars", leave=True, note=Message("cars-gone"))


def let_go(talk: Talk, vehicle_id: int) -> None:
    """End the binding; NotFoundError for a car that is not theirs."""
    if all(car.id != vehicle_id for car, _ in cars(talk)):
        raise NotFoundError(f"vehicle {vehicle_id}")
    talk.uow.vehicles.unbind(talk.owner_id, vehicle_id, talk.now)
    talk.uow.audit.add(
        talk.now, "owner", talk.owner_id, "vehicle.let_go", "vehicle", vehicle_id, None, talk.owner_id
    )
    talk.memo.pop("cars", None)


CARS = Dialog(
    "cars",
    Step("vehicle", Menu(car_items, count, width=1), why=False),
    Step("card", Menu(actions, about), why=False),
    reading=True,
)
