"""Service reminders: from plan and readings, twice at most, a call afterwards, and every answer does what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from support.small_shop import STORE, TODAY, House, at

from dealership.domain.company import MaintenancePlan
from dealership.domain.records import Planned, StaffTask
from dealership.domain.rights import NotAllowedError
from dealership.domain.upkeep import Upkeep
from dealership.services import booking, holds, ledger, matters, privacy, tasks, upkeep
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from scheduler.sweeps.voice import count_upkeep, heed_plans, open_tasks, plan, speak, voice_of
from storage.database import Database
from storage.schema import finding, odometer_reading, service_visit, vehicle

HOURS = timedelta(hours=4)
DAY = timedelta(days=1)
PLAN = MaintenancePlan("X7", first_months=3, first_km=5000, every_months=6, every_km=10_000)


def shops_with(plan_: MaintenancePlan = PLAN) -> Mapping[int, Shop]:
    menu = (replace(STORE.menu[0], covers=frozenset({"service", "check"})),)
    return {1: Shop(replace(STORE, menu=menu, plans=(plan_,)), None)}


@pytest.fixture
def house(database: Database) -> House:
    return House(database, shops_with())


async def driver(house: House, number: int = 1, **car: Any) -> Wish:
    wish = await house.owner(number)

    def work(uow: Any) -> None:
        privacy.set_consent(uow, wish.owner_id, "service", True, at(8))
        uow.connection.execute(
            vehicle.update().where(vehicle.c.id == wish.vehicle_id).values(model="X7", **car)
        )
        uow.upkeep.mark(wish.vehicle_id, at(8))

    await house.do(work)
    return wish


async def drove(house: House, wish: Wish, *readings: tuple[date, int]) -> None:
    def work(uow: Any) -> None:
        for on, km in readings:
            row = {"vehicle_id": wish.vehicle_id, "read_on": on, "km": km}
            uow.connection.execute(odometer_reading.insert().values(**row))
        uow.upkeep.mark(wish.vehicle_id, at(8))

    await house.do(work)


async def served(house: House, wish: Wish, on: date, km: int | None = None) -> None:
    def work(uow: Any) -> None:
        row = {
            "store_id": 1,
            "vehicle_id": wish.vehicle_id,
            "visited_on": on,
            "mark": str(on),
            "currency": "CNY",
        }
        uow.connection.execute(service_visit.insert().values(**row, odometer_km=km))
        uow.upkeep.mark(wish.vehicle_id, at(8))

    await house.do(work)


async def live(house: House, days: int, since: date = TODAY) -> None:
    now, end = at(0, 5, since), at(0, 5, since) + timedelta(days=days)
    while now < end:
        await count_upkeep(house.database, house.shops, now)
        await plan(house.database, house.shops, now)
        await speak(house.database, voice_of(house.company, house.shops), now)
        await open_tasks(house.database, house.shops, now)
        now += HOURS


async def due_of(house: House, wish: Wish) -> Upkeep:
    await count_upkeep(house.database, house.shops, at(8))
    found = await house.do(lambda uow: uow.upkeep.find(wish.vehicle_id))
    assert found is not None
    return found


async def rows(house: House, wish: Wish) -> list[Planned]:
    return list(await house.do(lambda uow: uow.planned.ledger(wish.owner_id, 99)))


async def sent(house: House, wish: Wish) -> list[tuple[str, int, date]]:
    """What was said of services; the questions about life with the car go their own way."""
    said = [row for row in await rows(house, wish) if row.state == "sent" and row.kind != "with_the_car"]
    return [(row.kind, row.step, row.due_at.date()) for row in said]


async def calls(house: House, now: Any) -> list[StaffTask]:
    return list(await house.do(lambda uow: uow.tasks.open_of_store(1, now)))


# --- when ----------------------------------------------------------------------------------------------------


async def test_the_first_service_is_spoken_of_two_weeks_and_one_week_before(house: House) -> None:
    delivered = date(2026, 6, 20)
    wish = await driver(house, delivered_on=delivered)
    await drove(house, wish, (date(2026, 7, 20), 600), (date(2026, 8, 30), 1400))
    due = date(2026, 9, 20)
    assert ((await due_of(house, wish)).due_on, (await due_of(house, wish)).kind) == (due, "first_service")
    await live(house, 25)
    assert await sent(house, wish) == [
        ("first_service", 0, due - 14 * DAY),
        ("first_service", 1, due - 7 * DAY),
    ]


async def test_kilometres_from_the_cars_own_readings_bring_the_day_forward(house: House) -> None:
    wish = await driver(house, delivered_on=date(2025, 1, 1))
    await drove(house, wish, (date(2026, 3, 1), 20_000), (date(2026, 8, 28), 38_000))
    await served(house, wish, date(2026, 6, 1), 29_200)
    due = await due_of(house, wish)
    assert (due.by_km, due.due_km, due.ask_on) == (True, 39_200, None)
    assert due.due_on == date(2026, 8, 28) + 15 * DAY  # the median of the slopes, delivery included
    await live(house, 1)
    assert await sent(house, wish) == [("periodic_service", 0, TODAY)]


async def test_after_the_last_message_somebody_calls(house: House) -> None:
    wish = await driver(house)
    await served(house, wish, TODAY - 180 * DAY)
    due = (await due_of(house, wish)).due_on
    assert due is not None
    await live(house, (due - TODAY).days + 1)
    found = await sent(house, wish)
    assert [row for row in found if row[0] == "periodic_service"] == [("periodic_service", 1, due - 4 * DAY)]
    open_ = await calls(house, at(12, day=due))
    assert [(task.kind, task.why) for task in open_] == [("periodic_service", "no_answer")]
    await live(house, 30, due)
    assert len(await calls(house, at(12, day=due + 30 * DAY))) == 1


async def test_who_cannot_be_written_to_is_called_after_the_last_date(house: House) -> None:
    wish = await driver(house, delivered_on=date(2026, 6, 11))
    await drove(house, wish, (date(2026, 8, 30), 1400))
    await house.do(lambda uow: uow.owners.set_blocked("owner", 101, at(8)))
    await live(house, 5)
    assert [(task.kind, task.why) for task in await calls(house, at(12, day=TODAY + 5 * DAY))] == [
        ("first_service", "unreachable")
    ]
    assert await sent(house, wish) == []


# --- what ends it ----------------------------------------------------------------------------------------------


async def in_time(house: House) -> tuple[Wish, Planned]:
    """An owner who was reminded of the periodic service this morning."""
    wish = await driver(house)
    await served(house, wish, date(2026, 3, 15), 10_000)
    await drove(house, wish, (date(2025, 9, 1), 5000), (date(2026, 8, 20), 14_000))
    await live(house, 1)
    return wish, next(row for row in await rows(house, wish) if row.state == "sent")


async def test_a_booked_service_is_spoken_of_no_more(house: House) -> None:
    wish, first = await in_time(house)
    assert (first.kind, first.step) == ("periodic_service", 0)
    await house.book(wish, at(9, day=TODAY + 20 * DAY), at(12))
    await live(house, 14, TODAY + DAY)
    assert [(row.step, row.detail) for row in await rows(house, wish) if row.kind == first.kind] == [
        (0, ""),
        (1, "booked"),
    ]
    assert await calls(house, at(12, day=TODAY + 19 * DAY)) == []


async def test_later_moves_the_second_message_and_the_call(house: House) -> None:
    wish, first = await in_time(house)
    for _ in range(2):
        told = await house.do(lambda uow: matters.later(uow, house.shop, wish.owner_id, first.id, at(12)))
        assert (told.key, told.args["days"]) == ("reminder-later-thanks", 7)
    await live(house, 20, TODAY + DAY)
    mine = [row for row in await rows(house, wish) if row.kind == first.kind]
    assert [(row.step, row.state, row.detail) for row in mine] == [
        (0, "sent", ""),
        (2, "sent", ""),
        (1, "dropped", "later"),
    ]
    assert mine[1].due_at == at(10, day=TODAY + 7 * DAY)
    assert len(await calls(house, at(12, day=TODAY + 20 * DAY))) == 1


async def test_done_elsewhere_counts_the_next_one_from_today(house: House) -> None:
    wish, first = await in_time(house)

    def tell(uow: Any) -> Upkeep:
        matters.is_done(uow, wish.owner_id, first.id, at(12))
        return upkeep.tell_served(uow, house.shop, wish.vehicle_id, "elsewhere", at(12))

    due = await house.do(tell)
    assert (due.kind, due.base_on, due.due_on) == ("periodic_service", TODAY, date(2027, 3, 1))
    await live(house, 20, TODAY + DAY)
    assert len(await sent(house, wish)) == 1


async def test_an_arrival_with_the_job_begins_a_new_interval(house: House) -> None:
    wish, _ = await in_time(house)

    def come(uow: Any) -> None:
        held = holds.hold(uow, house.shop, wish, at(9, day=TODAY + DAY), at(12))
        booked = held and booking.confirm(uow, house.shop, held, wish, at(12))
        assert booked
        uow.appointments.update(booked.id, at(9, day=TODAY + DAY), expected=("confirmed",), state="arrived")
        uow.upkeep.mark(wish.vehicle_id, at(9, day=TODAY + DAY))

    await house.do(come)
    assert (await due_of(house, wish)).base_on == TODAY + DAY


# --- kilometres asked for ----------------------------------------------------------------------------------------


async def test_an_unsure_day_is_asked_about_and_the_answer_counts_it_anew_at_once(house: House) -> None:
    wish = await driver(house)
    await served(house, wish, date(2026, 5, 25), 10_000)
    before = await due_of(house, wish)
    assert before.ask_on is not None and before.due_on is not None
    await live(house, 2, before.ask_on)
    asked = next(row for row in await rows(house, wish) if row.kind == "odometer")
    assert asked.state == "sent"
    now = at(12, day=before.ask_on + DAY)
    due = await house.do(lambda uow: upkeep.tell_km(uow, house.shop, wish.vehicle_id, 19_000, now))
    assert due.by_km and due.due_on is not None and due.due_on < before.due_on
    with pytest.raises(upkeep.TooLowError):
        await house.do(lambda uow: upkeep.tell_km(uow, house.shop, wish.vehicle_id, 18_000, now))


async def test_a_day_that_moves_away_is_spoken_of_when_it_comes_after_all(house: House) -> None:
    other = await driver(house, 2)
    await served(house, other, date(2026, 3, 10), 10_000)
    await drove(house, other, (date(2025, 9, 1), 5000), (date(2026, 8, 20), 19_000))
    await count_upkeep(house.database, house.shops, at(0, 5, TODAY + DAY))
    await plan(house.database, house.shops, at(0, 5, TODAY + DAY))
    planned = [row for row in await rows(house, other) if row.state == "waiting"]
    assert [row.kind for row in planned] == ["periodic_service"]
    menu = replace(PLAN, every_months=9, every_km=20_000)
    house.shops = shops_with(menu)
    await heed_plans(house.database, house.shops, at(0, 6, TODAY + DAY))
    await live(house, 1, TODAY + DAY)
    assert [(row.state, row.detail) for row in await rows(house, other)] == [("dropped", "not_yet")]
    due = (await due_of(house, other)).due_on
    assert due is not None
    await live(house, 3, due - 14 * DAY)
    assert ("periodic_service", 0) in [(kind, step) for kind, step, _ in await sent(house, other)]


async def test_new_plans_count_every_car_anew_and_the_same_plans_none(house: House) -> None:
    await in_time(house)
    assert await heed_plans(house.database, house.shops, at(8)) == 1
    assert await heed_plans(house.database, house.shops, at(8)) == 0
    assert await count_upkeep(house.database, house.shops, at(8)) == 1
    other = shops_with(replace(PLAN, every_months=12))
    assert await heed_plans(house.database, other, at(8)) == 1


# --- findings ------------------------------------------------------------------------------------------------


async def test_what_was_declined_is_offered_after_a_month_and_once_more(house: House) -> None:
    wish = await driver(house)
    found = {
        "store_id": 1,
        "vehicle_id": wish.vehicle_id,
        "mark": "a",
        "what": "前刹车片 3 mm",
        "state": "declined",
    }
    await house.do(
        lambda uow: (
            uow.connection.execute(finding.insert().values(**found, found_on=TODAY - 30 * DAY)) and None
        )
    )
    await live(house, 1)
    await live(house, 1, TODAY + 60 * DAY)
    assert await sent(house, wish) == [
        ("declined_finding", 0, TODAY),
        ("declined_finding", 1, TODAY + 60 * DAY),
    ]


async def test_what_was_done_meanwhile_is_not_offered(house: House) -> None:
    wish = await driver(house)
    found = {
        "store_id": 1,
        "vehicle_id": wish.vehicle_id,
        "mark": "a",
        "what": "前刹车片 3 mm",
        "state": "declined",
    }

    def work(uow: Any) -> None:
        uow.connection.execute(finding.insert().values(**found, found_on=TODAY - 30 * DAY))

    await house.do(work)
    await plan(house.database, house.shops, at(0, 5))
    await house.do(lambda uow: uow.connection.execute(finding.update().values(state="done")) and None)
    await speak(house.database, voice_of(house.company, house.shops), at(10))
    assert [(row.state, row.detail) for row in await rows(house, wish)] == [("dropped", "done")]


# --- calls ---------------------------------------------------------------------------------------------------


async def a_call(house: House) -> tuple[Any, StaffTask]:
    wish = await driver(house, delivered_on=date(2026, 6, 11))
    await drove(house, wish, (date(2026, 8, 30), 1400))
    await house.do(lambda uow: uow.owners.set_blocked("owner", 101, at(8)))
    await live(house, 5)

    def hire(uow: Any, role: str, store_id: int = 1) -> Any:
        return uow.staff.get(uow.staff.add(at(8), store_id=store_id, name="Li", role=role, language="en"))

    task = (await calls(house, at(12, day=TODAY + 5 * DAY)))[0]
    return hire, task


async def test_an_advisor_reads_what_an_owner_got_and_why(house: House) -> None:
    hire, task = await a_call(house)
    member = await house.do(lambda uow: hire(uow, "service_advisor"))
    person, found = await house.do(lambda uow: ledger.of_owner(uow, house.shop, member, task.owner_id, 9))
    assert person.name == "Owner 1"
    assert [(row.kind, row.step, row.reason) for row in found] == [
        ("first_service", 0, "unreachable"), ("first_service", 1, "unreachable"),
    ]  # fmt: skip


async def test_a_call_not_reached_comes_back_tomorrow_and_a_done_one_never(house: House) -> None:
    hire, task = await a_call(house)
    member = await house.do(lambda uow: hire(uow, "customer_care"))
    now = at(12, day=TODAY + 5 * DAY)

    def end(act: Any, at_: Any) -> Any:
        return house.do(lambda uow: act(uow, house.shop, member, task.id, at_))

    assert (await end(tasks.not_reached, now)).key == "tasks-called"
    assert await calls(house, now) == []
    assert (await end(tasks.done, now)).key == "tasks-over"
    again = await calls(house, now + DAY)
    assert [one.calls for one in again] == [1]
    assert (await end(tasks.done, now + DAY)).key == "tasks-done"
    assert (await end(tasks.done, now + DAY)).key == "tasks-over"
    assert await calls(house, now + 30 * DAY) == []


@pytest.mark.parametrize(
    ("role", "store_id"), [("marketing", 1), ("administrator", 1), ("service_advisor", 2)]
)
async def test_nobody_else_sees_or_ends_a_call(house: House, role: str, store_id: int) -> None:
    hire, task = await a_call(house)
    member = await house.do(lambda uow: hire(uow, role, store_id))
    now = at(12, day=TODAY + 5 * DAY)
    for act in (
        lambda uow: tasks.open_of(uow, house.shop, member, now),
        lambda uow: tasks.done(uow, house.shop, member, task.id, now),
        lambda uow: ledger.of_owner(uow, house.shop, member, task.owner_id, 9),
    ):
        with pytest.raises(NotAllowedError):
            await house.do(act)
