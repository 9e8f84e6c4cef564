"""Numbers in words: 三万五 → 35 000, "thirty five thousand", «тридцать пять тысяч»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[a-z]+|[а-я]+|[^\W\d_]")
_THOUSANDS = re.compile(r"(?<=\d)[ ,.\u00a0](?=\d{3}(?!\d))")
_GROUP = 1_000
_SHORT_TAIL_FROM = 100


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numerals of a language: words that add up, and words that multiply what stands before them."""

    values: Mapping[str, int] = field(default_factory=dict)
    multipliers: Mapping[str, int] = field(default_factory=dict)

    def read(self, text: str) -> float | None:
        """The number a text says in digits or in words; None when it says none."""
        if text[:1].isdecimal():
            return _digits(text)
        return self._words(_WORD.findall(text))

    def _words(self, words: list[str]) -> float | None:
        if not self.values.keys() & set(words) and len(words) < 2 and words[:1] != ["十"]:
            return None
        total = section = digit = 0
        for word in words:
            times = self.multipliers.get(word)
            if times is None:
                if word not in self.values:
                    return None
                digit += self.values[word]
            elif times < _GROUP:
                section, digit = section + (digit or 1) * times, 0
            else:
                total, section, digit = total + (section + digit or 1) * times, 0, 0
        if not words:
            return None
        return total + section + (self._short_tail(words) or digit)

    def _short_tail(self, words: list[str]) -> int:
        """三万五 leaves 千 out; other languages say every word."""
        if len(words) < 2 or len(words[-1]) > 1:
            return 0
        times = self.multipliers.get(words[-2], 0)
        return self.values.get(words[-1], 0) * times // 10 if times >= _SHORT_TAIL_FROM else 0


def _digits(text: str) -> float | None:
    try:
        return float(_THOUSANDS.sub("", text).replace(",", "."))
    except ValueError:
        return None
