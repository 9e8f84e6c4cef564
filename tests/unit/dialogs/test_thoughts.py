"""Messages in a row are one thought where together they say more; what is done is never taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support.cast import Cast
from support.people import TUESDAY
from support.phone import Phone

from dealership.services import booking
from dialogs.model import Event, Tap, Typed
from dialogs.owner import thought
from dialogs.owner.family import OWNER_ENGINE
from storage.schema import claim, outbox


def send(phone: Phone, event: Event | str) -> None:
    said = Typed(event) if isinstance(event, str) else event
    phone.do(lambda talk: thought.accept(OWNER_ENGINE, talk, said))


def keys(phone: Phone) -> list[str]:
    return [paragraph.key for paragraph in phone.screen.paragraphs]


@pytest.mark.parametrize(
    ("first", "second"), [("刹车", "失灵了"), ("my brakes", "stopped working"), ("тормоза", "отказали")]
)
def test_a_danger_said_in_two_messages_is_a_danger(cast: Cast, first: str, second: str) -> None:
    phone = cast.owner("known")
    send(phone, first)
    send(phone, second)
    assert keys(phone)[0] == "booking-danger-told"
    assert phone.talk().answers["fault"]["text"] == f"{first} {second}"
    assert phone.turn.replaces
    purposes = cast.uow.connection.execute(select(outbox.c.purpose)).scalars()
    assert "danger" in list(purposes)


def test_after_a_while_they_are_two_thoughts(cast: Cast) -> None:
    phone = cast.owner("known")
    send(phone, "刹车")
    phone.at(TUESDAY + thought.WITHIN + timedelta(seconds=1))
    send(phone, "失灵了")
    assert keys(phone)[0] != "booking-danger-told"
    assert not phone.turn.replaces


def test_a_tap_in_between_parts_them(cast: Cast) -> None:
    phone = cast.owner("known")
    send(phone, "刹车")
    send(phone, Tap(*(phone.buttons()[0].data or "").split(":", 2)))
    send(phone, "失灵了")
    assert keys(phone)[0] != "booking-danger-told"


def test_a_wish_in_pieces_ends_in_one_summary_and_one_place(cast: Cast) -> None:
    phone = cast.owner("known")
    before = claims(cast)
    for piece in ("明天下午三点", "换机油", "三万五千公里了", "顺便洗个车"):
        send(phone, piece)
    answers = phone.talk().answers
    assert phone.step == ("booking", "summary")
    assert (answers["reason"], answers["odometer"]) == (["oil_service", "wash"], 35000)
    held = cast.uow.appointments.get(answers["hold"])
    assert held.start_at.astimezone(cast.pudong.zone).strftime("%d %H:%M") == "02 15:00"
    send(phone, "好的")
    coming = cast.uow.appointments.of_owner(cast.accounts["known"], booking.UPCOMING, TUESDAY)
    assert len(list(coming)) == 1
    assert claims(cast) > before


def claims(cast: Cast) -> int:
    return int(cast.uow.connection.execute(select(func.count()).select_from(claim)).scalar_one())


def test_a_place_held_for_half_a_thought_is_given_back(cast: Cast) -> None:
    phone = cast.owner("known")
    before = claims(cast)
    send(phone, "明天下午三点检查刹车")
    assert phone.step == ("booking", "summary")
    send(phone, "失灵了")
    assert keys(phone)[0] == "booking-danger-told"
    phone.do(lambda talk: OWNER_ENGINE.accept(talk, Tap(talk.frame.id, talk.frame.step, "!cancel")))
    assert claims(cast) == before


def test_a_booking_made_is_not_taken_back_by_the_next_message(cast: Cast) -> None:
    phone = cast.owner("known")
    send(phone, "明天下午三点换刹车片")
    send(phone, "好的")
    send(phone, "失灵了")
    coming = cast.uow.appointments.of_owner(cast.accounts["known"], booking.UPCOMING, TUESDAY)
    assert len(list(coming)) == 1


def test_what_was_not_understood_alone_is_understood_together_and_not_counted(cast: Cast) -> None:
    phone = cast.owner("known")
    send(phone, "发动机")
    send(phone, "有异响")
    assert phone.step[0] == "booking"
    assert phone.talk().misses == []
