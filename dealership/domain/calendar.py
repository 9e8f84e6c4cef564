"""When a store works: opening hours, closed days, official holidays and make-up days, on any local clock.

A store is open at an instant when the wall clock there shows a time inside an interval of that local day.
So when clocks go forward the skipped hour is simply not worked, and when they go back the repeated hour is
worked twice if the hours contain it. Spans are half-open; whatever leaves this module is UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from dealership.domain.company import Interval, OpeningHours

DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
SEARCH_DAYS = 366  # a store without an open minute for a year does not work at all
SATURDAY = 5


class NoWorkingTimeError(ValueError):
    """The store has no (or not enough) working time in the year after the given instant."""


class HolidayTable(Protocol):
    """An official calendar: only what it changes against an ordinary week."""

    def is_working_day(self, day: date) -> bool | None:
        """False: official holiday. True: official working day (a make-up day when it is a weekend).

        None: an ordinary day (an ordinary Sunday too!) or a year not yet published; the weekday decides.
        """


def opening(hours: OpeningHours, day: date, table: HolidayTable | None) -> tuple[Interval, ...]:
    """The hours of one local day: the shop's word for it wins, then its closed days, then the holidays."""
    if day in hours.special:
        return hours.special[day]
    if day in hours.closed:
        return ()
    official = table.is_working_day(day) if table is not None else None
    if official is False:
        return ()
    if official and day.weekday() >= SATURDAY:
        return usual_hours(hours)
    return hours.weekly[day.weekday()]


def usual_hours(hours: OpeningHours) -> tuple[Interval, ...]:
    """The most usual hours from Monday to Friday (of equals the earlier day's): those of a make-up day."""
    worked = [intervals for intervals in hours.weekly[:SATURDAY] if intervals]
    return Counter(worked).most_common(1)[0][0] if worked else ()


def day_spans(
    hours: OpeningHours, zone: ZoneInfo, day: date, table: HolidayTable | None
) -> list[tuple[int, int]]:
    """Open spans of one local day as (start, end) in epoch seconds, ascending and apart from each other."""
    intervals = opening(hours, day, table) if MINYEAR < day.year < MAXYEAR else ()
    midnight = (day.toordinal() - EPOCH) * DAY
    found: list[tuple[int, int]] = []
    for since, until, offset in _clock_pieces(zone, day) if intervals else ():
        for interval in intervals:
            start = max(since, midnight + _seconds(interval.start) - offset)
            end = min(until, midnight + (_seconds(interval.end) or DAY) - offset)
            if start < end:
                found.append((start, end))
    return _joined(sorted(found))


def open_spans(
    hours: OpeningHours, zone: ZoneInfo, start: datetime, end: datetime, table: HolidayTable | None
) -> Iterator[tuple[datetime, datetime]]:
    """Open spans between two instants, cut to them, as aware UTC; one that passes midnight comes in two."""
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        for since, until in day_spans(hours, zone, day, table):
            opens, closes = max(start, _instant(since)), min(end, _instant(until))
            if opens < closes:
                yield opens.astimezone(UTC), closes.astimezone(UTC)
        day += timedelta(days=1)


def is_open(hours: OpeningHours, zone: ZoneInfo, at: datetime, table: HolidayTable | None) -> bool:
    """Whether the store is open at this instant."""
    local = at.astimezone(zone)
    clock = local.time()
    return any(
        interval.start <= clock and (clock < interval.end or interval.end == time(0))
        for interval in opening(hours, local.date(), table)
    )


def add_open_minutes(
    hours: OpeningHours, zone: ZoneInfo, start: datetime, minutes: int, table: HolidayTable | None
) -> datetime:
    """The instant at which `minutes` business minutes after `start` have passed (never before it opens).

    Raises NoWorkingTimeError when a year does not hold that many.
    """
    left = timedelta(minutes=minutes)
    for opens, closes in open_spans(hours, zone, start, start + timedelta(days=SEARCH_DAYS), table):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise NoWorkingTimeError(f"no {minutes} business minutes in the year after {start:%Y-%m-%d}")


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The date the store's wall calendar shows at an instant."""
    return at.astimezone(zone).date()


@lru_cache(maxsize=4096)
def _clock_pieces(zone: ZoneInfo, day: date) -> tuple[tuple[int, int, int], ...]:
    """Stretches of constant UTC offset that together hold a local day: (since, until, offset), seconds."""
    midnight = (day.toordinal() - EPOCH) * DAY
    first, last = midnight - 15 * 3600, midnight + DAY + 15 * 3600  # offsets lie within 15 hours of UTC
    before, after = _offset(zone, first), _offset(zone, last)
    if before == after:
        return ((first, last, before),)
    low, high = first, last
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return ((first, high, before), (high, last, after))


def _offset(zone: ZoneInfo, seconds: int) -> int:
    offset = datetime.fromtimestamp(seconds, zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch or overlap become one; `spans` are sorted."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
