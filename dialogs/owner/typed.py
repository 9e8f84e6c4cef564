"""Which car, store, advisor or odometer is meant by what an owner types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dealership.domain.identity import looks_like_plate
from dealership.domain.message import Message
from dealership.domain.records import Vehicle
from dealership.services import binding
from dialogs.model import Fail, Go, Result, Typed
from dialogs.owner import stores
from dialogs.owner.bind import account, said
from dialogs.owner.people import cars
from dialogs.talk import Talk

MOST_KM = 2_000_000
SHORTEST = 2  # letters of a name that tell who or what is meant
TAIL = 4  # last signs of a plate by which people call a car
_WORDS = re.compile(r"[a-zа-яё0-9]+|[\u4e00-\u9fff]+", re.IGNORECASE)


def is_danger(talk: Talk, text: str) -> bool:
    """Whether the words describe a fault one must not drive with."""
    facts = talk.read(text).facts
    return bool(facts and facts.safety)


def store_named(talk: Talk, text: str) -> str | None:
    """A store named in any of its languages, where there are several."""
    found = [one.id for one in talk.company.stores if _named(text, one.name.values())]
    return str(found[0]) if len(found) == 1 < len(talk.company.stores) else None


def advisor_named(talk: Talk, text: str) -> str | None:
    """An advisor by name, or by a part of it that is the whole message."""
    found = [one.key for one in talk.store.advisors if _named(text, [one.name])]
    return found[0] if len(found) == 1 else None


def _named(text: str, names: Iterable[str]) -> bool:
    words = folded(text)
    known = [folded(name) for name in names]
    return any(name in words or (len(words) >= SHORTEST and words in name) for name in known if name)


def folded(text: str) -> str:
    """Letters and digits alone, without case."""
    return "".join(char for char in text.casefold() if char.isalnum())


def car_named(talk: Talk, text: str) -> int | None:
    """A car of the owner's by plate, its last signs, model, or a word of the model that no other of them has."""
    return named_of(cars(talk), text)


def named_of(own: Sequence[tuple[Vehicle, str]], text: str) -> int | None:
    """The one of these cars that is called so."""
    found = [car.id for car, _ in own if _is_called(car, text)]
    return found[0] if len(found) == 1 else None


def _is_called(car: Vehicle, text: str) -> bool:
    words = folded(text)
    if any(name and folded(name) in words for name in (car.plate, car.model)):
        return True
    spoken = {folded(word) for word in _WORDS.findall(text)}
    if car.plate and any(len(word) >= TAIL and folded(car.plate).endswith(word) for word in spoken):
        return True
    return any(len(name) > SHORTEST and name in spoken for name in map(folded, (car.model or "").split()))


def car(talk: Talk, text: str) -> Result | None:
    """The car meant: one of the owner's own, or a plate or VIN that is new here, which is claimed."""
    known = car_named(talk, text)
    if known is not None:
        return Go(str(known))
    facts = talk.read(text).facts
    told = facts and (facts.vin or facts.plate)
    if not told and not (talk.frame.step == "car" and looks_like_plate(text)):
        return None
    if stores.is_open(talk):
        return None  # it waits for its store: `waiting_car`
    bound = binding.by_words(
        talk.uow, talk.company, talk.shop, account(talk), talk.owner_id, told or text, talk.now
    )
    talk.memo.pop("cars", None)
    return Go(str(bound.vehicles[0].id)) if bound.vehicles else said(talk, bound)


def waiting_car(talk: Talk, text: str) -> str | None:
    """A new plate or VIN told before anybody knows which of several stores it is for."""
    facts = talk.read(text).facts
    told = facts and (facts.vin or facts.plate)
    return told if told and stores.is_open(talk) and car_named(talk, text) is None else None


def odometer(talk: Talk, text: str) -> Result:
    """Kilometres now, in digits or words."""
    facts = talk.read(text, "odometer").facts
    kilometres = facts.odometer_km if facts else None
    digits = "".join(char for char in text if char.isdecimal())
    if kilometres is None and digits and len(digits) <= 7:
        kilometres = int(digits)
    if kilometres is None or not 0 < kilometres < MOST_KM:
        return Fail(Message("booking-odometer-not-understood"), lost=True)
    return Go(kilometres)


def takes_advisor(talk: Talk, event: Typed) -> Result | None:
    """The advisor asked for; whoever it may be when the choice is left to us."""
    key = advisor_named(talk, event.text)
    facts = talk.read(event.text).facts
    return Go(key) if key or (facts and facts.you_decide) else None
