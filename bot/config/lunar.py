"""The Chinese calendar from lunar-python, imported when first asked."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

FIRST, LAST = 1901, 2099
"""Years the library is right about."""


class ChineseCalendar:
    """Lunar days as solar ones."""

    def to_solar(self, year: int, month: int, day: int) -> date | None:
        """A 30th that the month does not have is its last day; None for a year that is not known."""
        return _to_solar(year, month, day) if FIRST <= year <= LAST else None


@lru_cache(maxsize=2048)
def _to_solar(year: int, month: int, day: int) -> date:
    from lunar_python import Lunar

    solar = Lunar.fromYmd(year, month, min(day, _length(year, month))).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@cache
def _length(year: int, month: int) -> int:
    from lunar_python import LunarMonth

    return int(LunarMonth.fromYm(year, month).getDayCount())
