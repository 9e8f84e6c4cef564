"""Official calendars from kept libraries: holidays and make-up working days.

China's comes from `chinesecalendar`, which knows the years the State Council has announced; of others only
the statutory holidays themselves (package `holidays`) are known, without bridges and make-up days. Other
countries come from `holidays`. The libraries are imported when first asked.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Protocol

from bot.config.values import CHINA
from dealership.domain.calendar import HolidayTable


class Calendar(HolidayTable, Protocol):
    """A holiday table that also says which years' calendars are published in full."""

    @property
    def known_years(self) -> range: ...


def holiday_table(region: str) -> Calendar | None:
    """The calendar of a region of the configuration: "CN", "DE", "DE-BE", ...; None for "" (no calendar)."""
    if not region:
        return None
    return ChineseHolidays() if region == CHINA else CountryHolidays(region)


class ChineseHolidays:
    """China, with bridges and make-up days of every announced year."""

    @property
    def known_years(self) -> range:
        holidays, _ = _announced()
        return range(min(holidays).year, max(holidays).year + 1)

    def is_working_day(self, day: date) -> bool | None:
        holidays, made_up = _announced()
        if day in holidays:
            return False
        if day in made_up:
            return True
        return None if day.year in self.known_years else _statutory(day)


class CountryHolidays:
    """Any other country, or a part of it ("DE-BE")."""

    def __init__(self, region: str) -> None:
        self.region = region

    @property
    def known_years(self) -> range:
        import holidays

        country, _, _ = self.region.partition("-")
        table = holidays.country_holidays(country)
        return range(table.start_year, table.end_year + 1)

    def is_working_day(self, day: date) -> bool | None:
        off, made_up = _days(self.region, day.year, observed=True)
        if day in off:
            return False
        return True if day in made_up else None


@cache
def _announced() -> tuple[frozenset[date], frozenset[date]]:
    """China's holidays and make-up working days of all announced years."""
    from chinese_calendar.constants import holidays, workdays

    return frozenset(holidays), frozenset(workdays)


def _statutory(day: date) -> bool | None:
    off, _ = _days(CHINA, day.year, observed=False)
    return False if day in off else None


@cache
def _days(region: str, year: int, observed: bool) -> tuple[frozenset[date], frozenset[date]]:
    """Holidays and make-up working days of one year."""
    import holidays

    country, _, part = region.partition("-")
    table = holidays.country_holidays(country, subdiv=part or None, years=year, observed=observed)
    return frozenset(table), frozenset(table.weekend_workdays)


@cache
def known_regions() -> frozenset[str]:
    """All countries and parts of countries `holidays` knows, as "DE" and "DE-BE"."""
    import holidays

    countries = holidays.list_supported_countries()
    parts = (f"{country}-{part}" for country, subdivisions in countries.items() for part in subdivisions)
    return frozenset((*countries, *parts))
