"""The rules of the time machine on evidence made by hand: each names its own breach, and only that one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.simulate.journal import Deed, Done, Journal, Said
from bot.simulate.rules import RULES, Evidence, breaches
from dealership.domain.records import Planned
from dealership.domain.voice import VoiceRules

NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)  # in Shanghai
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
END = NOON + 60 * DAY
OWNER, CAR = 1, 10
Heard = tuple[Planned, datetime]


def heard(number: int, kind: str, at: datetime, step: int = 0, period: str = "2026-03-20") -> Heard:
    """A planned message and when the stand took it."""
    row = Planned(number, 1, OWNER, CAR, None, kind, step, period, at, None, "sent", "due", "", number, at)
    return row, at


def evidence(*said: Heard, done: tuple[Done, ...] = (), copies: int = 1, lost: int = 0) -> Evidence:
    journal = Journal([Said(at, row.id, "planned", OWNER) for row, at in said for _ in range(copies)])
    journal.done += done
    for row, _ in said:
        journal.lost[row.id] = lost
    return Evidence([row for row, _ in said], journal, VoiceRules(), {OWNER: ZoneInfo("Asia/Shanghai")}, END)


def named(found: Evidence) -> set[str]:
    return {breach.rule for breach in breaches(found)}


LATER = heard(1, "licence", NOON)
CLEAN = (heard(1, "insurance", NOON, 0, "2026-04-20"), heard(2, "birthday", NOON + MINUTE, 0, "2026"))


def did(deed: Deed, at: datetime) -> tuple[Done, ...]:
    return (Done(at, OWNER, deed, CAR),)


def waiting(row: Planned) -> Evidence:
    still = replace(row, state="waiting", reason="", outbox_id=None, decided_at=None)
    return replace(evidence(), ledger=[still])


def refused() -> Evidence:
    found = evidence()
    found.journal.refused = 1
    return found


BROKEN = {
    "once": evidence(LATER, copies=2),
    "after_stop": evidence(LATER, done=did(Deed.STOPPED, NOON - HOUR)),
    "after_block": evidence(LATER, done=did(Deed.BLOCKED, NOON - HOUR)),
    "after_sale": evidence(LATER, done=did(Deed.SOLD, NOON - HOUR)),
    "quiet_hours": evidence(heard(1, "licence", NOON - 9 * HOUR)),
    "week": evidence(*(heard(n, "licence", NOON + n * DAY, 0, f"2026-04-0{n}") for n in (1, 2, 3, 4))),
    "gaps": evidence(*(heard(n, "survey", NOON + n * 20 * DAY, 0, f"visit {n}") for n in (0, 1))),
    "ended": waiting(LATER[0]),
    "ladder": evidence(heard(1, "insurance", NOON, 0, "2026-09-01")),
    "lanes": evidence(
        (replace(CLEAN[1][0], id=1, outbox_id=1), NOON), (replace(CLEAN[0][0], id=2, outbox_id=2, decided_at=NOON + MINUTE), NOON + HOUR)
    ),
    "pace": refused(),
}  # fmt: skip


def test_what_happened_as_it_should_breaks_no_rule() -> None:
    assert not breaches(evidence(*CLEAN))


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_names_its_breach_and_only_that(rule: str) -> None:
    assert named(BROKEN[rule]) == {rule}


def test_a_step_of_a_ladder_is_not_said_after_the_one_that_follows_it() -> None:
    late = (heard(1, "insurance", NOON, 1, "2026-03-20"), heard(2, "insurance", NOON + DAY, 0, "2026-03-20"))
    assert named(evidence(*late)) == {"ladder"}


@pytest.mark.parametrize(("copies", "broken"), [(1, set()), (2, set()), (3, {"once"})])
def test_where_an_answer_was_lost_there_is_never_a_third_copy(copies: int, broken: set[str]) -> None:
    assert named(evidence(LATER, copies=copies, lost=2)) == broken


def test_who_has_come_back_is_spoken_to_again() -> None:
    both = did(Deed.BLOCKED, NOON - 2 * HOUR) + did(Deed.UNBLOCKED, NOON - HOUR)
    assert not breaches(evidence(LATER, done=both))


def test_several_in_one_message_take_one_place_in_the_week() -> None:
    ones = [heard(n, "licence", NOON, 0, f"2026-04-0{n}") for n in (1, 2, 3, 4)]
    assert not breaches(evidence(*ones))
