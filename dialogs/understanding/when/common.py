"""Actions of the grammar that all languages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.understanding.when import days, festivals
from dialogs.understanding.when.clock import clock
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import Context, Days, Moment, PartOfDay, Sign, Value, one_day
from dialogs.understanding.when.lexicon import ALPHABET

BEFORE_CLOCK = frozenset(ALPHABET.letter(k) for k in ("PART", "EARLY", "DAY", "WD", "HAO", "TO", "FROM", "OR", "CORRECT"))
AFTER_CLOCK = frozenset(ALPHABET.letter(k) for k in ("AFTER", "BEFORE", "APPROX", "TO", "OK", "SHARP"))
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


def day_range(first: Days, last: Days) -> Days:
    """From the first to the last one, included; a last one that lies before is moved on."""
    while last.first < first.first and last.kind in ("weekday", "dom"):
        step = timedelta(7) if last.kind == "weekday" else timedelta(0)
        if not step:
            month = days.month_start(last.first, 1)
            moved = days.safe_date(month.year, month.month, last.number or 1)
            last = replace(last, first=moved or month, after=(moved or month) + timedelta(1))
        else:
            last = replace(last, first=last.first + step, after=last.after + step)
    return Days(first.first, max(last.after, first.after), "span", ask=False, slip=first.slip or last.slip)


def pair(m: Match) -> tuple[int, int, str]:
    token = m.find("PAIR")
    value = token.value if token is not None else None
    if isinstance(value, tuple):
        first, last, mark = value
        return int(first), int(last), str(mark)
    return 0, 0, "-"


def full_date(ctx: Context, m: Match) -> Value:
    token = m.find("YMD")
    numbers = token.value if token is not None and isinstance(token.value, tuple) else (0, 0, 0)
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        day, month, year = numbers
    if month > 12 >= day:
        day, month = month, day
    return (days.month_day(ctx, month, day, year) if 1 <= month <= 12 else None) or impossible()


def day(ctx: Context, m: Match) -> Value:
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


def _month_said(ctx: Context, m: Match) -> Days | None:
    number = m.integer("MONTH") or next(iter(m.numbers()), None)
    if number is not None:
        return days.named_month(ctx, number)
    return days.month(ctx, m.integer("WHICH", 0) or 0)


def part_of_month(ctx: Context, m: Match) -> Value | None:
    whole = _month_said(ctx, m)
    return whole and days.part_of_month(ctx, m.word("MONTHPART"), whole)


def part_of_year(ctx: Context, m: Match) -> Value | None:
    if m.word("YEARPART") == "end":
        whole = days.named_month(ctx, 12)
        return whole and Days(max(whole.first.replace(day=21), ctx.today), whole.after, "span", vague=True)
    return days.named_month(ctx, 1)


def nth_weekday(ctx: Context, m: Match) -> Value | None:
    """12月第一个周六; with no month said, of this month or the next."""
    whole = _month_said(ctx, m)
    nth, number = m.integer("NTH"), m.integer("WD") if m.has("WD") else m.integer("WEEKDAY")
    if whole is None or nth is None or number is None:
        return None
    found = days.nth_weekday(whole.first.replace(day=1), nth, number)
    if found < ctx.today:
        found = days.nth_weekday(days.month_start(whole.first, 1), nth, number)
    return one_day(found)


def ahead(ctx: Context, count: float, unit: str, *, vague: bool = False) -> Value | Sequence[Value] | None:
    """Now plus a length: hours give an instant, days a day."""
    minutes = {"minute": 1, "quarter": 15, "hour": 60}.get(unit)
    if minutes is not None:
        return Moment(ctx.now.replace(second=0, microsecond=0) + timedelta(minutes=min(count * minutes, 600_000)))
    found = days.shifted(ctx, count, unit)
    return one_day(found, vague=vague, ask=vague) if found else ()


def _festival_name(ctx: Context, m: Match) -> str:
    if m.has("YEARTURN"):
        return "spring_festival"
    return m.word("FESTIVAL") or festivals.next_break(ctx)


def festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return found and one_day(found, ask=(found - ctx.today).days > ctx.policy.far_days)


def day_after_festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return found and one_day(found + timedelta(1))


def day_before_festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return found and one_day(found - timedelta(1))


def festival_break(ctx: Context, m: Match) -> Value:
    first, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(max(first, ctx.today), last + timedelta(1), "span", ask=guessed)


def after_festival(ctx: Context, m: Match) -> Value:
    if m.word("YEARTURN") == "before":
        return before_festival(ctx, m)
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(last, last + timedelta(1), "span", bound="after", ask=guessed)


def before_festival(ctx: Context, m: Match) -> Value:
    first, _, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(first, first + timedelta(1), "span", bound="before", ask=guessed)


def working_day_after(ctx: Context, m: Match) -> Value:
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    found, unknown = festivals.first_working_day(ctx, last + timedelta(1))
    return one_day(found, ask=guessed or unknown)


def weekday_after(ctx: Context, m: Match) -> Value | None:
    """节后第一个周六: counted from the last day off."""
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    number, nth = m.integer("WD") if m.has("WD") else m.integer("WEEKDAY"), m.integer("NTH", 1) or 1
    if number is None or nth < 1:
        return None
    first = last + timedelta(1)
    return one_day(first + timedelta((number - first.weekday()) % 7 + 7 * (nth - 1)), ask=guessed)


def hour_minute(ctx: Context, m: Match) -> Value | None:
    token = m.find("HM")
    hour, minute = token.value if token is not None and isinstance(token.value, tuple) else (0, 0)
    return clock(hour, minute, part=m.word("AMPM") or None)


def am_pm(ctx: Context, m: Match) -> Value | None:
    return clock(m.number(), part=m.word("AMPM")) if m.number() <= 12 else None
