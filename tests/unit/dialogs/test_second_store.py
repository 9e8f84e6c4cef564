"""An owner of the second store, in another zone: its clock, its numbers, from the first word on."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.cast import Cast
from support.people import new_car
from support.phone import Phone, option_of

from dialogs.model import Command, Typed


@pytest.fixture
def phone(cast: Cast) -> Phone:
    """A newcomer whose car is recorded at the second store."""
    new_car(cast.uow, cast.berlin, cast.accounts["new"], "B-QQ 7")
    return cast.owner("new")


def test_an_hour_in_the_first_message_is_the_stores_own(cast: Cast, phone: Phone) -> None:
    phone.send(Typed("周五上午十点换雨刮"))
    assert phone.step == ("booking", "summary")
    start = datetime.fromisoformat(phone.talk().answers["time"]).astimezone(cast.berlin.zone)
    assert (start.hour, start.minute) == (10, 0)


@pytest.mark.parametrize("words", ["刹车失灵了", "道路救援电话多少"])
def test_help_on_the_road_is_the_stores_own(cast: Cast, phone: Phone, words: str) -> None:
    phone.send(Typed(words))
    told = str([part.to_json() for part in phone.screen.paragraphs])
    assert cast.berlin.store.roadside_phone in told
    assert cast.pudong.store.roadside_phone not in told


def test_who_asks_for_a_person_is_told_their_own_stores_hours_and_number(cast: Cast, phone: Phone) -> None:
    phone.send(Command("human"))
    told = phone.screen.paragraphs[-1].args
    assert told["phone"] == cast.berlin.store.phone


def test_a_closed_day_is_called_closed_and_nobody_waits_for_it(cast: Cast, phone: Phone) -> None:
    phone.send(Typed("周日换雨刮"))  # Berlin rests on Sundays
    assert phone.step == ("booking", "full")
    assert phone.screen.paragraphs[-1].args["what"] == "closed"
    assert "wait" not in {option_of(button) for button in phone.buttons()}


@pytest.mark.parametrize(
    ("known", "example"), [(True, "B-AB 1234"), (False, "沪A12345 / B-AB 1234")], ids=["theirs", "newcomer"]
)
def test_an_unreadable_plate_is_answered_with_the_country_s_own(
    cast: Cast, known: bool, example: str
) -> None:
    if known:
        new_car(cast.uow, cast.berlin, cast.accounts["new"], "B-QQ 7")
    phone = cast.owner("new")
    phone.open("bind")
    phone.send(Typed("?!"))
    assert phone.screen.paragraphs[0].args["example"] == example


def store_of(cast: Cast, plate: str) -> int:
    car = cast.uow.vehicles.find(plate=plate)
    assert car is not None
    return car.store_id


def test_a_plate_typed_by_a_newcomer_is_bound_at_the_store_they_choose(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.send(Typed("沪A98765"))
    assert phone.step == ("bind", "store")
    assert cast.uow.vehicles.find(plate="沪A98765") is None
    phone.tap(str(cast.berlin.id))
    assert store_of(cast, "沪A98765") == cast.berlin.id


def test_a_plate_in_a_newcomers_first_message_waits_for_the_store_of_the_booking(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.send(Typed("沪A98765换雨刮，周五上午十点"))
    assert phone.step == ("booking", "store")
    phone.tap(str(cast.berlin.id))
    assert store_of(cast, "沪A98765") == cast.berlin.id
    assert phone.step[0] == "booking"
    assert phone.talk().answers["car"]
    assert phone.step[1] != "car"


def test_a_phone_number_is_read_as_its_store_writes_it(cast: Cast, phone: Phone) -> None:
    talk = phone.talk()
    talk.push("booking", "reason", {"store": str(cast.berlin.id)})
    facts = talk.read("我的电话 030 2312510").facts
    assert facts is not None
    assert facts.phone == "+49302312510"
