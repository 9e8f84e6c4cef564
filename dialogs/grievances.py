"""What an owner's words say of a complaint: what it is about, how grave, which sum, and whether they ask how far it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from dealership.domain.complaints import Category
from dealership.domain.records import Vehicle
from dealership.services.complaints import Told
from dialogs.owner.cues import pattern
from dialogs.owner.typed import named_of
from dialogs.talk import Talk
from dialogs.understanding.facts import Facts, load_lexicon

Cars = Sequence[tuple[Vehicle, str]]
MINOR = 100
_NUMBER = r"(\d[\d .,\u00a0]*\d|\d|[零一二两三四五六七八九十百千万]+)"
_ROOM = 16
"""How far before a sum its first figures may stand."""


def told(talk: Talk, text: str, own: Cars, source: str = "words") -> Told:
    """Everything the message says of it; `own` are the owner's cars with the trust of each."""
    facts = talk.read(text).facts or Facts()
    fault = next((fault.since for fault in facts.faults if fault.since), None)
    return Told(
        words=text,
        source=source,
        category=category(text, facts),
        vehicle_id=vehicle(text, own),
        since=fault or "",
        danger=facts.safety,
        threat=facts.mood == "threat",
        angry=facts.mood == "angry",
        claim=claim(talk, text, facts),
    )


def category(text: str, facts: Facts) -> Category:
    """By the owner's words; a described fault alone is a matter of quality."""
    for one in (Category.WARRANTY, Category.PARTS, Category.SALES, Category.SERVICE, Category.QUALITY):
        if _lists()[one].search(text):
            return one
    return Category.QUALITY if facts.faults else Category.OTHER


def vehicle(text: str, own: Cars) -> int | None:
    """The car named, or the only one there is."""
    return own[0][0].id if len(own) == 1 else named_of(own, text)


def asks_where(text: str) -> bool:
    """Whether somebody wants to know how far it is."""
    return _lists()["where"].search(text) is not None


def is_bare(text: str) -> bool:
    """Whether somebody only says that they want to complain, and not yet of what."""
    here = _lists()["bare"].search(text)
    return here is not None and not any(char.isalnum() for char in text[: here.start()] + text[here.end() :])


def claim(talk: Talk, text: str, facts: Facts) -> int:
    """The greatest sum demanded, in minor units; 0 when none is named."""
    sums = [text[max(0, one.start - _ROOM) : one.end] for one in facts.found if one.kind == "money"]
    amounts = (_amount(talk.tongue(text), near) for near in sums)
    return max((round(amount * MINOR) for amount in amounts), default=0)


def _amount(language: str, near: str) -> float:
    """The last number in the words around a sum."""
    found = list(re.finditer(rf"{_NUMBER}\s*([^\W\d_]*\.?[^\W\d_]*)", near))
    if not found:
        return 0.0
    value = load_lexicon().language(language).numerals.read(found[-1][1].strip()) or 0.0
    return value * _scales().get(found[-1][2].casefold(), 1)


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "grievances.toml").read_text(encoding="utf8"))


@cache
def _lists() -> Mapping[str, re.Pattern[str]]:
    lists = {kind: words for kind, words in _table().items() if kind != "scales"}
    return {kind: re.compile("|".join(map(pattern, words)), re.IGNORECASE) for kind, words in lists.items()}


def _scales() -> Mapping[str, int]:
    scales: Mapping[str, int] = _table()["scales"]
    return scales
