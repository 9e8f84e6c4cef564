"""Handing a car over: a one-time link for its owner's chat, and staff's word that somebody drives a car.

A link is good once and for some days; only its hash is kept. The car may be new to us: what staff type is
taken as true.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from dealership.domain.identity import normalise_plate, normalise_vin
from dealership.domain.message import Message
from dealership.domain.records import StaffMember, Vehicle
from dealership.domain.rights import Action, NotAllowedError, ensure_member_may
from dealership.domain.trust import Trust
from dealership.services import binding, describe
from dealership.services.cards import copies, target_of
from dealership.services.notify import OWNER, Post, queue, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

LINK = "v_"
"""What the payload of a hand-over link begins with."""


@dataclass(frozen=True, slots=True)
class Link:
    """The car, the payload of its one-time link, and until when it is good."""

    vehicle: Vehicle
    payload: str
    until: datetime


def issue_link(
    uow: UnitOfWork, shop: Shop, member: StaffMember, text: str, valid: timedelta, now: datetime
) -> Link | None:
    """A one-time link for the car with this plate or VIN; None when the text is neither."""
    ensure_member_may(member, Action.ISSUE_HANDOVER_LINK, shop.id)
    vehicle = _vehicle(uow, shop, text, now)
    if vehicle is None:
        return None
    if vehicle.store_id != shop.id:
        raise NotAllowedError(f"vehicle {vehicle.id} belongs to store {vehicle.store_id}")
    token = secrets.token_urlsafe(24)
    binding.issue_link(uow, vehicle, _recorded_owner(uow, vehicle), token, member.id, now, valid)
    return Link(vehicle, LINK + token, now + valid)


def confirm_vehicle(
    uow: UnitOfWork, shop: Shop, member: StaffMember, owner_id: int, vehicle_id: int, now: datetime
) -> Message:
    """Staff say that this owner drives this car: the binding is proven, the owner is told, the cards say so."""
    vehicle, person = uow.vehicles.get(vehicle_id), uow.owners.get(owner_id)
    ensure_member_may(member, Action.CONFIRM_VEHICLE, shop.id)
    if shop.id not in (vehicle.store_id, person.store_id):
        raise NotAllowedError(f"vehicle {vehicle_id} is not of store {shop.id}")
    trust = {driver.id: level for driver, level in uow.vehicles.drivers(vehicle_id)}.get(owner_id)
    if trust is None:
        raise NotFoundError(f"owner {owner_id} of vehicle {vehicle_id}")
    if trust == Trust.PROVEN:
        return Message("claim-known")
    uow.vehicles.bind(owner_id, vehicle_id, Trust.PROVEN, now)
    uow.audit.add(
        now, "staff", member.id, "vehicle.proven", "vehicle", vehicle_id, shop.id, owner_id, how="staff"
    )
    _tell(uow, shop, member, owner_id, vehicle, now)
    return Message("claim-confirmed")


def _tell(
    uow: UnitOfWork, shop: Shop, member: StaffMember, owner_id: int, vehicle: Vehicle, now: datetime
) -> None:
    car = describe.car(vehicle)
    key = f"claim-told:{owner_id}:{vehicle.id}:{int(now.timestamp())}"
    told = Post([Message("claim-told", {"car": car})])
    to_owner(uow, owner_id, shop.id, told, purpose="receipt", dedup_key=key, now=now)
    about = {**describe.owner(uow.owners.get(owner_id)), "car": car, "by": member.name}
    for chat_id, first in copies(uow, shop, f"claim:{owner_id}:{vehicle.id}").items():
        post, target = Post([Message("card-claim-done", about)]), target_of(uow, shop.id, chat_id)
        queue(
            uow, shop.id, post, target, purpose="card", dedup_key=f"{key}:{chat_id}", now=now, edits_id=first,
            owner_id=owner_id,
        )  # fmt: skip


def _vehicle(uow: UnitOfWork, shop: Shop, text: str, now: datetime) -> Vehicle | None:
    """The car named by plate or VIN, recorded if it was not."""
    vin = normalise_vin(text)
    plate = None if vin else normalise_plate(text)
    if vin is None and plate is None:
        return None
    known = uow.vehicles.find(vin=vin) if vin else uow.vehicles.find(plate=plate)
    if known is not None:
        return known
    key = {"vin": vin} if vin else {"plate": plate}
    return uow.vehicles.get(uow.vehicles.add(now, store_id=shop.id, **key))


def _recorded_owner(uow: UnitOfWork, vehicle: Vehicle) -> int | None:
    """Whose record the link opens: the car's only proven driver, unless they chat with us already."""
    proven = [owner for owner, trust in uow.vehicles.drivers(vehicle.id) if trust == Trust.PROVEN]
    alone = proven[0] if len(proven) == 1 else None
    return None if alone is None or uow.owners.find_chat(OWNER, alone.id) else alone.id
