"""Chinese stretches and days counted from festivals and edges of months; lunar dates."""

from __future__ import annotations

from datetime import timedelta

from dialogs.understanding.when import days, festivals
from dialogs.understanding.when.actions import (
    festive,
)
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Context,
    Days,
    Sign,
    Value,
    one_day,
)


def lunar(ctx: Context, m: Match) -> Value | None:
    numbers = m.numbers()
    month = m.integer("LUNARMONTH") or (numbers[0] if len(numbers) > 1 else None)
    return festivals.next_lunar(ctx, month, numbers[-1])


def lunar_month(ctx: Context, m: Match) -> Value | None:
    """正月里: what is left of it, asked."""
    number = m.integer("LUNARMONTH") or 1
    for year in range(ctx.today.year - 1, ctx.today.year + 2):
        first = festivals.lunar_day(year, number, 1)
        last = festivals.lunar_day(year, number, 30) or festivals.lunar_day(year, number, 29)
        if first is not None and last is not None and last >= ctx.today:
            return Days(max(first, ctx.today), last + timedelta(1), "span", ask=True)
    return None


def near_festival(ctx: Context, m: Match) -> Value | None:
    """除夕前三天 is counted from the day itself, 放假前一天 from the days off; asked when it is a long way."""
    length = {"day": 1, "week": 7, "month": 30}.get(m.word("UNIT"))
    first, last, guessed = festive.break_said(ctx, m)
    if not any(m.has(kind) for kind in ("BREAK", "AFTERBREAK", "BEFOREBREAK")):
        first = last = festivals.next_festival(ctx, m.word("FESTIVAL")) or first
    if length is None:
        return None
    step = timedelta(m.number() * length)
    before = m.has("BEFORE") or m.has("BEFOREBREAK")
    return one_day(first - step if before else last + step, ask=guessed or step.days > 1)


def same_day_later(ctx: Context, m: Match) -> Value | None:
    """下个月的今天, 下周的今天."""
    which, ahead = m.integer("WHICH", 0) or 0, m.integer("DAY", 0) or 0
    found = days.shifted(ctx, which, "month" if m.has("MON") else "week")
    return one_day(found + timedelta(ahead)) if found and which > 0 <= ahead else None


def first_of_month(ctx: Context, m: Match) -> Value | None:
    """下个月头一天."""
    whole = days.named_month(ctx, m.number()) if m.numbers() else days.month(ctx, m.integer("WHICH", 0) or 0)
    return whole and one_day(whole.first)


def week_of_month(ctx: Context, m: Match) -> Value | None:
    """12月第二周: the second seven days; asked, for others count calendar weeks."""
    whole = days.named_month(ctx, m.number()) if m.numbers() else days.month(ctx, m.integer("WHICH", 0) or 0)
    if whole is None:
        return None
    first = whole.first.replace(day=1) + timedelta(7 * ((m.integer("NTHWEEK") or 1) - 1))
    return Days(max(first, ctx.today), first + timedelta(7), "span", ask=True)


def last_day(ctx: Context, m: Match) -> Value | None:
    """月底最后一天, 12月最后一天."""
    whole = days.named_month(ctx, m.number()) if m.numbers() else days.month(ctx, m.integer("WHICH", 0) or 0)
    return whole and one_day(whole.after - timedelta(1))


def nth_day_off(ctx: Context, m: Match) -> Value:
    first, _, guessed = festive.break_said(ctx, m)
    return one_day(
        first + timedelta((m.integer("NTHDAY") or (2 if m.has("NEXTDAY") else 1)) - 1), ask=guessed
    )


def edge_of_month(ctx: Context, m: Match) -> Value | None:
    """11月最后三天, 12月头几天 (a few: the first five)."""
    number = None if m.has("MONTHPART") or m.has("WHICH") else m.number()
    whole = days.named_month(ctx, number) if number else days.month(ctx, m.integer("WHICH", 0) or 0)
    count = m.numbers()[-1] if m.numbers() and not m.has("FEW") else ctx.policy.month_start_days
    if whole is None or m.word("UNIT") != "day" or count > 15:
        return None
    if m.word("EDGE") == "last":
        return Days(max(whole.after - timedelta(count), ctx.today), whole.after, "span")
    first = whole.first.replace(day=1)
    return Days(first, first + timedelta(count), "span") if first >= ctx.today else None


def eve_of_break(ctx: Context, m: Match) -> Value:
    first, _, _ = festive.break_said(ctx, m)
    return one_day(first - timedelta(1))


def workday_before_break(ctx: Context, m: Match) -> Value:
    """节前最后一个工作日: back from the first day off."""
    first, _, guessed = festive.break_said(ctx, m)
    found, unknown = festivals.last_working_day(ctx, first - timedelta(1))
    return one_day(found, ask=guessed or unknown)


def _frame(ctx: Context, m: Match) -> Days | None:
    """The month or week that a working day is counted in."""
    which = m.integer("WHICH", 0) or 0
    if m.has("WEEK"):
        return days.week(ctx, which)
    return days.named_month(ctx, m.number()) if m.numbers() else days.month(ctx, which)


def last_workday(ctx: Context, m: Match) -> Value | None:
    """本月最后一个工作日."""
    whole = _frame(ctx, m)
    return whole and one_day(festivals.last_working_day(ctx, whole.after - timedelta(1))[0])


def first_workday(ctx: Context, m: Match) -> Value | None:
    """下周第一个工作日."""
    whole = _frame(ctx, m)
    return whole and one_day(festivals.first_working_day(ctx, whole.first)[0])


def edge_of_week(ctx: Context, m: Match) -> Value | None:
    """下周前三天: from Monday on; 下周后三天 may leave the weekend out, so it is asked."""
    count, which = (m.number() if m.numbers() else 3), m.integer("WHICH", 0) or 0
    if m.word("UNIT") != "day" or not 0 < count < 7 or (m.has("AFTER") and not m.has("WHICH")):
        return None
    monday = days.monday_of(ctx.today) + timedelta(7 * which)
    at_end = m.has("AFTER") or m.word("EDGE") == "last"
    first = monday + timedelta(7 - count if at_end else 0)
    return Days(max(first, ctx.today), first + timedelta(count), "span", ask=at_end)


def nth_day_after(ctx: Context, m: Match) -> Value:
    """国庆后第二天: the second one after the days off."""
    _, last, guessed = festive.break_said(ctx, m)
    return one_day(last + timedelta(m.integer("NTHDAY", 2) or 2), ask=guessed)


def last_day_off(ctx: Context, m: Match) -> Value:
    _, last, guessed = festivals.break_of(ctx, m.word("FESTIVAL"))
    return one_day(last, ask=guessed)


def part_of_week(ctx: Context, m: Match) -> Value:
    """下周前半周, 下周初: up to Wednesday, or from Thursday on; 周初 alone is next week's."""
    which, name = m.integer("WHICH"), m.word("WEEKPART") or "start"
    monday = days.monday_of(ctx.today) + timedelta(7 * (which if which is not None else name == "start"))
    first, after = (3, 7) if name == "end" else (0, 3) if m.has("WEEKPART") else (0, 2)
    return Days(max(monday + timedelta(first), ctx.today), monday + timedelta(after), "span", vague=True)


def passed(ctx: Context, m: Match) -> Value:
    """过完这周: after it."""
    return Sign("PASSED")


def earliest_from(ctx: Context, m: Match) -> Value | None:
    """最早周四: from Thursday on."""
    return Sign("FROM") if m.tokens[m.first].text == "最早" else None
