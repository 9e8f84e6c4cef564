"""The one place that asks dateparser: dates the grammar has found but cannot read itself (8-Dec-2026, 2026 Dec 8).

dateparser sees only such a span, of at most `LONGEST` characters; what it reads counts when it is a day from
today on and not further off than the policy's horizon. It is loaded at the first such span.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import Context, Days, one_day

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LONGEST = 40
MOST_SPANS = 2
_ORDER = {"zh": "YMD", "en": "MDY", "ru": "DMY"}


def absolute_date(ctx: Context, m: Match) -> Days | None:
    """The date of the words taken, None when dateparser does not know it either."""
    span = ctx.text[m.tokens[m.first].start : m.tokens[m.last - 1].end]
    if len(span) > LONGEST or not any(char.isdigit() for char in span) or len(ctx.spans) >= MOST_SPANS:
        return None
    ctx.spans.append(span)
    found = _parser(ctx.lang, ctx.today).get_date_data(span).date_obj
    if found is None:
        return None
    day = found.date()
    ahead = (day - ctx.today).days
    return one_day(day) if 0 <= ahead <= ctx.policy.horizon_days else None


@lru_cache(maxsize=8)
def _parser(lang: str, today: date) -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=[lang],
        settings={
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": datetime.combine(today, time()),
            "DATE_ORDER": _ORDER[lang],
            "REQUIRE_PARTS": ["day", "month"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
