"""Actions of the grammar that all languages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dialogs.understanding.when import days, festivals
from dialogs.understanding.when.clock import clock, minutes_before
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Clock,
    Context,
    Days,
    Either,
    Moment,
    PartOfDay,
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
    doubt = first.ask or last.ask
    return Days(first.first, max(last.after, first.after), "span", ask=doubt, slip=first.slip or last.slip)


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
        return _dated_with_year(ctx, month, day, year) or impossible()
    day, month, year = numbers
    if (ctx.lang == "en" and token is not None and "." not in token.text) or month > 12:
        day, month = month, day
    if month > 12 >= day:
        day, month = month, day
    found = _dated_with_year(ctx, month, day, year)
    other = _dated_with_year(ctx, day, month, year) if ctx.lang == "en" and day != month else None
    return doubtful(ctx, found, other) if found is not None else impossible()


def _dated_with_year(ctx: Context, month: int, day: int, year: int) -> Days | None:
    return days.month_day(ctx, month, day, year) if 1 <= month <= 12 else None


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


def _month_said(ctx: Context, m: Match) -> Days | None:
    number = m.integer("MONTH") or next(iter(m.numbers()), None)
    if number is not None:
        return days.named_month(ctx, number)
    return days.month(ctx, m.integer("WHICH", 0) or 0)


def part_of_month(ctx: Context, m: Match) -> Value | None:
    whole = _month_said(ctx, m)
    return whole and days.part_of_month(ctx, m.word("MONTHPART") or "end", whole)


def part_of_year(ctx: Context, m: Match) -> Value | None:
    if "end" in (m.word("YEARPART"), m.word("YEAREND"), m.word("MONTHPART")):
        whole = days.named_month(ctx, 12)
        return whole and Days(max(whole.first.replace(day=21), ctx.today), whole.after, "end", vague=True)
    return days.named_month(ctx, 1)


def no_such_time(ctx: Context, m: Match) -> Value | None:
    return impossible() if m.number() > 24 else None


def closing(ctx: Context, m: Match) -> Value:
    """下班前, before closing."""
    return Clock(ctx.policy.closes.hour, ctx.policy.closes.minute, fixed=True, bound="before")


def _weekday_said(m: Match) -> int:
    """The weekday, 5 for a weekend, which begins on its Saturday."""
    return (m.integer("WD") if m.has("WD") else m.integer("WEEKDAY", 5)) or 0


def nth_weekday(ctx: Context, m: Match) -> Value | None:
    """12月第一个周六; with no month said, of this month or the next."""
    whole = _month_said(ctx, m)
    nth = m.integer("NTH") or m.integer("ORDWORD") or 1
    if whole is None or nth > 5:
        return None
    found = days.nth_weekday(whole.first.replace(day=1), nth, _weekday_said(m))
    if found < ctx.today:
        found = days.nth_weekday(days.month_start(whole.first, 1), nth, _weekday_said(m))
    return _or_weekend(found, m)


def _or_weekend(day: date, m: Match) -> Days:
    return Days(day, day + timedelta(2), "weekend") if m.has("WEEKEND") else one_day(day)


def ahead(ctx: Context, count: float, unit: str, *, vague: bool = False) -> Value | Sequence[Value] | None:
    """Now plus a length: hours give an instant, days a day."""
    minutes = {"minute": 1, "quarter": 15, "hour": 60}.get(unit)
    if minutes is not None:
        return Moment(
            ctx.now.replace(second=0, microsecond=0) + timedelta(minutes=min(count * minutes, 600_000))
        )
    found = days.shifted(ctx, count, unit)
    return one_day(found, vague=vague, ask=vague) if found else ()


def half_of_month(ctx: Context, m: Match) -> Value | None:
    """First half: the 1st to the 15th."""
    whole = _month_said(ctx, m)
    if whole is None:
        return None
    first, middle = whole.first.replace(day=1), whole.first.replace(day=16)
    start, after = (first, middle) if m.word("MONTHHALF") == "first" else (middle, whole.after)
    return Days(max(start, ctx.today), after, "span") if after > ctx.today else None


def break_said(ctx: Context, m: Match) -> tuple[date, date, bool]:
    return festivals.break_of(ctx, _festival_name(ctx, m))


def _festival_name(ctx: Context, m: Match) -> str:
    if m.has("YEARTURN"):
        return "spring_festival"
    if m.has("NYBREAK"):
        return "new_year"
    return m.word("FESTIVAL") or m.word("GOLDEN") or festivals.next_break(ctx)


def festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found, ask=(found - ctx.today).days > ctx.policy.far_days) if found else None


def day_after_festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found + timedelta(1)) if found else None


def day_before_festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found - timedelta(1)) if found else None


def festival_break(ctx: Context, m: Match) -> Value:
    first, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(max(first, ctx.today), last + timedelta(1), "span", ask=guessed)


def after_festival(ctx: Context, m: Match) -> Value:
    if m.word("YEARTURN") == "before":
        return before_festival(ctx, m)
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(last, last + timedelta(1), "span", bound="after", ask=guessed)


def before_festival(ctx: Context, m: Match) -> Value:
    first, _, _ = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(first, first + timedelta(1), "span", bound="before")


def working_day_after(ctx: Context, m: Match) -> Value:
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    found, unknown = festivals.first_working_day(ctx, last + timedelta(1))
    return one_day(found, ask=guessed or unknown)


def weekday_after(ctx: Context, m: Match) -> Value | None:
    """节后第一个周六, 年前最后一个周末: counted from the last day off, or back from the first."""
    first, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    nth, number = m.integer("NTH") or m.integer("ORDWORD") or 1, _weekday_said(m)
    if m.has("BEFORE") or m.has("BEFOREBREAK") or m.word("YEARTURN") == "before":
        eve = first - timedelta(1)
        found = eve - timedelta((eve.weekday() - number) % 7)
    else:
        day = last + timedelta(1)
        found = day + timedelta((number - day.weekday()) % 7 + 7 * (max(nth, 1) - 1))
    return replace(_or_weekend(found, m), ask=guessed)


def hour_minute(ctx: Context, m: Match) -> Value | None:
    token = m.find("HM")
    hour, minute = token.value if token is not None and isinstance(token.value, tuple) else (0, 0)
    return clock(hour, minute, part=m.word("AMPM") or None)


def am_pm(ctx: Context, m: Match) -> Value | None:
    return clock(m.number(), part=m.word("AMPM")) if m.number() <= 12 else None


def doubtful(ctx: Context, found: Days, other: Days | None) -> Days:
    """A date that could be read the other way round is asked back when that reading is as near."""
    if other is None or (other.first - ctx.today).days > 60 < (other.first - found.first).days:
        return found
    return replace(found, ask=True)


def word_minutes_to(ctx: Context, m: Match) -> Value | None:
    """ten to three in words, 10 to 3 in figures is a range."""
    first = m.all("NUM")[0]
    numbers = m.numbers()
    if first.text.isdigit() and not m.has("UNIT") and numbers[0] not in (5, 20, 25):
        return None
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


def pair_value(ctx: Context, m: Match) -> Value | None:
    """12/5, 28.11, 10.30, 9-11, 25-28: a date, a time, a stretch of hours or of days of the month."""
    first, last, mark = pair(m)
    dated, timed = _dated(ctx, first, last, mark), _timed(ctx, m)
    if dated is None and timed is None:
        a, b = days.day_of_month(ctx, first), days.day_of_month(ctx, last)
        return day_range(a, b) if a and b and mark in "-~" and first < last else None
    far = mark == "-" and dated is not None and (dated.first - ctx.today).days > 120
    at = m.kinds[m.first - 1 : m.first] == AT and m.tokens[m.first - 1].text not in ("на", "for")
    both = dated is not None and timed is not None and not at
    return Either(dated, timed, prefers_time=far or at, doubtful=both and (mark == "-" or ctx.lang == "en"))


def _dated(ctx: Context, first: int, last: int, mark: str) -> Days | None:
    """Chinese and English put the month first, Russian the day; an impossible month turns the English order."""
    if mark == "~" or (mark == "." and ctx.lang == "en" and max(first, last) < 10):
        return None
    month, day = (last, first) if ctx.lang == "ru" else (first, last)
    if ctx.lang == "en" and month > 12:
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
