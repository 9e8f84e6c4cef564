"""Actions of the grammar that all languages share: days, weeks, months and their parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dialogs.understanding.when import days
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Context,
    Days,
    Moment,
    PartOfDay,
    Shift,
    Sign,
    Value,
    one_day,
)
from dialogs.understanding.when.lexicon import ALPHABET

BEFORE_CLOCK = frozenset(
    ALPHABET.letter(k) for k in ("PART", "EARLY", "DAY", "WD", "HAO", "TO", "FROM", "OR", "CORRECT")
)
AFTER_CLOCK = frozenset(ALPHABET.letter(k) for k in ("AFTER", "BEFORE", "APPROX", "TO", "SHARP"))
NUM, ORDWORD, AT = ALPHABET.letter("NUM"), ALPHABET.letter("ORDWORD"), ALPHABET.letter("AT")
COMMA, OK, PARTICLE = (ALPHABET.letter(name) for name in ("COMMA", "OK", "PARTICLE"))
OR, IMPOSSIBLE = Sign("OR"), Sign("IMPOSSIBLE")


def impossible() -> Sign:
    """A date that does not exist (31 November): nothing to take, but a reason to ask."""
    return IMPOSSIBLE


def options(found: Sequence[Days]) -> Sequence[Value]:
    """Several days said in one breath."""
    values: list[Value] = []
    for day in found:
        values.extend((OR, day) if values else (day,))
    return values


def this_day(ctx: Context, m: Match) -> Value:
    offset = m.integer("DAY", 0) or 0
    found = ctx.today + timedelta(offset)
    return one_day(found, slip=m.slip()) if offset >= 0 else Sign("PASTDAY")


def several_days(ctx: Context, m: Match) -> Sequence[Value]:
    return options([one_day(ctx.today + timedelta(int(offset))) for offset in m.word("DAYS").split()])


def few_days(ctx: Context, m: Match) -> Value:
    return Days(ctx.today, ctx.today + timedelta(m.integer("FEWDAYS", 3) or 3), "span", vague=True)


def soonish(ctx: Context, m: Match) -> Value:
    first = ctx.today + timedelta(m.integer("SOONISH", 3) or 3)
    return one_day(first, vague=True, ask=True)


def part(ctx: Context, m: Match) -> Value:
    return PartOfDay(m.word("PART"))


def week(ctx: Context, m: Match) -> Value:
    which = m.integer("WHICH", 0) or 0
    return days.week(ctx, which) if which >= 0 else Sign("PASTDAY")


def weekend(ctx: Context, m: Match) -> Value:
    which = m.integer("WHICH")
    return days.weekend(ctx, which) if which is None or which >= 0 else Sign("PASTDAY")


def workdays(ctx: Context, m: Match) -> Value:
    which = m.integer("WHICH")
    return days.workdays(ctx, which) if which is None or which >= 0 else Sign("PASTDAY")


def month(ctx: Context, m: Match) -> Value:
    which = m.integer("WHICH", 0) or 0
    return days.month(ctx, which) if which >= 0 else Sign("PASTDAY")


def named_month(ctx: Context, m: Match) -> Value | None:
    return days.named_month(ctx, m.integer("MONTH") or m.number())


def month_said(ctx: Context, m: Match) -> Days | None:
    number = m.integer("MONTH") or next(iter(m.numbers()), None)
    if number is not None:
        return days.named_month(ctx, number)
    return days.month(ctx, m.integer("WHICH", 0) or 0)


def part_of_month(ctx: Context, m: Match) -> Value | None:
    whole = month_said(ctx, m)
    return whole and days.part_of_month(ctx, m.word("MONTHPART") or "end", whole)


def part_of_year(ctx: Context, m: Match) -> Value | None:
    if "end" in (m.word("YEARPART"), m.word("YEAREND"), m.word("MONTHPART")):
        whole = days.named_month(ctx, 12)
        return whole and Days(max(whole.first.replace(day=21), ctx.today), whole.after, "end", vague=True)
    return days.named_month(ctx, 1)


def weekday_said(m: Match) -> int:
    """The weekday, 5 for a weekend, which begins on its Saturday."""
    return (m.integer("WD") if m.has("WD") else m.integer("WEEKDAY", 5)) or 0


def nth_weekday(ctx: Context, m: Match) -> Value | None:
    """12月第一个周六; with no month said, of this month or the next."""
    whole = month_said(ctx, m)
    nth = m.integer("NTH") or m.integer("ORDWORD") or 1
    if whole is None or nth > 5:
        return None
    found = days.nth_weekday(whole.first.replace(day=1), nth, weekday_said(m))
    if found < ctx.today:
        found = days.nth_weekday(days.month_start(whole.first, 1), nth, weekday_said(m))
    return or_weekend(found, m)


def or_weekend(day: date, m: Match) -> Days:
    return Days(day, day + timedelta(2), "weekend") if m.has("WEEKEND") else one_day(day)


def ahead(ctx: Context, count: float, unit: str, *, vague: bool = False) -> Value | Sequence[Value] | None:
    """Now plus a length: hours give an instant, days a day."""
    minutes = _MINUTES.get(unit)
    if minutes is not None:
        return Moment(
            ctx.now.replace(second=0, microsecond=0) + timedelta(minutes=min(count * minutes, 600_000))
        )
    if count < 1 and unit == "day":  # 半天后
        return Sign("DOUBT")
    found = days.shifted(ctx, count, unit)
    return one_day(found, vague=vague, ask=vague) if found else ()


_MINUTES = {"minute": 1, "quarter": 15, "hour": 60}
_DAYS = {"day": 1, "week": 7}


def ahead_twice(ctx: Context, counts: Sequence[int], units: Sequence[str]) -> Value | Sequence[Value] | None:
    """A length in two units: an hour and twenty minutes, a week and two days."""
    for sizes, unit in ((_MINUTES, "minute"), (_DAYS, "day")):
        if len(counts) == len(units) and all(name in sizes for name in units):
            total = sum(count * sizes[name] for count, name in zip(counts, units, strict=True))
            return ahead(ctx, total, unit)
    return None


def half_of_month(ctx: Context, m: Match) -> Value | None:
    """First half: the 1st to the 15th."""
    whole = month_said(ctx, m)
    if whole is None:
        return None
    first, middle = whole.first.replace(day=1), whole.first.replace(day=16)
    start, after = (first, middle) if m.word("MONTHHALF") == "first" else (middle, whole.after)
    return Days(max(start, ctx.today), after, "span") if after > ctx.today else None


def shift(ctx: Context, m: Match) -> Value:
    return Shift(m.integer("SHIFT", 0) or 0)


def ready_by(ctx: Context, m: Match) -> Sequence[Value]:
    """done by Friday: when the work ends, and an edge."""
    return (Sign("READY"), Sign(m.word("READYBY").upper()))


_ASKS_FOR_DATE = ("几号", "周几", "星期几", "礼拜几", "多少号")


def which_day(ctx: Context, m: Match) -> Sequence[Value] | None:
    """今天几号, 元旦周几: the date itself is asked for."""
    return () if m.tokens[m.last - 1].text in _ASKS_FOR_DATE else None


def nothing(ctx: Context, m: Match) -> Sequence[Value]:
    return ()
