"""The Chinese calendar, as the reading of messages knows it; imported when first asked."""

from __future__ import annotations

from datetime import date

FIRST, LAST = 1901, 2099
"""Years the library is right about."""


class ChineseCalendar:
    """Lunar days as solar ones."""

    def to_solar(self, year: int, month: int, day: int) -> date | None:
        """A 30th that the month does not have is its last day; None for a year that is not known."""
        from dialogs.understanding.when.festivals import lunar_day

        if not FIRST <= year <= LAST:
            return None
        return lunar_day(year, month, day) or lunar_day(year, month, day - 1)
