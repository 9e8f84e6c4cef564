"""What a typed plate opens and what it does not: nothing recorded, and never by way of a phone."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from support.cast import Cast
from support.people import TUESDAY
from support.phone import Phone, option_of

from dealership.domain.identity import format_plate
from dealership.domain.trust import Trust
from dealership.services import binding
from dealership.services.binding import Verdict
from dialogs.model import Command, Contact, Typed
from storage.schema import outbox

ELSEWHERE = "沪A10001"  # the plate of a car recorded as somebody else's


def trust_of(cast: Cast, owner_id: int) -> dict[str | None, str]:
    return {car.plate: trust for car, trust in cast.uow.vehicles.of_owner(owner_id)}


def test_a_typed_plate_is_not_proven_by_the_phone_of_who_typed_it(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.open("bind")
    phone.send(Typed(ELSEWHERE))
    phone.tap("1")
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


def walk(cast: Cast, typed: str) -> str:
    """Everything an owner reads who types a plate or VIN, looks at the car, books it, and lets it go."""
    with cast.owner("new").branch():
        phone = cast.owner("new")
        phone.open("bind")
        phone.send(Typed(typed))
        read = _read(phone)
        phone.tap("1")
        read += _read(phone)
        phone.send(Command("mycar"))
        for option in (option_of(phone.buttons()[0]), "book", "1", "oil_service", "next", "earliest", "yes"):
            phone.tap(option)
            read += _read(phone)
        for command in ("bookings", "mydata", "mycar"):
            phone.send(Command(command))
            read += _read(phone)
        for option in (option_of(phone.buttons()[0]), "sold", "gone"):
            phone.tap(option)
        phone.send(Command("bookings"))
        read += _read(phone)
        phone.tap(option_of(phone.buttons()[0]))
        sent = select(outbox.c.payload).where(outbox.c.bot == "owner")
        sent_to_owner = cast.uow.connection.execute(sent).scalars()
        posts = [{**payload, "rows": ()} for payload in sent_to_owner]
        return json.dumps([*read, *_read(phone), *posts], ensure_ascii=False)


def _read(phone: Phone) -> list[object]:
    labels = [button.label.to_json() for row in phone.screen.rows for button in row]
    return [*(part.to_json() for part in phone.screen.paragraphs), *labels]


def test_known_and_unknown_plates_are_answered_alike(cast: Cast) -> None:
    unknown = "沪Z99999"
    known = walk(cast, ELSEWHERE).replace(format_plate(ELSEWHERE), "CAR")
    assert known == walk(cast, unknown).replace(format_plate(unknown), "CAR")


def test_known_and_unknown_vins_are_answered_alike_and_tell_no_plate(cast: Cast) -> None:
    recorded, unknown = "LSVAA4182E2123456", "LSVAA4182E2654321"
    car = cast.uow.vehicles.find(plate=ELSEWHERE)
    assert car is not None
    cast.uow.vehicles.update(car.id, vin=recorded, colour="白", odometer_km=31000)
    known = walk(cast, recorded)
    assert known.replace(recorded[-6:], "CAR") == walk(cast, unknown).replace(unknown[-6:], "CAR")
    assert format_plate(ELSEWHERE) not in known


def test_a_car_let_go_is_known_on_by_the_name_it_had(cast: Cast) -> None:
    owner = cast.accounts["known"]
    ((car, _),) = cast.uow.vehicles.of_owner(owner)
    cast.uow.vehicles.unbind(owner, car.id, TUESDAY)
    cast.uow.vehicles.update(car.id, plate="沪N88888", model="星途 X9")
    seen = cast.uow.vehicles.find_seen(owner, car.id)
    assert seen is not None
    assert (seen.plate, seen.model) == (ELSEWHERE, "")


@pytest.mark.parametrize("words", ["B-AB 1234", "plate B-AB 1234"])
def test_the_plate_of_a_new_car_may_be_typed_while_booking(cast: Cast, words: str) -> None:
    phone = cast.owner("new")
    phone.send(Command("book"))
    if phone.step == ("booking", "store"):
        phone.tap("1")
    phone.send(Typed(words))
    assert phone.step == ("booking", "reason")
