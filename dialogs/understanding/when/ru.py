"""Russian dates and times: which words make a day, a time, a stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.understanding.when import days, west
from dialogs.understanding.when.actions import (
    festive,
    hours,
    pairs,
    shared,
    west_days,
    west_hours,
    west_spans,
)
from dialogs.understanding.when.clock import clock
from dialogs.understanding.when.grammar import Match, Rule
from dialogs.understanding.when.items import Clock, Context, Days, PartOfDay, Value


def half_of(ctx: Context, m: Match) -> Value | None:
    """в половине третьего, полтретьего, пол третьего: half past two."""
    ordinal = m.integer("ORDWORD")
    before = m.integer("HALFPAST") if ordinal is None else ordinal - 1
    return clock(before or 12, 30) if before is not None and 0 <= before < 12 else None


def quarter_of(ctx: Context, m: Match) -> Value | None:
    """четверть четвёртого: quarter past three; десять минут третьего."""
    ordinal = m.integer("ORDWORD") or 0
    minute = 15 if m.has("QUARTER") else m.number()
    return clock(ordinal - 1 or 12, minute) if 1 <= ordinal <= 12 else None


def hour_of(ctx: Context, m: Match) -> Value | None:
    """в третьем часу: from two to three."""
    ordinal = m.integer("ORDWORD") or 0
    a, b = clock(ordinal - 1 or 12), clock(ordinal)
    return Clock(a.hour, until=b) if a and b else None


def genitive_day(ctx: Context, m: Match) -> Value | None:
    """пятого is the fifth; первое, вторая may be anything."""
    return west_days.day_of_month(ctx, m) if m.tokens[m.first].text.endswith("го") else None


def this_week(ctx: Context, m: Match) -> Value | None:
    """на неделе: some day of this week."""
    return days.week(ctx, 0) if m.tokens[m.first].text == "на" else None


def first_days(ctx: Context, m: Match) -> Value | None:
    """в первых числах, with no month said."""
    return shared.part_of_month(ctx, m) if "числ" in m.tokens[m.first].text else None


def decade(ctx: Context, m: Match) -> Value | None:
    """в 20-х числах декабря, в двадцатых числах: ten days."""
    number = west_days.ordinals(m)[0]
    if number not in (10, 20) or not (m.has("DECADE") or m.tokens[m.first].text.endswith("ых")):
        return None
    whole = (
        days.named_month(ctx, m.integer("MONTH") or 0)
        if m.has("MONTH")
        else days.month(ctx, m.integer("WHICH", 0) or 0)
    )
    return whole and days.part_of_month(ctx, "second" if number == 10 else "third", whole)


def early_in_hour(ctx: Context, m: Match) -> Value | None:
    """в начале одиннадцатого: soon after ten."""
    ordinal = m.integer("ORDWORD") or 0
    return clock(ordinal - 1 or 12) if m.word("MONTHPART") == "start" and 1 <= ordinal <= 12 else None


def half_hour(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    if m.clause_has("RUNNING", before=True) or m.clause_has("RUNNING", before=False):
        return ()
    return shared.ahead(ctx, m.integer("HALFHOUR", 30) or 30, "minute")


def in_one(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    """через день may be tomorrow or the day after: asked."""
    found = west_spans.in_quantity(ctx, m)
    return replace(found, ask=True) if isinstance(found, Days) and m.word("UNIT") == "day" else found


def half_unit(ctx: Context, m: Match) -> Value | Sequence[Value] | None:
    return shared.ahead(ctx, 15, "day")


def one_o_clock(ctx: Context, m: Match) -> Value:
    """в час, к часу."""
    return Clock(1)


def day_part(ctx: Context, m: Match) -> Value:
    return PartOfDay(m.word("DNYA"))


ANYN = "(?:NUM CHISLO|NUM|ORDWORD)"
QTY = "(?:NUM TO NUM|NUM OR NUM|NUM|FEW|ONEANDHALF|PAIR)"
UNITS = "(?:UNIT|WEEK|MON|CHAS|MINUTES|DNYA)"
NOT_CLOCK = "(?!MONTH|CHISLO|WEEK|MON|UNIT|ORDWORD|MINUTES)"

RULES = (
    Rule("QDATE DAY UNIT", shared.nothing),
    Rule("SHIFT", shared.shift),
    Rule("YMD", pairs.full_date),
    Rule(f"{ANYN} MONTH NUM (?!CHAS|UNIT|MINUTES)", west_days.month_day),
    Rule("FROM? PAIR CHISLO? MONTH", west_days.month_days),
    Rule(f"(?:{ANYN} COMMA)+ {ANYN} (?:OR|AND|COMMA) AT? {ANYN} MONTH", west_days.many_days),
    Rule(f"FROM? {ANYN} (?:TO|OR|AND|COMMA|BY|BEFORE|TILL) AT? {ANYN} MONTH", west_days.month_days),
    Rule(f"{ANYN} MONTH", west_days.month_day),
    Rule("MONTH (?:NUM CHISLO|NUM) (?!CHAS|UNIT|MINUTES|PART|MONTH)", west_days.month_day),
    Rule(f"CHISLO {ANYN}", west_days.day_of_month),
    Rule("MONTHPART WHICH? MON", shared.part_of_month),
    Rule("MONTHHALF (?:MONTH|WHICH? MON)", shared.half_of_month),
    Rule("AT? NUM CHAS? HALF", west_hours.half_past),
    Rule("(?:WEEKDAY|WEEKEND) (?:AFTER|BEFORE) FESTIVAL BREAK?", festive.weekday_after),
    Rule("MONTHPART MONTH", west_spans.part_of_named_month),
    Rule("MONTHPART WHICH? WEEK", west_spans.part_of_week),
    Rule("ORDWORD UNIT (?:MONTH|WHICH? MON)", west_spans.nth_day),
    Rule("ORDWORD WEEK (?:MONTH|WHICH? MON)", west_spans.week_of_month),
    Rule("SAMEDAY AT? WHICH WEEK", west_spans.same_day_later),
    Rule("ORDWORD WEEKDAY MONTH", shared.nth_weekday),
    Rule("ORDWORD WEEKDAY WHICH? MON", shared.nth_weekday),
    Rule("(?:NUM CHISLO|ORDWORD) CHISLO? WHICH MON", west_days.day_in_month),
    Rule("FROM PAIR CHISLO", west_days.days_of_month),
    Rule("PAIR CHISLO", west_days.days_of_month),
    Rule(
        "FROM? (?:NUM|ORDWORD) CHISLO? (?:TO|OR|AND|BY|BEFORE|TILL) AT? (?:NUM|ORDWORD) CHISLO",
        west_days.days_of_month,
    ),
    Rule("FROM NUM BY NUM (?!CHAS|UNIT)", west_days.days_of_month),
    Rule("FROM ORDWORD (?:BY|BEFORE|TILL) ORDWORD", west_days.days_of_month),
    Rule("AT? NUM DECADE (?:MONTH|WHICH? MON)?", decade),
    Rule("ORDWORD CHISLO (?:MONTH|WHICH? MON)?", decade),
    Rule("NUM CHISLO UNIT", shared.nothing),
    Rule("NUM CHISLO", west_days.day_of_month),
    Rule("ORDWORD CHISLO", west_days.day_of_month),
    Rule("AT* POL ORDWORD", half_of),
    Rule("HALFPAST", half_of),
    Rule("AT* QUARTER ORDWORD", quarter_of),
    Rule("AT* NUM (?:UNIT|MINUTES) ORDWORD (?!CHISLO|MONTH)", quarter_of),
    Rule("ORDWORD CHAS", hour_of),
    Rule("AT* WITHOUT QUARTER NUM CHAS?", west_hours.minutes_to),
    Rule("AT* WITHOUT NUM (?:UNIT|MINUTES)? NUM CHAS?", west_hours.minutes_to),
    Rule(f"FORPERIOD {QTY} {UNITS}", shared.nothing),
    Rule("FORPERIOD (?:WEEK|MON|UNIT)", shared.nothing),
    Rule(f"{QTY}? {UNITS} AGO", shared.nothing),
    Rule("IN (?:WEEK|NUM WEEK) AT? WEEKDAY", west_days.weekday_in_weeks),
    Rule("WEEKDAY IN (?:WEEK|NUM WEEK)", west_days.weekday_in_weeks),
    Rule("IN HALFHOUR", half_hour),
    Rule("IN UNIT (?!TO|UNIT)", in_one),
    Rule("IN HALFUNIT", half_unit),
    Rule(f"IN {UNITS} (?:NUM TO NUM|NUM OR NUM|NUM) (?!CHISLO|MONTH|CHAS|MINUTES)", west_spans.in_quantity),
    Rule(f"IN {QTY}? {UNITS} (?:TO {UNITS})?", west_spans.in_quantity),
    Rule(f"{UNITS} IN {QTY}", west_spans.in_quantity),
    Rule(f"WITHIN {QTY} {UNITS}", west_spans.within_quantity),
    Rule("WITHIN WEEK", west_spans.within_quantity),
    Rule("(?:DAYAFTER|DAYBEFORE) WEEKDAY", west_days.day_after_day),
    Rule("COMING WEEKEND", west_days.this_or_next_weekend),
    Rule("(?:WHICH|COMING) AT? WEEKDAY", west_days.weekday),
    Rule("(?<=ORDWORD) WEEKDAY", west_days.weekday),
    Rule("WEEKDAY", west_days.weekday),
    *west.WEEKS,
    Rule("HM", hours.hour_minute),
    Rule("BETWEEN PAIR CHAS?", west_hours.two_hours),
    Rule("FROM NUM CHAS? (?:BEFORE|TO|TILL) NUM CHAS?", west_hours.two_hours),
    Rule("BETWEEN NUM CHAS? AND NUM CHAS?", west_hours.two_hours),
    Rule("(?<=AT) PAIR CHAS", west_hours.two_hours),
    Rule("AT PAIR CHAS", west_hours.two_hours),
    Rule("AT? NUM CHAS NUM MINUTES?", west_hours.hour_and_minutes),
    Rule("MONTHPART ORDWORD (?!CHISLO|MONTH|WEEKDAY)", early_in_hour),
    Rule("AT NUM OR AT? NUM CHAS?", west_hours.two_hours),
    Rule(f"AT NUM NUM {NOT_CLOCK}", hours.word_time),
    Rule("AT CHAS (?!NUM)", one_o_clock),
    Rule("(?<=(?:FROM|TILL|AFTER|BEFORE|BY|BETWEEN|AND)) CHAS (?!NUM)", one_o_clock),
    Rule("AT CHAS AT NUM", west_hours.hour),
    Rule("CHAS AT NUM", west_hours.hour),
    Rule("NUM CHAS (?=PART|DNYA)", west_hours.hour),
    Rule("AT NUM CHAS", west_hours.hour),
    Rule(f"AT NUM {NOT_CLOCK}", west_hours.hour),
    Rule(f"(?<=AT) NUM CHAS? {NOT_CLOCK}", west_hours.hour),
    Rule("(?<=(?:AFTER|BEFORE|TILL)) NUM CHAS", west_hours.hour),
    Rule(f"(?<=(?:AFTER|BEFORE|TILL)) NUM {NOT_CLOCK}", west_hours.hour_or_day),
    Rule(f"(?<=(?:BY|FROM)) NUM CHAS? {NOT_CLOCK}", west_hours.hour_or_day),
    Rule(f"(?<=AND) NUM CHAS? {NOT_CLOCK}", west_hours.hour_behind),
    Rule(f"(?<=(?:DAY|WEEKDAY|PART|MONTH|COMMA)) NUM NUM {NOT_CLOCK}", hours.word_time),
    Rule(f"(?<=(?:DAY|WEEKDAY|PART)) NUM {NOT_CLOCK}", west_hours.hour),
    Rule(f"(?<=MONTH) NUM {NOT_CLOCK} (?=$|COMMA|OK)", west_hours.hour),
    Rule("NUM (?=PART|DNYA)", west_hours.hour),
    Rule("NUM CHAS (?=$|COMMA|OK)", west_hours.hour),
    Rule("PAIR", pairs.pair_value),
    Rule("AT ORDWORD (?=$|COMMA|OK|OR)", west_days.day_of_month),
    Rule("ORDWORD (?=$|COMMA|OK|AT|OR|PART)", genitive_day),
    Rule("AT WEEK (?!WEEKDAY|NUM|ORDWORD)", this_week),
    Rule("(?<=(?:BEFORE|TILL|AFTER)) ORDWORD", west_days.day_of_month),
    Rule("(?:AT|WHICH) MONTH (?!NUM)", shared.named_month),
    Rule("(?<=(?:BEFORE|TILL|FROM|AFTER)) MONTH", shared.named_month),
    Rule("AT? NOON", west_hours.noon),
    Rule("MIDNIGHT", hours.doubt),
    Rule("MONTHPART (?=$|COMMA|OK)", first_days),
    *west.FESTIVALS,
    Rule("DAY", shared.this_day),
    Rule("SOONISH", shared.soonish),
    Rule("FEWDAYS", shared.few_days),
    Rule("AT* PART", shared.part),
    Rule("(?<=(?:NUM|CHAS|HM|PAIR|HALFPAST|ORDWORD|MINUTES)) DNYA", day_part),
    Rule(f"{QTY} {UNITS}", west_spans.bare_length),
    Rule(f"{QTY} {UNITS}", shared.nothing),
    *west.ABSOLUTE,
)
