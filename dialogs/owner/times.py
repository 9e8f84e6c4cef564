"""A day or time in the owner's words, and the place it leads to: held when it is free, else the nearest possible.

What is left unsaid is kept: "at half past three" after a day was chosen is on that day, "rather Thursday" keeps
the hour. `around` is what was settled when the words were typed: `day`, `time`, the `frame` they were said in ("next
week"), and the `step` that asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dealership.domain.message import Message, day, moment
from dialogs.model import Fail, Jump, Result
from dialogs.owner import cues, places
from dialogs.talk import Talk
from dialogs.understanding.model import When

Around = Mapping[str, Any]
EXPECTED = {
    "day": ("day",), "time": ("time",), "which": ("when",), "full": ("when",), "summary": ("when",),
    "reason": ("jobs",), "car": ("plate", "vin"), "odometer": ("odometer",),
}  # fmt: skip
"""What a bare number or word answers, by the step that asks."""
_TWO_DIGITS = re.compile(r"(?<!\d)(0\d)[:：]\d\d(?!\d)")
HALF_DAY, WEEK = timedelta(hours=12), timedelta(days=7)
MOST_DAYS = 7
"""Buttons for the days of a wide wish."""


def wished(talk: Talk, text: str, around: Around) -> When | None:
    """The time the words mean, seen from what was settled before."""
    meant = _seen_from(talk, text, around)
    return _as_written(text, meant) if meant else None


def _as_written(text: str, when: When) -> When:
    """An hour of two digits with a zero is meant as it stands: at 03:00 nobody says three in the afternoon."""
    start, written = when.start, _TWO_DIGITS.search(text)
    if when.kind != "datetime" or not isinstance(start, datetime) or written is None:
        return when
    hour = int(written[1])
    return replace(when, start=start.replace(hour=hour)) if start.hour == hour + 12 else when


def is_over(talk: Talk, text: str) -> bool:
    """Whether the time said is of a day that is over: "yesterday at ten", but not "since yesterday, so tomorrow"."""
    past, when = cues.found("past", text), talk.read(text).when
    if past is None:
        return False
    if when is None or when.span is None:
        return cues.begins_hour(text[past.end() :]) or cues.is_all("past", text)
    return cues.joins(text[past.end() : when.span.start]) and when.span.start >= past.start()


def _seen_from(talk: Talk, text: str, around: Around) -> When | None:
    alone = talk.read(text, *EXPECTED.get(str(around.get("step")), ())).when
    settled = around.get("day")
    if alone is not None and around.get("frame"):
        framed = talk.read(f"{around['frame']} {text}").when
        if framed is not None and framed.kind in ("date", "datetime", "daypart") and not framed.ask:
            return framed
    if alone is None or settled is None or alone.kind in ("earliest", "exclude", "options"):
        return alone
    at = date.fromisoformat(settled)
    there = talk.read(f"{settled} {text}").when
    if there is not None and _only_day(there) == at and (not there.ask or _names_no_day(talk, alone)):
        return there
    if isinstance(alone.start, datetime) and alone.kind == "datetime" and text.strip().isdecimal():
        return replace(alone, start=datetime.combine(at, alone.start.time(), alone.start.tzinfo))
    return alone


def _names_no_day(talk: Talk, alone: When) -> bool:
    """An odd hour said alone is read as the next one to come: "at 3 am" is still about the day settled."""
    return alone.ask and isinstance(alone.start, datetime) and alone.start - talk.now <= timedelta(days=1)


def _only_day(when: When) -> date | None:
    """The one day it is about."""
    if when.kind in ("date", "daypart"):
        return when.days[0]
    if not isinstance(when.start, datetime):
        return None
    end = when.end if isinstance(when.end, datetime) else when.start
    return when.start.date() if end.date() == when.start.date() else None


def exactly(talk: Talk, chosen: str, part: str | None) -> When:
    """A reading chosen by the owner: a local day or time in ISO form."""
    if "T" in chosen:
        return When("datetime", start=datetime.fromisoformat(chosen).replace(tzinfo=talk.zone))
    day_ = date.fromisoformat(chosen)
    return When("date", days=(day_,), part="afternoon" if part == "pm" else "morning" if part else None)


def readings(talk: Talk, when: When) -> list[str]:
    """What an uncertain time may mean, as far as one can come then: two or three, or none when there is no doubt."""
    if not when.ask:
        return []
    if when.kind == "datetime" and isinstance(when.start, datetime):
        hours = [when.start.replace(tzinfo=None) + step for step in (-HALF_DAY, timedelta(), HALF_DAY)]
        same_day = [at for at in hours if at.date() == when.start.date() and _can_be(talk, at.date(), at)]
        if len(same_day) > 1:
            return [at.isoformat(timespec="minutes") for at in same_day]
        days = _days(talk, when.start.date()) if when.start.replace(tzinfo=None) in same_day else []
        return [datetime.combine(at, when.start.time()).isoformat(timespec="minutes") for at in days]
    return [at.isoformat() for at in _days(talk, when.days[0])] if when.kind in ("date", "daypart") else []


def days_within(talk: Talk, text: str, when: When) -> list[str]:
    """The days with room of a wide wish ("next week", "any afternoon"): two or more, or none when it is not wide."""
    decides = talk.read(text).facts
    if when.undated and when.kind == "daypart" and decides and decides.you_decide:
        days = [talk.today + timedelta(days=n) for n in range(WEEK.days + 1)]
    else:
        days = [at for at in _wished_days(talk, when) if at not in when.excluded]
    days = [at for at in days if talk.today <= at <= places.last_day(talk)]
    if len(days) < 2:
        return []
    stretch = (max(days) - min(days)).days + 1
    free = [at for at, room in places.free_days(talk, min(days), stretch) if room and at in days]
    return [at.isoformat() for at in free[:MOST_DAYS]] if len(free) > 1 else []


def _days(talk: Talk, said: date) -> list[date]:
    """The day as read, the same weekday around it, and with day and month exchanged."""
    around = [said - WEEK, said] if _can_be(talk, said - WEEK) else [said, *_exchanged(said), said + WEEK]
    found = [at for at in around if _can_be(talk, at)][:2]
    return sorted(found) if len(found) > 1 else []


def _exchanged(said: date) -> list[date]:
    return [said.replace(month=said.day, day=said.month)] if said.day <= 12 and said.day != said.month else []


def _can_be(talk: Talk, at: date, clock: datetime | None = None) -> bool:
    hours = talk.shop.hours_on(at) if talk.today <= at <= places.last_day(talk) else ()
    if clock is None:
        return bool(hours)
    return any(span.start <= clock.time() < span.end for span in hours)


def place(talk: Talk, when: When, around: Around) -> Result | None:
    """The wished day or time as an answer: held, or what is possible instead, or a kind word why not."""
    if when.kind == "earliest":
        return _first_on(talk, around) or places.take_earliest(talk)
    if when.kind == "exclude":
        return Jump("day")
    if when.kind == "datetime" and isinstance(when.start, datetime):
        return _at(talk, when.start)
    if when.kind == "range" and isinstance(when.start, datetime):
        return _within(talk, when, when.start)
    if when.kind == "date" and around.get("time") and not when.part:
        return _same_hour(talk, when.days[0], around)
    at = _first_day(talk, when)
    return _on(talk, at, when.part) if at else None


def _first_on(talk: Talk, around: Around) -> Result | None:
    """ "Whenever you like" where the times of a day are offered: the first of them."""
    at = date.fromisoformat(around["day"]) if around.get("step") == "time" and around.get("day") else None
    free = places.free_times(talk, at) if at else []
    held = places.hold(talk, free[0]) if free else None
    return places.answered(talk, held) if held else None


def _at(talk: Talk, start: datetime) -> Result:
    """A day and a time: the place itself, else the nearest."""
    wanted = start.astimezone(UTC)
    if wanted <= talk.now:
        return Fail(Message("input-past", {"at": moment(wanted, talk.zone, "short")}))
    if talk.today_of(wanted) > places.last_day(talk):
        return _too_far(talk)
    held = places.hold(talk, wanted)
    return places.answered(talk, held) if held else places.instead(talk, wanted)


def _same_hour(talk: Talk, at: date, around: Around) -> Result:
    """Another day at the hour settled before; the day's times when that is taken."""
    former = datetime.fromisoformat(around["time"]).astimezone(talk.zone)
    start = datetime.combine(at, former.time(), talk.zone).astimezone(UTC)
    held = places.hold(talk, start) if start > talk.now and at <= places.last_day(talk) else None
    return (
        places.answered(talk, held)
        if held
        else _on(talk, at, "afternoon" if former.hour >= 12 else "morning")
    )


