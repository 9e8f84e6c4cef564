"""What a message says besides the time: jobs, faults, identities, intent and mood, as values.

Places in the text are half-open character ranges of the message as it was typed. Words quoted from the owner
(`since`, `how_often`, `speed`, `under`) are kept as typed, for the advisor who reads the card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Intent = Literal[
    "book", "move", "cancel", "my_booking", "status", "price", "hours", "address", "roadside", "human",
    "complain", "thanks", "greeting", "stop", "yes", "no", "later", "fault_report", "smalltalk", "other",
]  # fmt: skip
Mood = Literal["calm", "annoyed", "angry", "threat"]

NEVER_A_DATE = frozenset(
    {"plate", "vin", "phone", "email", "odometer", "since", "speed", "tyre_size", "oil_grade", "money",
     "interval", "warranty", "distance", "consumption", "engine_size"}
)  # fmt: skip


class Found(NamedTuple):
    """One thing found in the message: what, where `[start, end)`, and how sure (0–1).

    `kind` is job, unwanted_job, fault, place, intent, mood, plate, vin, phone, email, odometer, name, since,
    how_often, speed, under, or a trap that only looks like a date (tyre_size, oil_grade, money, interval,
    warranty, distance, consumption, engine_size); `value` is its key or its normal form.
    """

    kind: str
    value: str
    start: int
    end: int
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Fault:
    """A described fault. `symptom` and `place` are keys of the lexicon; `safety`: do not drive on.

    `since`, `how_often`, `speed` and `under` (in which circumstances) are the owner's own words.
    """

    symptom: str
    safety: bool = False
    place: str | None = None
    since: str | None = None
    how_often: str | None = None
    speed: str | None = None
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one message. `intents` holds every intent met, the leading one first (`intent`).

    `jobs` are keys of the service menu that are wished, `unwanted_jobs` those ruled out ("no wash").
    `phone` is E.164 where the number allows it, `odometer_km` kilometres (miles are converted).
    `guessed`: no term told the intent, the likest example did. `safety`: some fault, or an injury, means danger now. `you_decide`: the owner leaves the choice to us.
    """

    intent: Intent = "other"
    intents: tuple[Intent, ...] = ()
    mood: Mood = "calm"
    jobs: tuple[str, ...] = ()
    unwanted_jobs: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    safety: bool = False
    plate: str | None = None
    vin: str | None = None
    phone: str | None = None
    email: str | None = None
    odometer_km: int | None = None
    name: str | None = None
    you_decide: bool = False
    guessed: bool = False
    confidence: float = 0.0
    found: tuple[Found, ...] = ()

    def not_dates(self) -> tuple[tuple[int, int], ...]:
        """Ranges of the message whose numbers and days are never the wished time."""
        return tuple((item.start, item.end) for item in self.found if item.kind in NEVER_A_DATE)

    def find(self, kind: str) -> Found | None:
        """The first thing found of this kind."""
        return next((item for item in self.found if item.kind == kind), None)
