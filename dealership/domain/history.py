"""What the house knows of a person and their cars from before the bot and beside it: brought in by an import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit as the house recorded it; `work` in its own words, if any."""

    vehicle_id: int
    visited_on: date
    work: str | None


@dataclass(frozen=True, slots=True)
class CarDays:
    """Until when a car's papers are good; None where nobody told."""

    insured_until: date | None
    inspection_due: date | None
    warranty_until: date | None


@dataclass(frozen=True, slots=True)
class Personal:
    """Facts about a person besides name and phone. `lunar_birthday`: "1985-08-15", "L04-03" with L for a leap month."""

    reference: str | None
    birthday: date | None
    lunar_birthday: str | None
    wedding_on: date | None
    licence_until: date | None
