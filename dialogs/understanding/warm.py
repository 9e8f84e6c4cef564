"""Everything a first message would wait for, made ready before it: word lists, trees, calendars, dateparser, numbers.

It takes a second or two, once for a lexicon; messages may be read meanwhile, in another thread.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dialogs.understanding import understand
from dialogs.understanding.facts import Lexicon, load_lexicon

#: Days of the lunar year and around official holidays: each year costs some milliseconds when first asked for.
_DAYS = ("正月初十上午", "小年那天", "节后第一个周六")
_YEARS = range(2026, 2029)

#: By language messages that need what is loaded late: the lunar year, dateparser, phone numbers.
_LATE = {
    "zh": ("正月初五下午三点做保养", "2026 Dec 8", "我的电话13912345678"),
    "en": ("oil change on 8-Dec-2026 at 3", "call me +44 7911 123456"),
    "ru": ("замена масла 8-дек-2026 в 3", "мой телефон +7 912 345-67-89"),
}


def warm_up(lexicon: Lexicon | None = None) -> None:
    """Make all languages of a lexicon (by default the shipped one) ready."""
    _warm_up(lexicon if lexicon is not None else load_lexicon())


@lru_cache(maxsize=4)
def _warm_up(lexicon: Lexicon) -> None:
    zone = ZoneInfo("UTC")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for lang, late in _LATE.items():
        language = lexicon.language(lang)
        language.examples.prepare()
        for text in (*late, *language.examples.texts()):
            understand(text, lang=lang, now=now, zone=zone, lexicon=lexicon)
    for month in (datetime(year, month, 1, tzinfo=UTC) for year in _YEARS for month in (1, 9)):
        for text in _DAYS:
            understand(text, lang="zh", now=month, zone=zone, lexicon=lexicon)
