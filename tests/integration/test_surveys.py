"""Surveys lived through on real databases: invited once, six taps, kept as given, and heard where it was bad."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from support.small_shop import DAY, TODAY, House, at
from support.surveyed import (
    MORNING_AFTER,
    Chat,
    answers,
    asked,
    responses,
    served,
    turn,
    with_rules,
)

from dealership.domain.records import StaffMember
from dealership.domain.rights import NotAllowedError
from dealership.services import complaints, privacy, surveys
from dealership.services.complaints import Told
from dealership.services.ports import NotFoundError
from dialogs.actions import Acted
from dialogs.model import Typed
from dialogs.surveys import SURVEYS
from scheduler.sweeps.voice import open_tasks
from storage.database import Database
from storage.schema import appointment, case
from storage.uow import UnitOfWork

DAYS = timedelta(days=1)


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def cases_of(house: House, owner_id: int) -> int:
    rows = await house.do(lambda uow: uow.connection.execute(case.select()).all())
    return sum(row.owner_id == owner_id for row in rows)


# --- six taps ------------------------------------------------------------------------------------------------


async def test_six_questions_are_answered_in_six_taps(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    assert chat.paragraphs[-1].args["number"], chat.paragraphs[-1].args["total"] == (2, 6)
    await chat.tap("75", "100", "75", "100", "1")
    (response,) = await responses(house)
    assert response.completed_at == chat.now
    assert await answers(house, response) == {
        "overall": 100, "clean": 75, "explained": 100, "as_ordered": 75, "waiting": 100, "told": 1,
    }  # fmt: skip
    assert chat.said == ["survey-service-remark"]
    assert await cases_of(house, chat.owner_id) == 0


async def test_a_score_can_be_changed_until_the_end_by_going_back_or_on_the_invitation(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.tap("75", "!back")
    assert chat.paragraphs[-1].args["number"] == 2
    await chat.tap("100")
    assert chat.paragraphs[-1].args["number"] == 3
    await chat.rate("75")
    assert chat.paragraphs[-1].args["number"] == 3
    assert await answers(house, (await responses(house))[0]) == {"overall": 75, "clean": 100}
    await chat.tap("!back")
    assert chat.paragraphs[-1].args["number"] == 2


async def test_what_was_left_half_way_is_kept_and_taken_up_again(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.tap("75", "!cancel")
    assert await answers(house, (await responses(house))[0]) == {"overall": 100, "clean": 75}
    chat.now += 2 * DAYS
    await chat.rate("100")
    assert chat.paragraphs[-1].args["number"] == 3
    await chat.tap("100", "100", "100", "0")
    assert (await responses(house))[0].completed_at == chat.now


async def test_after_a_week_it_is_over_on_the_invitation_and_in_the_middle(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    chat.now += 7 * DAYS
    await chat.tap("75")
    assert chat.said[0] == "survey-over"
    acted = await chat.rate("0")
    assert acted.toast and acted.toast.key == "survey-over"
    assert await answers(house, (await responses(house))[0]) == {"overall": 100}


async def test_once_thanked_nothing_is_asked_again(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.tap("100", "100", "100", "100", "1", "pass")
    assert chat.said[0] == "survey-thanks"
    acted: Acted = await chat.rate("0")
    assert acted.toast and acted.toast.key == "survey-have-it"
    assert (await answers(house, (await responses(house))[0]))["overall"] == 100


async def test_a_remark_leads_to_how_and_when_to_be_reached(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.tap("100", "100", "100", "100", "1")
    await chat.say(Typed("希望休息区多几个充电口"))
    assert chat.said == ["survey-service-contact"]
    await chat.tap("call")
    await chat.tap("morning", "weekend", "next")
    assert chat.said[0] == "survey-thanks"
    kept = await answers(house, (await responses(house))[0])
    assert (kept["remark"], kept["contact"], kept["hours"]) == (
        "希望休息区多几个充电口", "call", ["morning", "weekend"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "value"),
    [("很满意", 100), ("不满意", 25), ("还行", 50), ("Good", 75), ("Очень плохо", 0), ("五星", 100)],
)
async def test_a_step_may_be_said_in_words(house: House, words: str, value: int) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.say(Typed(words))
    assert (await answers(house, (await responses(house))[0]))["clean"] == value
    assert chat.paragraphs[-1].args["number"] == 3


async def test_other_words_on_the_way_are_a_remark_and_the_question_stays(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.say(Typed("轮毂缝里还有点泥"))
    assert chat.said == ["survey-noted", "survey-asked"]
    kept = await answers(house, (await responses(house))[0])
    assert kept == {"overall": 100, "remark": "轮毂缝里还有点泥"}


async def test_who_wants_to_book_at_the_end_is_taken_there(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.tap("100", "100", "100", "100", "1")
    await chat.say(Typed("想预约下周三做保养"))
    assert chat.phone.step[0] == "booking"
    assert "remark" not in await answers(house, (await responses(house))[0])


# --- when it is due ------------------------------------------------------------------------------------------


async def test_a_small_job_is_asked_two_days_after_and_once(house: House) -> None:
    visit = await served(house)
    now = at(7, day=DAY)
    while now < MORNING_AFTER + 9 * DAYS:
        await turn(house, now)
        now += timedelta(hours=3)
    rows = await house.do(lambda uow: uow.planned.ledger(visit.owner_id, 50))
    asked_at = [(row.state, row.due_at) for row in rows if row.kind == "survey"]
    assert asked_at == [("sent", MORNING_AFTER)]


async def test_a_longer_visit_is_asked_the_day_after(house: House) -> None:
    await served(house, minutes=120)
    await turn(house, MORNING_AFTER - DAYS)
    assert [one.invited_at for one in await responses(house)] == [MORNING_AFTER - DAYS]


async def test_planned_twice_and_on_three_replicas_is_asked_once(house: House) -> None:
    await served(house)
    await asyncio.gather(*(turn(house, MORNING_AFTER) for _ in range(3)))
    assert len(await responses(house)) == 1
    assert await house.said("planned") == ["survey-service-invite"]


async def test_nobody_is_asked_who_did_not_agree_did_not_come_or_has_a_complaint_open(house: House) -> None:
    await served(house, 1, consent=False)
    missed = await served(house, 2)
    angry = await served(house, 3)

    def change(uow: UnitOfWork) -> None:
        uow.connection.execute(
            appointment.update().where(appointment.c.id == missed.id).values(state="no_show")
        )
        uow.cases.open(at(9), store_id=1, kind="complaint", owner_id=angry.owner_id)

    await house.do(change)
    await turn(house, MORNING_AFTER)
    assert await responses(house) == []


async def test_who_was_asked_within_thirty_days_is_not_asked_again(house: House) -> None:
    chat = await asked(house)

    def again(uow: UnitOfWork) -> None:
        shift = {"start_at": at(9, day=DAY + 9 * DAYS), "finish_at": at(10, day=DAY + 9 * DAYS)}
        row = uow.connection.execute(appointment.select()).first()
        assert row is not None
        values = {**row._mapping, **shift, "id": row.id + 1000, "origin": None}
        uow.connection.execute(appointment.insert().values(values))

    await house.do(again)
    for day in range(20):
        await turn(house, MORNING_AFTER + day * DAYS)
    rows = await house.do(lambda uow: uow.planned.ledger(chat.owner_id, 50))
    assert sorted(row.state for row in rows if row.kind == "survey") == ["dropped", "sent"]


async def test_of_small_jobs_only_the_share_is_asked(house: House) -> None:
    none = with_rules(house, small_share=0)
    await served(none)
    await turn(none, MORNING_AFTER)
    assert await responses(none) == []


async def test_a_new_car_is_asked_about_after_five_days_and_not_when_it_is_sold(house: House) -> None:
    wish = await house.owner(1)

    def hand_over(uow: UnitOfWork) -> None:
        privacy.set_consent(uow, wish.owner_id, "service", True, at(8))
        uow.vehicles.update(wish.vehicle_id, delivered_on=DAY)

    await house.do(hand_over)
    await turn(house, at(10, day=DAY + 5 * DAYS))
    assert [(one.survey, one.vehicle_id) for one in await responses(house)] == [("sales", wish.vehicle_id)]


# --- what was bad is heard -----------------------------------------------------------------------------------


async def finished_low(chat: Chat) -> None:
    await chat.rate("100")
    await chat.tap("25", "100", "100", "100", "1")


async def test_a_low_answer_asks_what_happened_and_a_person_gets_the_words(house: House) -> None:
    chat = await asked(house)
    await finished_low(chat)
    assert chat.said == ["survey-service-happened"]
    await chat.say(Typed("后备箱里全是水渍"))
    assert chat.said[:2] == ["survey-thanks", "complaint-opened"]
    (response,) = await responses(house)
    assert response.case_id is not None and response.listen_at is None
    complaint = await house.do(lambda uow: uow.complaints.get(response.case_id or 0))
    told = (complaint.words, complaint.source, complaint.vehicle_id)
    assert told == ("后备箱里全是水渍", "score", response.vehicle_id)
    assert await cases_of(house, chat.owner_id) == 1


async def test_staff_read_what_was_low_beside_the_card_and_only_the_card_is_one(house: House) -> None:
    chat = await asked(house)
    await house.do(
        lambda uow: uow.staff.add(
            at(8),
            store_id=1,
            name="Li",
            role="service_advisor",
            language="zh-CN",
            user_id=77,
            started_at=at(8),
        )
    )
    await finished_low(chat)
    await chat.say(Typed("后备箱里全是水渍"))
    assert await house.said("case", 77) == ["complaint-card"]
    assert "survey-card" in await house.said("escalation", 77)


async def test_a_no_is_a_call_to_make_and_no_complaint_once_a_survey(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.tap("100", "100", "100", "100", "0", "!back", "0")
    await open_tasks(house.database, house.shops, chat.now)
    calls = await house.do(lambda uow: uow.tasks.open_of_store(1, chat.now))
    assert [(one.kind, one.why, one.owner_id) for one in calls] == [("survey", "left_out", chat.owner_id)]
    assert await cases_of(house, chat.owner_id) == 0


async def test_who_taps_call_me_says_nothing_and_is_called(house: House) -> None:
    chat = await asked(house)
    await finished_low(chat)
    await chat.tap("pass")
    assert chat.said[:2] == ["survey-thanks", "complaint-opened"]
    assert await cases_of(house, chat.owner_id) == 1


async def test_with_a_complaint_open_already_the_words_join_it(house: House) -> None:
    chat = await asked(house)
    told = Told("昨天就说过了", vehicle_id=None)
    await house.do(lambda uow: complaints.open_complaint(uow, house.shop, chat.owner_id, told, chat.now))
    await finished_low(chat)
    await chat.say(Typed("后备箱里全是水渍"))
    assert await cases_of(house, chat.owner_id) == 1
    assert (await responses(house))[0].case_id is not None


async def test_a_low_answer_followed_by_silence_is_heard_all_the_same_once(house: House) -> None:
    chat = await asked(house)
    await chat.rate("0")
    await turn(house, chat.now + timedelta(minutes=29))
    assert await cases_of(house, chat.owner_id) == 0
    await asyncio.gather(*(turn(house, chat.now + timedelta(minutes=30)) for _ in range(3)))
    await turn(house, chat.now + DAYS)
    assert await cases_of(house, chat.owner_id) == 1
    assert (await responses(house))[0].case_id is not None


async def test_a_low_answer_taken_back_in_time_is_nobodys_case(house: House) -> None:
    chat = await asked(house)
    await chat.rate("0")
    await chat.rate("100")
    await turn(house, chat.now + DAYS)
    assert await cases_of(house, chat.owner_id) == 0


async def test_anger_in_a_remark_is_heard_though_every_score_was_good(house: House) -> None:
    chat = await asked(house)
    await chat.rate("100")
    await chat.tap("100", "100", "100", "100", "1")
    await chat.say(Typed("你们前台态度太差了，气死我了"))
    assert "complaint-opened" in chat.said
    assert await cases_of(house, chat.owner_id) == 1


async def test_nobody_answers_for_somebody_else(house: House) -> None:
    first, second = await asked(house, 1), await asked(house, 2)
    token = (await first.invitation())["0"]
    acted = await second.press(token)
    assert acted.toast and acted.toast.key == "engine-stale"
    mine = (await responses(house))[0].planned_id
    with pytest.raises(NotFoundError):
        await house.do(lambda uow: surveys.invited(uow, mine, second.owner_id))
    assert [one.answered_at for one in await responses(house)] == [None, None]


async def test_who_is_forgotten_leaves_numbers_and_no_words(house: House) -> None:
    chat = await asked(house)
    await finished_low(chat)
    await chat.say(Typed("后备箱里全是水渍"))
    await chat.rate("100")
    await house.do(lambda uow: uow.surveys.answer(1, "remark", "王女士", chat.now))
    await house.do(lambda uow: uow.owners.erase(chat.owner_id, chat.now))
    kept = await answers(house, (await responses(house))[0])
    assert kept["remark"] is None and kept["clean"] == 25


# --- asked by a colleague, and once more after a complaint ---------------------------------------------------


async def hired(house: House, role: str, store_id: int = 1) -> StaffMember:
    def work(uow: UnitOfWork) -> StaffMember:
        return uow.staff.get(uow.staff.add(at(8), store_id=store_id, name=role, role=role, language="zh-CN"))

    return await house.do(work)


async def test_a_colleague_asks_a_survey_and_it_goes_out_once(house: House) -> None:
    wish, advisor = await house.owner(1), await hired(house, "sales_advisor")
    await house.do(lambda uow: privacy.set_consent(uow, wish.owner_id, "service", True, at(8)))
    ask = partial(
        surveys.ask, shop=house.shop, survey=SURVEYS["test_drive"], member=advisor, owner_id=wish.owner_id
    )
    said = [await house.do(lambda uow: ask(uow, now=at(12))) for _ in range(2)]
    assert [one.key for one in said] == ["owner-survey-asked", "owner-survey-twice"]
    await turn(house, at(12, 1))
    assert [one.survey for one in await responses(house)] == ["test_drive"]


@pytest.mark.parametrize(("role", "store_id"), [("administrator", 1), ("marketing", 1), ("sales_advisor", 2)])
async def test_who_may_not_asks_nobody(house: House, role: str, store_id: int) -> None:
    wish, member = await house.owner(1), await hired(house, role, store_id)
    with pytest.raises(NotAllowedError):
        await house.do(
            lambda uow: surveys.ask(uow, house.shop, SURVEYS["service"], member, wish.owner_id, at(12))
        )


@pytest.mark.parametrize(("how", "asked_again"), [("yes", ["complaint"]), ("silence", [])])
async def test_ten_days_after_the_owners_yes_it_is_asked_once_more(
    house: House, how: str, asked_again: list[str]
) -> None:
    wish = await house.owner(1)

    def close(uow: UnitOfWork) -> None:
        privacy.set_consent(uow, wish.owner_id, "service", True, at(8))
        opened = complaints.open_complaint(uow, house.shop, wish.owner_id, Told("等太久"), at(9))
        uow.cases.update(opened.id, expected=("new",), state="closed", closed_at=at(11))
        uow.complaints.update(opened.id, closed_how=how)

    await house.do(close)
    for day in range(12):
        await turn(house, at(12, day=TODAY + day * DAYS))
    found = await responses(house)
    assert [one.survey for one in found] == asked_again
    assert [one.invited_at for one in found] == [at(12, day=TODAY + 10 * DAYS)] * len(found)
