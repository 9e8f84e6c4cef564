"""Named days: fixed ones, movable ones, Chinese lunar festivals, solar terms, and the official days off around them.

Lunar dates come from lunar-python, days off from the calendar handed in. A year that is not published gives the
customary length and asks back.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar, LunarYear

from dialogs.understanding.when.days import nth_weekday
from dialogs.understanding.when.items import Context, Days, one_day

FIXED = {
    "new_year": (1, 1), "old_new_year": (1, 13), "orthodox_christmas": (1, 7), "orthodox_christmas_eve": (1, 6), "tatiana": (1, 25), "valentine": (2, 14),
    "defender": (2, 23), "women": (3, 8), "tree": (3, 12), "fools": (4, 1), "labour_day": (5, 1), "youth": (5, 4),
    "victory": (5, 9), "children": (6, 1), "russia": (6, 12), "party": (7, 1), "independence": (7, 4), "army": (8, 1),
    "knowledge": (9, 1), "teachers": (9, 10), "national_day": (10, 1), "halloween": (10, 31), "unity": (11, 4),
    "singles": (11, 11), "twelve": (12, 12), "christmas_eve": (12, 24), "christmas": (12, 25), "boxing": (12, 26),
    "new_year_eve": (12, 31), "patrick": (3, 17),
}  # fmt: skip
NTH = {"mother": (5, 2, 6), "father": (6, 3, 6), "thanksgiving": (11, 4, 3)}
#: Days after Easter Sunday.
EASTER = {"good_friday": -2, "easter": 0, "easter_monday": 1}
LUNAR = {
    "spring_festival": (1, 1), "lantern": (1, 15), "dragon_head": (2, 2), "third_third": (3, 3), "dragon_boat": (5, 5), "qixi": (7, 7),
    "ghost": (7, 15), "mid_autumn": (8, 15), "double_ninth": (9, 9), "laba": (12, 8), "little_new_year": (12, 23),
}  # fmt: skip
#: Customary days off, counted from the day itself, for years whose calendar is not published.
CUSTOMARY = {
    "new_year": 1,
    "spring_festival": 7,
    "qingming": 3,
    "labour_day": 5,
    "dragon_boat": 3,
    "mid_autumn": 3,
    "national_day": 7,
}
#: Julian day number before the first day of the Gregorian calendar.
_JULIAN = 1_721_425
TERMS = {"qingming": "清明", "winter_solstice": "冬至"}


def lunar_day(year: int, month: int, day: int) -> date | None:
    """Gregorian date of a day of the lunar year, None where that month has no such day."""
    first, length = _lunar_months(year).get(month, (date.min, 0))
    return first + timedelta(day - 1) if 1 <= day <= length else None


@lru_cache(maxsize=16)
def _lunar_months(year: int) -> dict[int, tuple[date, int]]:
    """First day and length of each month of a lunar year, at once: the library reckons all of it for any day."""
    months = [month for month in LunarYear.fromYear(year).getMonths() if month.getYear() == year]
    return {
        month.getMonth(): (date.fromordinal(round(month.getFirstJulianDay()) - _JULIAN), month.getDayCount())
        for month in months
    }


@lru_cache(maxsize=64)
def _terms(year: int) -> dict[str, date]:
    table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
    found = {name: date(day.getYear(), day.getMonth(), day.getDay()) for name, day in table.items()}
    if "DONG_ZHI" in found:
        found["冬至"] = found["DONG_ZHI"]
    return {name: day for name, day in found.items() if day.year == year}


@lru_cache(maxsize=512)
def festival_in(name: str, year: int) -> date | None:
    """The day of a festival in a Gregorian year (the lunar new year's eve belongs to the year it ends in)."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in NTH:
        month, nth, number = NTH[name]
        return nth_weekday(date(year, month, 1), nth, number)
    if name == "black_friday":
        return nth_weekday(date(year, 11, 1), 4, 3) + timedelta(1)
    if name in EASTER:
        return _easter(year) + timedelta(EASTER[name])
    if name == "orthodox_easter":
        return _orthodox_easter(year)
    if name == "new_year_eve_lunar":
        spring = lunar_day(year, 1, 1)
        return spring and spring - timedelta(1)
    if name in LUNAR:
        month, day = LUNAR[name]
        return lunar_day(year - (month == 12), month, day)
    return _terms(year).get(TERMS.get(name, name))


def next_festival(ctx: Context, name: str) -> date | None:
    for year in range(ctx.today.year, ctx.today.year + 3):
        day = festival_in(name, year)
        if day is not None and day >= ctx.today:
            return day
    return None


def next_lunar(ctx: Context, month: int | None, day: int) -> Days | None:
    """初六 (month None: the first lunar month, unless another one is said) ahead of today."""
    for year in range(ctx.today.year - 1, ctx.today.year + 3):
        found = lunar_day(year, month or 1, day)
        if found is not None and found >= ctx.today:
            return one_day(found, ask=(found - ctx.today).days > ctx.policy.far_days)
    return None


def break_of(ctx: Context, name: str) -> tuple[date, date, bool]:
    """First and last day off of the festival's break that ends today or later; True: not published, a guess."""
    for year in range(ctx.today.year, ctx.today.year + 3):
        published = ctx.calendar.find_break(name, year) if ctx.calendar else None
        day = festival_in(name, year)
        if published is None and day is not None:
            guess = _customary(name, day)
            if guess[1] >= ctx.today:
                return *guess, name in CUSTOMARY
        elif published is not None and published[1] >= ctx.today:
            return *published, False
    return ctx.today, ctx.today, True


def _customary(name: str, day: date) -> tuple[date, date]:
    """The usual days off; a short break is moved together with the weekend beside it."""
    length = CUSTOMARY.get(name, 1)
    if name not in CUSTOMARY or length > 3:
        return day, day + timedelta(length - 1)
    before, after = {4: (0, 2), 5: (0, 2), 6: (1, 1), 0: (2, 0)}.get(
        day.weekday(), (0, length - 1 if length == 1 else 0)
    )
    return day - timedelta(before), day + timedelta(after)


def next_break(ctx: Context) -> str:
    """The name of the nearest official break ahead (节后)."""
    return min(CUSTOMARY, key=lambda name: break_of(ctx, name)[1])


def first_working_day(ctx: Context, day: date) -> tuple[date, bool]:
    """The first working day from `day` on; True: that year is not published."""
    for ahead in range(15):
        candidate = day + timedelta(ahead)
        works = ctx.calendar.is_working_day(candidate) if ctx.calendar else None
        if works is None:
            works, guessed = candidate.weekday() < 5, True
        else:
            guessed = False
        if works:
            return candidate, guessed
    return day, True


def last_working_day(ctx: Context, day: date) -> tuple[date, bool]:
    """The last working day up to `day`; True: that year is not published."""
    for back in range(15):
        candidate = day - timedelta(back)
        works = ctx.calendar.is_working_day(candidate) if ctx.calendar else None
        if works or (works is None and candidate.weekday() < 5):
            return candidate, works is None
    return day, True


def _easter(year: int) -> date:
    """Gregorian Easter (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _orthodox_easter(year: int) -> date:
    """Julian Easter in the Gregorian calendar (valid 1900-2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    f = d + e + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(13)
