"""Binding an owner to a car: claimed by what they type, proven by their own contact, a one-time link or staff.

A claimed car may be booked for, its record is not shown, and staff get a card to confirm. Known and unknown
plates answer alike, so nobody learns from us which cars we know. Wrong tries are limited per account.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dealership.domain.codes import read_code
from dealership.domain.company import Company
from dealership.domain.identity import normalise_phone, normalise_plate, normalise_vin
from dealership.domain.message import Message
from dealership.domain.records import Owner, Vehicle
from dealership.domain.trust import TooManyTriesError, Trust, ensure_tries_left, tries_since
from dealership.services import describe
from dealership.services.cards import targets
from dealership.services.notify import OWNER, Post, Press, queue
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop


class Verdict(StrEnum):
    """How an attempt to be recognised ended; also the last word of the sentence that says it."""

    BOUND = "bound"  # by proof: everything is open
    CLAIMED = "claimed"  # by typing: may book
    UNKNOWN = "unknown"  # own contact, nobody recorded with it
    AMBIGUOUS = "ambiguous"  # several owners have this phone: staff decide
    NOT_OWN = "not_own"
    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"
    USED = "used"  # a link that opens nothing (any more)


@dataclass(frozen=True, slots=True)
class Bound:
    """The verdict, who the owner is from now on, and the cars bound."""

    verdict: Verdict
    owner_id: int
    vehicles: tuple[Vehicle, ...] = ()


def token_hash(token: str) -> str:
    """What the database keeps of a one-time token."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_contact(
    uow: UnitOfWork,
    company: Company,
    account: tuple[int, int],
    owner_id: int,
    phone: str,
    own: bool,
    now: datetime,
) -> Bound:
    """The owner shared a contact. `account` is (user, chat). Their own phone proves the cars recorded with it."""
    number = normalise_phone(phone, "", international=True)
    if not own:
        return Bound(Verdict.NOT_OWN, owner_id)
    if number is None:
        return Bound(Verdict.UNREADABLE, owner_id)
    recorded = [person for person in uow.owners.by_phone(number) if person.id != owner_id]
    if len(recorded) > 1:
        uow.owners.update(owner_id, phone=number)
        _ask_staff(uow, company, uow.owners.get(owner_id), None, now)
        return Bound(Verdict.AMBIGUOUS, owner_id)
    if not recorded:
        uow.owners.update(owner_id, phone=number)
        mine = uow.vehicles.of_owner(owner_id)
        return Bound(Verdict.UNKNOWN, owner_id, tuple(vehicle for vehicle, _ in mine))
    return _become(uow, account, owner_id, recorded[0], now)


def by_words(
    uow: UnitOfWork,
    company: Company,
    shop: Shop,
    account: tuple[int, int],
    owner_id: int,
    text: str,
    now: datetime,
) -> Bound:
    """A plate or VIN was typed: claimed, whether we know the car or not; the car's store is asked to confirm.

    A code from a sheet is as good as its link; a wrong one counts as a try like any plate.
    """
    plate = normalise_plate(text) if len(text) <= 24 else None
    vin, code = normalise_vin(text), read_code(text)
    if plate is None and vin is None and code is None:
        return Bound(Verdict.UNREADABLE, owner_id)
    try:
        ensure_tries_left(shop.store.limits, uow.vehicles.tries_since(OWNER, account[0], tries_since(now)))
    except TooManyTriesError:
        return Bound(Verdict.TOO_MANY, owner_id)
    uow.vehicles.note_try(OWNER, account[0], now)
    if code is not None:
        return by_link(uow, account, owner_id, code, now)
    car = uow.vehicles.find(vin=vin) if vin else uow.vehicles.find(plate=plate)
    if car is None:
        key = {"vin": vin} if vin else {"plate": plate}
        car = uow.vehicles.get(uow.vehicles.add(now, store_id=shop.id, **key))
    known_before = any(vehicle.id == car.id for vehicle, _ in uow.vehicles.of_owner(owner_id))
    uow.vehicles.bind(owner_id, car.id, Trust.CLAIMED, now, known_as=vin or plate)
    uow.audit.add(now, "owner", owner_id, "vehicle.claimed", "vehicle", car.id, shop.id, owner_id)
    if not known_before:
        _ask_staff(uow, company, uow.owners.get(owner_id), car, now)
    return Bound(Verdict.CLAIMED, owner_id, (car,))


