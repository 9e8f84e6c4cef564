"""The intent of a message that no term of the lexicon tells: that of the most similar example sentence.

Likeness is the cosine of the two sentences' weighted pieces (characters, words and their neighbours; a piece that
most examples share weighs nothing). Below `_ALIKE`, and of a word or two, nothing is guessed. Digits do not count:
every plate differs. A bare day or time resembles many a booking, so what only answers a question is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

from dialogs.understanding.text import plain

_ALIKE = 0.3
_LONGEST = 200
_FEWEST_LETTERS = {True: 4, False: 8}  # of Chinese, of others
_NEVER_GUESSED = frozenset({"book", "move", "yes", "no", "later", "other"})
_COMMON = 0.2
_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z']+|[а-я]+")
Pieces = dict[str, float]


class Examples:
    """Sentences by intent, made ready at the first question."""

    def __init__(self, sentences: Mapping[str, Sequence[str]]) -> None:
        self._sentences = [(intent, one) for intent, ones in sentences.items() for one in ones]
        self._rarity: Pieces = {}
        self._weights: list[Pieces] = []
        self._found_in: dict[str, list[tuple[int, float]]] = {}

    def find(self, text: str) -> str | None:
        """The intent of the example most like a text in plain form, or None."""
        if not self._sentences or len(text) > _LONGEST or _is_short(text):
            return None
        self.prepare()
        weighed = sorted(self._weighed(_counted(text)).items(), key=_by_weight, reverse=True)
        alike, common = self._sharing_rare(weighed)
        for number in alike:
            own = self._weights[number]
            alike[number] += sum(weight * own[piece] for piece, weight in common if piece in own)
        best = max(alike, key=lambda number: (alike[number], -number), default=None)
        if best is None or alike[best] < _ALIKE:
            return None
        intent = self._sentences[best][0]
        return None if intent in _NEVER_GUESSED else intent

    def texts(self) -> list[str]:
        """The sentences, as written."""
        return [sentence for _, sentence in self._sentences]

    def _sharing_rare(
        self, weighed: list[tuple[str, float]]
    ) -> tuple[dict[int, float], list[tuple[str, float]]]:
        """Examples that share a rare piece, how alike they are so far, and the pieces that are left to count.

        An example that shares only what is left cannot reach `_ALIKE`: its weights are of length one together.
        """
        alike: defaultdict[int, float] = defaultdict(float)
        left = 1.0
        for index, (piece, weight) in enumerate(weighed):
            if left < _ALIKE * _ALIKE:
                return alike, [one for one in weighed[index:] if one[0] in self._found_in]
            left -= weight * weight
            for number, other in self._found_in.get(piece, ()):
                alike[number] += weight * other
        return alike, []

    def prepare(self) -> None:
        """Weigh all examples; done once, at the first question if not before."""
        if self._rarity:
            return
        counted = [_counted(plain(sentence).text) for _, sentence in self._sentences]
        met = Counter(piece for pieces in counted for piece in pieces)
        self._rarity = {
            piece: 0.0 if times > max(2, _COMMON * len(counted)) else log(len(counted) / times)
            for piece, times in met.items()
        }
        for number, pieces in enumerate(counted):
            self._weights.append({piece: weight for piece, weight in self._weighed(pieces).items() if weight})
            for piece, weight in self._weights[-1].items():
                self._found_in.setdefault(piece, []).append((number, weight))

    def _weighed(self, counted: Counter[str]) -> Pieces:
        """Pieces with weights of length one together; unknown pieces count as the rarest."""
        rarest = log(len(self._sentences) + 1)
        rarity = self._rarity
        weights = {
            piece: rarity.get(piece, rarest) if times == 1 else (1 + log(times)) * rarity.get(piece, rarest)
            for piece, times in counted.items()
        }
        length = sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
        return {piece: weight / length for piece, weight in weights.items()}


def _is_short(text: str) -> bool:
    words = _WORD.findall(text)
    letters = "".join(words)
    is_chinese = letters[:1] >= "\u4e00"
    return len(letters) < _FEWEST_LETTERS[is_chinese] or (len(words) < 2 and not is_chinese)


def _counted(text: str) -> Counter[str]:
    words = _WORD.findall(text.replace("ё", "е"))
    pieces = [f"{one} {two}" for one, two in pairwise(words)]
    for word in words:
        if word[0] >= "\u4e00":
            sizes, spelt = (1, 2, 3), word
        else:
            pieces.append(word)
            sizes, spelt = (3, 4, 5), f" {word} "
        for size in sizes:
            pieces += [spelt[i : i + size] for i in range(len(spelt) - size + 1)]
    return Counter(pieces)


def _by_weight(weighed: tuple[str, float]) -> float:
    return weighed[1]
