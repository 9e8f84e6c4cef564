"""The stand's time: the wall clock plus an offset that tests and the page move forward."""

import calendar
import re
from datetime import UTC, datetime, timedelta
from typing import Protocol

DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+(?:\.\d+)?)W)?(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.IGNORECASE,
)
FARTHEST = timedelta(days=3660)


class Clock(Protocol):
    """What the stand needs of a clock; the demo passes one whose `move` also does all that falls due."""

    def now(self) -> datetime: ...

    async def move(self, to: datetime) -> None: ...


class OffsetClock:
    """The wall clock, shifted: runs on by itself, moves forward only."""

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    async def move(self, to: datetime) -> None:
        self.offset += max(timedelta(0), to - self.now())


def advanced(now: datetime, duration: str) -> datetime:
    """`now` plus an ISO 8601 duration; months and years keep the day where the month has it.

    ValueError otherwise.
    """
    found = DURATION.fullmatch(duration.strip())
    parts = {name: float(value) for name, value in found.groupdict().items() if value} if found else {}
    if not parts:
        raise ValueError(f"not an ISO 8601 duration: {duration!r}")
    months = int(parts.pop("years", 0)) * 12 + int(parts.pop("months", 0))
    if months > FARTHEST.days // 30 or timedelta(**parts) > FARTHEST:
        raise ValueError("the clock moves by at most ten years at once")
    return plus_months(now, months) + timedelta(**parts)


def plus_months(now: datetime, months: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 + months, 12)
    day = min(now.day, calendar.monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def parse_instant(text: str) -> datetime:
    """ISO 8601 with a zone (`Z` allowed), or without one: then UTC. ValueError for anything else."""
    moment = datetime.fromisoformat(text.strip())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def iso(moment: float) -> str:
    """Unix seconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")