def by_link(uow: UnitOfWork, account: tuple[int, int], owner_id: int, token: str, now: datetime) -> Bound:
    """A one-time link was opened (or its code typed): the car is proven, its recorded owner is who opened it.

    Who came into the chat another way since it was made has their record: to anybody else it opens nothing.
    """
    spent = uow.vehicles.use_link(token_hash(token), now)
    if spent is None:
        return Bound(Verdict.USED, owner_id)
    vehicle_id, recorded_id = spent
    if recorded_id is not None and recorded_id != owner_id:
        if uow.owners.find_chat(OWNER, recorded_id) is not None:
            return Bound(Verdict.USED, owner_id)
        owner_id = _become(uow, account, owner_id, uow.owners.get(recorded_id), now).owner_id
    if vehicle_id is None:
        return Bound(Verdict.BOUND, owner_id, tuple(car for car, _ in uow.vehicles.of_owner(owner_id)))
    uow.vehicles.bind(owner_id, vehicle_id, Trust.PROVEN, now)
    car = uow.vehicles.get(vehicle_id)
    uow.audit.add(
        now, "owner", owner_id, "vehicle.proven", "vehicle", car.id, car.store_id, owner_id, how="link"
    )
    return Bound(Verdict.BOUND, owner_id, (car,))


def issue_link(
    uow: UnitOfWork, vehicle: Vehicle, owner_id: int | None, token: str, created_by: int | None, now: datetime,
    valid: timedelta = timedelta(days=30),
) -> None:  # fmt: skip
    """A one-time link for the hand-over of a car; only the token's hash is kept."""
    uow.vehicles.add_link(
        token_hash(token), vehicle.store_id, vehicle.id, owner_id, created_by, now, now + valid
    )
    uow.audit.add(now, "staff", created_by, "link.issued", "vehicle", vehicle.id, vehicle.store_id, owner_id)


def _become(
    uow: UnitOfWork, account: tuple[int, int], owner_id: int, recorded: Owner, now: datetime
) -> Bound:
    """The account belongs to a recorded owner: what was said before joins their record.

    It opens the cars recorded as theirs. Cars that were only typed, here or there, stay claimed: a phone says who
    somebody is, not that whatever plate they wrote is their car.
    """
    user_id, chat_id = account
    newcomer = uow.owners.get(owner_id)
    proven = [
        vehicle.id
        for person_id in (recorded.id, owner_id)
        for vehicle, trust in uow.vehicles.of_owner(person_id)
        if trust == Trust.PROVEN
    ]
    uow.owners.merge(owner_id, recorded.id, now)
    uow.owners.link_account(OWNER, user_id, chat_id, recorded.id, now)
    kept = {
        "language": newcomer.language,
        "privacy_seen_at": newcomer.privacy_seen_at or recorded.privacy_seen_at,
        "service_consent_at": newcomer.service_consent_at or recorded.service_consent_at,
        "marketing_consent_at": newcomer.marketing_consent_at or recorded.marketing_consent_at,
        "learning_consent_at": newcomer.learning_consent_at or recorded.learning_consent_at,
    }
    uow.owners.update(recorded.id, **kept)
    cars = [vehicle for vehicle, _ in uow.vehicles.of_owner(recorded.id)]
    for vehicle_id in proven:
        uow.vehicles.bind(recorded.id, vehicle_id, Trust.PROVEN, now)
    uow.audit.add(
        now, "owner", recorded.id, "owner.recognised", "owner", recorded.id, recorded.store_id, recorded.id
    )
    return Bound(Verdict.BOUND, recorded.id, tuple(cars))


def _ask_staff(uow: UnitOfWork, company: Company, owner: Owner, car: Vehicle | None, now: datetime) -> None:
    store = company.store(car.store_id if car else owner.store_id)
    _ask_staff_about(uow, Shop(store, None), owner, car, now)


def _ask_staff_about(uow: UnitOfWork, shop: Shop, owner: Owner, car: Vehicle | None, now: datetime) -> None:
    """A card for somebody to decide whether this person drives this car."""
    others = car is not None and any(
        driver.id != owner.id and trust == Trust.PROVEN for driver, trust in uow.vehicles.drivers(car.id)
    )
    about = {
        **describe.owner(owner),
        "car": describe.car(car) if car else "–",
        "others": "yes" if others else "no",
    }
    rows = (
        [[Press(Message("card-claim-yes"), "vehicle.confirm", {"owner": owner.id, "vehicle": car.id})]]
        if car
        else []
    )
    post = Post([Message("card-claim" if car else "card-claim-phone", about)], rows=rows)
    for target in targets(uow, shop):
        key = f"claim:{owner.id}:{car.id if car else owner.phone}:{target['chat_id']}"
        queue(uow, shop.id, post, target, purpose="card", dedup_key=key, now=now, owner_id=owner.id)
