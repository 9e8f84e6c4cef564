"""Staff look after the records: find an owner, correct what is wrong, make one person or one car of two records.

What staff correct is never changed by an import. Of two records that become one the kept one loses nothing: cars,
visits, chats and keys come over, gaps are filled, and a consent counts only if both had given it. Two VINs are two cars.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dealership.domain.identity import normalise_phone
from dealership.domain.people import Found, sought
from dealership.domain.records import Owner, StaffMember, Vehicle
from dealership.domain.rights import Action, NotAllowedError, ensure_member_may
from dealership.domain.trust import Trust
from dealership.services import complaints
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

LONGEST_NAME = 60


def find(uow: UnitOfWork, shop: Shop, member: StaffMember, text: str, limit: int) -> Sequence[Found]:
    """Owners of the store whom a plate, VIN, phone, name or customer number fits."""
    ensure_member_may(member, Action.SEE_RECORD, shop.id)
    return uow.people.find(sought(text, shop.store.country), shop.id, limit)


def owner_for(uow: UnitOfWork, shop: Shop, member: StaffMember, owner_id: int, action: Action) -> Owner:
    """The owner, if this member may do this with them."""
    ensure_member_may(member, action, shop.id)
    person = uow.owners.get(owner_id)
    if person.store_id != shop.id:
        raise NotAllowedError(f"owner {owner_id} belongs to store {person.store_id}")
    if uow.people.is_erased(owner_id):
        raise NotFoundError(f"owner {owner_id}")
    return person


def rename(uow: UnitOfWork, shop: Shop, member: StaffMember, owner_id: int, name: str, now: datetime) -> bool:
    """The right name; False when it is none."""
    owner_for(uow, shop, member, owner_id, Action.CORRECT_RECORDS)
    if not name.strip() or len(name) > LONGEST_NAME:
        return False
    _correct(uow, shop, member, owner_id, now, name=name.strip())
    return True


def change_phone(
    uow: UnitOfWork, shop: Shop, member: StaffMember, owner_id: int, text: str, now: datetime
) -> bool:
    """The right phone; False when it cannot be read as one."""
    owner_for(uow, shop, member, owner_id, Action.CORRECT_RECORDS)
    number = normalise_phone(text, shop.store.country)
    if number is None:
        return False
    _correct(uow, shop, member, owner_id, now, phone=number)
    return True


def merge(
    uow: UnitOfWork, shop: Shop, member: StaffMember, kept_id: int, gone_id: int, now: datetime
) -> None:
    """Two records are one person: `gone` becomes part of `kept`. Twice is once."""
    if kept_id == gone_id:
        raise NotFoundError(f"owner {gone_id} beside themselves")
    kept = owner_for(uow, shop, member, kept_id, Action.CORRECT_RECORDS)
    gone = owner_for(uow, shop, member, gone_id, Action.CORRECT_RECORDS)
    proven = [car.id for car, trust in uow.vehicles.of_owner(gone_id) if trust == Trust.PROVEN]
    uow.people.fill_gaps(gone_id, kept_id)
    uow.owners.update(kept_id, **_stricter(kept, gone), corrected_at=now)
    complaints.absorb(uow, shop, member, gone_id, kept_id, now)
    uow.owners.merge(gone_id, kept_id, now)
    for vehicle_id in proven:
        uow.vehicles.bind(kept_id, vehicle_id, Trust.PROVEN, now)
    uow.audit.add(now, "staff", member.id, "owner.merged", "owner", kept_id, shop.id, kept_id, gone=gone_id)


def car_for(uow: UnitOfWork, shop: Shop, member: StaffMember, vehicle_id: int) -> Vehicle:
    """The car, if this member may correct its record."""
    ensure_member_may(member, Action.CORRECT_RECORDS, shop.id)
    car = uow.vehicles.get(vehicle_id)
    if car.store_id != shop.id:
        raise NotAllowedError(f"vehicle {vehicle_id} belongs to store {car.store_id}")
    return car


def find_car(uow: UnitOfWork, shop: Shop, member: StaffMember, text: str) -> Vehicle | None:
    """The store's car with this plate or VIN."""
    ensure_member_may(member, Action.CORRECT_RECORDS, shop.id)
    asked = sought(text, shop.store.country)
    car = uow.vehicles.find(vin=asked.vin) or uow.vehicles.find(plate=asked.plate)
    return car if car is not None and car.store_id == shop.id else None


def may_be_one_car(first: Vehicle, second: Vehicle) -> bool:
    """Two records; no two cars have one VIN, so two VINs are two cars."""
    return first.id != second.id and not (first.vin and second.vin)


def merge_cars(
    uow: UnitOfWork, shop: Shop, member: StaffMember, kept_id: int, gone_id: int, now: datetime
) -> bool:
    """Two records are one car: `gone` becomes part of `kept`; False when they are two cars. Twice is once.

    A colleague may have merged either meanwhile, the other way round too: what they became counts.
    """
    asked = {kept_id, gone_id}
    kept_id, gone_id = (uow.duplicates.became(one) for one in (kept_id, gone_id))
    kept, gone = (car_for(uow, shop, member, one) for one in (kept_id, gone_id))
    if kept_id == gone_id and len(asked) == 2:
        return True
    if not may_be_one_car(kept, gone):
        return False
    uow.duplicates.merge_cars(gone_id, kept_id)
    uow.upkeep.mark(kept_id, now)
    uow.audit.add(now, "staff", member.id, "vehicle.merged", "vehicle", kept_id, shop.id, gone=gone_id)
    return True


def _stricter(kept: Owner, gone: Owner) -> dict[str, datetime | None]:
    """Consents both gave, the later one; a stop or a wish to be forgotten of either."""
    both = {
        name: max(first, second) if first and second else None
        for name in ("service_consent_at", "marketing_consent_at")
        for first, second in [(getattr(kept, name), getattr(gone, name))]
    }
    either = {
        name: getattr(kept, name) or getattr(gone, name)
        for name in ("stopped_at", "deletion_asked_at", "privacy_seen_at")
    }
    return {**both, **either}


def _correct(
    uow: UnitOfWork, shop: Shop, member: StaffMember, owner_id: int, now: datetime, **values: str
) -> None:
    uow.owners.update(owner_id, **values, corrected_at=now)
    changed = ", ".join(values)
    uow.audit.add(
        now, "staff", member.id, "owner.corrected", "owner", owner_id, shop.id, owner_id, what=changed
    )
