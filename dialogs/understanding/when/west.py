"""Actions that English and Russian share: words apart, the number before or behind the month, after before the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.understanding.when import common, days, festivals
from dialogs.understanding.when.clock import clock, minutes_before
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import Clock, Context, DayKind, Days, PartOfDay, Sign, Value, one_day

FIRST_YEAR = 2020
_CLOCKS = ("NOON", "AMPM", "HM", "BETWEEN", "FROM", "AT", "OCLOCK", "CHAS", "DAY", "WEEKDAY")
_UNITS = {"WEEK": "week", "MON": "month", "CHAS": "hour", "MINUTES": "minute", "DNYA": "day"}


def ordinals(m: Match) -> list[int]:
    """The numbers and ordinal words in the order said."""
    found = [t for t in m.tokens[m.first : m.last] if t.kind in (common.NUM, common.ORDWORD)]
    return [t.value for t in found if isinstance(t.value, int)]


def month_day(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """25 November, Nov 25th 2026, двадцать пятого ноября."""
    numbers, month = ordinals(m), m.integer("MONTH") or 0
    if len(numbers) > 1:
        return days.month_day(ctx, month, numbers[0], numbers[1]) if numbers[1] >= FIRST_YEAR else None
    if numbers[0] > 31:
        return _month_of_year(ctx, month, numbers[0])
    return days.month_day(ctx, month, numbers[0]) or common.impossible()


def _month_of_year(ctx: Context, month: int, year: int) -> Value | Sequence[Value] | None:
    """May 2023 has been, May 2027 is a whole month."""
    if year < 100:
        return common.impossible()
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
        numbers = list(common.pair(m)[:2])
    a, b = days.month_day(ctx, month, numbers[0]), days.month_day(ctx, month, numbers[1])
    if a is None or b is None or numbers[0] > 31:
        return None
    if m.has("OR") or (m.has("AND") and not m.has("BETWEEN")):
        return common.options([a, b])
    return (common.day_range(a, b),)


def many_days(ctx: Context, m: Match) -> Sequence[Value] | None:
    """5, 6 или 7 декабря; December 5, 6 or 7."""
    found = [days.month_day(ctx, m.integer("MONTH") or 0, number) for number in ordinals(m)]
    known = [day for day in found if day is not None]
    return common.options(known) if len(known) == len(found) else None


def day_of_month(ctx: Context, m: Match) -> Value | None:
    return days.day_of_month(ctx, ordinals(m)[0]) or common.impossible()


def day_in_month(ctx: Context, m: Match) -> Value | None:
    return days.day_of_month(ctx, ordinals(m)[0], m.integer("WHICH", 0)) or common.impossible()


def days_of_month(ctx: Context, m: Match) -> Sequence[Value] | None:
    numbers = list(common.pair(m)[:2]) if m.has("PAIR") else ordinals(m)
    found = [days.day_of_month(ctx, number) for number in numbers]
    a, b = found[0], found[-1]
    if a is None or b is None:
        return None
    if m.has("OR") or (m.has("AND") and not m.has("BETWEEN")):
        return common.options([a, b])
    return (common.day_range(a, b),)


def weekday(ctx: Context, m: Match) -> Value | None:
    which, number = m.integer("WHICH"), m.integer("WEEKDAY", 0) or 0
    if which is not None and which < 0:
        return Sign("PASTDAY")
    return days.weekday(ctx, number, None if m.has("COMING") else which, slip=m.slip())


def weekday_weeks_on(ctx: Context, m: Match) -> Value:
    """Friday week, a week on Tuesday, через неделю в среду."""
    number, weeks = m.integer("WEEKDAY", 0) or 0, next(iter(m.numbers()), 1)
    found = days.weekday(ctx, number)
    return one_day(found.first + timedelta(7 * weeks), number=number)


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
    return common.part_of_year(ctx, m)


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


def early(ctx: Context, m: Match) -> Value | None:
    """early tomorrow, Tuesday early."""
    return PartOfDay("morning") if m.tokens[m.first].text.startswith("early") else None


def weekend_around(ctx: Context, m: Match) -> Value | None:
    """the weekend of the 5th."""
    number, month = ordinals(m)[0], m.integer("MONTH")
    day = days.month_day(ctx, month, number) if month else days.day_of_month(ctx, number)
    saturday = days.monday_of(day.first) + timedelta(5) if day else None
    return Days(saturday, saturday + timedelta(2), "weekend") if saturday else None


def nth_such_day(ctx: Context, m: Match) -> Value | None:
    """in two Fridays: the second one from now."""
    found = days.weekday(ctx, m.integer("WEEKDAY", 0) or 0)
    return one_day(found.first + timedelta(7 * (m.number() - 1))) if 0 < m.number() < 10 else None


def week_after(ctx: Context, m: Match) -> Value:
    return days.week(ctx, 1)


def during_festival(ctx: Context, m: Match) -> Value | None:
    """during Spring Festival: the days off."""
    during = m.tokens[m.first].text in ("during", "over", "over the")
    return common.festival_break(ctx, m) if during else common.festival(ctx, m)


def golden_week(ctx: Context, m: Match) -> Value:
    return common.festival_break(ctx, m)


def month_alone(ctx: Context, m: Match) -> Value | None:
    """January, as a whole answer; may and march are words of their own."""
    ordinary = m.first > 0 or m.tokens[m.first].text in ("may", "march", "mar")
    return None if ordinary else common.named_month(ctx, m)


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


def doubt(ctx: Context, m: Match) -> Value:
    """midnight: which of the two? Ask."""
    return Sign("DOUBT")


def quantity(m: Match) -> tuple[float, str]:
    """Count and unit; a word without a number counts once (через неделю), half an hour is (0.5, hour)."""
    unit = _unit(m)
    if m.has("PAIR"):
        first, last, mark = common.pair(m)
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
    vague = m.has("FEW") or m.has("OR") or (m.has("PAIR") and common.pair(m)[2] != ".")
    if unit in ("minute", "hour") and (
        m.clause_has("RUNNING", before=True) or m.clause_has("RUNNING", before=False)
    ):
        return ()
    return common.ahead(ctx, count, unit, vague=vague)


def within_quantity(ctx: Context, m: Match) -> Value | Sequence[Value]:
    count, unit = quantity(m)
    if unit in ("minute", "hour"):
        return ()
    last = days.shifted(ctx, count, unit)
    return Days(ctx.today, last + timedelta(1), "span") if last else ()


def week_from_day(ctx: Context, m: Match) -> Value | None:
    """a week today, a week tomorrow."""
    offset = m.integer("DAY", 0) or 0
    return one_day(ctx.today + timedelta(7 + offset)) if offset >= 0 else None


def from_tomorrow(ctx: Context, m: Match) -> Value | None:
    count, unit = quantity(m)
    found = days.shifted(ctx, count, unit)
    return one_day(found + timedelta(1)) if found else None


def nothing(ctx: Context, m: Match) -> Sequence[Value]:
    return ()


def past_day(ctx: Context, m: Match) -> Value:
    return Sign("PASTDAY")


def hour(ctx: Context, m: Match) -> Value | None:
    """at 4, at 1400, в 14, в 3 часа."""
    token = m.all("NUM")[0]
    value = m.number()
    if len(token.text) == 4 and token.text.isdigit():
        is_time = value % 5 == 0 and (value // 100 not in (19, 20) or m.has("AT"))
        return clock(value // 100, value % 100, fixed=True) if is_time else None
    found = clock(value) if len(token.text) < 3 or not token.text.isdigit() else None
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
    value, minute, mark = common.pair(m)
    token = m.find("PAIR")
    if mark == "/":
        return two_hours(ctx, m)
    if token is None or (len(token.text) - len(str(value))) < 3 or minute > 59:
        return None
    found = clock(value, minute)
    part = m.word("AMPM")
    return found and (found.within(part) if part else found)


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
        first, last, mark = common.pair(m)
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


def festival_after_day(ctx: Context, m: Match) -> Value | None:
    """the day after Christmas."""
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found + timedelta(1)) if found else None


def festival_day_before(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found - timedelta(1)) if found else None


def day_and_next(ctx: Context, m: Match) -> Sequence[Value] | None:
    """tomorrow or the day after."""
    first = weekday(ctx, m) if m.has("WEEKDAY") else common.this_day(ctx, m)
    return common.options([first, one_day(first.after)]) if isinstance(first, Days) else None


def day_after_day(ctx: Context, m: Match) -> Value | None:
    """the day after 3 December is read from what follows; here only the weekday form."""
    step = 1 if m.has("DAYAFTER") else -1
    return one_day(days.weekday(ctx, m.integer("WEEKDAY", 0) or 0).first + timedelta(step))
