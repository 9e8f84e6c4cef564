"""What owners type into the steps of a booking: read by `dialogs.understanding`, answered as a tap would be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from dealership.domain.identity import looks_like_plate
from dealership.domain.message import Message, day, moment
from dealership.services import binding
from dialogs.model import Ask, Fail, Go, Jump, Result, Typed
from dialogs.owner import places
from dialogs.owner.bind import account, said
from dialogs.owner.people import cars
from dialogs.talk import Talk
from dialogs.understanding.model import When

MOST_KM = 2_000_000
SHORTEST = 2  # letters of a name that tell who or what is meant


def is_danger(talk: Talk, text: str) -> bool:
    """Whether the words describe a fault one must not drive with."""
    facts = talk.read(text).facts
    return bool(facts and facts.safety)


def store(talk: Talk, event: Typed) -> Result | None:
    """A store named in any of its languages."""
    found = [one.id for one in talk.company.stores if _named(event.text, one.name.values())]
    return Go(str(found[0])) if len(found) == 1 else None


def advisor(talk: Talk, event: Typed) -> Result | None:
    """An advisor by name, or a part of it."""
    found = [one.key for one in talk.store.advisors if _named(event.text, [one.name])]
    return Go(found[0]) if len(found) == 1 else None


def _named(text: str, names: Iterable[str]) -> bool:
    words = _folded(text)
    folded = [_folded(name) for name in names]
    return any(name in words or (len(words) >= SHORTEST and words in name) for name in folded if name)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def car(talk: Talk, event: Typed) -> Result | None:
    """A car of the owner's named by plate or model; or a plate or VIN that is new here, which is claimed."""
    for vehicle, _ in cars(talk):
        if _named(event.text, [name for name in (vehicle.plate, vehicle.model) if name]):
            return Go(str(vehicle.id))
    facts = talk.read(event.text).facts
    told = facts and (facts.vin or facts.plate)
    if not told and not looks_like_plate(event.text):
        return None
    bound = binding.by_words(
        talk.uow, talk.company, talk.shop, account(talk), talk.owner_id, told or event.text, talk.now
    )
    talk.memo.pop("cars", None)
    return Go(str(bound.vehicles[0].id)) if bound.vehicles else said(talk, bound)


def reason(talk: Talk, event: Typed) -> Result | None:
    """Jobs of the menu in free words go on at once; a fault goes to its own step with the words already in it."""
    facts = talk.read(event.text).facts
    wished = [job.key for job in talk.store.menu if facts and job.key in facts.jobs]
    chosen = [key for key in talk.ui.get("chosen", []) if key not in wished]
    jobs = [*chosen, *wished]
    if facts and facts.faults:
        fault: dict[str, object] = {"fault": {"text": event.text, "photos": []}}
        return Jump("fault", {**fault, "reason": jobs} if jobs else fault)
    return Go(jobs) if wished else None


def odometer(talk: Talk, text: str) -> Result:
    """Kilometres now, in digits or words."""
    facts = talk.read(text).facts
    kilometres = facts.odometer_km if facts else None
    digits = "".join(char for char in text if char.isdecimal())
    if kilometres is None and digits and len(digits) <= 7:
        kilometres = int(digits)
    if kilometres is None or not 0 < kilometres < MOST_KM:
        return Fail(Message("booking-odometer-not-understood"))
    return Go(kilometres)


def summary(talk: Talk, event: Typed) -> Result | None:
    """Yes in words, or another wish for the time."""
    understood = talk.read(event.text)
    if understood.when is not None:
        return _instead(talk, place(talk, event.text))
    if understood.facts and understood.facts.intent == "yes":
        return Go(True)
    if understood.facts and understood.facts.intent == "no":
        return Ask({"change": True})
    return None


def _instead(talk: Talk, placed: Result | None) -> Result | None:
    """Another time held is not yet a yes: the summary is read back with it."""
    if not isinstance(placed, Go):
        return placed
    talk.answers.update(placed.also)
    return Ask({})


def other_time(talk: Talk, event: Typed) -> Result | None:
    """A day or time typed where times are offered."""
    return place(talk, event.text)


def place(talk: Talk, text: str) -> Result | None:
    """A wished day or time: held when it is free, else the nearest possible is said."""
    when = talk.read(text).when
    if when is None:
        return None
    if when.kind == "earliest":
        return places.take_earliest(talk)
    if when.kind == "datetime" and isinstance(when.start, datetime):
        return _at(talk, when, when.start)
    wished = _first_day(talk, when)
    return _on(talk, wished, when) if wished else None


def _at(talk: Talk, when: When, start: datetime) -> Result:
    """A day and a time: the place itself when sure, else the day's times to choose from."""
    wanted = start.astimezone(UTC)
    if wanted <= talk.now:
        return Fail(Message("input-past", {"at": moment(wanted, talk.zone, "short")}))
    if talk.today_of(wanted) > places.last_day(talk):
        return Fail(Message("input-too-far", {"day": day(places.last_day(talk))}))
    if when.ask:
        return _on(talk, talk.today_of(wanted), when)
    held = places.hold(talk, wanted)
    if held is not None:
        return places.answered(talk, held)
    return places.instead(talk, wanted)


def _on(talk: Talk, wished: date, when: When) -> Result:
    """A day: its times when there is room, else what is possible instead."""
    if wished < talk.today:
        return Fail(Message("input-day-past", {"day": day(wished)}))
    if wished > places.last_day(talk):
        return Fail(Message("input-too-far", {"day": day(places.last_day(talk))}))
    if not places.free_times(talk, wished):
        return Jump("full", {"full_day": wished.isoformat(), "wanted": None})
    also = {"day": wished.isoformat(), "part": "pm" if when.part in ("afternoon", "evening") else "am"}
    return Jump("time", also)


def _first_day(talk: Talk, when: When) -> date | None:
    """The first day with room among those wished; the first wished when none has."""
    if when.kind in ("options", "date", "daypart"):
        wished = list(when.days)
    elif when.kind == "range" and when.start is not None:
        first = when.start.date() if isinstance(when.start, datetime) else when.start
        wished = [first]
    else:
        return None
    open_days = [at for at in wished if at not in when.excluded]
    with_room = [
        at for at in open_days if talk.today <= at <= places.last_day(talk) and places.free_times(talk, at)
    ]
    return next(iter(with_room or open_days), None)
