"""Looking for an owner: what was asked in every way it can be read, and who was found."""

from __future__ import annotations

from dataclasses import dataclass

from dealership.domain.identity import normalise_phone, normalise_plate, normalise_vin


@dataclass(frozen=True, slots=True)
class Sought:
    """A name or customer number as typed, and what else the text may be."""

    name: str
    phone: str | None = None
    plate: str | None = None
    vin: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An owner with the plates (or VINs) of their cars."""

    id: int
    store_id: int
    name: str
    phone: str | None
    reference: str | None
    cars: tuple[str, ...]


def sought(text: str, region: str) -> Sought:
    """Everything the text may be where phones are written as in this region."""
    return Sought(text.strip(), normalise_phone(text, region), normalise_plate(text), normalise_vin(text))
