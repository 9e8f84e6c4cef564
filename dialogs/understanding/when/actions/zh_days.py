"""Chinese dates: weekdays, days of a month, lists of them."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.understanding.when import days
from dialogs.understanding.when.actions import (
    pairs,
    shared,
)
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Context,
    Sign,
    Value,
)


def weekdays(ctx: Context, m: Match) -> Sequence[Value]:
    which = m.integer("WHICH")
    if which is not None and which < 0:
        return (Sign("PASTDAY"),)
    found = [token.value for token in m.all("WD")]
    return shared.options([days.weekday(ctx, n, which, slip=m.slip()) for n in found if isinstance(n, int)])


def or_sunday(ctx: Context, m: Match) -> Sequence[Value] | None:
    """星期六/日."""
    if m.tokens[m.last - 1].text != "日":
        return None
    which = m.integer("WHICH")
    return shared.options([days.weekday(ctx, number, which) for number in (m.integer("WD", 5) or 0, 6)])


def weekday_list(ctx: Context, m: Match) -> Sequence[Value] | None:
    """周四、五 and 周一到五: the later ones are only numbers."""
    first, which = m.integer("WD", 0) or 0, m.integer("WHICH")
    numbers = [first, *(number - 1 for number in m.numbers())]
    if not all(0 <= number < 7 for number in numbers):
        return None
    found = [days.weekday(ctx, number, which) for number in numbers]
    return (days.day_range(found[0], found[-1]),) if m.has("TO") else shared.options(found)


def month_day(ctx: Context, m: Match) -> Value | None:
    numbers = m.numbers()
    year = numbers[-3] if len(numbers) > 2 else None
    return days.month_day(ctx, numbers[-2], numbers[-1], year) or shared.impossible()


_BARE = range(13, 32)


def bare_day(ctx: Context, m: Match) -> Value | None:
    """算了就27: a number no clock has, behind a word that chooses."""
    return days.day_of_month(ctx, m.number()) if m.number() in _BARE else None


def bare_days(ctx: Context, m: Match) -> Sequence[Value] | None:
    """26还是27."""
    found = [days.day_of_month(ctx, number) for number in m.numbers() if number in _BARE]
    return shared.options([day for day in found if day is not None]) if len(found) == 2 else None


def compact_day(ctx: Context, m: Match) -> Value | None:
    """1204上午: month and day in four figures, before a time."""
    figures = m.tokens[m.first].text
    if len(figures) != 4 or not figures.isdecimal():
        return None
    return days.month_day(ctx, int(figures[:2]), int(figures[2:])) if figures[:2] <= "12" else None


def month_days(ctx: Context, m: Match) -> Sequence[Value] | None:
    """12月3到5号, 12月3、5号."""
    month, first, last = m.numbers()
    a, b = days.month_day(ctx, month, first), days.month_day(ctx, month, last)
    if a is None or b is None:
        return None
    return (days.day_range(a, b),) if m.has("TO") else shared.options([a, b])


def month_pair(ctx: Context, m: Match) -> Value | None:
    first, last, _ = pairs.pair(m)
    a, b = days.month_day(ctx, m.number(), first), days.month_day(ctx, m.number(), last)
    return days.day_range(a, b) if a and b else None


def day_in_month(ctx: Context, m: Match) -> Value | None:
    return days.day_of_month(ctx, m.number(), m.integer("WHICH")) or shared.impossible()


def day_of_month(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """25号; 92号 and 95号 are petrol."""
    if m.number() > 40:
        return ()
    return days.day_of_month(ctx, m.number()) or shared.impossible()


def days_of_month(ctx: Context, m: Match) -> Sequence[Value] | None:
    which = m.integer("WHICH")
    found = [days.day_of_month(ctx, number, which) for number in m.numbers()]
    known = [day for day in found if day is not None]
    if len(known) < len(found):
        return None
    return (days.day_range(known[0], known[-1]),) if m.has("TO") else shared.options(known)


def pair_of_days(ctx: Context, m: Match) -> Value | None:
    first, last, mark = pairs.pair(m)
    if mark in "./" or (first <= 12 and last - first > 7):
        return days.month_day(ctx, first, last)
    a, b = days.day_of_month(ctx, first), days.day_of_month(ctx, last)
    return days.day_range(a, b) if a and b else None
