"""Chinese times of day and lengths of time from now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.understanding.when import days
from dialogs.understanding.when.actions import (
    pairs,
    shared,
)
from dialogs.understanding.when.clock import clock, minutes_before
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Context,
    Days,
    Moment,
    PartOfDay,
    Shift,
    Sign,
    Value,
)

DOUBT = Sign("DOUBT")


def clock_time(ctx: Context, m: Match) -> Value | None:
    """三点, 三点半, 三点一刻, 9点45, 三点差五分."""
    numbers = m.numbers()
    if not numbers or _is_little(m):
        return None
    hour, rest = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if m.has("CHA"):
        return minutes_before(hour, rest * 15 if m.has("KE") else rest)
    minute = 30 if m.has("HALF") or m.has("HALFSLIP") else rest * 15 if m.has("KE") else rest
    if len(numbers) > 1 and not m.has("KE") and not _is_minute(m):
        return None
    return clock(hour, minute)


def _is_minute(m: Match) -> bool:
    """9点45, 九点零五, 三点五分; but 3点2个人 says no minutes."""
    token = m.all("NUM")[1]
    return len(token.text) > 1 or m.has("FEN") or token.text in "十"


def _is_little(m: Match) -> bool:
    """一点 is mostly "a little": it needs a neighbour that speaks of time."""
    token, mark = m.all("NUM")[0], m.find("DIAN")
    if token.text != "一" or mark is None or mark.text != "点" or m.last - m.first > 2:
        return False
    before = m.kinds[m.first - 1 : m.first] if m.first else ""
    after = m.kinds[m.last : m.last + 1]
    if before in shared.BEFORE_CLOCK or after in shared.AFTER_CLOCK:
        return False
    return before not in ("", shared.COMMA) or after not in ("", shared.COMMA, shared.OK, shared.PARTICLE)


def slipped_clock(ctx: Context, m: Match) -> Value | None:
    """下午三店."""
    found = clock(m.number(), 30 if m.has("HALF") else 0)
    return replace(found, slip=True) if found else None


def days_ahead(ctx: Context, m: Match) -> Value | None:
    """未来三天, 接下来一周: from today on."""
    count, unit = duration(m)
    last = days.shifted(ctx, count or 3, unit) if unit in ("day", "week", "month") else None
    return Days(ctx.today, last, "span", vague=True) if last else None


def clock_before(ctx: Context, m: Match) -> Value | None:
    rest, hour = m.numbers()
    return minutes_before(hour, rest * 15 if m.has("KE") else rest)


def two_hours(ctx: Context, m: Match) -> Value | None:
    """三四点, 9到11点, 9-11点."""
    if m.has("PAIR"):
        first, last, mark = pairs.pair(m)
        if mark in "./":
            return None
    else:
        first, last = m.numbers()[:2]
    a, b = clock(first), clock(last, 30 if m.has("HALF") else 0)
    return replace(a, until=b) if a and b else None


def bare_hour(ctx: Context, m: Match) -> Value | None:
    """下午3, 明天10: a number at the end, behind a part of the day."""
    return clock(m.number(), 30 if m.has("HALF") else 0) if m.number() < 25 else None


def four_figures(ctx: Context, m: Match) -> Value | None:
    """下午1430, 周五 0930."""
    figures = m.tokens[m.first].text
    if len(figures) != 4 or not figures.isdecimal() or int(figures[2:]) % 5:
        return None
    return clock(int(figures[:2]), int(figures[2:]), fixed=True)


def early(ctx: Context, m: Match) -> Value:
    return PartOfDay(m.word("EARLY"))


def duration(m: Match) -> tuple[float, str]:
    """Count and unit: 一个半小时 is (1.5, hour), 三刻钟 (3, quarter), 两三天 (2, day)."""
    unit = m.word("UNIT") or ("quarter" if m.has("KE") else "year" if m.has("YEAR") else "month")
    if m.has("PAIR"):
        first, last, _ = pairs.pair(m)
        return float(f"{first}.{last}"), unit
    count: float = m.integer("FEW") or 0
    if m.numbers():
        count = m.number()
    return count + (0.5 if m.has("HALF") else 0), unit


def after_duration(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    if m.clause_has("RUNNING", before=True) or m.clause_has("SYMPTOM", before=True):
        return ()
    count, unit = duration(m)
    vague = m.has("FEW") or len(m.numbers()) > 1
    if m.has("FEW") and count > 1 and unit in ("minute", "hour"):  # 还要等几个小时
        return ()
    if m.tokens[m.first].text == "隔":  # with one day between
        count, vague = count + 1, True
    return shared.ahead(ctx, count, unit, vague=vague)


def after_two_lengths(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """一小时二十分钟后, 一个星期零两天后."""
    if m.clause_has("RUNNING", before=True) or m.clause_has("SYMPTOM", before=True):
        return ()
    return shared.ahead_twice(ctx, m.numbers(), [str(token.value) for token in m.all("UNIT")])


def bare_duration(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """三五天吧, as the whole answer: in some days, asked."""
    count, unit = duration(m)
    alone = m.first == 0 and len(m.tokens) - m.last < 2
    return shared.ahead(ctx, count, unit, vague=True) if alone and unit in ("day", "week") else None


def bare_length(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """半小时, as the whole answer: from now on, asked."""
    count, unit = duration(m)
    alone = m.first == 0 and len(m.tokens) - m.last < 2
    found = shared.ahead(ctx, count, unit) if alone and unit in ("minute", "quarter", "hour") else None
    return (found, DOUBT) if isinstance(found, Moment) else None


def arrives_in(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """二十分钟过来; but 一天能修好 says how long the work takes."""
    coming = m.find("COME")
    if (
        coming is None
        or coming.text[0] not in "来到过去"
        or duration(m)[1] not in ("minute", "quarter", "hour")
    ):
        return None
    return after_duration(ctx, m)


def within_duration(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    count, unit = duration(m)
    last = days.shifted(ctx, count, unit) if unit in ("day", "week", "month", "year") else None
    return Days(ctx.today, last + timedelta(1), "span") if last else ()


def shifted(ctx: Context, m: Match) -> Value | Sequence[Value]:
    """早一个小时, 晚半小时: counted from a time that this message need not name."""
    if m.has("FEW"):
        return ()
    count, unit = duration(m)
    length = round(count * {"day": 1, "week": 7}.get(unit, 0))
    return Shift(-length if m.tokens[m.first].text[0] in "早提" else length)
