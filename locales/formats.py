"""Dates, times, money, lists and names as each language writes them.

Patterns are Fluent messages (`format-…`), so a translator can change them; the calendar work is Babel's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime, get_timezone_gmt
from babel.lists import format_list
from babel.numbers import format_currency, get_currency_precision


class Patterns(Protocol):
    """Where patterns come from: a catalogue."""

    language: str

    def pattern(self, key: str, **args: Any) -> str: ...

    def has(self, key: str) -> bool: ...


@lru_cache(8)
def locale_of(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def shown(value: Mapping[str, Any], patterns: Patterns) -> str:
    """A tagged argument as text."""
    if "moment" in value:
        return _moment(value["moment"], value["zone"], value["style"], patterns)
    if "day" in value:
        pattern = patterns.pattern(f"format-day-{value['style']}")
        return format_date(date.fromisoformat(value["day"]), pattern, locale_of(patterns.language))
    if "money" in value:
        return money(value["money"], value["currency"], patterns.language)
    if "labels" in value:
        names = value["labels"]
        return str(names.get(patterns.language) or next(iter(names.values()), ""))
    if "minutes" in value:
        return _duration(value["minutes"], patterns)
    raise ValueError(f"an argument of no known form: {sorted(value)}")


def _moment(at: str, zone: str, style: str, patterns: Patterns) -> str:
    moment = datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    if style == "zone":
        return _zone(zone, moment, patterns)
    pattern = patterns.pattern(f"format-{style}")
    text = format_datetime(moment, pattern, locale=locale_of(patterns.language))
    if style != "full":
        return text
    return patterns.pattern("format-zoned", moment=text, zone=_zone(zone, moment, patterns))


def _zone(zone: str, at: datetime, patterns: Patterns) -> str:
    """The zone as people there call it, or how far it is from Greenwich."""
    key = f"zone-{zone.replace('/', '-')}"
    if patterns.has(key):
        return patterns.pattern(key)
    return get_timezone_gmt(at, "long", locale=locale_of(patterns.language))


def money(amount: int, currency: str, language: str) -> str:
    """Minor units as money; whole amounts without decimals."""
    digits = get_currency_precision(currency)
    value = amount / 10**digits
    whole = amount % 10**digits == 0
    pattern = (
        None if not whole else locale_of(language).currency_formats["standard"].pattern.replace(".00", "")
    )
    text = format_currency(value, currency, pattern, locale=locale_of(language), currency_digits=not whole)
    return text.replace("CN¥", "¥")  # nobody at a Chinese counter calls it otherwise


def joined(parts: list[str], style: str, patterns: Patterns) -> str:
    """Several as one: a list in words, or a line for each."""
    if style == "lines":
        return "\n".join(parts)
    return format_list(parts, locale=locale_of(patterns.language), style="standard") if parts else ""


def _duration(minutes: int, patterns: Patterns) -> str:
    hours, rest = divmod(minutes, 60)
    said = []
    if hours:
        said.append(patterns.pattern("format-hours", n=hours))
    if rest or not hours:
        said.append(patterns.pattern("format-minutes", n=rest))
    return " ".join(said)
