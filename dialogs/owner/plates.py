"""A plate or VIN written where none was asked for: the owner's own car is booked for, another one may be added."""

from __future__ import annotations

from dealership.domain.identity import format_plate, looks_like_plate, normalise_plate
from dialogs.model import Result, Start
from dialogs.owner import bind, stores, typed
from dialogs.owner.people import cars
from dialogs.talk import Talk


def alone(talk: Talk, text: str) -> Result | None:
    """What a message leads to that is a plate or VIN and nothing else; None for any other."""
    understood = talk.read(text)
    vin = understood.facts.vin if understood.facts else None
    is_vin = vin is not None and typed.folded(vin) == typed.folded(text)
    if not is_vin and (understood.when or not looks_like_plate(text)):
        return None
    mine = typed.car_named(talk, text)
    if mine is not None:
        return Start("booking", {"car": str(mine)})
    if not cars(talk):
        return Start("bind", {"car": text}) if stores.is_open(talk) else bind.by_words(talk, text)
    plate = None if is_vin else normalise_plate(text)
    written = format_plate(plate) if plate else vin
    return Start("bind", {"typed": text, "shown": text.strip() if written == plate else written})
