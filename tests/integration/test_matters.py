"""Reminders of days: each step of the ladder once, one message a day, never after it is done, sold or renewed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from support.small_shop import TODAY, House, at

from dealership.domain.records import Planned
from dealership.services import matters, privacy
from dealership.services.holds import Wish
from dealership.services.ports import NotFoundError
from scheduler.sweeps.voice import plan, speak, voice_of
from storage.database import Database
from storage.schema import owner, vehicle

HOURS = timedelta(hours=4)


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def driver(house: House, *, consent: bool = True, of_car: Any = None, of_owner: Any = None) -> Wish:
    wish = await house.owner(1)

    def work(uow: Any) -> None:
        if consent:
            privacy.set_consent(uow, wish.owner_id, "service", True, at(8))
        if of_car:
            uow.connection.execute(vehicle.update().values(**of_car))
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


def days_of(found: list[Planned], state: str = "sent") -> list[tuple[str, int, date]]:
    return [(row.kind, row.step, row.due_at.date()) for row in found if row.state == state]


async def test_insurance_is_spoken_of_sixty_thirty_and_seven_days_before(house: House) -> None:
    ends = TODAY + timedelta(days=62)
    wish = await driver(house, of_car={"insured_until": ends})
    await live(house, 70)
    assert days_of(await rows(house, wish)) == [
        ("insurance", step, ends - timedelta(days=days)) for step, days in enumerate((60, 30, 7))
    ]


async def test_after_a_long_silence_only_the_step_it_is_time_for_is_said(house: House) -> None:
    ends = TODAY + timedelta(days=20)
    wish = await driver(house, of_car={"insured_until": ends})
    await live(house, 25)
    assert [step for _, step, _ in days_of(await rows(house, wish))] == [1, 2]


async def test_what_falls_on_one_day_is_one_message(house: House) -> None:
    ends = TODAY + timedelta(days=60)
    wish = await driver(
        house, of_car={"insured_until": ends, "inspection_due": ends}, of_owner={"licence_until": ends}
    )
    await live(house, 1)
    found = await rows(house, wish)
    assert sorted(row.state for row in found) == ["merged", "merged", "sent"]
    assert len({row.outbox_id for row in found}) == 1
    posts = list(await house.do(lambda uow: uow.outbox.posted("planned:")))
    assert [part["message"] for part in posts[0].payload["text"]] == [f"reminder-{row.kind}" for row in found]


async def test_nothing_is_said_without_consent_and_the_ledger_says_so(house: House) -> None:
    wish = await driver(house, consent=False, of_car={"insured_until": TODAY + timedelta(days=60)})
    await live(house, 1)
    assert [(row.state, row.reason) for row in await rows(house, wish)] == [("dropped", "no_consent")]


async def test_a_kind_switched_off_is_not_said_and_a_done_one_never_again(house: House) -> None:
    ends = TODAY + timedelta(days=60)
    wish = await driver(house, of_car={"insured_until": ends, "inspection_due": ends})
    await house.do(lambda uow: matters.switch(uow, wish.owner_id, "inspection", at(8), on=False))
    await live(house, 1)
    first = next(row for row in await rows(house, wish) if row.state == "sent")
    assert first.kind == "insurance"
    for _ in range(2):
        told = await house.do(lambda uow: matters.is_done(uow, wish.owner_id, first.id, at(12)))
        assert told.key == "reminder-done-thanks"
    await live(house, 60, TODAY + timedelta(days=1))
    assert {(row.state, row.detail) for row in (await rows(house, wish)) if row.step} == {
        ("dropped", "done"),
        ("dropped", ""),
    }


async def test_nobody_says_done_for_somebody_else(house: House) -> None:
    wish = await driver(house, of_car={"insured_until": TODAY + timedelta(days=60)})
    await live(house, 1)
    row = (await rows(house, wish))[0]
    with pytest.raises(NotFoundError):
        await house.do(lambda uow: matters.is_done(uow, wish.owner_id + 1, row.id, at(12)))


@pytest.mark.parametrize("change", ["sold", "renewed"])
async def test_a_sold_car_and_a_renewed_policy_are_not_spoken_of(house: House, change: str) -> None:
    ends = TODAY + timedelta(days=60)
    wish = await driver(house, of_car={"insured_until": ends})
    await plan(house.database, house.shops, at(0, 5))

    def happen(uow: Any) -> None:
        if change == "sold":
            uow.vehicles.unbind(wish.owner_id, wish.vehicle_id, at(8))
        else:
            uow.connection.execute(vehicle.update().values(insured_until=ends + timedelta(days=365)))

    await house.do(happen)
    await speak(house.database, voice_of(house.company, house.shops), at(10))
    assert [(row.state, row.detail) for row in await rows(house, wish)] == [("dropped", change)]


async def test_a_birthday_is_wished_once_a_year_in_the_morning(house: House) -> None:
    wish = await driver(house, of_owner={"birthday": date(1990, TODAY.month, TODAY.day)})
    await live(house, 3)
    found = await rows(house, wish)
    assert [(row.kind, row.state, row.period) for row in found] == [("birthday", "sent", str(TODAY.year))]
    assert found[0].decided_at is not None and found[0].decided_at >= at(10)


async def test_who_was_born_on_a_leap_day_is_greeted_on_the_28th(house: House) -> None:
    wish = await driver(house, of_owner={"birthday": date(1992, 2, 29)})
    await live(house, 2, date(2027, 2, 27))
    assert [row.decided_at for row in await rows(house, wish)] == [at(12, 5, date(2027, 2, 28))]


async def test_a_claimed_car_is_spoken_of_to_nobody(house: House) -> None:
    wish = await driver(house, of_car={"insured_until": TODAY + timedelta(days=60)})

    def doubt(uow: Any) -> None:
        uow.vehicles.unbind(wish.owner_id, wish.vehicle_id, at(7))
        uow.vehicles.bind(wish.owner_id, wish.vehicle_id, "claimed", at(7))

    await house.do(doubt)
    await live(house, 1)
    assert await rows(house, wish) == []


async def test_one_record_made_of_two_keeps_what_is_planned_and_what_was_switched_off(house: House) -> None:
    wish = await driver(house, of_car={"insured_until": TODAY + timedelta(days=60)})
    other = await house.owner(2)
    await plan(house.database, house.shops, at(0, 5))

    def merge(uow: Any) -> None:
        matters.switch(uow, wish.owner_id, "inspection", at(8), on=False)
        matters.switch(uow, other.owner_id, "inspection", at(8), on=False)
        uow.owners.merge(wish.owner_id, other.owner_id, at(9))

    await house.do(merge)
    assert [row.kind for row in await rows(house, other)] == ["insurance"]
    assert await house.do(lambda uow: uow.planned.switched_off(other.owner_id)) == {"inspection"}


async def test_who_is_forgotten_leaves_no_plan_behind(house: House) -> None:
    wish = await driver(house, of_car={"insured_until": TODAY + timedelta(days=60)})
    await live(house, 1)
    await house.do(lambda uow: uow.owners.erase(wish.owner_id, at(12)))
    assert await rows(house, wish) == []
