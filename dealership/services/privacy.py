"""An owner's say about their data: consents, stop, a readable copy, deletion.

Asking for deletion stops sending at once, but for answers about visits they keep, and tells the administrator;
personal values are erased within the configured days, visits stay as business records without a person. Stopping
marketing never stops messages about a booking.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from operator import itemgetter

from dealership.domain.company import Company
from dealership.domain.history import PastVisit, Personal
from dealership.domain.message import Arg, Message, day, items, labels, moment
from dealership.domain.records import Appointment
from dealership.domain.rights import Action, roles_with
from dealership.services import booking, describe
from dealership.services.cards import direct
from dealership.services.notify import ANSWERS, Post, queue
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

SERVICE, MARKETING, LEARNING = "service", "marketing", "learning"
BRIEF = 60  # of a fault's words in a list of visits
SHOWN = 20  # of visits, and of odometer readings: the newest


def set_consent(
    uow: UnitOfWork, owner_id: int, kind: str, given: bool, now: datetime, how: str = "chat"
) -> None:
    """Write down a yes or no with when and how it was given."""
    column = f"{kind}_consent_at"
    values = {column: now if given else None, "consent_how": how}
    if given and kind != LEARNING:
        values["stopped_at"] = None
    uow.owners.update(owner_id, **values)
    if kind == LEARNING and not given:
        uow.misheard.forget_owner(owner_id)
    person = uow.owners.get(owner_id)
    action = f"consent.{kind}.{'given' if given else 'withdrawn'}"
    uow.audit.add(now, "owner", owner_id, action, "owner", owner_id, person.store_id, owner_id)


def stop_all(uow: UnitOfWork, owner_id: int, now: datetime) -> None:
    """/stop: no reminders, no marketing; messages about a booking go on."""
    for kind in (SERVICE, MARKETING):
        set_consent(uow, owner_id, kind, False, now, "stop")


def ask_deletion(uow: UnitOfWork, company: Company, owner_id: int, now: datetime) -> None:
    """The owner wants to be forgotten: sending stops now, the administrators hear of it, the sweep erases."""
    uow.owners.update(owner_id, deletion_asked_at=now, stopped_at=now)
    uow.outbox.cancel_owner(owner_id, now, keep=ANSWERS)
    _tell(uow, company, owner_id, "asked", now)


def withdraw_deletion(uow: UnitOfWork, company: Company, owner_id: int, now: datetime) -> bool:
    """Changed their mind in time; False when nothing was asked for (any more)."""
    if uow.owners.get(owner_id).deletion_asked_at is None:
        return False
    _tell(uow, company, owner_id, "withdrawn", now)
    uow.owners.update(owner_id, deletion_asked_at=None, stopped_at=None)
    return True


def erased_by(company: Company, asked_at: datetime) -> date:
    """The last day a deletion asked for then may take."""
    return (asked_at + timedelta(days=company.retention_days)).date()


def _tell(uow: UnitOfWork, company: Company, owner_id: int, news: str, now: datetime) -> None:
    """Into the audit trail, and to the administrators."""
    person = uow.owners.get(owner_id)
    uow.audit.add(now, "owner", owner_id, f"deletion.{news}", "owner", owner_id, person.store_id, owner_id)
    until = erased_by(company, person.deletion_asked_at or now)
    about = {**describe.owner(person), "until": day(until, "plain"), "news": news}
    for member in uow.staff.of_store(person.store_id, roles_with(Action.HANDLE_DELETION)):
        if member.user_id is not None:
            post = Post([Message("card-deletion", about)])
            key = f"deletion:{owner_id}:{member.id}:{news}:{int(now.timestamp())}"
            queue(
                uow, person.store_id, post, direct(member), purpose="card", dedup_key=key, now=now, owner_id=owner_id
            )  # fmt: skip


def my_data(uow: UnitOfWork, shops: dict[int, Shop], owner_id: int) -> dict[str, Arg]:
    """All we hold about an owner, readable: person, consents, cars, visits."""
    person = uow.owners.get(owner_id)
    zone = next(iter(shops.values())).zone
    states = [*booking.UPCOMING, *booking.PAST, booking.NO_SHOW, booking.CANCELLED]
    visits = uow.appointments.of_owner(owner_id, states, datetime(2000, 1, 1, tzinfo=zone))
    cars = {vehicle.id: describe.car(vehicle) for vehicle, _ in uow.vehicles.of_owner(owner_id)}
    dated = [(visit.start_at.date(), _visit_line(shops[visit.store_id], visit)) for visit in visits]
    past = uow.history.visits_of_owner(owner_id)
    dated += [(visit.visited_on, _past_line(visit, cars.get(visit.vehicle_id, "–"))) for visit in past]
    lines = [line for _, line in sorted(dated, key=itemgetter(0))[-SHOWN:]]
    more = [*_personal(uow.history.personal(owner_id)), *_readings(uow, owner_id, cars)]
    return {
        "name": person.name or "–",
        "phone": person.phone or "–",
        "language": Message(f"language-{person.language}").to_json(),
        "service": _since(person.service_consent_at, shops),
        "marketing": _since(person.marketing_consent_at, shops),
        "learning": _since(person.learning_consent_at, shops),
        "cars": items([*cars.values()]) if cars else "–",
        "more": items(more, "lines"),
        "known": "yes" if more else "no",
        "visits": items(lines, "lines") if lines else "–",
        "count": len(dated),
    }


def _personal(known: Personal) -> Iterator[Message]:
    """What was brought in about the person."""
    if known.reference:
        yield Message("mydata-reference", {"number": known.reference})
    if known.lunar_birthday:
        yield Message("mydata-lunar", {"day": known.lunar_birthday})
    for name in ("birthday", "wedding_on", "licence_until"):
        if (on := getattr(known, name)) is not None:
            yield Message(f"mydata-{name.partition('_')[0]}", {"day": day(on, "plain")})


def _readings(uow: UnitOfWork, owner_id: int, cars: dict[int, Arg]) -> Iterator[Message]:
    for vehicle_id, on, km in uow.history.readings_of_owner(owner_id)[:SHOWN]:
        yield Message("mydata-reading", {"car": cars.get(vehicle_id, "–"), "day": day(on, "plain"), "km": km})


def _past_line(visit: PastVisit, car: Arg) -> Arg:
    done: Arg = describe.beginning(visit.work, BRIEF) if visit.work else Message("cars-came")
    return Message("mydata-past", {"day": day(visit.visited_on, "plain"), "car": car, "work": done}).to_json()


def _since(at: datetime | None, shops: dict[int, Shop]) -> Arg:
    zone = next(iter(shops.values())).zone
    return (
        Message("mydata-since", {"at": moment(at, zone, "date")}).to_json()
        if at
        else Message("mydata-no").to_json()
    )


def _visit_line(shop: Shop, visit: Appointment) -> Arg:
    about = {
        "at": moment(visit.start_at, shop.zone, "date"),
        "jobs": describe.jobs_of(shop, visit.jobs, visit.fault, BRIEF),
        "store": labels(shop.store.name),
        "state": visit.state,
    }
    return Message("mydata-visit", about).to_json()
