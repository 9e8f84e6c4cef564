"""What is offered may be chosen in words, a wide wish is asked within, and nothing told or held is lost in silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support.cast import FULL_IN, Cast
from support.people import TUESDAY
from support.phone import Phone, option_of

from dealership.domain.records import Case
from dealership.domain.rights import Role
from dealership.services import cases
from dealership.services.case_cards import CONVERSATION
from dialogs.model import Command, Typed

NEXT_WEEK = date(2026, 9, 7)


def say(phone: Phone, *texts: str) -> list[str]:
    for text in texts:
        phone.send(Typed(text))
    return [paragraph.key for paragraph in phone.screen.paragraphs]


def options(phone: Phone) -> list[str]:
    return [option_of(button) for button in phone.buttons()]


@pytest.mark.parametrize(
    "words", ["第二个", "那就第二个吧", "the second one", "ок, второе", "давайте второй вариант"]
)
def test_an_option_of_any_step_is_chosen_by_its_place(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    say(phone, "周五做保养")
    assert phone.step == ("booking", "time")
    second = int(options(phone)[1])
    say(phone, words)
    assert phone.step == ("booking", "summary")
    held = cast.uow.appointments.get(phone.talk().answers["hold"])
    assert int(held.start_at.timestamp()) == second


def test_one_of_the_nearest_times_is_chosen_by_its_place(cast: Cast) -> None:
    phone = cast.owner("known")
    full = cast.pudong.today(TUESDAY) + timedelta(days=FULL_IN)
    say(phone, f"{full.month}月{full.day}号上午十点做保养")
    assert phone.step == ("booking", "full")
    first = options(phone)[0]
    say(phone, "第一个")
    held = cast.uow.appointments.get(phone.talk().answers["hold"])
    assert f"at.{int(held.start_at.timestamp())}" == first


def test_where_a_day_is_asked_an_ordinal_number_is_no_button(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("book"))
    say(phone, "保养")
    if phone.step[1] == "reason":
        phone.tap("next")
    assert phone.step == ("booking", "day")
    say(phone, "второе")
    assert phone.step == ("booking", "day")


def test_a_place_that_is_not_shown_chooses_nothing(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "下周做保养", "第一百个")
    assert phone.step == ("booking", "which")


@pytest.mark.parametrize("words", ["下周做保养", "oil change next week", "ТО на следующей неделе"])
def test_a_wide_wish_is_asked_within(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    say(phone, words)
    assert [paragraph.key for paragraph in phone.screen.paragraphs] == ["booking-which-days"]
    offered = [option for option in options(phone) if option.startswith("on.")]
    days = [date.fromisoformat(option.removeprefix("on.")) for option in offered]
    assert len(days) > 1
    assert all(NEXT_WEEK <= day < NEXT_WEEK + timedelta(days=7) for day in days)
    phone.tap(offered[1])
    assert phone.step == ("booking", "time")
    assert phone.talk().answers["day"] == days[1].isoformat()


@pytest.mark.parametrize("words", ["哪天下午都行，做保养", "oil change, any afternoon"])
def test_any_afternoon_offers_days_and_then_afternoon_times(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    say(phone, words)
    assert phone.step == ("booking", "which")
    phone.tap(options(phone)[1])
    assert phone.talk().answers["part"] == "pm"


def test_beginning_again_at_which_one_does_not_drop_the_fault(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "空调不凉，下周去看")
    assert phone.step == ("booking", "which")
    phone.send(Command("book"))
    assert phone.step == ("again", "choose")
    phone.tap("go_on")
    assert phone.step == ("booking", "which")
    assert "空调不凉" in phone.talk().answers["fault"]["text"]


def test_who_goes_back_out_of_a_booking_hears_that_the_place_is_free_again(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周五下午三点做保养", "改成四点")
    hold = phone.talk().answers["hold"]
    for _ in range(8):
        if phone.step[0] != "booking":
            break
        said = say_back(phone)
    assert phone.step[0] == "home"
    assert "places-given-back" in said
    assert cast.uow.appointments.get(hold).state != "held"


def say_back(phone: Phone) -> list[str]:
    phone.tap("!back")
    return [paragraph.key for paragraph in phone.screen.paragraphs]


def test_a_time_too_near_closing_is_not_called_booked_up(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周五下午五点二十做保养")
    assert phone.step == ("booking", "full")
    assert phone.screen.paragraphs[-1].args["what"] == "late"


def test_a_talk_with_a_person_is_ended_by_cancel_with_the_right_words(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("human"))
    phone.send(Command("cancel"))
    assert phone.screen.paragraphs[0].key == "human-ended"
    assert cast.uow.cases.find_open(cast.accounts["known"], CONVERSATION) is None


def taken_over(cast: Cast) -> Case:
    """A conversation an advisor has taken, the owner being back at the main menu."""
    case = cases.open_case(cast.uow, cast.pudong, cast.accounts["known"], TUESDAY)
    advisor = next(one for one in cast.staff if one.role == Role.SERVICE_ADVISOR)
    cases.take(cast.uow, cast.pudong, case, advisor, TUESDAY)
    return case


def test_words_go_to_the_advisor_who_took_over_until_the_owner_turns_to_the_bot(cast: Cast) -> None:
    phone = cast.owner("known")
    taken_over(cast)
    assert say(phone, "明天下午三点做保养")[0] == "human-passed-on"
    assert phone.step == ("human", "talk")
    phone.tap("aside")
    assert phone.step[0] == "home"
    say(phone, "明天下午三点做保养")
    assert phone.step == ("booking", "summary")
    phone.send(Command("human"))
    phone.tap("end")
    assert phone.step != ("human", "talk")


def test_a_wish_to_be_left_alone_is_heard_even_while_an_advisor_listens(cast: Cast) -> None:
    phone = cast.owner("known")
    taken_over(cast)
    assert "stop-done" in say(phone, "别再给我发消息了")
