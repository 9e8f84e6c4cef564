"""What each answer of Telegram's means for an outbox row."""

from __future__ import annotations

import pytest

from bot.api import (
    ApiError,
    BlockedError,
    MaybeSentError,
    MigratedError,
    NotSentError,
    RetryAfterError,
    ServerError,
    refused,
)
from bot.sending import outcome_of
from scheduler.outcome import Again, Blocked, Dead, Migrated, Outcome, Paused, Trouble


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfterError(7), Paused(7)),
        (BlockedError("Forbidden: user is deactivated"), Blocked("Forbidden: user is deactivated")),
        (MigratedError(-1001), Migrated(-1001)),
        (NotSentError("refused"), Again(Trouble.UNSENT, "refused")),
        (ServerError("Bad Gateway"), Again(Trouble.SERVER, "Bad Gateway")),
        (MaybeSentError("broken"), Again(Trouble.MAYBE, "broken")),
        (refused("Bad Request: chat not found"), Dead("Bad Request: chat not found")),
        (ApiError("strange"), Again(Trouble.ERROR, "strange")),
    ],
)
def test_each_error_has_its_outcome(error: ApiError, outcome: Outcome) -> None:
    assert outcome_of(error) == outcome


@pytest.mark.parametrize("text", ["Unauthorized", "Not Found"])
def test_a_token_that_is_refused_kills_no_message(text: str) -> None:
    outcome = outcome_of(refused(text))
    assert isinstance(outcome, Again)
    assert outcome.trouble == Trouble.UNSENT
