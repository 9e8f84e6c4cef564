"""Free text is understood before the dialogs see it: what is wanted, when, for which car, in which mood.

Rule: pure and total. `now` and calendars are handed in, no text makes it fail, and what is uncertain says `ask`.
"""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.understanding.facts import Facts, Lexicon, read_told, with_guess
from dialogs.understanding.holidays import ChinaCalendar
from dialogs.understanding.model import HolidayCalendar, Span, Understanding, When
from dialogs.understanding.text import Plain, blanked, plain
from dialogs.understanding.when import read_number, read_when
from dialogs.understanding.when.policy import Policy

__all__ = ["HolidayCalendar", "Policy", "Span", "Understanding", "When", "understand"]

_CHINA = ChinaCalendar()
_POLICY = Policy()
_NUMBER = re.compile(r"[^\w+-]{0,3}(\d{1,2})[^\w+-]{0,3}")
_LANGUAGES = ("zh", "en", "ru")
#: Identities and sizes whose digits are no date; what is merely counted is left to the grammar of dates.
_NO_DATES = frozenset(("plate", "vin", "phone", "email", "tyre_size", "oil_grade"))


def understand(
    text: str,
    *,
    lang: str,
    now: datetime,
    zone: ZoneInfo,
    expected: Set[str] = frozenset(),
    lexicon: Lexicon | None = None,
    calendar: HolidayCalendar | None = None,
    policy: Policy = _POLICY,
    region: str | None = None,
) -> Understanding:
    """What one message says. `now` is aware; `expected` names what was just asked for ("when", "odometer", …);
    `region` is the country whose phone numbers are meant where none is told, by default the language's.

    Plates, phone numbers, mileages and the like are found first and never read as dates.
    """
    code = lang.partition("-")[0].lower()
    code = code if code in _LANGUAGES else "en"
    facts = read_told(text, lang=code, expected=frozenset(expected), lexicon=lexicon, region=region)
    form = plain(text)
    asked = _asked_number(form.text, expected)
    if asked is not None:
        form, code_of_when = plain(asked), "zh"
    else:
        form, code_of_when = _without_identities(form, facts), code
    faults = sorted(form.place(found.start) for found in facts.found if found.kind == "fault")
    when, ask = read_when(
        form,
        lang=code_of_when,
        now=now,
        zone=zone,
        calendar=calendar or _CHINA,
        policy=policy,
        symptoms=faults,
    )
    if not (when or ask or expected):  # what names a day is an answer, however much it resembles a question
        facts = with_guess(facts, text, lang=code, lexicon=lexicon)
    return Understanding(text, code, when=when, facts=facts, ask=ask)


def _without_identities(form: Plain, facts: Facts) -> Plain:
    taken = [(found.start, found.end) for found in facts.found if found.kind in _NO_DATES]
    return blanked(form, taken) if taken else form


def _asked_number(text: str, expected: Set[str]) -> str | None:
    """A message that is only a number, when a day or a time was asked for: 3 → three o'clock."""
    number = _NUMBER.fullmatch(text) if expected else None
    return read_number(int(number.group(1)), expected=expected) if number else None
