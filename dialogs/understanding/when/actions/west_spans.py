"""Stretches in English and Russian: parts of weeks, months and years, lengths of time from now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dialogs.understanding.when import days
from dialogs.understanding.when.actions import (
    pairs,
    shared,
    west_days,
)
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Context,
    DayKind,
    Days,
    Moment,
    Sign,
    Value,
    one_day,
)

_UNITS = {"WEEK": "week", "MON": "month", "CHAS": "hour", "MINUTES": "minute", "DNYA": "day"}


def part_of_week(ctx: Context, m: Match) -> Value | None:
    """Early next week is Monday and Tuesday, the end of it Thursday to Sunday."""
    which, name = m.integer("WHICH", 0) or 0, m.word("MONTHPART")
    monday = days.monday_of(ctx.today) + timedelta(7 * which)
    first, after = {"start": (0, 2), "mid": (2, 4), "end": (3, 7)}[name]
    start, end = max(monday + timedelta(first), ctx.today), monday + timedelta(after)
    kind: DayKind = "end" if name == "end" else "span"
    return Days(start, end, kind, vague=True, ask=name == "start") if start < end else days.week(ctx, which)


def half_of_week(ctx: Context, m: Match) -> Value:
    """First half: Monday to Wednesday."""
    monday = days.monday_of(ctx.today) + timedelta(7 * (m.integer("WHICH", 0) or 0))
    first, after = (0, 3) if m.word("MONTHHALF") == "first" else (3, 7)
    return Days(
        max(monday + timedelta(first), ctx.today),
        max(monday + timedelta(after), ctx.today + timedelta(1)),
        "span",
    )


def part_of_year(ctx: Context, m: Match) -> Value | None:
    """the end of the year, early next year."""
    if m.word("UNIT") != "year" or (m.word("MONTHPART") == "end" and m.has("WHICH")):
        return None
    return shared.part_of_year(ctx, m)


def nth_day(ctx: Context, m: Match) -> Value | None:
    """the last day of the month, the first day of December."""
    nth = m.integer("ORDWORD", 1) or 1
    whole = (
        days.named_month(ctx, m.integer("MONTH") or 0)
        if m.has("MONTH")
        else days.month(ctx, m.integer("WHICH", 0) or 0)
    )
    if whole is None or m.word("UNIT") != "day":
        return None
    return (
        one_day(whole.after - timedelta(1))
        if nth < 0
        else one_day(whole.first.replace(day=1) + timedelta(nth - 1))
    )


def weekend_around(ctx: Context, m: Match) -> Value | None:
    """the weekend of the 5th."""
    number, month = west_days.ordinals(m)[0], m.integer("MONTH")
    day = days.month_day(ctx, month, number) if month else days.day_of_month(ctx, number)
    saturday = days.monday_of(day.first) + timedelta(5) if day else None
    return Days(saturday, saturday + timedelta(2), "weekend") if saturday else None


def week_after_said(ctx: Context, m: Match) -> Value | None:
    """not this week, the one after."""
    return days.week(ctx, 1) if "week" in ctx.text[: m.tokens[m.first].start] else None


def same_day_later(ctx: Context, m: Match) -> Value | None:
    """same day next week."""
    which = m.integer("WHICH", 1) or 1
    return one_day(ctx.today + timedelta(7 * which)) if which > 0 else None


def week_after(ctx: Context, m: Match) -> Value:
    return days.week(ctx, 1)


def month_alone(ctx: Context, m: Match) -> Value | None:
    """January, as a whole answer; may and march are words of their own."""
    ordinary = m.first > 0 or m.tokens[m.first].text in ("may", "march", "mar")
    return None if ordinary else shared.named_month(ctx, m)


def part_of_named_month(ctx: Context, m: Match) -> Value | None:
    whole = days.named_month(ctx, m.integer("MONTH") or 0)
    return whole and days.part_of_month(ctx, m.word("MONTHPART"), whole)


def week_of_month(ctx: Context, m: Match) -> Value | None:
    """The first week of December: its first seven days."""
    nth = m.integer("ORDWORD", 1) or 1
    whole = (
        days.named_month(ctx, m.integer("MONTH") or 0)
        if m.has("MONTH")
        else days.month(ctx, m.integer("WHICH", 0) or 0)
    )
    if whole is None or nth > 4:
        return None
    first = whole.first.replace(day=1) + timedelta(7 * (nth - 1)) if nth > 0 else whole.after - timedelta(7)
    return (
        Days(max(first, ctx.today), first + timedelta(7), "span", vague=True)
        if first + timedelta(7) > ctx.today
        else None
    )


def quantity(m: Match) -> tuple[float, str]:
    """Count and unit; a word without a number counts once (через неделю), half an hour is (0.5, hour)."""
    unit = _unit(m)
    if m.has("PAIR"):
        first, last, mark = pairs.pair(m)
        return (float(f"{first}.{last}") if mark == "." else first), unit
    numbers = m.numbers()
    few = 3 if m.has("UNIT") and any(token.text.endswith("s") for token in m.all("UNIT")) else None
    count: float = (
        numbers[0] if numbers else m.integer("FEW") or few or (0 if m.has("HALF") and not m.has("AN") else 1)
    )
    if m.has("HALF") or m.has("ONEANDHALF"):
        count = count + 0.5 if (numbers or m.has("ONEANDHALF") or m.has("AND")) else 0.5
    if m.has("QUARTER"):
        count = 0.25
    return (count * 2, "week") if unit == "fortnight" else (count, unit)


def _unit(m: Match) -> str:
    if m.has("UNIT"):
        return m.word("UNIT")
    found = (unit for kind, unit in _UNITS.items() if m.has(kind))
    return next(found, "day")


def in_quantity(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    count, unit = quantity(m)
    if (
        m.has("AFTER")
        and unit in ("minute", "hour")
        and not (m.clause_has("COME", before=True) or m.clause_has("COME", before=False))
    ):
        return ()
    vague = m.has("FEW") or m.has("OR") or (m.has("PAIR") and pairs.pair(m)[2] != ".")
    if unit in ("minute", "hour") and (
        m.clause_has("RUNNING", before=True) or m.clause_has("RUNNING", before=False)
    ):
        return ()
    return shared.ahead(ctx, count, unit, vague=vague)


def bare_length(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """30 mins, as the whole answer: from now on, asked."""
    count, unit = quantity(m)
    alone = m.first == 0 and len(m.tokens) - m.last < 2
    found = shared.ahead(ctx, count, unit) if alone and unit in ("minute", "hour") else None
    return (found, Sign("DOUBT")) if isinstance(found, Moment) else None


def within_quantity(ctx: Context, m: Match) -> Value | Sequence[Value]:
    count, unit = quantity(m)
    if unit in ("minute", "hour"):
        return ()
    last = days.shifted(ctx, count, unit)
    return Days(ctx.today, last + timedelta(1), "span") if last else ()


def next_hour(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """in the next hour: by then, asked."""
    found = shared.ahead(ctx, 1, "hour") if m.word("UNIT") == "hour" else None
    return (found, Sign("DOUBT")) if isinstance(found, Moment) else None


def week_from_day(ctx: Context, m: Match) -> Value | None:
    """a week today, two weeks tomorrow, tomorrow week."""
    offset, (count, unit) = m.integer("DAY", 0) or 0, quantity(m)
    if offset < 0 or unit not in ("week", "fortnight"):
        return None
    return one_day(ctx.today + timedelta(offset + round(7 * count)))


def greeting(ctx: Context, m: Match) -> Sequence[Value] | None:
    """Morning! Any slot on Friday?"""
    return () if m.first == 0 and m.tokens[0].text in ("morning", "afternoon", "evening") else None


def from_tomorrow(ctx: Context, m: Match) -> Value | None:
    count, unit = quantity(m)
    found = days.shifted(ctx, count, unit)
    return one_day(found + timedelta(1)) if found else None
