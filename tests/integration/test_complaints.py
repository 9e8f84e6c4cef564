"""Complaints on both databases: opened once, known at once, climbing until somebody has them, late by a week or not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from support.grievance import Grievance
from support.people import TUESDAY, new_owner, shop_of

from bot.shops import shops_of
from dealership.domain.company import Company, Interval
from dealership.domain.roster import Part
from dealership.services import cases, closing, complaints, records, roster
from dealership.services.cases import Words
from dealership.services.closing import Resolution
from dealership.services.complaints import Told
from dealership.services.voice import Voice
from scheduler.sweeps.complaints import climb, reckon_anew
from storage.database import Database
from storage.uow import UnitOfWork

HALF_HOUR = 30


@pytest.fixture
async def story(database: Database, company: Company) -> Grievance:
    return await Grievance(database, shop_of(company)).set()


async def test_a_complaint_is_opened_once_and_promises_an_answer_in_business_time(story: Grievance) -> None:
    first = await story.opened()
    assert await story.opened("还有，洗车也没洗") == first
    case, complaint = await story.state(first)
    assert (case.state, complaint.level, complaint.reason) == ("new", "ordinary", "usual")
    assert complaint.promised_at == TUESDAY + timedelta(minutes=30)


async def test_nobody_takes_it_and_it_climbs_to_the_top_and_goes_on(story: Grievance) -> None:
    case_id = await story.opened()
    for minutes in (9, 10, 15, 25, 40, 70):
        await story.to(minutes=minutes)
    taken = [(key, at, told) for key, at, told in await story.ladder(case_id) if key.startswith("taken")]
    assert taken == [
        ("taken:0", 10, ["advisor", "second", "care"]),
        ("taken:1", 15, ["advisor", "second", "care"]),
        ("taken:2", 25, ["manager"]),
        ("taken:3", 40, ["general"]),
        ("taken:4", 70, ["general"]),
    ]


async def test_who_is_on_duty_is_warned_first_and_a_substitute_for_who_is_away(story: Grievance) -> None:
    boss = story.crew["manager"]
    day = story.shop.today(TUESDAY)
    await story.run(
        lambda uow: roster.put_on_duty(
            uow, story.shop, boss, day, Part.DESK, story.crew["second"].id, TUESDAY
        )
    )
    first = await story.opened()
    await story.to(minutes=10)
    assert (await story.ladder(first))[0] == ("taken:0", 10, ["second"])
    await story.run(
        lambda uow: roster.put_away(
            uow, story.shop, boss, story.crew["manager"].id, 2, story.crew["care"].id, TUESDAY
        )
    )
    await story.to(minutes=25)
    steps = await story.run(lambda uow: uow.complaints.climbed(first))
    to_manager = next(one for one in steps if one.key == "taken:2")
    assert [one[0] for one in to_manager.skipped] == [story.crew["manager"].id]
    assert list(to_manager.told) == [story.crew["care"].id]


async def test_two_replicas_and_a_second_look_climb_each_step_once(story: Grievance) -> None:
    case_id = await story.opened()
    story.now = TUESDAY + timedelta(minutes=26)
    shops = {story.shop.id: story.shop}
    await asyncio.gather(*(climb(story.database, shops, story.now) for _ in range(3)))
    keys = [key for key, _, _ in await story.ladder(case_id)]
    assert len(keys) == len(set(keys))
    assert [key for key in keys if key.startswith("taken")] == ["taken:0", "taken:1", "taken:2"]
    assert await climb(story.database, shops, story.now) == 0
    assert (await story.called())["manager"] == 1


async def test_a_week_of_downtime_is_made_up_once_in_order_and_nobody_is_flooded(story: Grievance) -> None:
    case_id = await story.opened()
    await story.to(days=7)
    steps = await story.ladder(case_id)
    assert len(steps) > 100
    assert [at for _, at, _ in steps] == sorted(at for _, at, _ in steps)
    assert (await story.called())["general"] == 3  # once for each clock
    assert await story.to(days=7) == 0


async def test_being_taken_stops_the_first_ladder_and_the_answer_the_second(story: Grievance) -> None:
    case_id = await story.opened()
    await story.to(minutes=5)
    assert await story.takes(case_id)
    assert not await story.takes(case_id, "second")
    await story.to(minutes=30)
    assert not [key for key, _, _ in await story.ladder(case_id) if key.startswith("taken")]
    assert "answered:0" in [key for key, _, _ in await story.ladder(case_id)]
    said = Words("staff", 1, 77, "马上查")
    await story.run(
        lambda uow: cases.from_staff(
            uow, story.shop, uow.cases.get(case_id), story.crew["advisor"], said, story.now
        )
    )
    await story.to(minutes=90)
    assert "answered:2" not in [key for key, _, _ in await story.ladder(case_id)]
    assert (await story.state(case_id))[1].solved_at is None


async def test_a_threat_at_night_calls_the_manager_at_once_and_everybody_after_five_minutes(
    story: Grievance,
) -> None:
    story.now = TUESDAY + timedelta(hours=14)  # eleven at night
    case_id = await story.opened("不处理我就找媒体", threat=True)
    assert (await story.state(case_id))[1].level == "critical"
    assert set(await story.called()) == {"manager", "general"}  # nobody is on call
    await story.to(hours=14, minutes=5)
    assert {"advisor", "second", "care"} <= set(await story.called())


async def test_words_that_make_it_graver_begin_its_clocks_anew(story: Grievance) -> None:
    case_id = await story.opened()
    await story.to(minutes=3)
    told = Told("刹车失灵了", danger=True)
    await story.run(
        lambda uow: complaints.hear(
            uow, story.shop, uow.cases.get(case_id), Words("owner", 1, 5, told.words), told, story.now
        )
    )
    complaint = (await story.state(case_id))[1]
    assert (complaint.level, complaint.reason, complaint.run) == ("critical", "danger", 2)
    assert "manager" in await story.called()


async def test_the_third_complaint_about_the_same_thing_is_critical(story: Grievance) -> None:
    for _ in range(2):
        case_id = await story.opened()
        await story.run(
            lambda uow, one=case_id: uow.cases.update(
                one, expected=("new",), state="closed", closed_at=story.now
            )
        )
    case_id = await story.opened()
    complaint = (await story.state(case_id))[1]
    assert (complaint.level, complaint.reason) == ("critical", "third")


async def test_changed_opening_hours_move_the_clocks_that_run(story: Grievance) -> None:
    case_id = await story.opened()
    before = (await story.state(case_id))[1].next_step_at
    late = (Interval(time(14), time(18)),)
    hours = replace(story.shop.store.hours, special={date(2026, 9, 1): late})
    moved = replace(story.shop, store=replace(story.shop.store, hours=hours))
    assert await reckon_anew(story.database, {1: moved}, story.now) == 1
    assert await reckon_anew(story.database, {1: moved}, story.now) == 0
    after = (await story.state(case_id))[1].next_step_at
    assert before == TUESDAY + timedelta(minutes=10)
    assert after == TUESDAY + timedelta(hours=5, minutes=10)


async def test_who_cannot_be_reached_is_passed_over_visibly_and_the_next_one_up_is_called(
    story: Grievance,
) -> None:
    def silence(uow: object) -> None:
        for name in ("advisor", "second", "care"):
            uow.staff.update(story.crew[name].id, blocked_at=TUESDAY)  # type: ignore[attr-defined]

    await story.run(silence)
    case_id = await story.opened()
    await story.to(minutes=10)
    first = (await story.run(lambda uow: uow.complaints.climbed(case_id)))[0]
    assert list(first.told) == [story.crew["manager"].id]
    assert {one[1] for one in first.skipped} == {"blocked"}


async def test_who_is_forgotten_leaves_no_word_and_nothing_awaited(story: Grievance) -> None:
    case_id = await story.opened("我叫王芳，住云川路")
    await story.run(lambda uow: uow.complaints.update(case_id, wish="退钱"))
    await story.run(lambda uow: uow.owners.erase(story.owner_id, story.now))
    case, complaint = await story.state(case_id)
    assert (case.state, complaint.words, complaint.wish) == ("closed", "", "")
    assert (complaint.next_step_at, complaint.wake_at, complaint.closed_how) == (None, None, "erased")


async def test_of_two_records_of_one_person_the_kept_complaint_has_the_words_of_both(
    story: Grievance,
) -> None:
    first = await story.opened("洗车没洗干净")
    kept, story.owner_id = story.owner_id, await story.run(lambda uow: new_owner(uow, story.shop, "王芳"))
    second = await story.opened("我要找媒体", threat=True, vehicle_id=None)
    gone = story.owner_id
    await story.run(lambda uow: records.merge(uow, story.shop, story.crew["manager"], kept, gone, story.now))
    (case, complaint), (other, absorbed) = await story.state(first), await story.state(second)
    assert (case.state, complaint.level) == ("new", "critical")
    assert "洗车没洗干净" in complaint.words
    assert "我要找媒体" in complaint.words
    assert (other.state, absorbed.closed_how, absorbed.next_step_at) == ("closed", "merged", None)


async def test_over_a_national_holiday_nothing_is_climbed_and_a_make_up_saturday_counts_as_a_weekday(
    story: Grievance, company: Company
) -> None:
    """October 2026: closed from the 1st to the 7th, Saturday the 10th is worked like a weekday, until six."""
    story.shop = shops_of(company)[story.shop.id]
    story.now = datetime(2026, 9, 30, 17, 50, tzinfo=story.shop.zone).astimezone(UTC)
    case_id = await story.opened()
    until, shops = story.now + timedelta(days=10, hours=2), {story.shop.id: story.shop}
    while (due := (await story.state(case_id))[1].next_step_at) is not None and due <= until:
        story.now = due
        assert await climb(story.database, shops, due) == 1
    steps = await story.run(lambda uow: uow.complaints.climbed(case_id))
    days = {one.due_at.astimezone(story.shop.zone).date() for one in steps}
    assert days == {date(2026, 9, 30), *(date(2026, 10, day) for day in (8, 9, 10))}
    assert len({(one.run, one.key) for one in steps}) == len(steps)
    assert all(one.done_at == one.due_at for one in steps)
    last = max(one.due_at for one in steps).astimezone(story.shop.zone)
    assert last.hour >= 17  # on an ordinary Saturday the shop shuts at five


async def test_while_it_is_open_the_owner_gets_no_promotion_and_afterwards_again(story: Grievance) -> None:
    speaker = Voice(Company({}, (story.shop.store,)), {story.shop.id: story.shop}, {})

    def open_for(uow: UnitOfWork) -> bool:
        owner = uow.owners.get(story.owner_id)
        return speaker._listener(uow, owner, ()).complaint_open

    assert not await story.run(open_for)
    case_id = await story.opened()
    assert await story.run(open_for)
    await story.takes(case_id)
    done = Resolution("支架松了", "换了支架", "复查", 0, 0)
    await story.run(
        lambda uow: closing.resolve(uow, story.shop, story.crew["advisor"], case_id, done, story.now)
    )
    assert await story.run(open_for)
    await story.run(lambda uow: closing.settled(uow, story.shop, uow.cases.get(case_id), story.now))
    assert not await story.run(open_for)
