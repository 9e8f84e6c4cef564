"""English dates and times: which words make a day, a time, a stretch of time."""

from __future__ import annotations

from dialogs.understanding.when import common, days, west
from dialogs.understanding.when.absolute import absolute_date
from dialogs.understanding.when.grammar import Match, Rule
from dialogs.understanding.when.items import Context, PartOfDay, Value, one_day


def tonight(ctx: Context, m: Match) -> tuple[Value, ...]:
    return one_day(ctx.today), PartOfDay("evening")


def pair(ctx: Context, m: Match) -> Value | None:
    """12/5 is December 5th unless the first number cannot be a month; 28.11 likewise."""
    first, last, mark = common.pair(m)
    if mark == "-" and last > first and last - first < 10 and last <= 12:
        return None
    month, day = (first, last) if first <= 12 else (last, first)
    found = days.month_day(ctx, month, day)
    if found is None or month > 12:
        return None
    other = days.month_day(ctx, day, month) if day <= 12 and day != month else None
    return common.doubtful(ctx, found, other)


ORDN = "(?:NUM ORDSUFFIX|ORDWORD)"
ANYN = "(?:NUM ORDSUFFIX|NUM|ORDWORD)"
QTY = "(?:NUM AND AN? HALF|AN HALF|HALF|NUM OR NUM|NUM TO NUM|NUM|AN FEW|AN|FEW|PAIR|AN? QUARTER)"
END = "(?=COMMA|OK|ISH|OCLOCK|AT|OR|AND|TO|WISH|THE|PART|$)"
CLOCKS = "(?!UNIT|MONTH|ORDSUFFIX|WEEK|MON)"

