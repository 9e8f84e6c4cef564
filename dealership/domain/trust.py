"""How sure we are that a car is this owner's, and what that opens.

*Claimed*: a plate or VIN was typed; may book, sees nothing recorded, staff get a card to confirm.
*Proven*: the own contact equals the recorded phone, a one-time hand-over link was opened, or staff confirmed.
Known and unknown plates are answered alike, so every typed one counts as a try.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from dealership.domain.company import BookingLimits
from dealership.domain.identity import VIN_LENGTH
from dealership.domain.records import Vehicle

TRIES_WINDOW = timedelta(hours=1)  # the limit is named per hour


class Trust(StrEnum):
    """How a car is bound to an owner."""

    CLAIMED = "claimed"
    PROVEN = "proven"


class Proof(StrEnum):
    """What a binding rests on."""

    TYPED = "typed"
    OWN_CONTACT = "own_contact"
    HANDOVER_LINK = "handover_link"
    STAFF = "staff"


class ContactVerdict(StrEnum):
    """What a shared contact tells us."""

    NOT_OWN = "not_own"  # somebody else's card: proves nothing
    UNKNOWN = "unknown"  # nobody is recorded with this phone
    AMBIGUOUS = "ambiguous"  # several owners are: staff decide
    PROVEN = "proven"


class TooManyTriesError(ValueError):
    """More plates or VINs typed within an hour than an owner in good faith needs."""


def trust_of(proof: Proof) -> Trust:
    """The level a proof gives."""
    return Trust.CLAIMED if proof is Proof.TYPED else Trust.PROVEN


def raised(old: str | None, new: Trust) -> Trust:
    """The level after one more proof: typing the plate again takes nothing away."""
    return Trust.PROVEN if Trust.PROVEN in (old, new) else Trust.CLAIMED


def may_see_records(trust: str) -> bool:
    """Whether history and recorded data of the car are shown; booking is open to both levels."""
    return trust == Trust.PROVEN


def as_seen(vehicle: Vehicle, trust: str, known_as: str | None) -> Vehicle:
    """The car as its driver may see it: of a claimed one only the plate or VIN they typed themselves."""
    if may_see_records(trust):
        return vehicle
    is_vin = known_as is not None and len(known_as) == VIN_LENGTH
    plate, vin = (None, known_as) if is_vin else (known_as, None)
    return Vehicle(vehicle.id, vehicle.store_id, plate, vin, "", None, None, None, None)


def judge_contact(sender_id: int, contact_user_id: int | None, holders: Collection[int]) -> ContactVerdict:
    """What a contact shared by `sender_id` proves; `holders` are the owners recorded with its phone."""
    if contact_user_id != sender_id:
        return ContactVerdict.NOT_OWN
    if not holders:
        return ContactVerdict.UNKNOWN
    return ContactVerdict.PROVEN if len(set(holders)) == 1 else ContactVerdict.AMBIGUOUS


def tries_since(now: datetime) -> datetime:
    """The moment from which tries are counted."""
    return now - TRIES_WINDOW


def ensure_tries_left(limits: BookingLimits, tries: int) -> None:
    """Raise TooManyTriesError when `tries` within the last hour have used up the limit."""
    if tries >= limits.binding_tries_per_hour:
        raise TooManyTriesError(f"{tries} tries within an hour; {limits.binding_tries_per_hour} are allowed")


def is_link_valid(expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether a one-time link still opens its door; a used and an expired one are alike to who opens it."""
    return used_at is None and now < expires_at
