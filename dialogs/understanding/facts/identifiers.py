"""Plates, VINs, phone numbers, e-mail addresses and sizes of tyres and oil, with where they stand.

Shapes are looked for here; what they mean is the business of `dealership.domain.identity` (plates, VINs) and of
`phonenumbers` (imported at the first number: 30 ms). A shape that needs a word beside it ("VIN", "plate") or the
question just asked says so in its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from dealership.domain.identity import (
    normalise_plate,
    normalise_vin,
    vin_check_digit_ok,
    vin_uses_check_digit,
)
from dialogs.understanding.facts.lexicon import Language
from dialogs.understanding.facts.model import Found

_SERIAL = "a-z0-9авекмнорстух"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCE}][ .·•・\-]?[a-z][ .·•・\-]{{0,2}}[a-z0-9]{{4,5}}[a-z0-9学警港澳挂试超领](?![a-z0-9])"
    rf"|[{_PROVINCE}][a-z][ .·•・\-]{{0,2}}(?:[a-z0-9][ .·•・\-]?){{4,5}}[a-z0-9学警港澳挂试超领](?![a-z0-9])"
    r"|使[ .·]?\d{3}[ .·]?\d{3}(?!\d)"
    r"|(?<![a-z0-9а-я])[авекмнорстухabekmhopctyx]\s?\d{3}\s?[авекмнорстухabekmhopctyx]{2}\s?\d{2,3}(?![a-z0-9а-я])"
    r"|(?<![a-z0-9а-я])[авекмнорстухabekmhopctyx]\s?[\dоo]{3}\s?[авекмнорстухabekmhopctyx]{2}\s?\d{2,3}(?![a-z0-9а-я])"
)
#: Shapes told from words by their capitals: Britain, Germany, Kazakhstan.
_IN_CAPITALS = re.compile(
    r"(?<![\w])(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{2,4}[EH]?|\d{3} ?[A-Z]{3} ?(?:0[1-9]|1\d|20))(?![\w])"
)
_GERMAN = re.compile(r"([a-zäöü]{1,3})-([a-z]{1,2})[ -]?(\d{1,4}[eh]?)", re.IGNORECASE)
_AFTER_PLATE_WORD = re.compile(r"[a-z0-9äöüа-я](?:[ \-.]?[a-z0-9äöüа-я]){2,9}(?![\w])")
_VIN = re.compile(rf"(?<![a-z0-9а-я])[{_SERIAL}]{{17}}(?![a-z0-9а-я])")
_SPACED_VIN = re.compile(rf"(?<![a-z0-9а-я])(?=((?:[{_SERIAL}][ \-.]?){{16}}[{_SERIAL}])(?![a-z0-9а-я]))")
_PHONE = re.compile(r"(?<![a-z0-9.,:/])(?:\+|00)?\(?\d[\d \-()]{5,18}\d(?![a-z0-9:/]|[.,]\d)")
_EMAIL = re.compile(r"[a-z0-9_.+\-]{1,64}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{2,63}){1,4}")
_SIZES = re.compile(
    r"(?P<tyre_size>(?<!\d)\d{3}/\d{2}(?: ?z?r ?\d{2})?(?: ?\d{2,3}[a-z](?![a-z]))?)"
    r"|(?P<oil_grade>(?<!\d)\d{1,2}w ?-?\d{2}(?!\d))"
    r"|(?P<engine_size>(?<![\d.])\d\.\d ?(?:tdi|tsi|t|l|л|升)(?![a-zа-я]))"
    r"|(?P<money>[¥$€₽£] ?\d[\d,. ]{0,9}|\d[\d,.]{0,9} ?(?:元|块|rmb|cny|usd|eur|руб|р\.|₽|€|dollars?|bucks|yuan))"
)
_DATE_LIKE = re.compile(r"(?:19|20)\d{2}[ \-]\d{1,2}[ \-]\d{1,2}$|\d{1,2}[ \-]\d{1,2}[ \-](?:19|20)?\d{2}$")
_FULL_PHONE = re.compile(
    r"(?:\+?86)?1[3-9]\d{9}|\+\d{8,15}|(?:8|7|\+7)[3-9]\d{9}|0\d{2,3}\d{7,8}|00\d{9,14}|07\d{9}|[48]00\d{7}"
)
#: Numbers whose shape tells the country before the shop's own: a British mobile, three groups of the United States.
_ABROAD = {
    "GB": re.compile(r"0?7\d{3} ?\d{3} ?\d{3}|07\d{9}"),
    "US": re.compile(r"\(\d{3}\) ?\d{3}[ -]\d{4}|\d{3}-\d{3}-\d{4}"),
}
_DIGIT = re.compile(r"\d")
_VIN_LENGTH = 17
_SHORTEST_PHONE = 7
_MOST = 8  # of a kind in one message; what follows is not read
_MOST_TRIED = 64


class Asked(NamedTuple):
    """What the last question was about, and the region ("CN", "RU", …) whose national numbers are meant."""

    plate: bool = False
    vin: bool = False
    phone: bool = False
    region: str = "CN"


def read_identifiers(text: str, typed: str, language: Language, asked: Asked) -> list[Found]:
    """All identifiers of a message (`text` in plain form); none stands inside another."""
    found: list[Found] = []
    if "@" in text:
        found += (Found("email", m.group(), *m.span()) for m in islice(_EMAIL.finditer(text), _MOST))
    digits = len(_DIGIT.findall(text))
    if not digits:
        return found
    readers = [_plates, _sizes]
    readers = [_vins, *readers] if len(text) >= _VIN_LENGTH else readers
    readers = [*readers, _phones] if digits >= _SHORTEST_PHONE else readers
    for reader in readers:
        for item in islice(reader(text, typed, language, asked), _MOST):
            if not _taken(item, found):
                found.append(item)
    return found


def _taken(item: Found, found: list[Found]) -> bool:
    return any(item.start < other.end and other.start < item.end for other in found)


def _says(language: Language, name: str, text: str) -> bool:
    pattern = language.details.get(name)
    return pattern is not None and pattern.search(text) is not None


def _vins(text: str, typed: str, language: Language, asked: Asked) -> Iterator[Found]:
    spans = [match.span() for match in islice(_VIN.finditer(text), _MOST_TRIED)]
    if asked.vin or _says(language, "vin_cue", text):
        spans += [match.span(1) for match in islice(_SPACED_VIN.finditer(text), _MOST_TRIED)]
    for start, end in spans:
        vin = normalise_vin(text[start:end])
        if vin is not None and not vin.isdigit():
            sure = 0.97 if not vin_uses_check_digit(vin) or vin_check_digit_ok(vin) else 0.6
            yield Found("vin", vin, start, end, sure)


def _plates(text: str, typed: str, language: Language, asked: Asked) -> Iterator[Found]:
    for match in islice(_PLATE.finditer(text), _MOST_TRIED):
        plate = normalise_plate(match.group())
        if plate is not None:
            yield Found("plate", plate, *match.span(), 0.97)
    if len(typed) == len(text):
        yield from (_generic(m.group(), m.start(), 0.7) for m in islice(_IN_CAPITALS.finditer(typed), _MOST))
    cue = language.details.get("plate_cue")
    starts = [match.end() for match in islice(cue.finditer(text), _MOST_TRIED)] if cue is not None else []
    for start in [*starts, *([0] if asked.plate else [])]:
        after = _AFTER_PLATE_WORD.match(text, start)
        if after is not None and _DIGIT.search(after.group()) and normalise_plate(after.group()):
            yield _generic(after.group(), start, 0.8)


def _generic(text: str, start: int, sure: float) -> Found:
    """A German plate keeps its hyphen: it tells the town from the rest (M-AB 12 is not MA-B 12)."""
    german = _GERMAN.fullmatch(text)
    plate = "{}-{}{}".format(*german.groups()).upper() if german else normalise_plate(text)
    return Found("plate", plate or "", start, start + len(text), sure)


def _sizes(text: str, typed: str, language: Language, asked: Asked) -> Iterator[Found]:
    for match in _SIZES.finditer(text):
        yield Found(match.lastgroup or "", match.group().strip(), *match.span())


def _phones(text: str, typed: str, language: Language, asked: Asked) -> Iterator[Found]:
    cued = asked.phone or _says(language, "phone_cue", text)
    for match in islice(_PHONE.finditer(text), _MOST_TRIED):
        number = match.group().strip()
        digits = re.sub(r"[^\d+]", "", number)
        known = _FULL_PHONE.fullmatch(digits) or _abroad(number)
        if _DATE_LIKE.match(number) or not (cued or known):
            continue
        if len(digits) >= _SHORTEST_PHONE:
            value, sure = _e164(number, digits, asked.region)
            yield Found("phone", value, *match.span(), sure)


def _abroad(number: str) -> str | None:
    return next((code for code, shape in _ABROAD.items() if shape.fullmatch(number)), None)


def _e164(number: str, digits: str, region: str) -> tuple[str, float]:
    """The number in E.164, or its bare digits when the region writes no such number."""
    import phonenumbers

    abroad = _abroad(number)
    try:
        parsed = phonenumbers.parse(number, abroad or region)
    except phonenumbers.NumberParseException:
        return digits, 0.4
    valid = phonenumbers.is_valid_number(parsed)
    if not valid and not ((abroad or number.startswith("+")) and phonenumbers.is_possible_number(parsed)):
        return digits, 0.4
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), 0.95 if valid else 0.6
