"""Single values of `servicebay.toml`: text in languages, money, times, zones, phones.

Each `parse_…` takes what TOML gave and returns the value of the domain, or raises a pydantic error made by
`wrong`, whose context carries what is wrong and the remedy.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticCustomError

from bot.config.errors import did_you_mean, nearest, shown
from dealership.domain.company import Interval

LANGUAGES = ("zh-CN", "en", "ru")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHINA = "CN"

Week = tuple[tuple[Interval, ...], ...]

_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*[-–—]\s*(\d{1,2}:\d{2})")


def wrong(what: str, remedy: str) -> PydanticCustomError:
    """An error of validation that already knows its sentence."""
    return PydanticCustomError("servicebay", "{what}; {remedy}", {"what": what, "remedy": remedy})


def parse_text(value: object) -> dict[str, str]:
    """Text by language: a plain string counts for all; a language left out takes the first one given."""
    texts = dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value
    if not isinstance(texts, dict) or not texts:
        raise wrong(f"{shown(value)} is no text", 'write "text" or { zh-CN = "…", en = "…", ru = "…" }')
    _ensure_languages(texts)
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise wrong("a text is empty or not in quotes", 'write every language as "text"')
    first = next(iter(texts.values()))
    return {language: texts.get(language, first).strip() for language in LANGUAGES}


def parse_synonyms(value: object) -> dict[str, tuple[str, ...]]:
    """Words owners use, by language; a plain list counts for all languages."""
    lists = dict.fromkeys(LANGUAGES, value) if isinstance(value, list) else value
    if not isinstance(lists, dict):
        raise wrong(f"{shown(value)} is no list of words", 'write ["word"] or { en = ["word"] }')
    _ensure_languages(lists)
    for words in lists.values():
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise wrong(f"{shown(words)} is no list of words", 'write ["oil change", "oil"]')
    return {language: tuple(lists.get(language, ())) for language in LANGUAGES}


def _ensure_languages(by_language: dict[str, object]) -> None:
    for language in by_language:
        if language not in LANGUAGES:
            raise wrong(f"{language!r} is no language of ours", f"use {', '.join(LANGUAGES)}")


def parse_money(value: object) -> Decimal:
    """An amount in whole units of the currency (yuan, euros), decimals allowed."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(f"{shown(value)} is no amount", "write a number such as 380 or 59.90, without quotes")
    amount = Decimal(value)
    if not amount.is_finite() or not 0 <= amount <= 10_000_000:
        raise wrong(f"{shown(value)} is no sensible amount", "write a number from 0 to 10000000")
    return amount


def parse_price(value: object) -> tuple[Decimal, Decimal]:
    """A price range `[from, to]`; a single number is both ends."""
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) != 2:
        raise wrong(f"{shown(value)} is no price range", "write [lowest, highest], for example [380, 680]")
    low, high = parse_money(ends[0]), parse_money(ends[1])
    if low > high:
        raise wrong(f"the price range runs from {low} down to {high}", f"write [{high}, {low}]")
    return low, high


def parse_clock(value: object) -> time:
    """A local time of day, "08:30" (a TOML time is taken as well)."""
    if isinstance(value, time):
        return value
    try:
        return datetime.strptime(value if isinstance(value, str) else "", "%H:%M").time()  # noqa: DTZ007  a time of day
    except ValueError:
        raise wrong(f"{shown(value)} is no time of day", 'write "08:30", from "00:00" to "23:59"') from None


def parse_day(value: object) -> date:
    """A date; TOML's own or the same in quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise wrong(f"{shown(value)} is no date", "write year-month-day such as 2026-12-31") from None


def parse_intervals(value: object) -> tuple[Interval, ...]:
    """A day's opening: `["08:30-12:00", "13:00-18:00"]`, in order and without overlap; `[]` is closed."""
    if not isinstance(value, list):
        raise wrong(f"{shown(value)} is no list of hours", 'write ["08:30-12:00", "13:00-18:00"] or []')
    spans = sorted((parse_interval(text) for text in value), key=lambda span: span.start)
    for earlier, later in pairwise(spans):
        if later.start < earlier.end:
            raise wrong(
                f"opening hours {_span(earlier)} and {_span(later)} overlap",
                "let each begin when or after the one before it ends",
            )
    return tuple(spans)


def parse_interval(value: object) -> Interval:
    """A span of opening, "08:30-12:00"."""
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise wrong(f"{shown(value)} is no span of opening hours", 'write it as "08:30-12:00"')
    span = Interval(parse_clock(found[1]), parse_clock(found[2]))
    if span.end <= span.start:
        raise wrong(
            f"opening hours {_span(span)} end before they begin",
            "end a day by 23:59",
        )
    return span


