"""When the owner wants to come: a grammar per language finds days and times, one policy says what they mean."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dialogs.understanding.model import HolidayCalendar, When
from dialogs.understanding.text import Plain
from dialogs.understanding.when import zh
from dialogs.understanding.when.answer import Answer
from dialogs.understanding.when.fold import fold
from dialogs.understanding.when.grammar import Grammar, grammar, parse
from dialogs.understanding.when.items import Context
from dialogs.understanding.when.lexicon import ALPHABET, Lexicon, lexicon
from dialogs.understanding.when.policy import Policy
from dialogs.understanding.when.scan import scan
from dialogs.understanding.when.wishes import Reader


@lru_cache(maxsize=4)
def _language(lang: str) -> tuple[Lexicon, Grammar]:
    words = lexicon(lang)
    return words, grammar(zh.RULES, tuple(ALPHABET.names.values()), postfix=lang == "zh")


def read_when(
    text: Plain, *, lang: str, now: datetime, zone: ZoneInfo, calendar: HolidayCalendar | None, policy: Policy
) -> tuple[When | None, bool]:
    """The wish, and whether to ask back (also when there is no wish but something like a date)."""
    words, rules = _language(lang)
    ctx = Context(now.astimezone(zone).replace(tzinfo=None), lang, policy, calendar)
    reader = Reader(ctx)
    wishes = reader.read(fold(ctx, parse(ctx, scan(text.text, words), rules), postfix=rules.postfix))
    found = Answer(ctx, zone, reader.signs).of(wishes)
    return found, found.ask if found else "IMPOSSIBLE" in reader.signs
