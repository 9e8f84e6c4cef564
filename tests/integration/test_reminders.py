"""Reminders of a visit: once, at the right moment, of the right time, and never after it has changed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.small_shop import DAY, STORE, TODAY, House, at

from bot import cli
from dealership.domain.company import Interval, OpeningHours
from dealership.domain.records import Appointment, Planned
from dealership.services import booking, holds, lateness, reception
from dealership.services.shop import Shop
from scheduler.sweeps.voice import let_late_go, plan, speak, voice_of
from storage.database import Database
from storage.uow import UnitOfWork

DEMO_CONFIG = Path(__file__).parents[2] / "bot" / "data" / "demo.toml"
EVE = DAY - timedelta(days=1)


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def turn(house: House, now: datetime) -> int:
    """One turn of the wheel."""
    planned = await plan(house.database, house.shops, now)
    spoken = await speak(house.database, voice_of(house.company, house.shops), now)
    return planned + spoken + await let_late_go(house.database, house.shops, now)


async def through(house: House, start: datetime, end: datetime, minutes: int = 5) -> None:
    now = start
    while now <= end:
        await turn(house, now)
        now += timedelta(minutes=minutes)


async def ledger(house: House, owner_id: int) -> list[Planned]:
    return list(await house.do(lambda uow: uow.planned.ledger(owner_id, 50)))


async def booked(house: House, hour: int = 10) -> Appointment:
    return await house.book(await house.owner(1), at(hour, day=DAY))


async def visit_of(house: House, visit: Appointment) -> Appointment:
    return await house.do(lambda uow: uow.appointments.get(visit.id))


def word(row: Planned) -> tuple[str, str, str]:
    return row.kind, row.state, row.detail or row.reason


# --- said once, at its moment --------------------------------------------------------------------------------


async def test_a_visit_is_spoken_of_the_day_before_and_two_hours_before(house: House) -> None:
    visit = await booked(house)
    await through(house, at(9, day=EVE), at(9, 59, day=EVE))
    assert await house.said("planned") == []
    await through(house, at(10, day=EVE), at(9, day=DAY), minutes=30)
    assert await house.said("planned", 101) == ["reminder-visit_tomorrow", "reminder-visit_soon"]
    rows = await ledger(house, visit.owner_id)
    assert [(row.kind, row.decided_at) for row in rows if row.state == "sent"] == [
        ("visit_tomorrow", at(10, day=EVE)),
        ("visit_soon", at(8, day=DAY)),
    ]


async def test_planned_late_twice_and_on_five_replicas_is_planned_once(house: House) -> None:
    visit = await booked(house)
    late = at(12, day=EVE)
    await asyncio.gather(*(turn(house, late) for _ in range(5)))
    await turn(house, late)
    assert await house.said("planned") == ["reminder-visit_tomorrow"]
    assert len({row.kind for row in await ledger(house, visit.owner_id)}) == len(
        await ledger(house, visit.owner_id)
    )


async def test_after_a_week_of_silence_nothing_stale_is_said(house: House) -> None:
    visit = await booked(house)
    await turn(house, at(9, day=EVE))
    await turn(house, at(9, day=DAY + timedelta(days=7)))
    assert await house.said("planned") == []
    assert {row.state for row in await ledger(house, visit.owner_id)} == {"dropped"}


async def test_an_early_visit_is_spoken_of_the_evening_before(database: Database) -> None:
    hours = OpeningHours(((Interval(time(7), time(12)),),) * 7, holiday_region="")
    house = House(database, {1: Shop(replace(STORE, hours=hours), None)})
    await house.book(await house.owner(1), at(8, day=DAY))
    await through(house, at(11, day=EVE), at(20, 25, day=EVE))
    assert await house.said("planned") == ["reminder-visit_tomorrow"]
    await turn(house, at(20, 30, day=EVE))
    assert await house.said("planned") == ["reminder-visit_tomorrow", "reminder-visit_soon"]


async def test_a_visit_agreed_just_now_is_not_repeated_back(house: House) -> None:
    await house.book(await house.owner(1), at(10, day=DAY), now=at(15, day=EVE))
    await through(house, at(15, day=EVE), at(20, day=EVE), minutes=60)
    assert await house.said("planned") == []


# --- never untrue --------------------------------------------------------------------------------------------


async def test_a_cancelled_visit_is_never_spoken_of(house: House) -> None:
    visit = await booked(house)
    await turn(house, at(9, day=EVE))
    await house.cancel(visit, at(9, 30, day=EVE))
    await through(house, at(9, 35, day=EVE), at(11, day=DAY), minutes=30)
    assert await house.said("planned") == []
    assert {word(row) for row in await ledger(house, visit.owner_id)} == {
        ("visit_tomorrow", "dropped", "cancelled"),
        ("visit_soon", "dropped", "cancelled"),
    }


async def test_a_moved_visit_is_spoken_of_anew_and_only_at_its_new_time(house: House) -> None:
    visit = await booked(house)
    await through(house, at(10, day=EVE), at(10, 30, day=EVE))
    next_day = DAY + timedelta(days=1)

    def move(uow: UnitOfWork) -> None:
        wish = holds.Wish(visit.owner_id, visit.vehicle_id, ("oil",))
        held = holds.hold(uow, house.shop, wish, at(11, day=next_day), at(11, day=EVE))
        assert held is not None
        assert booking.move(uow, house.shop, visit, held, at(11, day=EVE)) is not None

    await house.do(move)
    await through(house, at(11, 5, day=EVE), at(10, day=next_day), minutes=30)
    assert await house.said("planned") == ["reminder-visit_tomorrow"] * 2 + ["reminder-visit_soon"]
    rows = await ledger(house, visit.owner_id)
    assert [row.due_at for row in rows if row.state == "sent"] == [
        at(10, day=EVE),
        at(10, day=DAY),
        at(9, day=next_day),
    ]


async def test_what_becomes_untrue_on_its_way_out_is_not_sent(house: House) -> None:
    visit = await booked(house)
    await turn(house, at(10, day=EVE))
    await house.cancel(visit, at(10, 1, day=EVE))
    voice = voice_of(house.company, house.shops)

    def look(uow: UnitOfWork) -> list[str]:
        rows = uow.outbox.posted("planned:")
        return [voice.second_look(uow, row.id, at(10, 1, day=EVE)) for row in rows]

    assert await house.do(look) == ["untrue"]
    assert [word(row) for row in await ledger(house, visit.owner_id) if row.kind == "visit_tomorrow"] == [
        ("visit_tomorrow", "dropped", "cancelled")
    ]


async def test_who_blocked_the_bot_is_unreachable_and_the_ledger_says_so(house: House) -> None:
    visit = await booked(house)
    await house.do(lambda uow: uow.owners.set_blocked("owner", 101, at(9, day=EVE)))
    await turn(house, at(10, day=EVE))
    assert [word(row) for row in await ledger(house, visit.owner_id) if row.kind == "visit_tomorrow"] == [
        ("visit_tomorrow", "dropped", "unreachable")
    ]


# --- coming, late, here --------------------------------------------------------------------------------------


def answer(house: House, visit: Appointment, say: Any, now: datetime) -> Any:
    return house.do(lambda uow: say(uow, house.shop, uow.appointments.get(visit.id), now))


async def test_a_tap_says_i_am_coming_and_the_card_knows(house: House) -> None:
    visit = await booked(house)
    for _ in range(2):
        told = await answer(house, visit, lateness.coming, at(11, day=EVE))
        assert told.key == "reminder-coming-thanks"
    assert (await visit_of(house, visit)).promised_at == at(11, day=EVE)


async def test_who_is_late_is_asked_once_and_the_place_is_free_thirty_minutes_later(house: House) -> None:
    visit = await booked(house)
    await through(house, at(10, day=DAY), at(10, 35, day=DAY))
    assert (await house.said("planned")).count("reminder-visit_late") == 1
    assert (await visit_of(house, visit)).state == "confirmed"
    await turn(house, at(10, 40, day=DAY))
    assert (await visit_of(house, visit)).state == "no_show"
    assert "missed" in await house.said("receipt")
    await turn(house, at(10, 40, day=DAY))
    assert (await house.said("receipt")).count("missed") == 1


async def test_who_did_not_come_is_offered_new_times_for_the_same_jobs(house: House) -> None:
    visit = await booked(house)
    await through(house, at(10, day=DAY), at(10, 45, day=DAY))

    def opened(uow: UnitOfWork) -> Any:
        post = next(row for row in uow.outbox.posted("missed:") if row.owner_id == visit.owner_id)
        return uow.tokens.find(post.payload["rows"][0][0]["token"], "owner")

    _chat, action, args = await house.do(opened)
    same = {"store": "1", "car": str(visit.vehicle_id), "reason": ["oil"]}
    assert (action, args) == ("open", {"dialog": "invited", "answers": same})


async def test_on_my_way_keeps_the_place_as_long_again(house: House) -> None:
    visit = await booked(house)
    await through(house, at(10, day=DAY), at(10, 10, day=DAY))
    await answer(house, visit, lateness.on_my_way, at(10, 30, day=DAY))
    await turn(house, at(10, 55, day=DAY))
    assert (await visit_of(house, visit)).state == "confirmed"
    await turn(house, at(11, day=DAY))
    assert (await visit_of(house, visit)).state == "no_show"


async def test_who_says_they_are_here_is_never_let_go_by_the_clock(house: House) -> None:
    visit = await booked(house)
    await through(house, at(10, day=DAY), at(10, 10, day=DAY))
    await answer(house, visit, lateness.here, at(10, 20, day=DAY))
    await through(house, at(10, 25, day=DAY), at(12, day=DAY))
    assert (await visit_of(house, visit)).state == "confirmed"


async def test_who_has_arrived_is_not_asked(house: House) -> None:
    visit = await booked(house)

    def arrive(uow: UnitOfWork) -> None:
        member = uow.staff.get(
            uow.staff.add(at(8), store_id=1, name="Li", role="service_advisor", language="en")
        )
        reception.arrived(uow, house.shop, member, visit.id, at(9, 55, day=DAY))

    await house.do(arrive)
    await through(house, at(10, day=DAY), at(11, day=DAY))
    assert "reminder-visit_late" not in await house.said("planned")


async def test_a_late_answer_to_a_visit_that_is_over_changes_nothing(house: House) -> None:
    visit = await booked(house)
    await house.cancel(visit, at(9, day=DAY))
    told = await answer(house, visit, lateness.on_my_way, at(10, 12, day=DAY))
    assert told.key == "reminder-place-gone"
    assert (await visit_of(house, visit)).late_until is None


def test_days_of_these_tests_are_apart() -> None:
    assert TODAY < EVE < DAY
    assert at(8).tzinfo is UTC


# --- the ledger ----------------------------------------------------------------------------------------------


async def test_why_tells_what_was_sent_and_what_comes_next(
    house: House,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    visit = await booked(house)
    await turn(house, at(10, day=EVE))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", database_url)
    monkeypatch.setenv("SERVICEBAY_CONFIG", str(DEMO_CONFIG))
    assert await asyncio.to_thread(cli.main, ["why", "沪A00001"]) == 0
    told = capsys.readouterr().out
    assert f"2026-09-02 10:00  sent     visit_tomorrow     visit {visit.id}" in told
    assert "next     visit_soon" in told
    assert await asyncio.to_thread(cli.main, ["why", "京A99999"]) == 2
    assert "nobody is known as '京A99999'" in capsys.readouterr().err


async def test_a_rehearsed_plan_counts_and_leaves_nothing_behind(
    house: House,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    visit = await booked(house)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", database_url)
    monkeypatch.setenv("SERVICEBAY_CONFIG", str(DEMO_CONFIG))
    assert await asyncio.to_thread(cli.main, ["plan", "--date", str(EVE), "--dry-run"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{EVE}: 1 due"
    assert told[1].split() == ["1", "visit_tomorrow", "sent", "due"]
    assert await ledger(house, visit.owner_id) == []
