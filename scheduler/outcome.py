"""How a send can end, and what follows from it: a pure decision over values.

Telegram has no idempotency key, so "surely not sent" and "maybe sent" are told apart: what was surely not
sent is tried again for long; what may have arrived once more, or not at all where twice is worse than not at all
(greetings, campaigns), and is then left as uncertain, for somebody to see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dealership.domain.lanes import Unsure
from dealership.domain.records import Finished, Outgoing


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered. `replaces`: the outbox row of a post that was gone and is now this message."""

    message_id: int | None
    replaces: int | None = None


class Trouble(StrEnum):
    """Why a message did not (surely) go out; the word is kept with the attempt."""

    UNSENT = "unsent"  # no connection: surely not sent
    SERVER = "server"  # Telegram itself is in trouble (5xx)
    MAYBE = "maybe"  # the request went out and nothing came back
    FILE = "file"  # a file could not be fetched for now
    ERROR = "error"  # our own failure


@dataclass(frozen=True, slots=True)
class Again:
    """To be tried again."""

    trouble: Trouble
    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    """429: the whole bot is silent for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """This person or group cannot be written to."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Refused for good: the message itself is wrong."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group has another id now."""

    chat_id: int


Outcome = Sent | Again | Paused | Blocked | Dead | Migrated


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try, and the pauses between: doubling from `first` to `longest` seconds.

    `halts`: the trouble is not this message's own, so the whole bot waits. `after` is the state in the end.
    """

    tries: int
    first: float = 1.0
    longest: float = 60.0
    halts: bool = False
    after: str = "failed"

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many failures (1 or more)."""
        return float(min(self.longest, self.first * 2 ** min(failures - 1, 30)))


PATIENCE: dict[Trouble, Patience] = {
    Trouble.UNSENT: Patience(1500, longest=60, halts=True),  # about a day
    Trouble.SERVER: Patience(60, longest=300, halts=True),  # some hours
    Trouble.MAYBE: Patience(2, first=3, after="uncertain"),
    Trouble.FILE: Patience(10, longest=300),
    Trouble.ERROR: Patience(5),
}


def finished(row: Outgoing, outcome: Outcome, failures: int, now: datetime, patience: Patience) -> Finished:
    """What becomes of the row; `failures` is how often it has failed like this before."""

    def ended(state: str, name: str, error: str | None = None, wait: float | None = None) -> Finished:
        due_at = None if wait is None else now + timedelta(seconds=wait)
        return Finished(row.id, row.attempts, state, name, error=error, due_at=due_at, holder=row.holder)

    match outcome:
        case Sent(message_id):
            return Finished(row.id, row.attempts, "sent", "sent", message_id, holder=row.holder)
        case Again(trouble, reason):
            once = trouble is Trouble.MAYBE and row.unsure == Unsure.HOLD
            if once or failures + 1 >= patience.tries:
                return ended(patience.after, trouble, reason)
            return ended("planned", trouble, reason, patience.pause(failures + 1))
        case Paused(seconds):
            return ended("planned", "paused", f"retry after {seconds:g}", seconds)
        case Migrated(chat_id):
            return ended("planned", "migrated", str(chat_id), 0)
        case Blocked(reason):
            return ended("blocked", "blocked", reason)
        case Dead(reason):
            return ended("failed", "refused", reason)
