"""The odometer reading, and the amounts that only look like one.

A number is the odometer when it has a unit of distance or a word of the odometer beside it, is of a plausible
size, and is neither an interval ("every 10 000"), a warranty, a distance, a speed nor a price. Miles become km.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from dialogs.understanding.facts.lexicon import Language
from dialogs.understanding.facts.model import Found
from dialogs.understanding.facts.numerals import Numerals

_KM_PER_MILE = 1.609344
_BEFORE, _AFTER = 18, 14
_PLAUSIBLE = range(1_000, 2_000_000)
_POSSIBLE = range(10, 2_000_000)
_SHORT_TRIP = 1_000
_MOST = 32  # numbers of one message; what follows is not read
_SPEEDS = 300
_SMALL_CHANGE = 10  # 一块 is "together" or "a piece" more often than money
_SCALES = {"万": 10_000, "w": 10_000, "百": 100, "百万": 1_000_000}
_CLAUSE_END = re.compile(r"[,.!?;\n]")
_NO_SIDE_TALK = re.compile(r"[\s.!了吧~]*")


class _Amount(NamedTuple):
    """A number with what stands around it; `scaled`: thousands said in words."""

    value: float
    unit: str
    scaled: bool
    start: int
    end: int
    before: str
    after: str
    around: str


def read_amounts(text: str, language: Language, *, asked: bool) -> list[Found]:
    """The odometer (`kind` odometer, value in whole km), if any, and traps with the kind they are of."""
    found = []
    for amount in islice(_amounts(text, language), _MOST):
        kind = _trap(amount, language)
        value = text[amount.start : amount.end]
        alone = asked and _NO_SIDE_TALK.fullmatch(text[: amount.start] + text[amount.end :]) is not None
        if kind is None and _is_odometer(amount, language, alone=alone):
            kilometres = amount.value * (_KM_PER_MILE if _is_miles(amount.unit) else 1)
            kind, value = "odometer", str(round(kilometres))
        if kind is not None:
            found.append(Found(kind, value, amount.start, amount.end, _sureness(amount, language)))
    return found


#: Letters of a number; endless figures are no amount (and more than a float can hold).
_LONGEST = 40


def _sureness(amount: _Amount, language: Language) -> float:
    if _says(language, "approximate", amount.around):
        return 0.75
    return 0.95 if _is_now(amount, language) else 0.9


def _is_now(amount: _Amount, language: Language) -> bool:
    """A word of the odometer or of today stands before it: of two distances this one is meant."""
    return _says(language, "odometer_before", amount.before) or _says(language, "now_before", amount.before)


def _is_miles(unit: str) -> bool:
    return unit.startswith(("mi", "英里", "迈", "мил"))


def _amounts(text: str, language: Language) -> Iterator[_Amount]:
    for match in language.details["amount"].finditer(text):
        part = {key: value or "" for key, value in match.groupdict().items()}
        value = _value(part, language.numerals)
        if value is None:
            continue
        start, end = match.span()
        before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
        yield _Amount(
            value,
            part["unit"],
            value >= _SHORT_TRIP and bool(part["scale"] or not part["number"].isdecimal()),
            start,
            end,
            _CLAUSE_END.split(before)[-1],
            after,
            before[-_AFTER:] + part.get("more", "") + after[:8],
        )


def _value(part: dict[str, str], numerals: Numerals) -> float | None:
    """The number meant; None for words that are none, and for figures no amount has."""
    if len(part["number"]) > _LONGEST:
        return None
    base = numerals.read(part["number"])
    if base is None:
        return None
    scale = _scale(part["scale"]) * (10_000 if "万" in part.get("more", "") else 1)
    digit = numerals.read(part["tail"]) if part.get("tail") else None
    if digit is None:
        return base * scale
    return base * scale + digit * (_scale(part["tail_scale"]) if part["tail_scale"] else scale / 10)


def _scale(word: str) -> int:
    return _SCALES.get(word, 1_000 if word else 1)


def _says(language: Language, name: str, where: str) -> bool:
    pattern = language.details.get(name)
    return pattern is not None and pattern.search(where) is not None


def _trap(amount: _Amount, language: Language) -> str | None:
    """What else the amount is, or None."""
    said = _says(language, "speed_after", amount.after)
    if said or (amount.value < _SPEEDS and _says(language, "speed_before", amount.before)):
        return "speed"
    money = amount.value >= _SMALL_CHANGE and _says(language, "money_after", amount.after)
    if money or _says(language, "money_before", amount.before):
        return "money"
    if amount.value < _SHORT_TRIP and _says(language, "consumption", amount.before):
        return "consumption"
    if not (amount.unit or amount.scaled):
        return None
    if _says(language, "warranty", amount.before) or _says(language, "warranty", amount.after):
        return "warranty"
    if _says(language, "interval_before", amount.before) or _says(language, "interval_after", amount.after):
        return "interval"
    if amount.unit and amount.value < _SHORT_TRIP and _says(language, "distance_before", amount.before):
        return "distance"
    return None


def _is_odometer(amount: _Amount, language: Language, *, alone: bool) -> bool:
    value = round(amount.value)
    if value not in _POSSIBLE or _says(language, "not_odometer_after", amount.after):
        return False
    if (amount.unit or value >= _SPEEDS) and _says(language, "odometer_before", amount.before):
        return True
    if value in _PLAUSIBLE and (
        amount.unit or (amount.scaled and _says(language, "odometer_after", amount.after))
    ):
        return True
    return alone