def _within(talk: Talk, when: When, start: datetime) -> Result:
    """ "After four", "between two and five": the day's times when some are free then, else the nearest."""
    free = (
        places.free_times(talk, start.date()) if talk.today <= start.date() <= places.last_day(talk) else []
    )
    end = when.end if isinstance(when.end, datetime) else start + HALF_DAY
    fitting = [at for at in free if start <= at < end]
    if not fitting:
        return _at(talk, start) if start > talk.now else _on(talk, start.date(), when.part)
    return Jump("time", {"day": start.date().isoformat(), "part": "pm" if start.hour >= 12 else "am"})


def _on(talk: Talk, at: date, part: str | None) -> Result:
    """A day: its times when there is room, else what is possible instead."""
    if at < talk.today:
        return Fail(Message("input-day-past", {"day": day(at)}))
    if at > places.last_day(talk):
        return _too_far(talk)
    if not places.free_times(talk, at):
        return Jump("full", {"full_day": at.isoformat(), "wanted": None})
    return Jump("time", {"day": at.isoformat(), "part": "pm" if part in ("afternoon", "evening") else "am"})


def _too_far(talk: Talk) -> Fail:
    return Fail(Message("input-too-far", {"day": day(places.last_day(talk))}))


def _first_day(talk: Talk, when: When) -> date | None:
    """The first day with room among those wished; the first wished when none has."""
    days = [at for at in _wished_days(talk, when) if at not in when.excluded]
    with_room = (
        at for at in days if talk.today <= at <= places.last_day(talk) and places.free_times(talk, at)
    )
    return next(with_room, days[0] if days else None)


def _wished_days(talk: Talk, when: When) -> list[date]:
    if when.kind != "range" or not isinstance(when.start, date):
        return list(when.days)
    first = max(when.start, talk.today)
    end = when.end if isinstance(when.end, date) else first + WEEK
    return [first + timedelta(days=n) for n in range(min(WEEK.days, max((end - first).days, 1)))]
