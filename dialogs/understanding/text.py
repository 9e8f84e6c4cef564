"""One form of every message for the grammars, with a way back to what was typed.

Full-width forms, ligatures and circled digits become plain (NFKC), letters become small, ё becomes е,
traditional characters of dates become simplified ones; each character keeps where it came from, so spans
speak of the message as typed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dialogs.understanding.model import Span

LONGEST = 4096
BLANK = "\x01"
_TRADITIONAL = str.maketrans(
    "點號週週後個兩時鐘內來這過開節禮當裡裏間從開還換約維預麼嗎錯對說續幾無現請們車給沒午會聽隨飯"
    "兒晝閒歲將為辦動養檢壞樣師電問題訂該遲啟輪燈機"
    "ё０１２３４５６７８９：－～，？！；（）…，’",
    "点号周周后个两时钟内来这过开节礼当里里间从开还换约维预么吗错对说续几无现请们车给没午会听随饭"
    "儿昼闲岁将为办动养检坏样师电问题订该迟启轮灯机"
    "е0123456789:-~,?!;().,'",
)
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u0301\ufe0f")


def tongue_of(text: str, default: str) -> str:
    """The language most of the letters belong to ("zh", "en", "ru"); `default` when there are none."""
    counted = {code: len(letters.findall(text)) for code, letters in _scripts().items()}
    most = max(counted, key=lambda code: counted[code])
    return most if counted[most] else default


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads((files(__package__) / "lexicon" / "scripts.toml").read_text(encoding="utf8"))
    return {code: re.compile(letters) for code, letters in table.items()}


@dataclass(frozen=True, slots=True)
class Plain:
    """Normalised `text`; `places[i]` is the index in the original of character i (None: they are the same)."""

    text: str
    places: tuple[int, ...] | None
    length: int

    def span(self, start: int, end: int) -> Span:
        if self.places is None or start >= end:
            return Span(start, end)
        last = self.places[end - 1] + 1 if end <= len(self.places) else self.length
        return Span(self.places[start], max(last, self.places[start]))

    def place(self, index: int) -> int:
        """The index in `text` of a character of the original."""
        return index if self.places is None else bisect_left(self.places, index)


def blanked(form: Plain, ranges: Iterable[tuple[int, int]]) -> Plain:
    """The same text with those ranges of the original made unreadable, so that no date is found in them."""
    letters = list(form.text)
    for start, end in ranges:
        for index in _inside(form, start, end):
            letters[index] = BLANK
    return Plain("".join(letters), form.places, form.length)


def _inside(form: Plain, start: int, end: int) -> range | list[int]:
    if form.places is None:
        return range(start, min(end, len(form.text)))
    return [index for index, place in enumerate(form.places) if start <= place < end]


@lru_cache(maxsize=2)
def plain(text: str) -> Plain:
    """Normalise a message (its readers ask for the same one in turn); what is beyond `LONGEST` characters is not read."""
    text = text[:LONGEST]
    simple = text.translate(_TRADITIONAL).lower()
    if len(simple) == len(text) and (simple.isascii() or _is_settled(simple)):
        return Plain(simple, None, len(text))
    return _slowly(text)


def _is_settled(text: str) -> bool:
    return unicodedata.is_normalized("NFKC", text) and _DROPPED.isdisjoint(text)


def _slowly(text: str) -> Plain:
    letters: list[str] = []
    places: list[int] = []
    for index, letter in enumerate(text):
        if len(letters) >= LONGEST:
            break
        for part in unicodedata.normalize("NFKC", letter).translate(_TRADITIONAL).lower():
            if part not in _DROPPED:
                letters.append(part)
                places.append(index)
    return Plain("".join(letters), tuple(places), len(text))
