"""Lanes on both databases: what is urgent goes first, a closed lane waits, and a chat's own order is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import cli
from bot.lanes_cli import shown
from dealership.domain.company import Company
from dealership.domain.lanes import Lane, Unsure, lane_of, lane_of_kinds, unsure_of_kinds
from dealership.domain.records import ChatGate, Finished
from scheduler.sweeps.keeping import forget_attempts, forget_gates
from storage.database import Database
from storage.uow import UnitOfWork

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
SOON = NOW + timedelta(seconds=1)


def add(uow: UnitOfWork, name: str, lane: Lane, chat_id: int = 0, **more: Any) -> int:
    row = {
        "store_id": 1,
        "bot": "owner",
        "purpose": "test",
        "language": "en",
        "payload": {},
        "lane": int(lane),
    }
    made = uow.outbox.add(
        NOW, **{**row, "dedup_key": name, "chat_id": chat_id or hash(name) % 10_000, **more}
    )
    assert made is not None
    return made


async def claimed(database: Database, limit: int = 100, **how: Any) -> list[str]:
    """Names of what is claimed next, in the order of sending."""

    def work(uow: UnitOfWork) -> list[str]:
        rows = uow.outbox.claim_due("owner", SOON, limit, **how)
        names = {row.id: row.purpose for row in rows}
        return [names[row.id] for row in rows]

    return await database.run(work)


async def queue(database: Database, *rows: tuple[str, Lane, int]) -> None:
    def work(uow: UnitOfWork) -> None:
        for name, lane, chat_id in rows:
            add(uow, name, lane, chat_id, purpose=name)

    await database.run(work)


async def test_the_most_urgent_lane_goes_first_whatever_was_there_before(database: Database) -> None:
    lanes = list(reversed(Lane))
    await queue(database, *((lane.name, lane, 1 + lane) for lane in lanes))
    assert await claimed(database, 2) == ["RECEIPT", "ESCALATION"]
    assert await claimed(database) == ["BOOKING", "REMINDER", "SURVEY", "CAMPAIGN"]


async def test_a_closed_lane_waits_and_holds_nobody_back(database: Database) -> None:
    await queue(
        database, ("reminder", Lane.REMINDER, 1), ("survey", Lane.SURVEY, 1), ("offer", Lane.CAMPAIGN, 2)
    )
    assert await claimed(database, closed=[Lane.REMINDER, Lane.CAMPAIGN]) == ["survey"]
    assert await claimed(database) == ["offer"]  # a chat gets one at a time: its survey is under way


async def test_a_receipt_does_not_wait_behind_a_campaign_in_its_own_chat(database: Database) -> None:
    await queue(database, ("offer", Lane.CAMPAIGN, 1), ("receipt", Lane.RECEIPT, 1))
    assert await claimed(database) == ["receipt"]


async def test_a_chat_gets_nothing_while_something_is_under_way_to_it(database: Database) -> None:
    await queue(database, ("offer", Lane.CAMPAIGN, 1))
    assert await claimed(database) == ["offer"]
    await queue(database, ("receipt", Lane.RECEIPT, 1))
    assert await claimed(database) == []


async def test_an_edit_goes_in_the_lane_of_its_post_and_after_it(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        first = add(uow, "post", Lane.SURVEY, 1, purpose="post")
        add(uow, "edit", Lane.RECEIPT, 1, purpose="edit", edits_id=first)

    await database.run(work)
    assert await claimed(database) == ["post"]


async def test_a_chat_whose_gate_is_shut_waits(database: Database) -> None:
    await queue(database, ("now", Lane.RECEIPT, 1), ("later", Lane.RECEIPT, 2))
    shut = ChatGate(2, SOON + timedelta(seconds=1), SOON + timedelta(seconds=1))
    await database.run(lambda uow: uow.gates.count("owner", [shut]))
    assert await claimed(database, at=SOON) == ["now"]
    assert await claimed(database, at=SOON + timedelta(seconds=2)) == ["later"]


async def test_a_gate_set_by_a_clock_of_next_year_shuts_nobody_out(database: Database) -> None:
    await queue(database, ("now", Lane.RECEIPT, 1))
    wrong = ChatGate(1, SOON + timedelta(days=365), SOON + timedelta(days=365))
    await database.run(lambda uow: uow.gates.count("owner", [wrong]))
    assert await claimed(database, at=SOON) == ["now"]


async def test_lanes_that_are_closed_stay_closed_for_every_replica(database: Database) -> None:
    await database.run(lambda uow: uow.gates.close_lanes("owner", [Lane.SURVEY, Lane.CAMPAIGN]))
    assert list((await database.run(lambda uow: uow.gates.lock("owner"))).gate.closed) == [4, 5]
    await database.run(lambda uow: uow.gates.close_lanes("owner", []))
    assert list((await database.run(lambda uow: uow.gates.read("owner"))).closed) == []


# --- what the dead leave behind -----------------------------------------------------------------------------


async def left_by_the_dead(database: Database, **more: Any) -> int:
    def work(uow: UnitOfWork) -> int:
        made = add(uow, "left", Lane.REMINDER, 1, **more)
        uow.outbox.leave(uow.outbox.claim_due("owner", SOON, 1, holder="dead"))
        return made

    return await database.run(work)


async def standing(database: Database, row_id: int) -> tuple[str, list[str]]:
    def work(uow: UnitOfWork) -> tuple[str, list[str]]:
        outcomes = [outcome for _, outcome, _ in uow.outbox.attempts_of(row_id)]
        return uow.outbox.message_of(row_id)[0], outcomes

    return await database.run(work)


async def test_what_the_dead_were_sending_is_sent_once_more_and_then_left_to_be_seen(
    database: Database,
) -> None:
    row_id = await left_by_the_dead(database)
    assert await database.run(lambda uow: uow.outbox.take_back("owner", NOW)) == 1
    assert await standing(database, row_id) == ("planned", ["interrupted"])
    await database.run(
        lambda uow: uow.outbox.leave(uow.outbox.claim_due("owner", SOON, 1, holder="dead too"))
    )
    assert await database.run(lambda uow: uow.outbox.take_back("owner", NOW)) == 1
    assert await standing(database, row_id) == ("uncertain", ["interrupted", "interrupted"])


async def test_what_the_dead_had_only_claimed_was_surely_not_sent_however_often_they_die(
    database: Database,
) -> None:
    row_id = await database.run(lambda uow: add(uow, "claimed", Lane.REMINDER, 1))
    for name in ("dead", "dead too", "dead again"):
        await database.run(lambda uow, name=name: uow.outbox.claim_due("owner", SOON, 1, holder=name))
        assert await database.run(lambda uow: uow.outbox.take_back("owner", NOW)) == 1
    assert await standing(database, row_id) == ("planned", [])


async def test_a_wish_that_may_have_arrived_is_not_sent_again(database: Database) -> None:
    row_id = await left_by_the_dead(database, unsure=str(Unsure.HOLD))
    await database.run(lambda uow: uow.outbox.take_back("owner", NOW))
    assert await standing(database, row_id) == ("uncertain", ["interrupted"])


async def test_what_the_living_are_sending_is_left_alone(database: Database) -> None:
    row_id = await left_by_the_dead(database)
    await database.run(lambda uow: uow.processes.enter("dead", "owner", NOW, SOON))
    assert await database.run(lambda uow: uow.outbox.take_back("owner", NOW)) == 0
    assert await standing(database, row_id) == ("sending", [])


async def test_whoever_has_lost_a_row_cannot_mark_it(database: Database) -> None:
    row_id = await left_by_the_dead(database)
    await database.run(lambda uow: uow.outbox.take_back("owner", NOW))
    await database.run(lambda uow: uow.outbox.claim_due("owner", SOON, 1, holder="heir"))
    for holder, attempts in (("dead", 2), ("heir", 1), ("dead", 1)):
        late = Finished(row_id, attempts, "failed", "refused", holder=holder)
        await database.run(lambda uow, late=late: uow.outbox.finish([late], NOW))
        assert (await standing(database, row_id))[0] == "sending"
    done = Finished(row_id, 2, "sent", "sent", 9, holder="heir")
    await database.run(lambda uow: uow.outbox.finish([done], NOW))
    assert (await standing(database, row_id))[0] == "sent"


async def test_what_was_claimed_and_surely_not_sent_is_as_if_it_had_never_been_claimed(
    database: Database,
) -> None:
    row_id = await left_by_the_dead(database)

    def let_go(uow: UnitOfWork) -> None:
        uow.outbox.let_go([uow.outbox.get(row_id)])

    await database.run(let_go)
    assert await standing(database, row_id) == ("planned", [])
    assert (await database.run(lambda uow: uow.outbox.get(row_id))).attempts == 0


# --- what operators see ------------------------------------------------------------------------------------


async def test_lanes_are_shown_closed_and_opened(database: Database) -> None:
    await queue(database, ("a", Lane.REMINDER, 1), ("b", Lane.REMINDER, 2))
    told = await database.run(lambda uow: shown(uow, "owner", {Lane.REMINDER}, set()))
    assert told[Lane.REMINDER].split() == [
        "reminder",
        "closed",
        "2",
        "due,",
        "the",
        "oldest",
        "since",
        "2026-09-01",
        "08:00",
        "UTC",
    ]
    assert told[Lane.RECEIPT].split() == ["receipt", "open", "0", "due"]
    told = await database.run(lambda uow: shown(uow, "owner", {Lane.SURVEY}, {Lane.REMINDER}))
    assert [line.split()[1] for line in told] == ["open", "open", "open", "open", "closed", "open"]


def test_the_command_closes_a_lane(
    sqlite_database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", sqlite_database_url)
    assert cli.main(["lanes", "--close", "campaign"]) == 0
    assert cli.main(["lanes"]) == 0
    assert "campaign    closed" in capsys.readouterr().out.splitlines()[-1]


# --- what is kept for a while ------------------------------------------------------------------------------


async def test_attempts_and_silent_chats_are_forgotten_in_time(database: Database, company: Company) -> None:
    row_id = await left_by_the_dead(database)
    await database.run(lambda uow: uow.outbox.take_back("owner", NOW))
    past = await database.run(lambda uow: uow.time()) - timedelta(hours=2)
    await database.run(lambda uow: uow.gates.count("owner", [ChatGate(1, past, past)]))
    kept = timedelta(days=company.attempt_days)
    assert await forget_attempts(database, company, NOW + kept) == 0
    assert await forget_attempts(database, company, NOW + kept + timedelta(seconds=1)) == 1
    assert await forget_gates(database, NOW) == 1
    assert await standing(database, row_id) == ("planned", [])


# --- which lane --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "lane", "unsure"),
    [
        (["visit_tomorrow"], Lane.BOOKING, Unsure.RESEND),
        (["insurance", "birthday"], Lane.REMINDER, Unsure.RESEND),
        (["birthday"], Lane.SURVEY, Unsure.HOLD),
        (["survey"], Lane.SURVEY, Unsure.RESEND),
        (["campaign"], Lane.CAMPAIGN, Unsure.HOLD),
    ],
)
def test_a_message_goes_with_the_most_urgent_thing_it_says(
    kinds: list[str], lane: Lane, unsure: Unsure
) -> None:
    assert lane_of_kinds(kinds) is lane
    assert unsure_of_kinds(kinds) is unsure


def test_danger_goes_before_cards_and_answers_before_danger() -> None:
    assert lane_of("receipt") < lane_of("danger") < lane_of("card") < lane_of("planned")
