"""Dates in English and Russian: weekdays, days of a month, lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dialogs.understanding.when import days
from dialogs.understanding.when.actions import (
    pairs,
    shared,
)
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Context,
    Days,
    Sign,
    Value,
    one_day,
)

FIRST_YEAR = 2020


def ordinals(m: Match) -> list[int]:
    """The numbers and ordinal words in the order said."""
    found = [t for t in m.tokens[m.first : m.last] if t.kind in (shared.NUM, shared.ORDWORD)]
    return [t.value for t in found if isinstance(t.value, int)]


def month_day(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """25 November, Nov 25th 2026, двадцать пятого ноября."""
    numbers, month = ordinals(m), m.integer("MONTH") or 0
    if len(numbers) > 1:
        return days.month_day(ctx, month, numbers[0], numbers[1]) if numbers[1] >= FIRST_YEAR else None
    if numbers[0] > 31:
        return _month_of_year(ctx, month, numbers[0])
    return days.month_day(ctx, month, numbers[0]) or shared.impossible()


def _month_of_year(ctx: Context, month: int, year: int) -> Value | Sequence[Value] | None:
    """May 2023 has been, May 2027 is a whole month."""
    if year < 100:
        return shared.impossible()
    if not ctx.today.year - 100 <= year <= ctx.today.year + 1:
        return None
    whole = days.named_month(ctx, month, year)
    return whole if whole is not None and whole.after > ctx.today else ()


def month_days(ctx: Context, m: Match) -> Sequence[Value] | None:
    """25-27 Nov, 3 or 4 December, с 25 по 28 ноября."""
    numbers, month = ordinals(m), m.integer("MONTH") or 0
    if m.has("COMMA") and m.clause_has("NOTPRE", before=True):
        return None
    if m.has("PAIR"):
        numbers = list(pairs.pair(m)[:2])
    a, b = days.month_day(ctx, month, numbers[0]), days.month_day(ctx, month, numbers[1])
    if a is None or b is None or numbers[0] > 31:
        return None
    if m.has("OR") or (m.has("AND") and not m.has("BETWEEN")):
        return shared.options([a, b])
    return (days.day_range(a, b),)


def many_days(ctx: Context, m: Match) -> Sequence[Value] | None:
    """5, 6 или 7 декабря; December 5, 6 or 7."""
    found = [days.month_day(ctx, m.integer("MONTH") or 0, number) for number in ordinals(m)]
    known = [day for day in found if day is not None]
    return shared.options(known) if len(known) == len(found) else None


def day_of_month(ctx: Context, m: Match) -> Value | None:
    return days.day_of_month(ctx, ordinals(m)[0]) or shared.impossible()


def whole_ordinal(ctx: Context, m: Match) -> Value | None:
    """Twenty-sixth, as the whole answer."""
    return day_of_month(ctx, m) if m.first == 0 and ordinals(m)[0] > 3 else None


def today_is(ctx: Context, m: Match) -> Sequence[Value] | None:
    """today is the 23rd, right?"""
    said = m.tokens[m.first + 1].text in ("is", "'s") and m.integer("DAY") == 0
    found = weekday(ctx, m) if m.has("WEEKDAY") else day_of_month(ctx, m)
    today = isinstance(found, Days) and (found.first == ctx.today or found.ask)
    return () if said and today else None


def day_in_month(ctx: Context, m: Match) -> Value | None:
    return days.day_of_month(ctx, ordinals(m)[0], m.integer("WHICH", 0)) or shared.impossible()


def days_of_month(ctx: Context, m: Match) -> Sequence[Value] | None:
    numbers = list(pairs.pair(m)[:2]) if m.has("PAIR") else ordinals(m)
    found = [days.day_of_month(ctx, number) for number in numbers]
    a, b = found[0], found[-1]
    if a is None or b is None:
        return None
    if m.has("OR") or (m.has("AND") and not m.has("BETWEEN")):
        return shared.options([a, b])
    return (days.day_range(a, b),)


def weekday(ctx: Context, m: Match) -> Value | None:
    which, number = m.integer("WHICH"), m.integer("WEEKDAY", 0) or 0
    if which is not None and which < 0:
        return Sign("PASTDAY")
    return days.weekday(ctx, number, None if m.has("COMING") else which, slip=m.slip())


def last_weekday(ctx: Context, m: Match) -> Value | None:
    """last Thursday, with no month behind it, has been."""
    return Sign("PASTDAY") if m.integer("ORDWORD") == -1 else None


def weekday_weeks_on(ctx: Context, m: Match) -> Value:
    """Friday week, a week on Tuesday, через неделю в среду."""
    number, weeks = m.integer("WEEKDAY", 0) or 0, next(iter(m.numbers()), 1)
    found = days.weekday(ctx, number)
    step = 14 if m.word("UNIT") == "fortnight" else 7
    return one_day(found.first + timedelta(step * weeks), number=number)


def weekday_in_weeks(ctx: Context, m: Match) -> Value:
    number, weeks = m.integer("WEEKDAY", 0) or 0, next(iter(m.numbers()), 1)
    return days.weekday(ctx, number, weeks)


def after_next(ctx: Context, m: Match) -> Value:
    if m.has("WEEKDAY"):
        return days.weekday(ctx, m.integer("WEEKDAY", 0) or 0, 2)
    if m.has("MON"):
        return days.month(ctx, 2)
    return days.weekend(ctx, 2) if m.has("WEEKEND") else days.week(ctx, 2)


def this_or_next_weekend(ctx: Context, m: Match) -> Value:
    return days.weekend(ctx, None)


def nth_such_day(ctx: Context, m: Match) -> Value | None:
    """in two Fridays: the second one from now."""
    found = days.weekday(ctx, m.integer("WEEKDAY", 0) or 0)
    return one_day(found.first + timedelta(7 * (m.number() - 1))) if 0 < m.number() < 10 else None


def day_and_next(ctx: Context, m: Match) -> Sequence[Value] | None:
    """tomorrow or the day after."""
    first = weekday(ctx, m) if m.has("WEEKDAY") else shared.this_day(ctx, m)
    return shared.options([first, one_day(first.after)]) if isinstance(first, Days) else None


def not_day_but_next(ctx: Context, m: Match) -> Value | None:
    """not tomorrow, the day after."""
    first = weekday(ctx, m) if m.has("WEEKDAY") else shared.this_day(ctx, m)
    return one_day(first.after) if isinstance(first, Days) else None


def day_after_day(ctx: Context, m: Match) -> Value | None:
    """the day after 3 December is read from what follows; here only the weekday form."""
    step = 1 if m.has("DAYAFTER") else -1
    return one_day(days.weekday(ctx, m.integer("WEEKDAY", 0) or 0).first + timedelta(step))
