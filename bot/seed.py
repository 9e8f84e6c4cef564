"""The demo's life: staff, chats, past visits and coming ones. Owners and cars came before, see `bot.demo_file`.

The same services as in real life are used where a rule is concerned (a place is claimed, never just written).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.config.people import Booking, Car, DemoOwner, People, Visit
from dealership.domain.identity import normalise_phone, normalise_plate
from dealership.domain.records import Appointment
from dealership.services import booking, cards, holds, surveys
from dealership.services.holds import Wish
from dealership.services.ports import NotFoundError
from dealership.services.shop import Shop
from dialogs.surveys import SURVEYS
from storage.uow import UnitOfWork


@dataclass(slots=True)
class Accounts:
    """Telegram accounts given to the people of the file, by name; groups by store key."""

    owners: Mapping[str, int]
    staff: Mapping[str, int]
    groups: Mapping[str, int] = field(default_factory=dict)


def is_empty(uow: UnitOfWork, shops: Mapping[int, Shop]) -> bool:
    """Whether nobody works here yet."""
    return not any(uow.staff.of_store(store_id) for store_id in shops)


def seed(
    uow: UnitOfWork, shops: Mapping[int, Shop], people: People, accounts: Accounts, now: datetime
) -> None:
    """Write down what no import brings. Staff first, so that cards have somebody to go to."""
    by_key = {shop.store.key: shop for shop in shops.values()}
    for member in people.staff:
        uow.staff.add(
            now,
            store_id=by_key[member.store].id,
            name=member.name,
            role=member.role,
            language=member.language,
            advisor=member.advisor,
            user_id=accounts.staff[member.name],
            started_at=now,
        )
    for key, chat_id in accounts.groups.items():
        uow.staff.bind_group(by_key[key].id, chat_id, True, 0, now)
    for owner in people.owners:
        _owner(uow, by_key[owner.store], owner, accounts, now)


def _owner(uow: UnitOfWork, shop: Shop, person: DemoOwner, accounts: Accounts, now: datetime) -> None:
    """Their chat, which no spreadsheet knows, and what happens to their cars."""
    phone = normalise_phone(person.phone, "", international=True) or ""
    owner_id = next(one.id for one in uow.owners.by_phone(phone) if one.name == person.name)
    if person.started:
        uow.owners.update(owner_id, privacy_seen_at=now, service_consent_at=now, consent_how="demo")
        account = accounts.owners[person.name]
        uow.owners.link_account("owner", account, account, owner_id, now)
    for car in person.cars:
        _car(uow, shop, owner_id, car, now)


def _car(uow: UnitOfWork, shop: Shop, owner_id: int, car: Car, now: datetime) -> None:
    today, plate = shop.today(now), normalise_plate(car.plate)
    known = uow.vehicles.find(plate=plate)
    if known is None:
        raise NotFoundError(f"vehicle {car.plate}")
    vehicle_id = known.id
    if car.trust != "proven":
        uow.vehicles.bind(owner_id, vehicle_id, car.trust, now)
    for visit in car.visits:
        _past(uow, shop, owner_id, vehicle_id, visit, now)
    for coming in car.appointments:
        begun = coming.when.at(today, shop.zone) <= now
        (_begun if begun else _coming)(uow, shop, owner_id, vehicle_id, coming, now)


def _past(uow: UnitOfWork, shop: Shop, owner_id: int, vehicle_id: int, visit: Visit, now: datetime) -> None:
    wish = Wish(owner_id, vehicle_id, tuple(visit.jobs))
    at = visit.when.at(shop.today(now), shop.zone)
    desk = shop.store.advisors[0].key if visit.survey is not None else None
    visit_id = _write(uow, shop, wish, at, now, state="done", odometer_km=visit.odometer, advisor=desk)
    if visit.survey is not None and visit_id is not None:
        _surveyed(uow, shop, uow.appointments.get(visit_id), visit.survey)


def _surveyed(uow: UnitOfWork, shop: Shop, visit: Appointment, answers: Mapping[str, int | str]) -> None:
    """Asked the day after, answered within minutes, as far as they got."""
    at, survey = visit.finish_at + timedelta(days=1), SURVEYS["service"]
    planned = uow.planned.add(
        store_id=shop.id, owner_id=visit.owner_id, vehicle_id=visit.vehicle_id, appointment_id=visit.id,
        kind="survey", period=survey.key, dedup_key=f"survey:{visit.id}:0:{survey.key}", due_at=at,
        state="sent", reason="due", decided_at=at,
    )  # fmt: skip
    invited = surveys.invite(uow, shop, survey, uow.planned.get(planned or 0), at)
    given: dict[str, int | str] = {}
    for number, (key, value) in enumerate(answers.items(), 1):
        given[key] = value
        response = uow.surveys.get(invited or 0)
        surveys.answer(uow, shop.surveys, survey, response, key, given, at + timedelta(minutes=number))


def _begun(
    uow: UnitOfWork, shop: Shop, owner_id: int, vehicle_id: int, coming: Booking, now: datetime
) -> None:
    """Due earlier today: the car is here."""
    wish = Wish(owner_id, vehicle_id, tuple(coming.jobs), coming.fault)
    at = coming.when.at(shop.today(now), shop.zone)
    about = {"fault": coming.fault, "remark": coming.remark, "odometer_km": coming.odometer}
    _write(uow, shop, wish, at, now, state="arrived", advisor=shop.store.advisors[0].key, **about)


def _write(uow: UnitOfWork, shop: Shop, wish: Wish, at: datetime, now: datetime, **about: Any) -> int | None:
    """A visit that takes no place any more."""
    priced = holds.estimate_of(shop, wish)
    return uow.appointments.add(
        now, store_id=shop.id, owner_id=wish.owner_id, vehicle_id=wish.vehicle_id, jobs=wish.jobs,
        minutes=priced.minutes, price_from=priced.price_from, price_to=priced.price_to,
        currency=shop.store.currency, start_at=at, finish_at=at + timedelta(minutes=priced.minutes), **about,
    )  # fmt: skip


def _coming(
    uow: UnitOfWork, shop: Shop, owner_id: int, vehicle_id: int, coming: Booking, now: datetime
) -> None:
    """The wanted time, or the nearest free one."""
    wish = Wish(owner_id, vehicle_id, tuple(coming.jobs), coming.fault)
    wanted = coming.when.at(shop.today(now), shop.zone)
    near = shop.nearest_times(uow, wanted, holds.request_of(shop, wish), now, limit=1, walk_in=True)
    held = holds.hold(uow, shop, wish, near[0], now) if near else None
    if held is None:
        return
    state = {"state": coming.state, "remark": coming.remark, "odometer_km": coming.odometer}
    uow.appointments.update(held.id, now, expected=(booking.HELD,), hold_expires_at=None, **state)
    if coming.state == booking.REQUESTED:
        cards.post(uow, shop, uow.appointments.get(held.id), "new", now)
