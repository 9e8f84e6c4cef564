"""When the owner wants to come: a grammar per language finds days and times, one policy says what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dialogs.understanding.model import HolidayCalendar, When
from dialogs.understanding.text import Plain
from dialogs.understanding.when import en, ru, zh
from dialogs.understanding.when.answer import Answer
from dialogs.understanding.when.evidence import Evidence
from dialogs.understanding.when.fold import fold
from dialogs.understanding.when.grammar import Grammar, grammar, parse
from dialogs.understanding.when.items import Context
from dialogs.understanding.when.lexicon import ALPHABET, Lexicon, lexicon
from dialogs.understanding.when.policy import Policy
from dialogs.understanding.when.scan_words import scan as scan_words
from dialogs.understanding.when.scan_zh import scan as scan_zh
from dialogs.understanding.when.shop_time import ShopTime
from dialogs.understanding.when.wish import Wish
from dialogs.understanding.when.wishes import Reader

#: The letter O for a nought beside a digit, and a stray mark between a number and what it counts.
_SLIP = re.compile(r"(?<=\d)[oо](?=[号日月点时:\d])|(?<=\d)[.,、](?=[号日月点])")
_HAN, _CYRILLIC, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile("[а-я]"), re.compile("[a-z]{2}")


@lru_cache(maxsize=4)
def _language(lang: str) -> tuple[Lexicon, Grammar]:
    words = lexicon(lang)
    rules = {"zh": zh.RULES, "en": en.RULES, "ru": ru.RULES}[lang]
    return words, grammar(rules, tuple(ALPHABET.names.values()), postfix=lang == "zh")


def read_when(
    text: Plain,
    *,
    lang: str,
    now: datetime,
    zone: ZoneInfo,
    calendar: HolidayCalendar | None,
    policy: Policy,
    symptoms: Sequence[int] = (),
) -> tuple[When | None, bool]:
    """The wish, and whether to ask back (also when there is no wish but something like a date).

    `symptoms`: places in the plain text where a fault is described.
    """
    text = _mended(text)
    ask = False
    local = now.astimezone(zone).replace(tzinfo=None)
    for tongue in tongues(text.text, lang):
        ctx = Context(local, tongue, policy, calendar, text.text)
        found, doubt = _read(ctx, zone, symptoms)
        ask = ask or doubt
        if found is not None:
            return _placed(found, text), found.ask
    return None, ask


def _mended(text: Plain) -> Plain:
    """Slips of the keyboard inside a number: 3O号, 3.点半. Places stay."""
    if _SLIP.search(text.text) is None:
        return text
    return replace(text, text=_SLIP.sub(lambda slip: "0" if slip.group() in "oо" else " ", text.text))


def _placed(found: When, text: Plain) -> When:
    """The span as places in the message as it was typed."""
    return (
        found
        if found.span is None or text.places is None
        else replace(found, span=text.span(found.span.start, found.span.end))
    )


def read_number(number: int, *, expected: Set[str]) -> str | None:
    """A bare number as the answer to "which day" or "what time", spelled out; None when nothing of the kind was asked."""
    if "time" in expected and "day" not in expected:
        return f"{number}点"
    if "day" in expected and "time" not in expected:
        return f"{number}号"
    if expected & {"when", "day", "time"}:
        return f"{number}点" if number <= 24 else f"{number}号"
    return None


def tongues(text: str, lang: str) -> tuple[str, ...]:
    """The languages to try: the one the letters belong to, then English for Latin letters in any chat."""
    if text.isascii():
        return (lang, "en") if lang != "en" and _LATIN.search(text) else (lang,)
    if _HAN.search(text):
        return ("zh",)
    if _CYRILLIC.search(text):
        return ("ru",)
    return (lang,)


def _read(ctx: Context, zone: ZoneInfo, symptoms: Sequence[int]) -> tuple[When | None, bool]:
    words, rules = _language(ctx.lang)
    tokens = (scan_zh if ctx.lang == "zh" else scan_words)(ctx.text, words)
    items = fold(ctx, parse(ctx, tokens, rules), postfix=rules.postfix)
    reader = Reader(ctx, symptoms)
    wishes = reader.read(items)
    answer = Answer(ctx, ShopTime(ctx, zone), reader.evidence)
    found = answer.of(wishes)
    doubt, unsure = answer.doubt, False
    if reader.evidence.sentences:
        doubt = doubt or _is_doubtful(reader.evidence, wishes, found)
        unsure = _is_unsure(reader.evidence, wishes)
    return found and (replace(found, ask=True) if (doubt or unsure) and not found.ask else found), doubt


def _is_doubtful(signs: Evidence, wishes: Sequence[Wish], found: When | None) -> bool:
    """Something like a date that was not placed, beside the wish or instead of one."""
    if "DOUBT" in signs or signs.is_stray(found):
        return True
    if found is None:
        return "SHIFT" in signs or signs.may_be_meant(wishes)
    return "ODDWORD" in signs and all(wish.days is None for wish in wishes)


def _is_unsure(signs: Evidence, wishes: Sequence[Wish]) -> bool:
    """Something unplaced, or a day moved after the last wish."""
    if "LEFT" in signs:
        return True
    last = max([wish.sentence for wish in wishes], default=0)
    return "SHIFT" in signs and max(signs.places("SHIFT")) >= last
