"""What follows from how a send ended: nothing surely unsent is given up soon, nothing maybe sent comes thrice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dealership.domain.records import Finished, Outgoing
from scheduler.outcome import (
    PATIENCE,
    Again,
    Blocked,
    Dead,
    Migrated,
    Outcome,
    Paused,
    Sent,
    Trouble,
    finished,
)

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
ROW = Outgoing(
    7, 1, "owner", 5, None, None, None, "receipt", "zh-CN", {}, None, None, 3, NOW, 0, "resend", "me"
)


def end(outcome: Outcome, failures: int = 0) -> Finished:
    trouble = outcome.trouble if isinstance(outcome, Again) else Trouble.ERROR
    return finished(ROW, outcome, failures, NOW, PATIENCE[trouble])


@pytest.mark.parametrize(
    ("outcome", "state", "name"),
    [
        (Sent(12), "sent", "sent"),
        (Blocked("bot was blocked by the user"), "blocked", "blocked"),
        (Dead("chat not found"), "failed", "refused"),
        (Paused(3), "planned", "paused"),
        (Migrated(-100), "planned", "migrated"),
        (Again(Trouble.UNSENT, "refused"), "planned", "unsent"),
        (Again(Trouble.MAYBE, "broken"), "planned", "maybe"),
    ],
)
def test_each_outcome_has_its_state(outcome: Outcome, state: str, name: str) -> None:
    ended = end(outcome)
    assert (ended.state, ended.outcome, ended.outbox_id, ended.attempts) == (state, name, 7, 3)


def test_what_may_have_arrived_is_tried_twice_and_then_left_for_somebody_to_see() -> None:
    assert end(Again(Trouble.MAYBE, "broken"), 0).state == "planned"
    assert end(Again(Trouble.MAYBE, "broken"), 1).state == "uncertain"


def test_a_wish_that_may_have_arrived_is_left_at_once() -> None:
    wish = replace(ROW, unsure="hold")
    ended = finished(wish, Again(Trouble.MAYBE, "broken"), 0, NOW, PATIENCE[Trouble.MAYBE])
    assert ended.state == "uncertain"
    unsent = finished(wish, Again(Trouble.UNSENT, "no route"), 0, NOW, PATIENCE[Trouble.UNSENT])
    assert unsent.state == "planned"


def test_what_was_surely_not_sent_is_tried_for_a_day() -> None:
    patience = PATIENCE[Trouble.UNSENT]
    assert sum(patience.pause(failures) for failures in range(1, patience.tries)) > 24 * 3600
    assert end(Again(Trouble.UNSENT, "no route"), patience.tries - 2).state == "planned"
    assert end(Again(Trouble.UNSENT, "no route"), patience.tries - 1).state == "failed"


def test_an_outage_of_telegram_of_two_hours_loses_nothing() -> None:
    patience = PATIENCE[Trouble.SERVER]
    assert sum(patience.pause(failures) for failures in range(1, patience.tries)) > 2 * 3600


@pytest.mark.parametrize("trouble", list(Trouble))
def test_pauses_grow_and_stay_bounded(trouble: Trouble) -> None:
    patience = PATIENCE[trouble]
    pauses = [patience.pause(failures) for failures in range(1, 2000)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == patience.longest


def test_a_pause_asked_for_by_telegram_is_kept() -> None:
    assert end(Paused(17)).due_at == NOW + timedelta(seconds=17)
