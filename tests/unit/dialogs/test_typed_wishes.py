"""Words at any step: they answer it and the others, correct what was said, and leave what they do not touch."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from support.cast import Cast
from support.people import TUESDAY
from support.phone import Phone, option_of

from dealership.services import booking, privacy
from dialogs.model import Command, Typed
from storage.schema import outbox


def say(phone: Phone, *texts: str) -> list[str]:
    """Say it all; the keys on the last screen."""
    for text in texts:
        phone.send(Typed(text))
    return [paragraph.key for paragraph in phone.screen.paragraphs]


def read_back(phone: Phone) -> dict[str, Any]:
    """What the summary stands for."""
    assert phone.step[1] == "summary", phone.step
    return phone.talk().answers


def local(cast: Cast, phone: Phone) -> str:
    held = cast.uow.appointments.get(read_back(phone)["hold"])
    return held.start_at.astimezone(cast.pudong.zone).strftime("%m-%d %H:%M")


def visits(cast: Cast, name: str = "known") -> list[Any]:
    return list(cast.uow.appointments.of_owner(cast.accounts[name], booking.UPCOMING, TUESDAY))


def purposes(cast: Cast) -> list[str]:
    return list(cast.uow.connection.execute(select(outbox.c.purpose)).scalars())


@pytest.mark.parametrize(
    ("first", "wash", "other_jobs", "friday"),
    [
        ("明天下午三点做保养，35000公里", "再加个洗车", "不要洗车了", "改成周五吧"),
        (
            "oil change tomorrow at 3 pm, 35000 km",
            "also a car wash",
            "no car wash",
            "actually make it friday",
        ),
        ("завтра в 15:00 замена масла, пробег 35000 км", "ещё мойка", "мойку не надо", "лучше в пятницу"),
    ],
)
def test_corrections_at_the_summary_change_only_what_they_name(
    cast: Cast, first: str, wash: str, other_jobs: str, friday: str
) -> None:
    phone = cast.owner("known")
    say(phone, first)
    assert local(cast, phone) == "09-02 15:00"
    say(phone, wash)
    assert read_back(phone)["reason"] == ["oil_service", "wash"]
    say(phone, other_jobs)
    assert read_back(phone)["reason"] == ["oil_service"]
    say(phone, friday)
    assert local(cast, phone) == "09-04 15:00"
    assert read_back(phone)["odometer"] == 35000
    assert visits(cast) == []


@pytest.mark.parametrize(
    ("first", "instead"),
    [
        ("明天下午三点做保养", "不要换机油了，只做刹车"),
        ("oil change tomorrow at 3 pm", "brakes instead of the oil change"),
        ("замена масла завтра в 15:00", "масло не надо, только тормоза"),
    ],
)
def test_a_job_named_instead_takes_the_place_of_the_others(cast: Cast, first: str, instead: str) -> None:
    phone = cast.owner("known")
    say(phone, first, instead)
    assert read_back(phone)["reason"] == ["brake_service"]
    assert local(cast, phone) == "09-02 15:00"


def test_when_every_job_is_ruled_out_the_reason_is_asked_again(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "明天下午三点做保养", "不要保养了")
    assert phone.step == ("booking", "reason")


def test_a_time_alone_is_on_the_day_chosen(cast: Cast) -> None:
    for said in ("三点半", "下午3:30", "half past three", "в 15:30"):
        phone = cast.owner("known")
        with phone.branch():
            say(phone, "想做保养", "周五", said)
            assert local(cast, phone) == "09-04 15:30"


def test_a_bare_number_answers_the_question_asked(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "想做保养", "4")
    assert phone.talk().answers["day"] == "2026-09-04"
    say(phone, "10")
    assert local(cast, phone) == "09-04 10:00"


def test_a_car_is_called_by_plate_its_end_or_model(cast: Cast) -> None:
    phone = cast.owner("busy")
    mine = cast.uow.vehicles.of_owner(cast.accounts["busy"])
    car = mine[1][0]
    for said in (f"{car.plate}明天下午三点洗车", f"尾号{car.plate[-4:]}那辆，明天下午三点洗车"):
        with phone.branch():
            say(phone, said)
            assert read_back(phone)["car"] == str(car.id)


def test_the_car_may_be_changed_at_the_summary(cast: Cast) -> None:
    phone = cast.owner("busy")
    mine = [car for car, _ in cast.uow.vehicles.of_owner(cast.accounts["busy"])]
    say(phone, f"{mine[0].plate}明天下午三点洗车", f"换成{mine[1].plate}")
    assert (read_back(phone)["car"], local(cast, phone)) == (str(mine[1].id), "09-02 15:00")
    phone.tap("yes")
    assert mine[1].id in [v.vehicle_id for v in visits(cast, "busy")]


def test_pick_up_and_a_remark_are_taken_from_words(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "明天下午三点做保养，请上门取车，世纪大道100号")
    assert "世纪大道100号" in read_back(phone)["pickup"]
    say(phone, "备注：后座有儿童座椅")
    assert read_back(phone)["remark"] == "后座有儿童座椅"
    say(phone, "不用上门了，我自己来")
    assert read_back(phone)["pickup"] is None


@pytest.mark.parametrize(
    ("wish", "question", "key"),
    [
        ("想做保养", "你们几点关门？", "told-hours"),
        ("I'd like an oil change", "what time do you close?", "told-hours"),
        ("хочу на ТО", "во сколько закрываетесь?", "told-hours"),
        ("想做保养", "换机油多少钱", "told-price-of"),
        ("想做保养", "可以自己带机油吗", "told-answer"),
        ("I'd like an oil change", "can I bring my own oil?", "told-answer"),
        ("хочу на ТО", "а со своим маслом можно?", "told-answer"),
    ],
)
def test_a_question_in_the_middle_is_answered_and_the_same_is_asked_again(
    cast: Cast, wish: str, question: str, key: str
) -> None:
    phone = cast.owner("known")
    assert say(phone, wish) == ["booking-day"]
    assert say(phone, question) == [key, "booking-day"]
    assert "wished" not in phone.talk().answers or phone.talk().answers["reason"] == ["oil_service"]


def test_a_question_while_a_fault_is_told_is_no_part_of_it(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("book"))
    phone.tap("fault")
    say(phone, "过减速带前轮咯噔响", "可以刷卡吗？")
    assert phone.step == ("booking", "fault")
    assert phone.screen.paragraphs[-1].args["text"] == "过减速带前轮咯噔响"


def test_a_wish_and_a_question_in_one_message_get_both(cast: Cast) -> None:
    phone = cast.owner("known")
    assert say(phone, "明天下午三点做保养，可以刷卡吗？") == ["told-answer", "booking-summary"]


def test_a_day_that_may_be_two_is_asked_with_both_as_buttons(cast: Cast) -> None:
    phone = cast.owner("known")
    assert say(phone, "周二下午做保养") == ["booking-which"]
    offered = [option_of(button) for button in phone.buttons() if option_of(button).startswith("on.")]
    assert offered == ["on.2026-09-01", "on.2026-09-08"]
    phone.tap("on.2026-09-08")
    assert (phone.step, phone.talk().answers["day"]) == (("booking", "time"), "2026-09-08")
    say(phone, "三点")
    assert local(cast, phone) == "09-08 15:00"


def test_none_of_both_leads_to_the_days(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周二下午做保养", "都不是")
    assert phone.step[1] == "day"


@pytest.mark.parametrize(
    ("said", "why"), [("周六晚上八点", "shut"), ("今天九点半", "soon"), ("后天下午三点", "time")]
)
def test_why_a_time_cannot_be_had_is_said_with_the_nearest(cast: Cast, said: str, why: str) -> None:
    phone = cast.owner("known")
    say(phone, f"{said}做保养")
    assert (phone.step, phone.screen.paragraphs[-1].args["what"]) == (("booking", "full"), why)


def test_a_time_typed_where_times_are_offered_is_on_their_day(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周六晚上八点做保养", "那三点半")
    assert local(cast, phone) == "09-05 15:30"


@pytest.mark.parametrize("said", ["昨天", "上周五", "yesterday", "вчера"])
def test_a_day_that_is_over_is_told_kindly_and_nothing_is_lost(cast: Cast, said: str) -> None:
    phone = cast.owner("known")
    say(phone, "周五上午十点做保养")
    keys = say(phone, said)
    assert keys[0] in ("input-over", "input-day-past")
    assert local(cast, phone) == "09-04 10:00"


def test_not_now_lets_the_booking_rest(cast: Cast) -> None:
    phone = cast.owner("known")
    assert say(phone, "周五上午十点做保养", "再说吧")[0] == "told-later"
    assert phone.step == ("home", "menu")


def test_it_is_all_the_same_at_the_summary_means_yes(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周五上午十点做保养", "都行，你们定")
    assert len(visits(cast)) == 1


def test_moving_keeps_the_hour_when_only_another_day_is_said(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周五上午十点做保养", "好的", "改到周六上午十点", "还是周日吧")
    assert local(cast, phone) == "09-06 10:00"


@pytest.mark.parametrize("step", ["reason", "day", "remark"])
def test_danger_goes_before_whatever_is_asked(cast: Cast, step: str) -> None:
    phone = cast.owner("known")
    phone.send(Command("book"))
    taps = {"reason": [], "day": ["oil_service", "next"], "remark": ["oil_service", "next", "earliest", "change", "change.remark"]}  # fmt: skip
    for tap in taps[step]:
        phone.tap(tap)
    assert phone.step == ("booking", step)
    assert say(phone, "刹车失灵了！")[:2] == ["booking-danger-told", "booking-held"]
    assert purposes(cast).count("danger") >= 1
    assert read_back(phone)["safety"]


def test_what_nobody_understands_twice_goes_to_a_person_with_both_messages(cast: Cast) -> None:
    phone = cast.owner("known")
    assert say(phone, "阿巴阿巴")[0] == "engine-use-buttons"
    assert say(phone, "呜啦啦巴拉")[0] == "told-lost"
    assert phone.step == ("human", "talk")
    passed = cast.uow.connection.execute(
        select(outbox.c.payload).where(outbox.c.purpose == "relay")
    ).scalars()
    assert any("阿巴阿巴\n呜啦啦巴拉" in str(row["text"][0]["args"].get("text")) for row in passed)


def test_a_message_understood_in_between_starts_the_count_anew(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "阿巴阿巴", "谢谢", "呜啦啦巴拉")
    assert phone.step == ("home", "menu")


def test_a_complaint_goes_to_a_person_at_once(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周五上午十点做保养")
    assert say(phone, "你们态度太差了，我要投诉")[0] == "complaint-opened"
    assert phone.step == ("complaint", "wish")
    assert "relay" in purposes(cast)


def test_stop_switches_messages_off_at_once(cast: Cast) -> None:
    phone = cast.owner("known")
    assert say(phone, "别再给我发消息了")[0] == "stop-done"
    person = cast.uow.owners.get(cast.accounts["known"])
    assert (person.service_consent_at, person.marketing_consent_at) == (None, None)


def test_what_was_not_understood_is_kept_only_by_consent_and_without_who_said_it(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "阿巴阿巴")
    assert cast.uow.misheard.unlabelled(9) == []
    privacy.set_consent(cast.uow, cast.accounts["known"], privacy.LEARNING, True, TUESDAY)
    say(phone, "谢谢", "王芳阿巴阿巴 13912345678")
    (kept,) = cast.uow.misheard.unlabelled(9)
    assert (kept.asked, "1391" in kept.text, "阿巴" in kept.text) == ("home.menu", False, True)


@pytest.mark.parametrize(
    "words", ["昨天上午十点保养", "yesterday 10:00 oil change", "вчера в 10:00 замена масла"]
)
def test_a_day_that_is_over_is_told_in_the_first_message_and_the_job_kept(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    assert say(phone, words) == ["input-over", "booking-day"]
    assert phone.talk().answers["reason"] == ["oil_service"]


@pytest.mark.parametrize("words", ["昨天10:00", "yesterday at ten", "вчера в 10:00", "前天", "last friday"])
def test_a_day_that_is_over_is_told_at_the_day_and_nothing_is_held(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    assert say(phone, "做保养", words) == ["input-over", "booking-day"]
    assert "hold" not in phone.talk().answers


@pytest.mark.parametrize(
    "words",
    [
        "上周做了保养，明天下午三点想换雨刮",
        "oil change was last week, now new wipers tomorrow at 3 pm",
        "масло меняли на прошлой неделе, завтра в 15:00 дворники",
    ],
)
def test_what_was_yesterday_does_not_hinder_what_is_wished_for_tomorrow(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    say(phone, words)
    assert local(cast, phone) == "09-02 15:00"


@pytest.mark.parametrize(
    "words", ["明天03:00保养", "oil change tomorrow 03:00", "завтра в 03:00 замена масла", "明天凌晨三点保养"]
)
def test_an_hour_at_night_is_told_closed_with_the_nearest_free_times(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    assert say(phone, words) == ["booking-full"]
    assert phone.screen.paragraphs[0].args["what"] == "shut"
    assert [option_of(button)[:3] for button in phone.buttons()][:3] == ["at."] * 3


@pytest.mark.parametrize(
    "words", ["明天12:15保养", "oil change tomorrow 12:15", "завтра в 12:15 замена масла"]
)
def test_a_wish_for_the_lunch_break_says_why_not(cast: Cast, words: str) -> None:
    phone = cast.owner("known")
    assert say(phone, words) == ["booking-full"]
    assert phone.screen.paragraphs[0].args["what"] == "shut"


@pytest.mark.parametrize("words", ["雨刮 明天11:00", "wipers tomorrow 11:00", "дворники завтра в 11:00"])
def test_a_job_beside_a_time_is_added_at_the_day_and_at_the_time(cast: Cast, words: str) -> None:
    for picked in ([], ["2026-09-04"]):
        with cast.owner("known").branch():
            phone = cast.owner("known")
            phone.send(Command("book"))
            for option in ("oil_service", "next", *picked):
                phone.tap(option)
            say(phone, words)
            assert (read_back(phone)["reason"], local(cast, phone)) == (
                ["oil_service", "wipers"],
                "09-02 11:00",
            )


def test_a_time_or_that_is_all_said_while_a_fault_is_told_goes_on(cast: Cast) -> None:
    for last, step in (("周五上午十点", "summary"), ("就这些。", "day"), ("that's all", "day")):
        phone = cast.owner("known")
        with phone.branch():
            phone.send(Command("book"))
            say(phone, "过减速带前轮咯噔响", "左边的", last)
            assert phone.step == ("booking", step)
            assert phone.talk().answers["fault"]["text"] == "过减速带前轮咯噔响\n左边的"


def test_another_advisor_leaves_the_day_chosen(cast: Cast) -> None:
    phone = cast.owner("known")
    say(phone, "周五做保养")
    say(phone, f"找{cast.pudong.store.advisors[0].name}")
    assert phone.step == ("booking", "time")
    assert phone.talk().answers["day"] == "2026-09-04"


@pytest.mark.parametrize(
    ("first", "then"),
    [("下周来做保养", "周四"), ("oil change next week", "thursday"), ("ТО на следующей неделе", "в четверг")],
)
def test_a_weekday_said_after_a_week_is_of_that_week(cast: Cast, first: str, then: str) -> None:
    phone = cast.owner("known")
    say(phone, first, then)
    assert phone.talk().answers["day"] == "2026-09-10"
