"""A day or time that may mean two, or a wide one: a short question with the days as buttons, before a place is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from dealership.domain.message import Message, day, moment
from dialogs.model import Go, Jump, Option, Result
from dialogs.owner import times
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]


def clear(talk: Talk) -> bool:
    """Whether the time said, if any, means one thing."""
    text, around = talk.answers.get("said"), talk.answers.get("around", {})
    when = times.wished(talk, str(text), around) if text else None
    if when is None or talk.answers.get("safety"):
        return True
    days = times.days_within(talk, str(text), when)
    found = days or times.readings(talk, when)
    if found:
        part = "pm" if when.part in ("afternoon", "evening") else "am"
        talk.answers.update(maybe=found, part=part, wide=bool(days))
    return not found


def question(talk: Talk) -> str | None:
    """Of a wide wish one of its days is asked for."""
    return "booking-which-days" if talk.answers.get("wide") else None


def items(talk: Talk) -> Sequence[Item]:
    """The readings, and another day."""
    found = [(Option(f"on.{at}", _label(talk, at)), _mean(at)) for at in talk.answers.get("maybe", ())]
    return [*found, (Option("other", Message("input-other-day")), _neither)]


def _label(talk: Talk, at: str) -> Message:
    if "T" not in at:
        return Message("input-day", {"day": day(date.fromisoformat(at))})
    start = datetime.fromisoformat(at).replace(tzinfo=talk.zone)
    return Message("booking-time-option", {"at": moment(start, talk.zone, "short")})


def _mean(at: str) -> Callable[[Talk], Result]:
    return lambda _talk: Go(at)


def _neither(talk: Talk) -> Result:
    talk.answers.pop("said", None)
    return Jump("day", {"which": ""})
