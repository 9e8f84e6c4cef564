"""What happened in a simulation, as the rules read it: what was said to whom, and what owners did that binds us."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What an owner does that messages have to heed from then on."""

    STOPPED = "stopped"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    SOLD = "sold"


@dataclass(frozen=True, slots=True)
class Said:
    """A message the stand took. `row` is its outbox row."""

    at: datetime
    row: int
    purpose: str
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """A deed of an owner; `vehicle_id` of a sale."""

    at: datetime
    owner_id: int
    deed: Deed
    vehicle_id: int | None = None


@dataclass(slots=True)
class Journal:
    """All of it, in order of time. `lost` are rows whose answer was lost on the way: they may be said once more."""

    said: list[Said] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    lost: Counter[int] = field(default_factory=Counter)
    refused: int = 0
    """How often the stand said 429."""
