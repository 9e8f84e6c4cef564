"""Chinese dates and times: which words make a day, a time, a stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.understanding.when import common, days, festivals
from dialogs.understanding.when.clock import clock, minutes_before
from dialogs.understanding.when.grammar import Match, Rule
from dialogs.understanding.when.items import Context, Days, PartOfDay, Sign, Value, one_day


def weekdays(ctx: Context, m: Match) -> Sequence[Value]:
    which = m.integer("WHICH")
    found = [token.value for token in m.all("WD")]
    return common.options([days.weekday(ctx, n, which, slip=m.slip()) for n in found if isinstance(n, int)])


def weekday_list(ctx: Context, m: Match) -> Sequence[Value] | None:
    """周四、五 and 周一到五: the later ones are only numbers."""
    first, which = m.integer("WD", 0) or 0, m.integer("WHICH")
    numbers = [first, *(number - 1 for number in m.numbers())]
    if not all(0 <= number < 7 for number in numbers):
        return None
    found = [days.weekday(ctx, number, which) for number in numbers]
    return (common.day_range(found[0], found[-1]),) if m.has("TO") else common.options(found)


def month_day(ctx: Context, m: Match) -> Value | None:
    numbers = m.numbers()
    year = numbers[-3] if len(numbers) > 2 else None
    return days.month_day(ctx, numbers[-2], numbers[-1], year) or common.impossible()


def month_days(ctx: Context, m: Match) -> Sequence[Value] | None:
    """12月3到5号, 12月3、5号."""
    month, first, last = m.numbers()
    a, b = days.month_day(ctx, month, first), days.month_day(ctx, month, last)
    if a is None or b is None:
        return None
    return (common.day_range(a, b),) if m.has("TO") else common.options([a, b])


def month_pair(ctx: Context, m: Match) -> Value | None:
    first, last, _ = common.pair(m)
    a, b = days.month_day(ctx, m.number(), first), days.month_day(ctx, m.number(), last)
    return common.day_range(a, b) if a and b else None


def day_in_month(ctx: Context, m: Match) -> Value | None:
    return days.day_of_month(ctx, m.number(), m.integer("WHICH")) or common.impossible()


def day_of_month(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """25号; 92号 and 95号 are petrol."""
    if m.number() > 40:
        return ()
    return days.day_of_month(ctx, m.number()) or common.impossible()


def days_of_month(ctx: Context, m: Match) -> Sequence[Value] | None:
    which = m.integer("WHICH")
    found = [days.day_of_month(ctx, number, which) for number in m.numbers()]
    known = [day for day in found if day is not None]
    if len(known) < len(found):
        return None
    return (common.day_range(known[0], known[-1]),) if m.has("TO") else common.options(known)


def pair_of_days(ctx: Context, m: Match) -> Value | None:
    first, last, mark = common.pair(m)
    if mark in "./" or (first <= 12 and last - first > 7):
        return days.month_day(ctx, first, last)
    a, b = days.day_of_month(ctx, first), days.day_of_month(ctx, last)
    return common.day_range(a, b) if a and b else None


def lunar(ctx: Context, m: Match) -> Value | None:
    numbers = m.numbers()
    month = m.integer("LUNARMONTH") or (numbers[0] if len(numbers) > 1 else None)
    return festivals.next_lunar(ctx, month, numbers[-1])


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
    if before in common.BEFORE_CLOCK or after in common.AFTER_CLOCK:
        return False
    return before not in ("", common.COMMA) or after not in ("", common.COMMA, common.OK, common.PARTICLE)


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
        first, last, mark = common.pair(m)
        if mark in "./":
            return None
    else:
        first, last = m.numbers()[:2]
    a, b = clock(first), clock(last, 30 if m.has("HALF") else 0)
    return replace(a, until=b) if a and b else None


def bare_hour(ctx: Context, m: Match) -> Value | None:
    """下午3, 明天10: a number at the end, behind a part of the day."""
    return clock(m.number(), 30 if m.has("HALF") else 0) if m.number() < 25 else None


def early(ctx: Context, m: Match) -> Value:
    return PartOfDay(m.word("EARLY"))


def duration(m: Match) -> tuple[float, str]:
    """Count and unit: 一个半小时 is (1.5, hour), 三刻钟 (3, quarter), 两三天 (2, day)."""
    unit = m.word("UNIT") or ("quarter" if m.has("KE") else "year" if m.has("YEAR") else "month")
    if m.has("PAIR"):
        first, last, _ = common.pair(m)
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
    if m.has("FEW") and unit in ("minute", "hour"):  # 还要等几个小时
        return ()
    return common.ahead(ctx, count, unit, vague=vague)


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


def near_festival(ctx: Context, m: Match) -> Value | None:
    """除夕前三天 is counted from the day itself, 放假前一天 from the days off; asked when it is a long way."""
    length = {"day": 1, "week": 7, "month": 30}.get(m.word("UNIT"))
    first, last, guessed = common.break_said(ctx, m)
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


def last_day(ctx: Context, m: Match) -> Value | None:
    """月底最后一天, 12月最后一天."""
    whole = days.named_month(ctx, m.number()) if m.numbers() else days.month(ctx, m.integer("WHICH", 0) or 0)
    return whole and one_day(whole.after - timedelta(1))


def nth_day_off(ctx: Context, m: Match) -> Value:
    first, _, guessed = common.break_said(ctx, m)
    return one_day(first + timedelta((m.integer("NTHDAY", 1) or 1) - 1), ask=guessed)


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
    first, _, _ = common.break_said(ctx, m)
    return one_day(first - timedelta(1))


def nth_day_after(ctx: Context, m: Match) -> Value:
    """国庆后第二天: the second one after the days off."""
    _, last, guessed = common.break_said(ctx, m)
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


def shifted(ctx: Context, m: Match) -> Value:
    """早一个小时, 晚半小时: counted from a time that this message need not name."""
    return Sign("SHIFT")


def nothing(ctx: Context, m: Match) -> Sequence[Value]:
    return ()


DUR = "(?:(?:NUM|HALF|FEW|PAIR) NUM? GE? HALF? (?:UNIT|KE|YEAR) HALF?|NUM GE? HALF MON)"
TURN = "(?:BREAK? AFTER|BREAK? BEFORE|AFTERBREAK|BEFOREBREAK|YEARTURN)"
END = "(?=COMMA|OK|PARTICLE|APPROX|AFTER|BEFORE|WISH|$)"

RULES = (
    Rule("YMD HAO?", common.full_date),
    Rule("NUM YEAR NUM MON NUM HAO?", month_day),
    Rule("LUNAR? LUNARMONTH LUNARDAY? NUM HAO?", lunar),
    Rule("LUNAR NUM MON LUNARDAY? NUM HAO?", lunar),
    Rule("NUM MON LUNARDAY NUM", lunar),
    Rule("YEARTURN LUNARDAY NUM", lunar),
    Rule("LUNAR? LUNARDAY NUM", lunar),
    Rule("NUM MON NUM HAO? (?:TO|LIST|OR) NUM HAO", month_days),
    Rule("NUM MON PAIR HAO?", month_pair),
    Rule("SOLAR? NUM MON NUM HAO?", month_day),
    Rule("WHICH MON NUM HAO? (?:TO|LIST|OR) NUM HAO", days_of_month),
    Rule("WHICH MON NUM HAO?", day_in_month),
    Rule("NUM MON THATDAY? NTH WEEK WD", common.nth_weekday),
    Rule("WHICH MON THATDAY? NTH WEEK WD", common.nth_weekday),
    Rule("NTH WEEK WD", common.nth_weekday),
    Rule("NUM MON THATDAY? NTH WEEKEND", common.nth_weekday),
    Rule("WHICH MON THATDAY? NTH WEEKEND", common.nth_weekday),
    Rule("(?:NUM|WHICH) MON? MONTHPART? LASTDAY", last_day),
    Rule("MONTHPART LASTDAY", last_day),
    Rule("(?:NUM MON|WHICH MON|MONTHPART) (?:EDGE|BEFORE) (?:NUM|FEW) UNIT", edge_of_month),
    Rule("FESTIVAL? (?:BREAK? BEFORE|BEFOREBREAK) LASTDAY", eve_of_break),
    Rule("WHICH? WEEK (?:WEEKPART|LUNARDAY)", part_of_week),
    Rule("FESTIVAL BREAK? LASTDAY", last_day_off),
    Rule("FESTIVAL LUNARDAY NUM", lunar),
    Rule("SOON (?=DAY|WEEK|WHICH|NUM|PART|PAIR|HM|FESTIVAL)", earliest_from),
    Rule("NUM MON? MONTHPART", common.part_of_month),
    Rule("WHICH MON? MONTHPART", common.part_of_month),
    Rule("MONTHPART", common.part_of_month),
    Rule("YEARPART", common.part_of_year),
    Rule(f"(?:PASSING|GUO) {DUR} AFTER?", after_duration),
    Rule(f"{DUR} AFTER", after_duration),
    Rule(f"{DUR} ARRIVE", after_duration),
    Rule(f"{DUR} TO (?=COMMA|PARTICLE|$)", after_duration),
    Rule(f"{DUR} COME", arrives_in),
    Rule("MEASURE (?:OTHER|TO|GUO)? (?:NUM|PAIR) HAO?", nothing),
    Rule("(?:NUM|WHICH) MON? MONTHHALF", common.half_of_month),
    Rule("WHICH (?:MON|WEEK) DAY", same_day_later),
    Rule(f"{DUR} WITHIN", within_duration),
    Rule(f"{DUR} BEFORE", nothing),
    Rule(f"(?:EARLY|LATE) {DUR} (?:AFTER|ARRIVE|COME|TO)?", shifted),
    Rule("CHA NUM (?:KE|FEN)? NUM DIAN", clock_before),
    Rule("(?<=(?:PART|DAY|WD|EARLY)) NUM DIANSLIP HALF?", slipped_clock),
    Rule("AHEAD (?:NUM|FEW) GE? UNIT", days_ahead),
    Rule("NUM DIAN CHA NUM (?:KE|FEN)?", clock_time),
    Rule("NUM NUM DIAN", two_hours),
    Rule("NUM TO NUM DIAN HALF?", two_hours),
    Rule("PAIR DIAN HALF?", two_hours),
    Rule("NUM DIAN NUM KE", clock_time),
    Rule("NUM DIAN HALF", clock_time),
    Rule("NUM DIAN HALFSLIP (?=COMMA|OK|PARTICLE|$)", clock_time),
    Rule("NUM DIAN GUO? NUM FEN?", clock_time),
    Rule("NUM DIAN SHARP?", clock_time),
    Rule("NUM DIAN", common.no_such_time),
    Rule("CLOSING", common.closing),
    Rule("NUM AMPM", common.am_pm),
    Rule("HM AMPM?", common.hour_minute),
    Rule(f"(?<=PART) PAIR {END}", two_hours),
    Rule(f"(?<=PART) NUM HALF? {END}", bare_hour),
    Rule(f"(?<=DAY) NUM HALF? {END}", bare_hour),
    Rule(f"(?<=WD) NUM HALF? {END}", bare_hour),
    Rule("NUM (?:LIST NUM)+ (?:(?:LIST|OR) NUM)? HAO", days_of_month),
    Rule("NUM (?:TO|LIST|OR) NUM HAO", days_of_month),
    Rule("NUM HAO", day_of_month),
    Rule("PAIR HAO", pair_of_days),
    Rule(f"{DUR}", nothing),
    Rule("WHICH MON", common.month),
    Rule("NUM MON", common.named_month),
    Rule("PAIR", common.pair_value),
    Rule("WHICH? WEEK WD (?:(?:LIST|OR) NUM)+ (?!DIAN|HAO|MON|GE|UNIT)", weekday_list),
    Rule("WHICH? WEEK WD TO NUM (?!DIAN|HAO|MON|GE|UNIT)", weekday_list),
    Rule("WHICH? WEEK WD+", weekdays),
    Rule("WHICH WEEK? WEEKEND", common.weekend),
    Rule("WEEKEND", common.weekend),
    Rule("WHICH? WEEK? WORKDAYS", common.workdays),
    Rule("WHICH (?:WEEK|WEEKQ)", common.week),
    Rule("FESTIVAL? (?:BREAK? AFTER|BREAK? BEFORE|AFTERBREAK|BEFOREBREAK) NUM GE? UNIT", near_festival),
    Rule(f"FESTIVAL? {TURN} (?:FIRSTWORKDAY|FIRSTDAY)", common.working_day_after),
    Rule("FESTIVAL? (?:BREAK? AFTER|AFTERBREAK) (?:NEXTDAY|NTHDAY)", nth_day_after),
    Rule(f"FESTIVAL? {TURN} THATDAY? NTH WEEK WD", common.weekday_after),
    Rule(f"FESTIVAL? {TURN} THATDAY? NTH WEEKEND", common.weekday_after),
    Rule("FESTIVAL AFTERBREAK", common.after_festival),
    Rule("FESTIVAL BEFOREBREAK", common.before_festival),
    Rule("PASSED FESTIVAL BREAK?", common.after_festival),
    Rule("PASSED (?=WHICH|WEEK|WEEKEND|DAY|FESTIVAL|MON|NUM|HM|PART)", passed),
    Rule("FESTIVAL BREAK? FIRSTWORKDAY", common.working_day_after),
    Rule("FESTIVAL BREAK? AFTER", common.after_festival),
    Rule("FESTIVAL BREAK? BEFORE", common.before_festival),
    Rule("FESTIVAL BREAK? NTHDAY", nth_day_off),
    Rule("FESTIVAL NEXTDAY", common.day_after_festival),
    Rule("FESTIVAL DAYBEFORE", common.day_before_festival),
    Rule("FESTIVAL BREAK? BETWEEN", common.festival_break),
    Rule("FESTIVAL BREAK", common.festival_break),
    Rule("FESTIVAL", common.festival),
    Rule("YEARTURN", common.after_festival),
    Rule("AFTERBREAK", common.after_festival),
    Rule("BEFOREBREAK", common.before_festival),
    Rule("DAY", common.this_day),
    Rule("DAYS", common.several_days),
    Rule("FEWDAYS", common.few_days),
    Rule("SOONISH", common.soonish),
    Rule("PART", common.part),
    Rule("EARLY (?=NUM DIAN|HM|PAIR DIAN)", early),
    Rule("(?<=DAY) EARLY", early),
    Rule("(?<=WD) EARLY", early),
    Rule("(?<=HAO) EARLY", early),
)