def _span(span: Interval) -> str:
    return f"{span.start:%H:%M}-{span.end:%H:%M}"


def parse_week(value: object) -> Week:
    """Weekly hours by day or range of days (`mon-fri = […]`, `sat = […]`); a day not named is closed."""
    if not isinstance(value, dict):
        raise wrong(f"{shown(value)} are no weekly hours", 'write mon-fri = ["08:30-12:00", "13:00-18:00"]')
    week: list[tuple[Interval, ...]] = [()] * 7
    named: set[int] = set()
    for name, hours in value.items():
        days = parse_days(name)
        if again := named.intersection(days):
            raise wrong(f"{DAYS[min(again)]} has opening hours twice", "name each day only once")
        named.update(days)
        for day in days:
            week[day] = parse_intervals(hours)
    if not any(week):
        raise wrong("the store is never open", 'write mon-fri = ["08:30-12:00", "13:00-18:00"]')
    return tuple(week)


def parse_days(name: str) -> range:
    """The days (Monday 0) that "sat" or "mon-fri" names."""
    first, _, last = name.partition("-")
    if first not in DAYS or (last or first) not in DAYS:
        raise wrong(f"{name!r} names no days", f"use {', '.join(DAYS)} or a range such as mon-fri")
    days = range(DAYS.index(first), DAYS.index(last or first) + 1)
    if not days:
        raise wrong(f"{name!r} runs backwards", "write the week from mon to sun, for example sat-sun")
    return days


def parse_special(value: object) -> dict[date, tuple[Interval, ...]]:
    """Hours of single days, whatever week and calendar say."""
    if not isinstance(value, dict):
        raise wrong(f"{shown(value)} are no special days", 'write { 2026-12-31 = ["09:00-12:00"] }')
    return {parse_day(day): parse_intervals(hours) for day, hours in value.items()}


_zones = cache(available_timezones)  # it reads a directory tree each time


def parse_zone(value: object) -> ZoneInfo:
    """An IANA time zone by name."""
    names = _zones()
    if isinstance(value, str) and value in names:
        return ZoneInfo(value)
    guess = _nearest_zone(str(value), names)
    remedy = f'did you mean "{guess}"?' if guess else 'write an IANA name such as "Asia/Shanghai"'
    raise wrong(f"{shown(value)} is no known time zone", remedy)


def _nearest_zone(word: str, names: set[str]) -> str | None:
    by_city = {name.rpartition("/")[2]: name for name in sorted(names, reverse=True)}
    city = nearest(word.rpartition("/")[2].replace(" ", "_"), by_city)
    return nearest(word, names) or (by_city[city] if city else None)


def parse_phone(value: object) -> str:
    """A phone number with country code, kept in its international form."""
    import phonenumbers

    remedy = 'write it in quotes with plus sign and country code, for example "+86 21 5555 0101"'
    try:
        number = phonenumbers.parse(value if isinstance(value, str) else "")
    except phonenumbers.NumberParseException:
        raise wrong(f"{shown(value)} is no international phone number", remedy) from None
    if not phonenumbers.is_possible_number(number):
        raise wrong(f"{shown(value)} has too few or too many digits for a phone number", remedy)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def country_of(phone: str) -> str:
    """The country an international number belongs to."""
    import phonenumbers

    return phonenumbers.region_code_for_number(phonenumbers.parse(phone)) or ""


def parse_country(value: object) -> str:
    """A country whose phone numbers are known, by its ISO 3166 code."""
    import phonenumbers

    if isinstance(value, str) and value in phonenumbers.SUPPORTED_REGIONS:
        return value
    remedy = did_you_mean(str(value), phonenumbers.SUPPORTED_REGIONS, 'write an ISO 3166 code such as "CN"')
    raise wrong(f"{shown(value)} is no country with phone numbers", remedy)


def parse_currency(value: object) -> str:
    """A currency by its ISO 4217 code."""
    known = known_currencies()
    if isinstance(value, str) and value in known:
        return value
    remedy = did_you_mean(str(value), known, 'write an ISO 4217 code such as "CNY"')
    raise wrong(f"{shown(value)} is no known currency", remedy)


@cache
def known_currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies("en"))


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2 for CNY, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def parse_region(value: object) -> str:
    """The official calendar: country "DE", with a part of it "DE-BE", or "" for none."""
    if value in ("", CHINA):
        return str(value)
    from bot.config.holidays import known_regions

    if isinstance(value, str) and value in known_regions():
        return value
    raise wrong(
        f"{shown(value)} is no region with a known holiday calendar",
        'write a country code such as "CN" or "DE", a part such as "DE-BE", or "" for no calendar',
    )
