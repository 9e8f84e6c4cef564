"""Rules that English and Russian share; a kind of word that one of them lacks simply never comes."""

from __future__ import annotations

from dialogs.understanding.when.absolute import absolute_date
from dialogs.understanding.when.actions import festive, shared
from dialogs.understanding.when.grammar import Rule

FEAST = "(?:FESTIVAL|GOLDEN|NYBREAK)"
PIECE = "(?:NUM|ORDSUFFIX|CHISLO|ORDWORD|TO|THE|COMMA|PAIR)"

WEEKS = (
    Rule("WHICH WEEK? WEEKEND", shared.weekend),
    Rule("WEEKEND", shared.weekend),
    Rule("WHICH? WEEK? WORKDAYS", shared.workdays),
    Rule("(?:REST THE?)? WHICH WEEK", shared.week),
    Rule("(?:REST THE?)? WHICH MON", shared.month),
    Rule("REST THE? WEEK", shared.week),
)

FESTIVALS = (
    Rule("DAYAFTER THE? FESTIVAL", festive.festival_after_day),
    Rule("DAYBEFORE THE? FESTIVAL", festive.festival_day_before),
    Rule(f"(?:FIRSTWORKDAY|FIRSTDAY) AFTER THE? (?:{FEAST}|BREAK) BREAK?", festive.working_day_after),
    Rule("ORDWORD WEEKDAY AFTER THE? (?:FESTIVAL|BREAK) BREAK?", festive.weekday_after),
    Rule("WEEKDAY AFTERBREAK", festive.weekday_after),
    Rule("FIRSTWORKDAY THE* FESTIVAL", festive.working_day_after),
    Rule("FIRSTWORKDAY AFTERBREAK", festive.working_day_after),
    Rule(f"AFTER THE? {FEAST} BREAK?", festive.after_festival),
    Rule(f"(?:BEFORE|TILL) THE? {FEAST} BREAK?", festive.before_festival),
    Rule("AFTERBREAK", festive.after_festival),
    Rule("BEFOREBREAK", festive.before_festival),
    Rule("FESTIVAL BREAK", festive.festival_break),
    Rule("NYBREAK", festive.festival_break),
    Rule("THE FESTIVAL", festive.during_festival),
    Rule("THE? GOLDEN", festive.golden_week),
    Rule("FESTIVAL", festive.festival),
)

#: What only dateparser may know (8-Dec-2026): tried last. A comma around it is the end of a clause.
ABSOLUTE = (
    Rule(f"(?!COMMA) {PIECE}* MONTH {PIECE}+ (?<!COMMA)", absolute_date),
    Rule(f"(?!COMMA) {PIECE}+ MONTH", absolute_date),
)
