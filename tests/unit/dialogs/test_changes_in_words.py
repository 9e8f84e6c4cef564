"""Moving and cancelling in words: yes and no are heard, and the visit meant is asked for when there are several."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.cast import Cast
from support.people import TUESDAY
from support.phone import Phone

from dealership.services import booking
from dialogs.model import Typed


def keys(phone: Phone) -> list[str]:
    return [paragraph.key for paragraph in phone.screen.paragraphs]


def state(cast: Cast) -> str:
    return str(cast.uow.appointments.get(cast.visits["coming"]).state)


@pytest.mark.parametrize(
    "word", ["取消", "是的", "对，取消吧", "cancel", "yes", "да", "отменить", "да, отмените"]
)
def test_yes_and_cancel_said_again_cancel_the_visit(cast: Cast, word: str) -> None:
    phone = cast.owner("busy")
    phone.open("cancel_booking", appointment=cast.visits["coming"])
    phone.send(Typed(word))
    assert state(cast) == "cancelled"
    assert "cancel_booking-done" in keys(phone)


@pytest.mark.parametrize(
    "word",
    ["不用了", "不取消了", "还是会来", "no", "no, keep it", "don't cancel", "нет, оставьте", "не отменяйте"],
)
def test_whoever_does_not_cancel_after_all_hears_that_the_visit_stands(cast: Cast, word: str) -> None:
    phone = cast.owner("busy")
    phone.open("cancel_booking", appointment=cast.visits["coming"])
    phone.send(Typed(word))
    assert state(cast) == "confirmed"
    assert "cancel_booking-kept" in keys(phone)


def test_the_visit_meant_is_asked_for_and_the_wish_is_not_to_be_repeated(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Typed("取消预约"))
    assert keys(phone)[0] == "booking-which"
    phone.tap(str(cast.visits["coming"]))
    assert phone.step == ("cancel_booking", "reason")
    phone.tap("!back")
    phone.tap(str(cast.visits["coming"]))
    assert phone.step == ("visits", "card")


def test_the_hour_said_before_the_visit_was_chosen_is_kept(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Typed("预约改到周六上午十点"))
    phone.tap(str(cast.visits["coming"]))
    assert phone.step[0] == "move"
    assert phone.step[1] in ("summary", "full")


@pytest.mark.parametrize(
    "words", ["把预约改到周五", "move my booking to Friday", "перенесите мою запись на пятницу"]
)
def test_the_day_said_before_the_visit_was_chosen_is_kept(cast: Cast, words: str) -> None:
    phone = cast.owner("busy")
    phone.send(Typed(words))
    assert keys(phone)[0] == "booking-which"
    phone.tap(str(cast.visits["coming"]))
    assert phone.step == ("move", "time")
    assert phone.screen.paragraphs[0].args["day"] == {"day": "2026-09-04", "style": "full"}


def test_another_time_said_where_two_readings_are_asked_about_takes_their_place(cast: Cast) -> None:
    for other in ("next friday at 10 am", "周五上午十点", "в пятницу в 10 утра", "as soon as possible"):
        phone = cast.owner("known")
        with phone.branch():
            phone.send(Typed("oil change on tuesday at 4 pm"))
            phone.send(Typed(other))
            assert phone.step == ("booking", "summary"), (other, phone.step)


@pytest.mark.parametrize(
    ("wish", "odd"),
    [("周五上午十点做保养", "凌晨3点行吗"), ("oil change friday at 10 am", "is it possible at 3am?")],
)
def test_an_odd_hour_said_alone_is_about_the_day_settled(cast: Cast, wish: str, odd: str) -> None:
    phone = cast.owner("known")
    phone.send(Typed(wish))
    phone.send(Typed(odd))
    assert phone.step == ("booking", "full")
    assert str(phone.talk().answers["wanted"]).startswith(
        "2026-09-03T19:00"
    )  # 4 September, 03:00 in Shanghai


def test_a_price_asked_before_the_store_is_known_is_of_the_jobs_wished(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.send(Typed("我想做保养"))
    assert "reason" not in phone.talk().answers
    phone.send(Typed("多少钱"))
    assert "told-price-of" in keys(phone)


@pytest.mark.parametrize(
    "words", ["周六上午十点可以吗", "can I come on saturday at 10?", "можно в субботу в 10?"]
)
def test_a_time_said_where_a_visit_is_to_be_cancelled_moves_it(cast: Cast, words: str) -> None:
    phone = cast.owner("busy")
    phone.open("cancel_booking", appointment=cast.visits["coming"])
    phone.send(Typed(words))
    assert phone.step[0] == "move"
    assert phone.step[1] in ("summary", "full")
    assert state(cast) == "confirmed"


@pytest.mark.parametrize(
    "words", ["我晚20分钟到", "堵车了，晚到一会儿", "running 20 minutes late", "опаздываю на 20 минут"]
)
def test_whoever_is_late_for_a_visit_is_expected_and_the_advisor_reads_it(cast: Cast, words: str) -> None:
    phone = cast.owner("busy")
    soon = TUESDAY + timedelta(minutes=30)
    cast.uow.appointments.update(
        cast.visits["coming"],
        TUESDAY,
        expected=booking.UPCOMING,
        start_at=soon,
        end_at=soon + timedelta(hours=1),
    )
    phone.send(Typed(words))
    assert keys(phone)[0] == "told-delayed"
    assert words in str(cast.uow.appointments.get(cast.visits["coming"]).remark)


def test_late_words_of_somebody_nobody_expects_change_no_visit(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Typed("堵车了"))
    assert "told-delayed" not in keys(phone)
