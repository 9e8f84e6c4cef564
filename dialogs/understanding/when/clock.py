"""Times of day: which hour is meant, and ranges of hours.

Source of the rules: an hour 1-7 without am or pm is afternoon, 8-12 are taken as said; a part of the day decides
otherwise (早七点 is seven in the morning). A time past today is meant for tomorrow.
"""

from __future__ import annotations

from datetime import time

from dialogs.understanding.when.items import Clock
from dialogs.understanding.when.policy import Policy

_LAST_NIGHT_HOUR = 5


def clock(hour: int, minute: int = 0, *, part: str | None = None, **more: bool) -> Clock | None:
    """A clock time when there is one; from 13 on, and 0, the half of the day is known."""
    if not (0 <= hour <= 24 and 0 <= minute < 60) or (hour == 24 and minute):
        return None
    return Clock(hour, minute, fixed=more.get("fixed", False) or hour > 12 or hour == 0, part=part)


def minutes_before(hour: int, minutes: int) -> Clock | None:
    """差一刻三点, quarter to five."""
    if not (1 <= hour <= 24 and 0 < minutes < 60):
        return None
    return clock(hour - 1 or 12, 60 - minutes)


def time_of(said: Clock, policy: Policy) -> time | None:
    """The time meant, None when it cannot be (25 o'clock, 14 am)."""
    hour = _hour(said, policy)
    return None if hour is None or hour > 23 else time(hour, said.minute)


def _hour(said: Clock, policy: Policy) -> int | None:
    hour, part = said.hour, said.part
    if part in ("morning", "forenoon", "am", "dawn"):
        return _before_noon(hour, part)
    if part == "noon":
        return hour + 12 if hour < 10 else hour
    if part == "afternoon" and hour in (10, 11):  # в 11 дня
        return hour
    if part in ("afternoon", "pm"):
        return hour + 12 if hour < 12 else hour
    if part == "night" and 1 <= hour <= _LAST_NIGHT_HOUR:  # в 3 ночи
        return hour
    if part in ("evening", "night"):
        return _at_night(hour)
    if said.fixed or hour > 12:
        return hour
    return hour + 12 if 1 <= hour <= policy.last_pm_hour else hour


def _before_noon(hour: int, part: str) -> int | None:
    if hour == 12 and part in ("am", "dawn"):
        return 0
    return hour if hour < 13 or part in ("morning", "forenoon") else None


def _at_night(hour: int) -> int | None:
    if hour == 12 or hour < 4:
        return None
    return hour + 12 if hour < 12 else hour


def ends_of(said: Clock, policy: Policy) -> tuple[time, time] | None:
    """Both ends of a range of hours; an end with no half of the day of its own lies after the start."""
    if said.until is None:
        return None
    first, last = said, said.until
    if first.part is None and not first.fixed and last.part is not None:
        first = _like_the_end(first, last)
    start, end = time_of(first, policy), time_of(last, policy)
    if start is None or end is None:
        return None
    if last.part is None and not last.fixed:
        end = time(last.hour % 24, last.minute)
        if end <= start and last.hour < 12:
            end = time(last.hour + 12, last.minute)
    return (start, end) if start < end else None


def _like_the_end(first: Clock, last: Clock) -> Clock:
    """2 to 4 pm is both pm, 10 to 2 pm begins in the morning."""
    if last.part in ("pm", "afternoon", "evening") and (first.hour % 12) >= (last.hour % 12):
        return Clock(first.hour, first.minute, part="am")
    return Clock(first.hour, first.minute, part=last.part)
