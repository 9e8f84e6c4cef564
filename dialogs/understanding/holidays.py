"""The official Chinese calendar of days off, read from the `chinesecalendar` library.

Rule: only published years count. For others every answer is None, and whoever asks says so to the owner;
a year is published when the library knows its National Day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar.constants import holidays, workdays

NAMES = {
    "new_year": "New Year's Day",
    "spring_festival": "Spring Festival",
    "qingming": "Tomb-sweeping Day",
    "labour_day": "Labour Day",
    "dragon_boat": "Dragon Boat Festival",
    "mid_autumn": "Mid-autumn Festival",
    "national_day": "National Day",
}


class ChinaCalendar:
    """`HolidayCalendar` for mainland China; `extra` is the shop's own table: break name and year → days off."""

    def __init__(self, extra: dict[tuple[str, int], tuple[date, date]] | None = None) -> None:
        self._extra = dict(extra or {})

    def find_break(self, festival: str, year: int) -> tuple[date, date] | None:
        return self._extra.get((festival, year)) or _published_break(festival, year)

    def is_working_day(self, day: date) -> bool | None:
        if not _is_published(day.year):
            return None
        if day in workdays:
            return True
        return day.weekday() < 5 and day not in holidays


def _is_published(year: int) -> bool:
    return date(year, 10, 1) in holidays


@lru_cache(maxsize=64)
def _published_break(festival: str, year: int) -> tuple[date, date] | None:
    """First and last day of the unbroken run of that name (a New Year break may begin in December)."""
    name = NAMES.get(festival)
    days = [day for day, label in holidays.items() if label == name and day.year == year]
    if not days or not _is_published(year):
        return None
    first, last = min(days), max(days)
    while (first - timedelta(1)) in holidays:
        first -= timedelta(1)
    while (last + timedelta(1)) in holidays:
        last += timedelta(1)
    return first, last
