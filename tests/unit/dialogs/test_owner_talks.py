"""Whole talks of owners with the engine over a real database: what they are led to and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from support.cast import Cast
from support.people import TUESDAY
from support.phone import Phone, option_of

from bot.drawing import draw_screen, plain
from dealership.domain.message import Message
from dealership.domain.records import Appointment
from dealership.services import booking
from dealership.services.notify import Post, to_owner
from dialogs.model import Command, Contact, Sent, Typed
from storage.schema import appointment, claim, outbox, waitlist


def said(phone: Phone) -> list[str]:
    """The keys on the screen, top to bottom."""
    return [paragraph.key for paragraph in phone.screen.paragraphs]


def options(phone: Phone) -> list[str]:
    return [option_of(button) for button in phone.buttons()]


def visits(cast: Cast, name: str, states: Sequence[str] = booking.UPCOMING) -> list[Appointment]:
    return list(cast.uow.appointments.of_owner(cast.accounts[name], states, TUESDAY))


def held_claims(cast: Cast) -> int:
    """Quarter hours held by nobody's visit yet."""
    rows = select(claim.c.slot).join(appointment, appointment.c.id == claim.c.appointment_id)
    return len(cast.uow.connection.execute(rows.where(appointment.c.state == "held")).all())


def purposes(cast: Cast) -> list[str]:
    return list(cast.uow.connection.execute(select(outbox.c.purpose)).scalars())


def at_summary(cast: Cast, name: str = "known") -> Phone:
    phone = cast.owner(name)
    phone.send(Command("book"))
    for option in ("oil_service", "next", "earliest"):
        phone.tap(option)
    assert phone.step == ("booking", "summary")
    return phone


# --- booking -----------------------------------------------------------------------------------------------


def test_a_known_car_is_booked_in_six_taps(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("start"))
    day, time = "2026-09-04", None
    taps = ["booking", "oil_service", "next", day, time, "yes"]
    for tap in taps:
        phone.tap(tap or options(phone)[0])
    assert [visit.state for visit in visits(cast, "known")] == ["confirmed"]


def test_the_same_as_last_time_takes_three_taps(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("start"))
    phone.tap("again_visit")
    phone.tap(options(phone)[0])
    phone.tap("yes")
    assert [visit.jobs for visit in visits(cast, "known")] == [("oil_service",)]


def test_one_message_may_say_everything(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Typed("明天下午三点做保养，现在35000公里"))
    assert phone.step == ("booking", "summary")
    phone.tap("yes")
    (booked,) = visits(cast, "known")
    assert (booked.jobs, booked.odometer_km) == (("oil_service",), 35000)
    assert booked.start_at.astimezone(cast.pudong.zone).strftime("%d %H:%M") == "02 15:00"


def test_a_time_said_in_the_first_message_that_cannot_be_had_is_answered_with_the_nearest(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Typed("明天晚上八点做保养"))
    assert phone.step == ("booking", "full")
    assert [option for option in options(phone) if option.startswith("at.")]


def test_a_day_said_in_the_first_message_is_not_asked_again(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Typed("周五做保养"))
    assert phone.step == ("booking", "time")