RULES = (
    Rule("YMD", common.full_date),
    Rule(f"MONTH THE? {ORDN} COMMA? NUM (?!AMPM|ISH|OCLOCK|UNIT|TO)", west.month_day),
    Rule("MONTH THE? NUM COMMA? NUM (?!AMPM|ISH|OCLOCK|UNIT|TO)", west.month_day),
    Rule(f"{ANYN} THE? MONTH COMMA? NUM (?!AMPM|ISH|OCLOCK|UNIT|TO)", west.month_day),
    Rule("MONTH PAIR", west.month_days),
    Rule("PAIR ORDSUFFIX? THE? MONTH", west.month_days),
    Rule(f"{ANYN} (?:OR|TO|AND) THE? {ANYN} THE? MONTH", west.month_days),
    Rule(f"MONTH THE? {ANYN} (?:OR|TO|AND) THE? {ANYN} (?!AMPM|ISH|OCLOCK|UNIT)", west.month_days),
    Rule(f"MONTH THE? {ANYN} (?!AMPM|ISH|OCLOCK)", west.month_day),
    Rule(f"{ANYN} THE? MONTH", west.month_day),
    Rule("MONTHPART THE? WHICH? MON", common.part_of_month),
    Rule("MONTHPART MONTH", west.part_of_named_month),
    Rule("MONTHPART THE? WHICH? WEEK", west.part_of_week),
    Rule("ORDWORD WEEKDAY (?:THE|IN)* MONTH", west.nth_weekday),
    Rule("ORDWORD WEEKDAY (?:THE|IN)* WHICH? MON", west.nth_weekday),
    Rule(f"{ORDN} (?:THE|IN)* WHICH MON", west.day_in_month),
    Rule(f"WHICH MON THE? {ORDN}", west.day_in_month),
    Rule("PAIR ORDSUFFIX", west.days_of_month),
    Rule("NUM (?:OR|TO|AND) THE? NUM ORDSUFFIX", west.days_of_month),
    Rule("(?:THE)* NUM ORDSUFFIX", west.day_of_month),
    Rule(f"THE ORDWORD {END}", west.day_of_month),
    Rule(f"FORPERIOD {QTY} UNIT", west.nothing),
    Rule(f"(?:AT|FOR) {QTY} (?:UNIT|WEEK) (?!TIME|THE|AT|ISH)", west.nothing),
    Rule(f"{QTY} (?:UNIT|WEEK) AGO", west.nothing),
    Rule(f"{QTY} (?:UNIT|WEEK) (?:FROMTOMORROW)", west.from_tomorrow),
    Rule("(?:AN|NUM) (?:UNIT|WEEK) (?:THE|AT|FROM|IN) WEEKDAY", west.weekday_weeks_on),
    Rule("IN (?:AN|NUM) (?:UNIT|WEEK) (?:THE|AT|FROM|IN) WEEKDAY", west.weekday_in_weeks),
    Rule("WEEKDAY WEEK (?!THE)", west.weekday_weeks_on),
    Rule(f"(?:IN|AFTER) {QTY} (?:AND AN? HALF)? (?:THE)? (?:UNIT|WEEK|MON) (?:AND AN? HALF)? TIME?", west.in_quantity),
    Rule(f"{QTY} (?:UNIT|WEEK|MON) TIME", west.in_quantity),
    Rule(f"WITHIN {QTY} (?:UNIT|WEEK|MON)", west.within_quantity),
    Rule("WITHIN (?:UNIT|WEEK|MON)", west.within_quantity),
    Rule("THE? (?:WEEKDAY|WEEK|WEEKEND|MON) AFTERNEXT", west.after_next),
    Rule("WHICH BUT ONE", west.nothing),
    Rule("WEEKDAY? COMING WEEKEND", west.this_or_next_weekend),
    Rule("(?:WHICH|COMING) WEEKDAY", west.weekday),
    Rule("(?:DAYAFTER|DAYBEFORE) WEEKDAY", west.day_after_day),
    Rule("WEEKDAY", west.weekday),
    Rule("WHICH WEEK? WEEKEND", common.weekend),
    Rule("WEEKEND", common.weekend),
    Rule("WHICH? WEEK? WORKDAYS", common.workdays),
    Rule("(?:REST THE?)? WHICH WEEK", common.week),
    Rule("(?:REST THE?)? WHICH MON", common.month),
    Rule("REST THE? WEEK", common.week),
    Rule("NUM PAIR AMPM", west.nothing),
    Rule("AT* PAIR AMPM (?!TO)", west.dotted),
    Rule("AT* PAIR AMPM", west.two_hours),
    Rule("(?<=AT) PAIR (?!MONTH|ORDSUFFIX)", west.dotted),
    Rule("(?:AT|FOR)* HM AMPM?", common.hour_minute),
    Rule("HALF AFTER NUM AMPM?", west.half_past),
    Rule(f"HALF NUM AMPM? {END}", west.half_past),
    Rule("AN? QUARTER AFTER NUM AMPM?", west.minutes_past),
    Rule("AN? QUARTER (?:TO|BEFORE|THE) NUM AMPM?", west.minutes_to),
    Rule("NUM UNIT? AFTER NUM AMPM?", west.minutes_past),
    Rule("(?<!FROM)(?<!BETWEEN) NUM UNIT? (?:TO|BEFORE) NUM AMPM?", common.word_minutes_to),
    Rule("BETWEEN NUM AMPM? (?:AND|TO) NUM AMPM", common.am_pm_range),
    Rule("BETWEEN NUM AND NUM (?!UNIT|MONTH|ORDSUFFIX)", west.two_hours),
    Rule("BETWEEN PAIR AMPM?", west.two_hours),
    Rule("FROM NUM TO NUM AMPM? (?!UNIT|MONTH|ORDSUFFIX)", west.two_hours),
    Rule("NUM TO NUM AMPM", west.two_hours),
    Rule("NUM OR NUM AMPM", west.two_hours),
    Rule("NUM ISH? AMPM", west.hour),
    Rule(f"(?:AT|FOR) NUM TO NUM {CLOCKS}", west.two_hours),
    Rule(f"(?:AT|FOR) NUM OR NUM {CLOCKS}", west.two_hours),
    Rule(f"(?:AT|FOR)* NUM NUM AMPM? {CLOCKS}", common.word_time),
    Rule(f"AT AT? NUM {CLOCKS}", west.hour),
    Rule(f"FOR AT? NUM {CLOCKS}", west.hour),
    Rule("NUM (?:OCLOCK|ISH) AMPM?", west.hour),
    Rule(f"(?<=AFTER) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=BEFORE) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=BY) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=FROM) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=UNTIL) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=ONWARD) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=CORRECT) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=COMMA) NUM {CLOCKS} (?=$|OK|COMMA)", west.hour),
    Rule(f"(?<=DAY) NUM TO NUM {CLOCKS}", west.two_hours),
    Rule(f"(?<=DAY) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=WEEKDAY) NUM TO NUM {CLOCKS}", west.two_hours),
    Rule(f"(?<=WEEKDAY) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=PART) NUM {CLOCKS}", west.hour),
    Rule(f"(?<=OR) NUM {CLOCKS} (?=$|OK|COMMA)", west.hour),
    Rule("(?<=DAY) PAIR", west.two_hours),
    Rule("(?<=WEEKDAY) PAIR", common.hours_or_date),
    Rule("(?<=PART) PAIR", west.two_hours),
    Rule("NUM (?=PART)", west.hour),
    Rule("PAIR", pair),
    Rule("(?:IN|THE|WHICH) MONTH", common.named_month),
    Rule("AT? NOON", west.noon),
    Rule("DAYAFTER THE? FESTIVAL", west.festival_after_day),
    Rule("DAYBEFORE THE? FESTIVAL", west.festival_day_before),
    Rule("(?:FIRSTWORKDAY|FIRSTDAY) AFTER THE? (?:FESTIVAL|BREAK) BREAK?", common.working_day_after),
    Rule("ORDWORD WEEKDAY AFTER THE? (?:FESTIVAL|BREAK) BREAK?", common.weekday_after_break),
    Rule("WEEKDAY AFTERBREAK", common.weekday_after_break),
    Rule("FIRSTWORKDAY AFTERBREAK", common.working_day_after),
    Rule("AFTER THE? FESTIVAL BREAK?", common.after_festival),
    Rule("BEFORE THE? FESTIVAL BREAK?", common.before_festival),
    Rule("AFTERBREAK", common.after_festival),
    Rule("BEFOREBREAK", common.before_festival),
    Rule("FESTIVAL BREAK", common.festival_break),
    Rule("FESTIVAL", common.festival),
    Rule("TONIGHT", tonight),
    Rule("DAY", common.day),
    Rule("(?:THE|WHICH)* PART", common.part),
    Rule(f"{QTY} UNIT", west.nothing),
    Rule("(?:NUM|ORDSUFFIX|ORDWORD|TO|THE|COMMA|PAIR)* MONTH (?:NUM|ORDSUFFIX|ORDWORD|TO|THE|COMMA|PAIR)+", absolute_date),
    Rule("(?:NUM|ORDSUFFIX|ORDWORD|TO|THE|COMMA|PAIR)+ MONTH", absolute_date),
)
