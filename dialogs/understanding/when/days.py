"""Dates from their parts: weekdays, days of a month, weeks, edges of a month.

Source of the rules: a bare weekday is the next one, said on the same weekday it is in seven days (ask back);
this X is in the present Monday-to-Sunday week, next X in the following one; what is past rolls forward.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from dialogs.understanding.when.items import Context, Days, one_day

XUN = {"first": (1, 11), "second": (11, 21), "mid": (11, 21), "third": (21, 0)}


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())


def weekday(ctx: Context, number: int, which: int | None = None, *, slip: bool = False) -> Days:
    """The weekday said: in the `which`-th calendar week from this one, or (None) the next one ahead."""
    if which is not None:
        day = monday_of(ctx.today) + timedelta(7 * which + number)
        return one_day(day, kind="day", number=number, slip=slip, ask=which == 0 and day < ctx.today)
    ahead = (number - ctx.today.weekday()) % 7
    day = ctx.today + timedelta(ahead or 7)
    return one_day(day, kind="weekday", number=number, ask=ahead == 0, slip=slip)


def week(ctx: Context, which: int) -> Days:
    first = monday_of(ctx.today) + timedelta(7 * which)
    return Days(first if which else ctx.today, first + timedelta(7), "week")


def week_around(ctx: Context, day: Days) -> Days:
    """The calendar week that a date lies in."""
    monday = monday_of(day.first)
    return Days(max(monday, ctx.today), monday + timedelta(7), "week")


def weekend(ctx: Context, which: int | None) -> Days:
    """Saturday and Sunday; on a Sunday the bare word means what is left of it."""
    saturday = monday_of(ctx.today) + timedelta(7 * (which or 0) + 5)
    return Days(max(saturday, ctx.today) if not which else saturday, saturday + timedelta(2), "weekend")


def workdays(ctx: Context, which: int | None) -> Days:
    """Monday to Friday of that week; what is left of this one, or the next when it is over."""
    monday = monday_of(ctx.today) + timedelta(7 * (which or 0))
    if not which and ctx.today.weekday() > 4:
        monday += timedelta(7)
    return Days(max(monday, ctx.today), monday + timedelta(5), "workdays")


def month_start(day: date, offset: int) -> date:
    months = day.year * 12 + day.month - 1 + offset
    return date(months // 12, months % 12 + 1, 1)


def month(ctx: Context, offset: int) -> Days:
    first = month_start(ctx.today, offset)
    return Days(max(first, ctx.today) if offset == 0 else first, month_start(first, 1), "month")


def named_month(ctx: Context, number: int, year: int | None = None) -> Days | None:
    if not 1 <= number <= 12:
        return None
    if year is None:
        year = ctx.today.year + (number < ctx.today.month)
    first = date(year, number, 1)
    return Days(
        max(first, ctx.today) if first <= ctx.today < month_start(first, 1) else first,
        month_start(first, 1),
        "month",
    )


def day_of_month(ctx: Context, number: int, offset: int | None = None) -> Days | None:
    """25号: in this month when still ahead, else in the next month that has such a day."""
    if not 1 <= number <= 31:
        return None
    for ahead in range(offset or 0, 4 if offset is None else offset + 1):
        first = month_start(ctx.today, ahead)
        day = safe_date(first.year, first.month, number)
        if day is not None and (day >= ctx.today or offset is not None):
            skipped = (
                ahead > 0
                and offset is None
                and number > calendar.monthrange(ctx.today.year, ctx.today.month)[1]
            )
            return one_day(day, kind="dom", number=number, ask=skipped or day < ctx.today)
    return None


def month_day(ctx: Context, number: int, day: int, year: int | None = None) -> Days | None:
    """3 December: this year, or the next one when past; far results are asked back."""
    if year is not None:
        found = safe_date(year + (2000 if year < 100 else 0), number, day)
        return one_day(found, ask=found < ctx.today or _is_far(ctx, found)) if found else None
    for ahead in range(9):
        found = safe_date(ctx.today.year + ahead, number, day)
        if found is not None and found >= ctx.today:
            return one_day(found, ask=_is_far(ctx, found))
    return None


def _is_far(ctx: Context, day: date) -> bool:
    return (day - ctx.today).days > ctx.policy.far_days


def part_of_month(ctx: Context, name: str, whole: Days) -> Days:
    """月初, 中旬, 月底 of the month that `whole` lies in; when past, of the next month."""
    first = whole.first.replace(day=1)
    days = _edges(ctx, name, first)
    if days.after <= ctx.today:
        days = _edges(ctx, name, month_start(first, 1))
    return days


def _edges(ctx: Context, name: str, first: date) -> Days:
    after = month_start(first, 1)
    if name == "start":
        return _left(ctx, first, first + timedelta(ctx.policy.month_start_days))
    if name == "end":
        return replace(_left(ctx, after - timedelta(ctx.policy.month_end_days), after), kind="end")
    begin, end = XUN[name]
    return _left(ctx, first.replace(day=begin), first.replace(day=end) if end else after)


def _left(ctx: Context, first: date, after: date) -> Days:
    return Days(max(first, ctx.today) if after > ctx.today else first, after, "span")


def nth_weekday(first: date, nth: int, number: int) -> date:
    """The nth such weekday of the month that begins on `first` (-1: the last one)."""
    if nth < 0:
        last = month_start(first, 1) - timedelta(1)
        return last - timedelta((last.weekday() - number) % 7)
    return first + timedelta((number - first.weekday()) % 7 + 7 * (nth - 1))


def in_frame(frame: Days, days: Days) -> Days | None:
    """A bare weekday or day of the month said together with its week or month."""
    if (
        days.kind == "weekday"
        and days.number is not None
        and frame.kind in ("week", "weekend", "span", "month")
    ):
        return _weekday_in(frame, days.number)
    if days.kind == "dom" and frame.kind == "month" and days.number is not None:
        day = safe_date(frame.first.year, frame.first.month, days.number)
        return one_day(day) if day else None
    if days.kind == "weekend" and frame.kind == "week":
        saturday = monday_of(frame.first) + timedelta(5)
        return Days(saturday, saturday + timedelta(2), "weekend")
    return None


def _weekday_in(frame: Days, number: int) -> Days | None:
    start = monday_of(frame.first) if frame.kind in ("week", "weekend") else frame.first
    day = start + timedelta((number - start.weekday()) % 7)
    fits = day < frame.after and (frame.kind != "weekend" or number > 4)
    return one_day(day, number=number) if fits else None


def day_range(first: Days, last: Days) -> Days:
    """From the first to the last one, included; a last one that lies before is moved on."""
    while last.first < first.first and last.kind in ("weekday", "dom"):
        step = timedelta(7) if last.kind == "weekday" else timedelta(0)
        if not step:
            month = month_start(last.first, 1)
            moved = safe_date(month.year, month.month, last.number or 1)
            last = replace(last, first=moved or month, after=(moved or month) + timedelta(1))
        else:
            last = replace(last, first=last.first + step, after=last.after + step)
    doubt = first.ask or last.ask
    return Days(first.first, max(last.after, first.after), "span", ask=doubt, slip=first.slip or last.slip)


def shifted(ctx: Context, count: float, unit: str) -> date | None:
    """Today plus days, weeks, months, years; a half month is 15 days."""
    if unit in ("day", "week"):
        days = round(count * (7 if unit == "week" else 1))
        return ctx.today + timedelta(days) if abs(days) < 4000 else None
    if count != int(count) and unit == "month":
        whole, rest = int(count), timedelta(15)
    else:
        whole, rest = int(count * (12 if unit == "year" else 1)), timedelta(0)
    if abs(whole) > 120:
        return None
    first = month_start(ctx.today, whole)
    last = calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=min(ctx.today.day, last)) + rest
