"""Check-ins after a hand-over and a visit, festivals, lunar birthdays: asked on their day, and never against sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from support.small_shop import STORE, TODAY, House, at

from bot.config.lunar import ChineseCalendar
from dealership.domain.records import Planned
from dealership.services import cases, checkins, privacy
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from scheduler.sweeps.voice import plan, speak, voice_of
from storage.database import Database
from storage.schema import owner, vehicle

HOURS = timedelta(hours=4)
DAY = timedelta(days=1)


@pytest.fixture
def house(database: Database) -> House:
    store = replace(STORE, festivals=("mid_autumn", "christmas"))
    no_surveys = replace(Shop(STORE, None).surveys, small_share=0)
    return House(database, {1: Shop(store, None, surveys=no_surveys, lunar=ChineseCalendar())})


async def driver(house: House, of_owner: Any = None, **car: Any) -> Wish:
    wish = await house.owner(1)

    def work(uow: Any) -> None:
        privacy.set_consent(uow, wish.owner_id, "service", True, at(8))
        if car:
            uow.connection.execute(vehicle.update().values(**car))
        if of_owner:
            uow.connection.execute(owner.update().values(**of_owner))

    await house.do(work)
    return wish


async def live(house: House, days: int, since: date = TODAY) -> None:
    now, end = at(0, 5, since), at(0, 5, since) + timedelta(days=days)
    while now < end:
        await plan(house.database, house.shops, now)
        await speak(house.database, voice_of(house.company, house.shops), now)
        now += HOURS


async def rows(house: House, wish: Wish) -> list[Planned]:
    return list(await house.do(lambda uow: uow.planned.ledger(wish.owner_id, 99)))


async def told(house: House, wish: Wish, kind: str) -> list[tuple[int, date, str, str]]:
    return [
        (row.step, row.due_at.date(), row.state, row.detail)
        for row in await rows(house, wish)
        if row.kind == kind
    ]


async def visited(house: House, wish: Wish, on: date) -> int:
    """A visit of that day, which came."""
    booked = await house.book(wish, at(10, day=on), at(8, day=on))

    def come(uow: Any) -> None:
        uow.appointments.update(booked.id, at(10, day=on), expected=("confirmed",), state="arrived")

    await house.do(come)
    return booked.id


# --- after a hand-over -----------------------------------------------------------------------------------------


async def test_a_new_car_is_asked_after_on_the_evening_three_days_and_a_week_later(house: House) -> None:
    wish = await driver(house, delivered_on=TODAY)
    await live(house, 9)
    assert [row for row in await told(house, wish, "after_delivery") if row[2] == "sent"] == [
        (0, TODAY, "sent", ""),
        (1, TODAY + 3 * DAY, "sent", ""),
        (2, TODAY + 7 * DAY, "sent", ""),
    ]


async def test_a_car_sold_on_is_not_asked_after_any_more(house: House) -> None:
    wish = await driver(house, delivered_on=TODAY)
    await live(house, 1)
    await house.do(lambda uow: uow.vehicles.unbind(wish.owner_id, wish.vehicle_id, at(20)))
    await live(house, 9, TODAY + DAY)
    assert len([row for row in await told(house, wish, "after_delivery") if row[2] == "sent"]) == 1


@pytest.mark.parametrize("said", ["wrong", "fine"])
async def test_who_was_unhappy_is_not_asked_again_and_who_was_fine_is(house: House, said: str) -> None:
    wish = await driver(house, delivered_on=TODAY)
    await live(house, 1)
    first = next(row for row in await rows(house, wish) if row.kind == "after_delivery")
    for _ in range(2):
        await house.do(lambda uow: checkins.answer(uow, wish.owner_id, first.id, said, at(20)))
    await live(house, 4, TODAY + DAY)
    assert [row[2:] for row in await told(house, wish, "after_delivery")][1:] == [
        ("dropped", "unhappy") if said == "wrong" else ("sent", "")
    ]


async def test_who_is_talking_with_a_person_is_not_asked(house: House) -> None:
    wish = await driver(house, delivered_on=TODAY)
    await house.do(lambda uow: cases.open_case(uow, house.shop, wish.owner_id, at(9)) and None)
    await live(house, 1)
    assert [row[2:] for row in await told(house, wish, "after_delivery")] == [("dropped", "case_open")]


# --- after a visit ---------------------------------------------------------------------------------------------


async def test_three_days_after_a_visit_we_ask_how_the_car_is(house: House) -> None:
    wish = await driver(house)
    await visited(house, wish, TODAY)
    await live(house, 8, TODAY + DAY)
    assert await told(house, wish, "after_visit") == [(0, TODAY + 3 * DAY, "sent", "")]


async def test_nobody_is_asked_about_a_visit_that_did_not_take_place(house: House) -> None:
    wish = await driver(house)
    await house.book(wish, at(10), at(8))
    await live(house, 6, TODAY + DAY)
    assert await told(house, wish, "after_visit") == []


async def test_who_has_answered_a_survey_is_not_asked_once_more(house: House) -> None:
    wish = await driver(house)
    visit = await visited(house, wish, TODAY)

    def answered(uow: Any) -> None:
        opened = uow.surveys.open(
            store_id=1, owner_id=wish.owner_id, vehicle_id=wish.vehicle_id, appointment_id=visit,
            survey="service", version=1, planned_id=77, invited_at=at(12, day=TODAY + DAY),
            expires_at=at(12, day=TODAY + 8 * DAY), answered_at=at(13, day=TODAY + DAY),
        )  # fmt: skip
        assert opened

    await house.do(answered)
    await live(house, 6, TODAY + DAY)
    assert [row[2:] for row in await told(house, wish, "after_visit")] == [("dropped", "asked")]


# --- festivals and lunar days ----------------------------------------------------------------------------------

MID_AUTUMN = date(2026, 9, 25)


async def test_the_stores_festivals_are_wished_well_on_once_by_the_lunar_calendar(house: House) -> None:
    wish = await driver(house)
    await live(house, 3, MID_AUTUMN - DAY)
    await live(house, 2, date(2026, 12, 24))
    found = [row for row in await rows(house, wish) if row.kind == "festival"]
    assert [(row.period, row.due_at.date(), row.state) for row in found] == [
        ("mid_autumn:2026", MID_AUTUMN, "sent"),
        ("christmas:2026", date(2026, 12, 25), "sent"),
    ]


async def test_a_lunar_birthday_is_wished_on_its_solar_day_and_not_on_the_other(house: House) -> None:
    wish = await driver(house, of_owner={"lunar_birthday": "1985-08-15", "birthday": date(1985, 9, 29)})
    await live(house, 8, MID_AUTUMN - DAY)
    found = [row for row in await rows(house, wish) if row.kind == "birthday"]
    assert [(row.due_at.date(), row.state) for row in found] == [(MID_AUTUMN, "sent")]


async def test_who_never_started_the_bot_gets_no_row_for_a_festival(house: House) -> None:
    wish = await driver(house)
    await house.do(lambda uow: uow.owners.set_blocked("owner", 101, at(8)))
    await live(house, 1, MID_AUTUMN)
    assert [row.kind for row in await rows(house, wish)] == []


# --- every month with the car ----------------------------------------------------------------------------------


async def monthly(house: House, wish: Wish, *days: date) -> list[tuple[int, str, str]]:
    """What a morning of each of these days says."""
    for day in days:
        for hour in (9, 10):
            await plan(house.database, house.shops, at(hour, day=day))
            await speak(house.database, voice_of(house.company, house.shops), at(hour, day=day))
    return [
        (row.step, row.state, row.detail) for row in await rows(house, wish) if row.kind == "with_the_car"
    ]


async def test_a_car_is_asked_after_every_month_on_its_day_until_the_fifth_year(house: House) -> None:
    wish = await driver(house, delivered_on=date(2024, 9, 1))
    days = [date(2024, 10, 1), date(2024, 11, 1), date(2025, 9, 1), date(2029, 9, 1), date(2029, 10, 1)]
    assert await monthly(house, wish, *days) == [(step, "sent", "") for step in (2, 12, 60)]


async def test_the_thirty_first_has_its_day_in_shorter_months_once(house: House) -> None:
    wish = await driver(house, delivered_on=date(2025, 12, 31))
    days = [date(2026, 2, 28), date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 30)]
    assert [step for step, *_ in await monthly(house, wish, *days)] == [2, 3, 4]


async def test_a_month_missed_by_a_week_is_not_made_up_and_by_two_days_is(house: House) -> None:
    wish = await driver(house, delivered_on=date(2026, 7, 1))
    assert await monthly(house, wish, date(2026, 9, 8)) == []
    assert await monthly(house, wish, date(2026, 10, 3)) == [(3, "sent", "")]


async def test_who_was_unhappy_lately_or_sold_the_car_is_left_alone(house: House) -> None:
    wish = await driver(house, delivered_on=date(2026, 7, 1))
    await monthly(house, wish, date(2026, 9, 1))
    first = next(row for row in await rows(house, wish) if row.kind == "with_the_car")
    await house.do(lambda uow: checkins.answer(uow, wish.owner_id, first.id, "wrong", at(11)))
    assert (await monthly(house, wish, date(2026, 10, 1)))[-1] == (3, "dropped", "unhappy")
    assert (await monthly(house, wish, date(2027, 3, 1)))[-1] == (8, "sent", "")
    await house.do(lambda uow: uow.vehicles.unbind(wish.owner_id, wish.vehicle_id, at(12)))
    assert (await monthly(house, wish, date(2027, 4, 1)))[-1][0] == 8


@pytest.mark.parametrize(("step", "part"), [(2, "month"), (3, "quarter"), (12, "year"), (60, "year")])
async def test_quarters_and_anniversaries_have_words_of_their_own(house: House, step: int, part: str) -> None:
    delivered = date(2026 - step // 12, 9 - step % 12, 1) if step % 12 < 9 else date(2025, 9, 1)
    wish = await driver(house, delivered_on=delivered)
    await monthly(house, wish, TODAY)
    posts = await house.do(lambda uow: uow.outbox.posted("planned:"))
    said = [
        one.payload["text"][0] for one in posts if one.payload["text"][0]["message"] == "checkin-with_the_car"
    ]
    assert [one["args"]["part"] for one in said] == [part]