def test_jobs_said_before_the_store_was_known_are_kept(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.send(Typed("明天下午三点做保养"))
    phone.tap("1")
    phone.send(Typed("沪E55555"))
    assert phone.step == ("booking", "summary")


def test_a_store_that_does_not_do_the_job_asks_for_the_reason(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.send(Typed("想做钣金喷漆"))
    phone.tap("2")
    phone.send(Typed("沪E55555"))
    assert phone.step == ("booking", "reason")


def test_a_time_typed_at_the_summary_is_read_back_before_it_is_booked(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.send(Typed("周五上午十点"))
    assert phone.step == ("booking", "summary")
    assert visits(cast, "known") == []
    phone.tap("yes")
    assert [visit.start_at.astimezone(cast.pudong.zone).hour for visit in visits(cast, "known")] == [10]


def test_a_changed_line_keeps_the_time_and_returns_to_the_summary(cast: Cast) -> None:
    phone = at_summary(cast)
    before = phone.screen.paragraphs[-1].args["start"]
    other = next(
        one.key
        for one in cast.pudong.store.advisors
        if one.name != phone.screen.paragraphs[-1].args["advisor"]
    )
    phone.tap("change")
    phone.tap("change.advisor")
    phone.tap(other)
    assert phone.step == ("booking", "summary")
    phone.tap("change")
    phone.tap("change.reason")
    phone.tap("battery")
    phone.tap("next")
    assert phone.step == ("booking", "summary")
    assert phone.screen.paragraphs[-1].args["start"] == before
    assert held_claims(cast) > 0


def test_back_from_a_line_that_was_not_changed_is_the_summary(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.tap("change")
    phone.tap("change.remark")
    phone.tap("!back")
    assert phone.step == ("booking", "summary")


def test_another_store_asks_for_jobs_and_time_anew_and_gives_the_place_back(cast: Cast) -> None:
    phone = at_summary(cast)
    for option in ("change", "change.store", "2", "oil_service", "next"):
        phone.tap(option)
    assert (phone.step, said(phone)[0]) == (("booking", "day"), "places-changed")
    assert held_claims(cast) == 0
    phone.tap("earliest")
    assert phone.screen.paragraphs[-1].args["start"]["zone"] == "Europe/Berlin"


def test_exit_and_start_over_give_the_held_place_back(cast: Cast) -> None:
    for way in ("!cancel", "!restart"):
        with cast.owner("known").branch():
            phone = at_summary(cast)
            assert held_claims(cast) > 0
            phone.tap(way)
            assert held_claims(cast) == 0


def test_a_booking_begun_anew_gives_the_place_of_the_old_one_back(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.send(Command("book"))
    assert phone.step == ("again", "choose")
    phone.tap("anew")
    assert (phone.step, held_claims(cast)) == (("booking", "reason"), 0)


def test_going_on_with_the_open_booking_finds_it_as_it_was(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.send(Command("book"))
    phone.tap("go_on")
    assert phone.step == ("booking", "summary")
    assert held_claims(cast) > 0


def test_what_waits_too_long_behind_other_dialogs_gives_its_place_back(cast: Cast) -> None:
    phone = at_summary(cast)
    for dialog in ("bind", "consents", "cars"):
        phone.open(dialog)
        assert "engine-let-go" not in said(phone)
    phone.open("mydata")
    assert (said(phone), phone.screen.paragraphs[0].args) == (
        ["engine-let-go", "mydata-record"],
        {"dialog": Message("booking-title")},
    )
    assert "booking" not in phone.stack
    assert held_claims(cast) == 0


def test_pages_that_are_only_read_take_each_other_s_place(cast: Cast) -> None:
    phone = at_summary(cast)
    for command in ("mycar", "settings", "help", "mydata", "privacy"):
        phone.send(Command(command))
    assert phone.stack == ["home", "booking", "privacy"]
    phone.send(Command("cancel"))
    assert (phone.step, said(phone)[0]) == (("booking", "summary"), "engine-back-to")


def test_who_talks_to_a_person_is_brought_back_to_them(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("human"))
    assert said(phone) == ["human-talk"]
    phone.send(Command("help"))
    phone.tap("!back")
    assert phone.step == ("human", "talk")


def test_only_what_was_begun_and_asked_something_is_named_when_it_is_let_go(cast: Cast) -> None:
    phone = cast.owner("known")
    for command in ("book", "mycar", "settings", "help", "mydata", "privacy"):
        phone.send(Command(command))
        assert "engine-let-go" not in said(phone)


def test_the_main_menu_says_what_it_lets_go(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.send(Command("menu"))
    assert (said(phone), held_claims(cast)) == (["engine-let-go", "home-menu"], 0)


def test_an_owner_with_all_visits_they_may_have_is_led_to_them(cast: Cast) -> None:
    phone = cast.owner("regular")
    phone.send(Command("book"))
    assert (phone.step, options(phone)) == (("booking", "enough"), ["visits", "!back", "!cancel", "!human"])


def test_an_owner_whose_other_chat_booked_the_last_visit_they_may_have_is_led_to_them(cast: Cast) -> None:
    phone = at_summary(cast)
    car = cast.uow.vehicles.of_owner(cast.accounts["known"])[0][0].id
    for days in range(6, 6 + cast.pudong.store.limits.active_per_owner):
        cast.book("known", car, ("wash",), days)
    phone.tap("yes")
    assert (phone.step, held_claims(cast)) == (("booking", "enough"), 0)
    assert said(phone) == ["booking-enough-meanwhile", "booking-enough"]
    assert len(visits(cast, "known")) == cast.pudong.store.limits.active_per_owner
    phone.tap("visits")
    assert phone.step == ("visits", "appointment")


def test_a_new_plate_typed_where_the_car_is_asked_is_claimed_and_taken(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Command("book"))
    phone.send(Typed("沪E55555"))
    assert phone.step == ("booking", "reason")
    assert [
        trust for car, trust in cast.uow.vehicles.of_owner(cast.accounts["busy"]) if car.plate == "沪E55555"
    ] == ["claimed"]


# --- somebody who asked to be forgotten --------------------------------------------------------------------


def sent_to(cast: Cast, name: str) -> list[str]:
    """Keys of what waits to be sent to an owner."""
    mine = (
        (outbox.c.bot == "owner") & (outbox.c.owner_id == cast.accounts[name]) & (outbox.c.state == "planned")
    )
    payloads = cast.uow.connection.execute(select(outbox.c.payload).where(mine)).scalars()
    return [paragraph["message"] for payload in payloads for paragraph in payload["text"]]


def test_whoever_comes_back_is_told_since_when_they_are_being_forgotten_and_may_stay(cast: Cast) -> None:
    phone = cast.owner("leaving")
    phone.send(Command("start"))
    menu = phone.screen.paragraphs[-1]
    assert (menu.key, menu.args["until"]["day"]) == ("home-leaving", "2026-10-01")
    phone.tap("withdraw")
    assert said(phone) == ["deletion-withdrawn", "home-menu"]
    assert cast.uow.owners.get(cast.accounts["leaving"]).deletion_asked_at is None


def test_the_promised_day_does_not_move_with_the_day_it_is_looked_at(cast: Cast) -> None:
    phone = cast.owner("leaving")
    phone.at(TUESDAY + timedelta(days=9))
    phone.send(Command("deletemydata"))
    assert phone.screen.paragraphs[-1].args["until"]["day"] == "2026-10-01"


def test_who_asked_to_be_forgotten_and_books_all_the_same_gets_the_receipt(cast: Cast) -> None:
    cast.car("leaving", "沪L50001")
    phone = cast.owner("leaving")
    phone.send(Typed("明天下午三点做保养"))
    phone.tap("yes")
    assert said(phone) == ["booking-done", "home-leaving"]
    assert "receipt-booked" in sent_to(cast, "leaving")


def test_asking_to_be_forgotten_stops_all_but_what_was_asked_for(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.tap("yes")
    owner_id = cast.accounts["known"]
    post = Post([Message("stop-done")])
    for purpose in ("reminder", "relay"):
        to_owner(cast.uow, owner_id, 1, post, purpose=purpose, dedup_key=purpose, now=TUESDAY)
    phone.send(Command("deletemydata"))
    phone.tap("delete")
    assert sent_to(cast, "known") == ["receipt-booked", "stop-done"]
    assert to_owner(cast.uow, owner_id, 1, post, purpose="reminder", dedup_key="late", now=TUESDAY) is None


def test_administrators_hear_of_the_wish_to_be_forgotten_and_of_its_end(cast: Cast) -> None:
    before = purposes(cast).count("card")
    phone = cast.owner("known")
    phone.send(Command("deletemydata"))
    phone.tap("delete")
    assert said(phone) == ["deletion-done", "deletion-sure"]
    phone.tap("withdraw")
    assert purposes(cast).count("card") == before + 2


# --- faults and danger -------------------------------------------------------------------------------------


def test_danger_is_warned_of_before_anything_is_asked(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Typed("刹车失灵了"))
    assert (phone.step, said(phone)) == (("booking", "car"), ["booking-danger-told", "booking-car"])
    assert "danger" in purposes(cast)


def test_danger_holds_the_earliest_place_and_tells_the_advisors(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Typed("刹车失灵了"))
    assert said(phone) == ["booking-danger-told", "booking-held", "booking-summary"]
    assert "danger" in purposes(cast)
    phone.tap("yes")
    assert [(visit.state, visit.safety) for visit in visits(cast, "known")] == [("requested", True)]


def test_a_fault_typed_where_jobs_are_offered_is_not_typed_twice(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("book"))
    phone.send(Typed("过减速带前轮咯噔响"))
    assert phone.step == ("booking", "fault")
    assert phone.screen.paragraphs[-1].args["text"] == "过减速带前轮咯噔响"
    phone.tap("ready")
    assert phone.step == ("booking", "day")


def test_a_fault_taken_back_asks_for_the_reason_again(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("book"))
    phone.send(Typed("过减速带前轮咯噔响"))
    for option in ("ready", "earliest", "change", "change.fault", "drop"):
        phone.tap(option)
    assert phone.step == ("booking", "reason")
    phone.tap("!back")
    phone.tap("!back")
    assert phone.step != ("booking", "day")


def test_leaving_the_fault_untold_does_not_book_nothing(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Command("book"))
    phone.tap(options(phone)[0])
    phone.tap("fault")
    phone.tap("!back")
    phone.tap("!back")
    phone.tap(options(phone)[0])
    assert phone.step == ("booking", "reason")


# --- words -------------------------------------------------------------------------------------------------


def test_verbs_may_be_said_in_a_word_even_where_words_are_asked_for(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.tap("change")
    phone.tap("change.remark")
    phone.send(Typed("人工"))
    assert phone.step == ("human", "talk")
    phone.tap("end")
    assert phone.step == ("booking", "remark")
    phone.send(Typed("取消。"))
    assert phone.step == ("home", "menu")


def test_a_person_hears_every_word(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("human"))
    turn = phone.send(Typed("取消"))
    assert (turn.screen, phone.step) == (None, ("human", "talk"))


def test_moving_and_cancelling_the_only_visit_may_be_said_in_words(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Typed("周五上午十点做保养"))
    phone.tap("yes")
    phone.send(Typed("我的预约改到周六上午十点"))
    assert phone.step == ("move", "summary")
    phone.tap("yes")
    assert [visit.start_at.astimezone(cast.pudong.zone).day for visit in visits(cast, "known")] == [5]
    phone.send(Typed("取消预约"))
    assert phone.step == ("cancel_booking", "reason")
    phone.tap("elsewhere")
    assert visits(cast, "known") == []


def test_with_several_visits_words_lead_to_the_list(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Typed("取消预约"))
    assert phone.step == ("visits", "appointment")


def test_a_contact_nobody_asked_for_is_taken_all_the_same(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.send(Command("help"))
    phone.send(Contact("+8613800000003", True))
    assert (said(phone)[0], phone.session.person_id) == ("bind-bound", cast.accounts["busy"])
    assert phone.step == ("help", "words")


def test_a_plate_written_in_passing_is_added_for_who_has_no_car(cast: Cast) -> None:
    phone = cast.owner("new")
    phone.send(Command("menu"))
    phone.send(Typed("沪E 55555"))
    phone.tap("1")
    assert said(phone) == ["bind-claimed", "home-menu"]
    assert [car.plate for car, _ in cast.uow.vehicles.of_owner(cast.accounts["new"])] == ["沪E55555"]


def test_the_plate_of_one_s_own_car_begins_a_booking_for_it(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Typed("沪b20001"))
    assert (phone.step, phone.talk().answers["car"]) == (("booking", "reason"), _id(cast, "沪B20001"))


def _id(cast: Cast, plate: str) -> str:
    car = cast.uow.vehicles.find(plate=plate)
    assert car is not None
    return str(car.id)


def test_another_plate_is_offered_to_be_added(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Command("mycar"))
    phone.send(Typed("沪E55555"))
    assert (phone.step, phone.screen.paragraphs[-1].args) == (("bind", "offer"), {"car": "沪E·55555"})
    with phone.branch():
        phone.tap("no")
        assert phone.step == ("cars", "vehicle")
    phone.tap("add")
    assert said(phone)[0] == "bind-claimed"
    assert len(cast.uow.vehicles.of_owner(cast.accounts["busy"])) == 4


def test_an_unknown_vin_in_passing_is_offered_as_it_was_written(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Typed("LSVAA4182E2123456"))
    assert phone.screen.paragraphs[-1].args == {"car": "LSVAA4182E2123456"}


def test_files_nobody_asked_for_get_a_sensible_answer(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Sent("location", None, "", 5, (31.2, 121.5)))
    assert said(phone)[0] == "told-received"
    assert phone.screen.paragraphs[0].args["kind"] == "place"


# --- visits ------------------------------------------------------------------------------------------------


def test_leaving_the_cancellation_leaves_the_visit(cast: Cast) -> None:
    for way in ("!back", "keep"):
        phone = cast.owner("busy")
        phone.open("cancel_booking", appointment=cast.visits["coming"])
        phone.tap(way)
        assert cast.uow.appointments.get(cast.visits["coming"]).state == "confirmed"
        assert "engine-cancelled" not in said(phone)


def test_a_wait_is_ended_only_after_asking(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Command("bookings"))
    phone.tap(next(option for option in options(phone) if option.startswith("wait.")))
    states = select(waitlist.c.state)
    assert list(cast.uow.connection.execute(states).scalars()) == ["waiting"]
    phone.tap("leave")
    assert list(cast.uow.connection.execute(states).scalars()) == ["left"]


def test_moving_never_offers_the_time_the_visit_has(cast: Cast) -> None:
    visit = cast.uow.appointments.get(cast.visits["coming"])
    phone = cast.owner("busy")
    phone.open("move", appointment=visit.id)
    phone.tap(visit.start_at.astimezone(cast.pudong.zone).date().isoformat())
    assert str(int(visit.start_at.timestamp())) not in options(phone)


def test_moving_a_visit_to_the_time_it_has_is_told_so(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.open("move", appointment=cast.visits["coming"])
    start = cast.uow.appointments.get(cast.visits["coming"]).start_at.astimezone(cast.pudong.zone)
    phone.send(Typed(f"{start:%m月%d日%H:%M}"))
    assert (said(phone), phone.screen.paragraphs[0].args["what"]) == (["move-full"], "own")


def test_a_visit_moves_by_a_quarter_of_an_hour(cast: Cast) -> None:
    visit = cast.uow.appointments.get(cast.visits["coming"])
    later = visit.start_at.astimezone(cast.pudong.zone) + timedelta(minutes=15)
    phone = cast.owner("busy")
    phone.open("move", appointment=visit.id)
    phone.send(Typed(f"{later:%m月%d日%H:%M}"))
    phone.tap("yes")
    moved = cast.uow.appointments.get(visit.id)
    assert (moved.start_at, moved.bay) == (later, visit.bay)


def test_a_visit_cancelled_while_it_is_moved_stays_cancelled_and_the_new_place_is_free(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.open("move", appointment=cast.visits["coming"])
    phone.tap("earliest")
    visit = cast.uow.appointments.get(cast.visits["coming"])
    held = cast.uow.appointments.get(phone.talk().answers["hold"])
    booking.cancel(cast.uow, cast.pudong, visit, "other", TUESDAY)
    assert booking.move(cast.uow, cast.pudong, visit, held, TUESDAY) is None
    rows = select(claim.c.slot).where(claim.c.appointment_id == held.id)
    assert cast.uow.connection.execute(rows).all() == []


def test_a_car_let_go_is_gone_and_back_does_not_bring_it_up(cast: Cast) -> None:
    phone = cast.owner("busy")
    phone.send(Command("mycar"))
    for option in (options(phone)[0], "sold", "gone", "!back"):
        phone.tap(option)
    assert phone.step == ("home", "menu")


def test_a_button_that_opens_a_dialog_of_another_version_explains_itself(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.open("no_such_dialog", appointment=1)
    assert (phone.step, said(phone)[0]) == (("home", "menu"), "engine-stale")


def test_the_waitlist_is_offered_for_full_days_only(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("book"))
    for option in ("oil_service", "next", "full.2026-09-03"):
        phone.tap(option)
    assert "wait" in options(phone)
    phone.send(Typed("周五晚上八点"))
    assert phone.step == ("booking", "full")
    assert "wait" not in options(phone)


def test_past_visits_of_ones_record_are_told_with_their_year(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.send(Command("mydata"))
    told = draw_screen(phone.screen, "zh-CN").text
    assert re.search(r"20\d\d年\d+月\d+日", told), told


def test_a_cancelled_visit_is_not_shown_as_one_that_was(cast: Cast) -> None:
    phone = at_summary(cast)
    phone.tap("yes")
    booked = visits(cast, "known")[-1]
    booking.cancel(cast.uow, cast.pudong, booked, "time", TUESDAY)
    phone.send(Command("mydata"))
    page = draw_screen(phone.screen, "zh-CN").text
    assert "（已取消）" in page.splitlines()[-1]


def test_outside_hours_the_chat_with_a_person_says_when_somebody_is_there_again(cast: Cast) -> None:
    phone = cast.owner("known")
    phone.at(TUESDAY + timedelta(hours=14))
    phone.send(Command("human"))
    shown = plain(draw_screen(phone.screen, "zh-CN").text)
    assert "周三 08:30" in shown
