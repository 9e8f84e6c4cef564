"""Actions of the grammar that all languages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.understanding.when import days, festivals
from dialogs.understanding.when.clock import clock, minutes_before
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Clock,
    Context,
    Days,
    Moment,
    PartOfDay,
    Sign,
    Value,
    one_day,
)
from dialogs.understanding.when.lexicon import ALPHABET

BEFORE_CLOCK = frozenset(ALPHABET.letter(k) for k in ("PART", "EARLY", "DAY", "WD", "HAO", "TO", "FROM", "OR", "CORRECT"))
AFTER_CLOCK = frozenset(ALPHABET.letter(k) for k in ("AFTER", "BEFORE", "APPROX", "TO", "OK", "SHARP"))
NUM, ORDWORD = ALPHABET.letter("NUM"), ALPHABET.letter("ORDWORD")
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
    if m.has("NYBREAK"):
        return "new_year"
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


def weekday_after_break(ctx: Context, m: Match) -> Value | None:
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    number, nth = m.integer("WEEKDAY"), m.integer("ORDWORD", 1) or 1
    if number is None or nth < 1:
        return None
    first = last + timedelta(1)
    return one_day(first + timedelta((number - first.weekday()) % 7 + 7 * (nth - 1)), ask=guessed)


def doubtful(ctx: Context, found: Days, other: Days | None) -> Days:
    """A date that could be read the other way round is asked back when that reading is as near."""
    if other is None or (other.first - ctx.today).days > 60 < (other.first - found.first).days:
        return found
    return replace(found, ask=True)


def word_minutes_to(ctx: Context, m: Match) -> Value | None:
    """ten to three in words, 10 to 3 in figures is a range."""
    first = m.all("NUM")[0]
    if first.text.isdigit() and not m.has("UNIT"):
        return None
    numbers = m.numbers()
    return minutes_before(numbers[-1], numbers[0]) if numbers[0] in (5, 10, 15, 20, 25) else None


def word_time(ctx: Context, m: Match) -> Value | None:
    """three thirty, at 3 30, в десять тридцать."""
    hour, minute = m.numbers()[:2]
    if len(m.all("NUM")[1].text) < 2 or not 1 <= hour <= 24 or minute not in range(5, 60, 5):
        return None
    found = clock(hour, minute)
    return found and (found.within(m.word("AMPM")) if m.has("AMPM") else found)


def am_pm_range(ctx: Context, m: Match) -> Value | None:
    """between 11 am and 2 pm."""
    first, last = m.numbers()[:2]
    parts = [str(token.value) for token in m.all("AMPM")]
    a, b = clock(first), clock(last)
    if a is None or b is None:
        return None
    return replace(a.within(parts[0]) if len(parts) > 1 else a, until=b.within(parts[-1]))


def time_or_date(ctx: Context, m: Match) -> Value | None:
    """в 14.30 is a time, в 28.11 cannot be one."""
    first, last, mark = pair(m)
    token = m.find("PAIR")
    if mark in ".-" and first < 24 and last < 60 and token is not None and len(token.text.split(mark)[1]) == 2:
        if mark == "." or last > 24 or last == 0:
            return clock(first, last)
    if mark in "-~" and first < last <= 24:
        a, b = clock(first), clock(last)
        return replace(a, until=b) if a and b else None
    return days.month_day(ctx, last, first) if last <= 12 else None


def hours_or_date(ctx: Context, m: Match) -> Value | None:
    """Tue 9-11 are hours, Wed 25.11 and Wed 11/25 are dates."""
    first, last, mark = pair(m)
    if mark in "-~" and first < last <= 21:
        a, b = clock(first), clock(last)
        return replace(a, until=b) if a and b else None
    if mark == "." and ctx.lang == "ru" and last > 12 and first < 24 and last < 60:
        return clock(first, last)
    month, day = (last, first) if ctx.lang == "ru" or first > 12 else (first, last)
    return days.month_day(ctx, month, day) if month <= 12 else None


def bound_time_or_date(ctx: Context, m: Match) -> Value | None:
    """до 14.30, после 28.11: the edge is kept in the value, for its word is taken too."""
    found = time_or_date(ctx, m)
    bound = "before" if m.has("BEFORE") else "by" if m.has("BY") else "after"
    if isinstance(found, (Days, Clock)):
        if m.has("BEFORE") or isinstance(found, Days):
            plain = pair(m)
            if plain[1] <= 12 and isinstance(found, Clock) and plain[2] == ".":
                dated = days.month_day(ctx, plain[1], plain[0])
                found = dated or found
        return replace(found, bound=bound)  # type: ignore[arg-type]
    return None
