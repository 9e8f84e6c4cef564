"""Times of day in English and Russian: bare hours, halves and quarters, minutes past and to."""

from __future__ import annotations

from dataclasses import replace

from dialogs.understanding.when import days
from dialogs.understanding.when.actions import (
    pairs,
)
from dialogs.understanding.when.clock import clock, minutes_before
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Clock,
    Context,
    PartOfDay,
    Value,
)

_CLOCKS = ("NOON", "AMPM", "HM", "BETWEEN", "FROM", "AT", "OCLOCK", "CHAS", "DAY", "WEEKDAY")


def early(ctx: Context, m: Match) -> Value | None:
    """early tomorrow, Tuesday early."""
    return PartOfDay("morning") if m.tokens[m.first].text.startswith("early") else None


def hour(ctx: Context, m: Match) -> Value | None:
    """at 4, at 1400, в 14, в 3 часа."""
    token = m.all("NUM")[0]
    value = m.number()
    if len(token.text) == 4 and token.text.isdigit():
        is_time = value % 5 == 0 and (value // 100 not in (19, 20) or m.has("AT"))
        return clock(value // 100, value % 100, fixed=True) if is_time else None
    if len(token.text) == 3 and token.text.isdigit():  # tomorrow 930
        return clock(value // 100, value % 100) if value % 100 in (0, 15, 30, 45) else None
    found = clock(value)
    part = m.word("AMPM")
    return found and (found.within(part) if part and value <= 12 else None if part else found)


def hour_or_day(ctx: Context, m: Match) -> Value | None:
    """до 12 is an hour, до 30 a day of the month."""
    return days.day_of_month(ctx, m.number()) if 24 < m.number() < 32 else hour(ctx, m)


def hour_behind(ctx: Context, m: Match) -> Value | None:
    """A bare number behind "to" and "and" is an hour when the clause has spoken of hours."""
    told = any(m.clause_has(kind, before=True) for kind in _CLOCKS)
    return hour(ctx, m) if told else None


def hour_and_minutes(ctx: Context, m: Match) -> Value | None:
    """three thirty, 14 часов 30 минут."""
    value, minute = m.numbers()[:2]
    part = m.word("AMPM")
    found = clock(value, minute)
    return found and (found.within(part) if part else found)


def dotted(ctx: Context, m: Match) -> Value | None:
    """9.30am, в 14.30, в 14-30."""
    value, minute, mark = pairs.pair(m)
    token = m.find("PAIR")
    if mark == "/":
        return two_hours(ctx, m)
    if token is None or (len(token.text) - len(str(value))) < 3 or minute > 59:
        return None
    found = clock(value, minute)
    part = m.word("AMPM")
    return found and (found.within(part) if part else found)


def four_figures(ctx: Context, m: Match) -> Value | None:
    """1400 hrs, 0930h."""
    return hour(ctx, m) if len(m.all("NUM")[0].text) == 4 and m.word("UNIT") == "hour" else None


def half_past(ctx: Context, m: Match) -> Value | None:
    """half past two, UK half two."""
    found = clock(m.numbers()[-1], 30)
    return found and (found.within(m.word("AMPM")) if m.has("AMPM") else found)


def minutes_past(ctx: Context, m: Match) -> Value | None:
    """quarter past three, ten past 3."""
    numbers = m.numbers()
    found = clock(numbers[-1], 15 if m.has("QUARTER") else numbers[0])
    return found and (found.within(m.word("AMPM")) if m.has("AMPM") else found)


def minutes_to(ctx: Context, m: Match) -> Value | None:
    """quarter to five, ten to three, без четверти три, без десяти 5."""
    numbers = m.numbers()
    minutes = 15 if m.has("QUARTER") else numbers[0]
    if minutes not in (5, 10, 15, 20, 25):
        return None
    found = minutes_before(numbers[-1], minutes)
    return found and (found.within(m.word("AMPM")) if m.has("AMPM") else found)


def two_hours(ctx: Context, m: Match) -> Value | None:
    """between 2 and 4 pm, 9-11, с 10 до 12."""
    if m.has("PAIR"):
        first, last, mark = pairs.pair(m)
        if mark == ".":
            return None
    else:
        first, last = m.numbers()[:2]
    a, b = clock(first), clock(last)
    if a is None or b is None:
        return None
    part = m.word("AMPM")
    return replace(a, until=b.within(part) if part and last <= 12 else b)


def digits_hour(ctx: Context, m: Match) -> Value | None:
    """Friday, 10 ok; but "two keys, one works" counts keys."""
    return hour(ctx, m) if m.tokens[m.first].text.isdigit() else None


def four_digits(ctx: Context, m: Match) -> Value | None:
    """27/11 1000."""
    return hour(ctx, m) if len(m.tokens[m.first].text) == 4 else None


def half_of_day(ctx: Context, m: Match) -> Value | None:
    """Tues pm."""
    return PartOfDay(m.word("AMPM")) if len(m.tokens[m.first].text) > 1 else None


def noon(ctx: Context, m: Match) -> Value:
    return Clock(12, fixed=True)
