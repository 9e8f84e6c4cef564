"""What a typed plate opens and what it does not: nothing recorded, and never by way of a phone."""

from __future__ import annotations

import json

import pytest
from support.cast import Cast
from support.people import TUESDAY

from dealership.domain.identity import format_plate
from dealership.domain.trust import Trust
from dealership.services import binding
from dealership.services.binding import Verdict
from dialogs.model import Command, Contact, Typed

ELSEWHERE = "沪A10001"  # the plate of a car recorded as somebody else's


def trust_of(cast: Cast, owner_id: int) -> dict[str | None, str]:
    return {car.plate: trust for car, trust in cast.uow.vehicles.of_owner(owner_id)}


def test_a_typed_plate_is_not_proven_by_the_phone_of_who_typed_it(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.open("bind")
    phone.send(Typed(ELSEWHERE))
    phone.open("bind")
    phone.send(Contact("+8613800000003", True))
    assert phone.session.person_id == cast.accounts["busy"]
    trust = trust_of(cast, cast.accounts["busy"])
    assert trust.pop(ELSEWHERE) == Trust.CLAIMED
    assert set(trust.values()) == {Trust.PROVEN}


def test_a_car_claimed_under_a_phone_is_not_proven_by_a_second_account_with_it(cast: Cast) -> None:
    busy, new = cast.accounts["busy"], cast.accounts["new"]
    cast.owner("busy")
    binding.by_words(cast.uow, cast.world.company, cast.pudong, (1, 1), busy, ELSEWHERE, TUESDAY)
    bound = binding.by_contact(cast.uow, cast.world.company, (9, 9), new, "+8613800000003", True, TUESDAY)
    assert (bound.verdict, trust_of(cast, busy)[ELSEWHERE]) == (Verdict.BOUND, Trust.CLAIMED)


def test_known_and_unknown_plates_are_answered_alike(cast: Cast) -> None:
    def answer(plate: str) -> str:
        with cast.owner("new").branch():
            phone = cast.owner("new")
            phone.open("bind")
            phone.send(Typed(plate))
            said = [part.to_json() for part in phone.screen.paragraphs]
            phone.send(Command("mycar"))
            said += [part.to_json() for part in phone.screen.paragraphs]
            said += [button.label.to_json() for row in phone.screen.rows for button in row]
            return json.dumps(said, ensure_ascii=False).replace(format_plate(plate), "PLATE")

    assert answer(ELSEWHERE) == answer("沪Z99999")


@pytest.mark.parametrize("words", ["B-AB 1234", "plate B-AB 1234"])
def test_the_plate_of_a_new_car_may_be_typed_while_booking(cast: Cast, words: str) -> None:
    phone = cast.owner("new")
    phone.send(Command("book"))
    if phone.step == ("booking", "store"):
        phone.tap("1")
    phone.send(Typed(words))
    assert phone.step == ("booking", "reason")
