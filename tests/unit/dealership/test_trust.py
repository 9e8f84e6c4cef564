"""What binds a car to an owner, and how often one may guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dealership.domain.company import BookingLimits
from dealership.domain.trust import (
    ContactVerdict,
    Proof,
    TooManyTriesError,
    Trust,
    ensure_tries_left,
    is_link_valid,
    judge_contact,
    may_see_records,
    raised,
    tries_since,
    trust_of,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_typed_plate_only_claims_everything_else_proves() -> None:
    assert {proof: trust_of(proof) for proof in Proof} == {
        Proof.TYPED: Trust.CLAIMED,
        Proof.OWN_CONTACT: Trust.PROVEN,
        Proof.HANDOVER_LINK: Trust.PROVEN,
        Proof.STAFF: Trust.PROVEN,
    }


def test_only_a_proven_car_shows_what_is_recorded() -> None:
    assert may_see_records("proven")
    assert not may_see_records("claimed") and not may_see_records("")


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        (None, Trust.CLAIMED, Trust.CLAIMED),
        (None, Trust.PROVEN, Trust.PROVEN),
        ("claimed", Trust.PROVEN, Trust.PROVEN),
        ("proven", Trust.CLAIMED, Trust.PROVEN),
    ],
)
def test_trust_grows_and_typing_again_takes_nothing_away(old: str | None, new: Trust, after: Trust) -> None:
    assert raised(old, new) is after


@pytest.mark.parametrize(
    ("contact_user", "holders", "verdict"),
    [
        (5, [1], ContactVerdict.PROVEN),
        (5, [1, 1], ContactVerdict.PROVEN),
        (5, [1, 2], ContactVerdict.AMBIGUOUS),
        (5, [], ContactVerdict.UNKNOWN),
        (6, [1], ContactVerdict.NOT_OWN),
        (None, [1], ContactVerdict.NOT_OWN),
    ],
)
def test_a_contact_proves_only_as_ones_own_and_for_one_owner(
    contact_user: int | None, holders: list[int], verdict: ContactVerdict
) -> None:
    assert judge_contact(5, contact_user, holders) is verdict


def test_tries_are_limited_within_an_hour() -> None:
    limits = BookingLimits(binding_tries_per_hour=5)
    ensure_tries_left(limits, 4)
    with pytest.raises(TooManyTriesError):
        ensure_tries_left(limits, 5)
    assert tries_since(NOW) == NOW - timedelta(hours=1)


def test_a_link_opens_once_and_until_it_expires() -> None:
    later = NOW + timedelta(minutes=1)
    assert is_link_valid(later, None, NOW)
    assert not is_link_valid(NOW, None, NOW)
    assert not is_link_valid(later, NOW, NOW)
