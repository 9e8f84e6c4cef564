"""Two numbers with a mark between them, and full dates: a date, a time, a stretch of hours or of days."""

from __future__ import annotations

from dataclasses import replace

from dialogs.understanding.when import days
from dialogs.understanding.when.actions import (
    shared,
)
from dialogs.understanding.when.clock import clock
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Clock,
    Context,
    Days,
    Either,
    Value,
)
from dialogs.understanding.when.lexicon import ALPHABET

_TIMES = frozenset(ALPHABET.letter(name) for name in ("HM", "PART", "EARLY"))


def pair(m: Match) -> tuple[int, int, str]:
    token = m.find("PAIR")
    value = token.value if token is not None else None
    if isinstance(value, tuple):
        first, last, mark = value
        return int(first), int(last), str(mark)
    return 0, 0, "-"


def full_date(ctx: Context, m: Match) -> Value:
    """2026-12-08; 8.12.2026; an American 12/8/2026, which is asked back when it could be August as well."""
    token = m.find("YMD")
    numbers = token.value if token is not None and isinstance(token.value, tuple) else (0, 0, 0)
    if numbers[0] > 31:
        year, month, day = numbers
        return _dated_with_year(ctx, month, day, year) or shared.impossible()
    day, month, year = numbers
    if ctx.lang == "zh" and 0 <= day - ctx.today.year % 100 <= 1:  # 26-12-01
        day, year = year, day
    if (ctx.lang == "en" and token is not None and "." not in token.text) or month > 12:
        day, month = month, day
    if month > 12 >= day:
        day, month = month, day
    found = _dated_with_year(ctx, month, day, year)
    other = _dated_with_year(ctx, day, month, year) if ctx.lang == "en" and day != month else None
    return doubtful(ctx, found, other) if found is not None else shared.impossible()


def _dated_with_year(ctx: Context, month: int, day: int, year: int) -> Days | None:
    return days.month_day(ctx, month, day, year) if 1 <= month <= 12 else None


def doubtful(ctx: Context, found: Days, other: Days | None) -> Days:
    """A date that could be read the other way round is asked back when that reading is as near."""
    if other is None or (other.first - ctx.today).days > 60 < (other.first - found.first).days:
        return found
    return replace(found, ask=True)


def pair_value(ctx: Context, m: Match) -> Value | None:
    """12/5, 28.11, 10.30, 9-11, 25-28: a date, a time, a stretch of hours or of days of the month."""
    first, last, mark = pair(m)
    dated, timed = _dated(ctx, first, last, mark), _timed(ctx, m)
    if dated is None and timed is None:
        a, b = days.day_of_month(ctx, first), days.day_of_month(ctx, last)
        return days.day_range(a, b) if a and b and mark in "-~" and first < last else None
    if dated is not None and m.kinds[m.last : m.last + 1] in _TIMES:
        return dated  # 12-3 9:30
    far = mark == "-" and dated is not None and (dated.first - ctx.today).days > 120
    at = m.kinds[m.first - 1 : m.first] == shared.AT and m.tokens[m.first - 1].text not in ("на", "for")
    both = dated is not None and timed is not None and not at
    return Either(dated, timed, prefers_time=far or at, doubtful=both and (mark == "-" or ctx.lang == "en"))


def _dated(ctx: Context, first: int, last: int, mark: str) -> Days | None:
    """Chinese and English put the month first, Russian the day; an impossible month turns the English order."""
    if mark == "~" or (mark == "." and ctx.lang == "en" and max(first, last) < 10):
        return None
    month, day = (last, first) if ctx.lang == "ru" else (first, last)
    if ctx.lang != "ru" and mark in "/." and month > 12:
        month, day = day, month
    found = days.month_day(ctx, month, day) if month <= 12 else None
    other = days.month_day(ctx, day, month) if ctx.lang == "en" and day <= 12 and day != month else None
    return found and doubtful(ctx, found, other)


def _timed(ctx: Context, m: Match) -> Clock | None:
    first, last, mark = pair(m)
    token = m.find("PAIR")
    two_digits = token is not None and token.text[-2:].isdigit()
    spoken = ctx.lang == "ru" and mark == "-" and last % 5 == 0 and not (first < last <= first + 4)
    if two_digits and (mark == "." or spoken):
        return clock(first, last)
    padded = token is not None and (token.text.startswith("0") or f"{mark}0" in token.text)
    if (
        mark in "-~"
        and not padded
        and 1 <= first <= 21
        and last <= 21
        and (first < last or last <= 6 < first <= 12)
    ):
        a, b = clock(first), clock(last)
        return replace(a, until=b) if a and b else None
    return None
