"""When things fall due in the life of a car and its owner, and on which days they are spoken of. Pure dates.

Service is due at the earlier of a date and an odometer reading (`MaintenancePlan`); a day of the year comes round
every year, 29 February on the 28th in common years, lunar days by the lunar calendar that is passed in. What is due
is told by a ladder: so many days before, then once more, then it is a task for a person.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from dealership.domain.company import MaintenancePlan
from dealership.domain.odometer import Pace

By = Literal["date", "km"]


class LunarCalendar(Protocol):
    """The Chinese calendar; needs a library, so it comes in as a value."""

    def to_solar(self, year: int, month: int, day: int) -> date | None:
        """The solar day of a lunar one; a 30th that a month does not have is its last day. None: unknown year."""


@dataclass(frozen=True, slots=True)
class ServiceDue:
    """A service visit that is due. `sure`: the day does not hang on an odometer we would have to ask about."""

    kind: Literal["first_service", "periodic_service"]
    on: date
    by: By
    sure: bool


def first_service(plan: MaintenancePlan, delivered_on: date, pace: Pace | None) -> ServiceDue:
    """After delivery: months or km, whichever is earlier."""
    return _earlier("first_service", add_months(delivered_on, plan.first_months), plan.first_km, pace)


def periodic_service(
    plan: MaintenancePlan, last_on: date, last_km: int | None, pace: Pace | None
) -> ServiceDue:
    """After the last service: months or km; without a reading from then only the months count."""
    by_date = add_months(last_on, plan.every_months)
    km = None if last_km is None else last_km + plan.every_km
    return _earlier("periodic_service", by_date, km, pace)


def _earlier(
    kind: Literal["first_service", "periodic_service"], by_date: date, km: int | None, pace: Pace | None
) -> ServiceDue:
    if km is None or pace is None:
        return ServiceDue(kind, by_date, "date", sure=False)
    by_km = pace.day_at(km)
    if by_km < by_date:
        return ServiceDue(kind, by_km, "km", pace.sure)
    return ServiceDue(kind, by_date, "date", pace.sure)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def yearly(day: date, year: int) -> date:
    """A day of the year in another year; 29 February is the 28th in common years."""
    return (
        day.replace(year=year, day=28)
        if _is_leap_day(day) and not calendar.isleap(year)
        else day.replace(year=year)
    )


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def next_birthday(month: int, day: int, today: date, lunar: LunarCalendar | None = None) -> date | None:
    """The birthday that comes next, today included. With `lunar`, month and day are lunar ones; None: not known."""
    return next((found for found in _birthdays(month, day, today, lunar) if found >= today), None)


def _birthdays(month: int, day: int, today: date, lunar: LunarCalendar | None) -> Iterator[date]:
    for year in range(today.year - 1, today.year + 3):
        found = yearly(date(2000, month, day), year) if lunar is None else lunar.to_solar(year, month, day)
        if found is not None:
            yield found


def lunar_days(today: date, lunar: LunarCalendar) -> tuple[str, ...]:
    """The lunar days ("MM-DD") that fall on a solar one: one, or the 29th with the 30th of a short month."""
    years = (today.year - 1, today.year)
    return tuple(
        f"{month:02}-{day:02}"
        for month in range(1, 13)
        for day in range(1, 31)
        if any(lunar.to_solar(year, month, day) == today for year in years)
    )


FESTIVALS: Mapping[str, tuple[Literal["solar", "lunar"], int, int]] = {
    "new_year": ("solar", 1, 1),
    "spring_festival": ("lunar", 1, 1),
    "dragon_boat": ("lunar", 5, 5),
    "mid_autumn": ("lunar", 8, 15),
    "christmas": ("solar", 12, 25),
}
"""Festivals a store may wish its owners well on; which ones is its configuration."""


def is_festival(name: str, day: date, lunar: LunarCalendar | None) -> bool:
    """Whether this is the day; a lunar festival of an unknown year, or without a calendar, is none."""
    calendar_, month, number = FESTIVALS[name]
    if calendar_ == "solar":
        return (day.month, day.day) == (month, number)
    return lunar is not None and lunar.to_solar(day.year, month, number) == day
