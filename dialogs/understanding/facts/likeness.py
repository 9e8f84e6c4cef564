"""The intent of a message that no term of the lexicon tells: that of the most similar example sentence.

Likeness is the cosine of the two sentences' weighted pieces (characters, words and their neighbours; a piece that
most examples share weighs nothing). Below `_ALIKE`, and of a word or two, nothing is guessed. Digits do not count:
every plate differs. A bare day or time resembles many a booking, so what only answers a question is never guessed.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import log, sqrt
from typing import NamedTuple

from dialogs.understanding.text import plain

_ALIKE = 0.3
_LONGEST = 200
_FEWEST_LETTERS = {True: 4, False: 8}  # of Chinese, of others
_NEVER_GUESSED = frozenset({"book", "move", "yes", "no", "later", "other"})
_COMMON = 0.2
_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z']+|[а-я]+")
Pieces = dict[str, float]


class _Index(NamedTuple):
    """All pieces of the examples, as compact as they can be: most of them stand in one sentence only.

    A piece has its place in `number_of`; examples `sentence[first[p]:first[p + 1]]` have piece p, with those weights.
    """

    rarity: Sequence[float]
    number_of: Mapping[str, int]
    first: Sequence[int]
    sentence: Sequence[int]
    weight: Sequence[float]

    def having(self, piece: str) -> Iterator[tuple[int, float]]:
        """The examples that have a piece, by number, and its weight in each."""
        number = self.number_of.get(piece)
        if number is not None:
            for at in range(self.first[number], self.first[number + 1]):
                yield self.sentence[at], self.weight[at]


class Examples:
    """Sentences by intent, made ready at the first question."""

    def __init__(self, sentences: Mapping[str, Sequence[str]]) -> None:
        self._sentences = [(intent, one) for intent, ones in sentences.items() for one in ones]
        self._index: _Index | None = None

    def find(self, text: str) -> str | None:
        """The intent of the example most like a text in plain form, or None."""
        if not self._sentences or len(text) > _LONGEST or _is_short(text):
            return None
        alike = self._alike(text, self.prepare())
        best = max(alike, key=lambda number: (alike[number], -number), default=None)
        if best is None or alike[best] < _ALIKE:
            return None
        intent = self._sentences[best][0]
        return None if intent in _NEVER_GUESSED else intent

    def texts(self) -> list[str]:
        """The sentences, as written."""
        return [sentence for _, sentence in self._sentences]

    def _alike(self, text: str, index: _Index) -> dict[int, float]:
        """How alike the examples are, by number, the text's rarest pieces first.

        An example that shares only what is left at the end cannot reach `_ALIKE`, and is not begun with: its weights
        are of length one together.
        """
        alike: defaultdict[int, float] = defaultdict(float)
        left = 1.0
        for piece, weight in sorted(
            self._weighed(_counted(text), index).items(), key=_by_weight, reverse=True
        ):
            if not weight:
                break  # what most examples share says nothing
            begins = left >= _ALIKE * _ALIKE
            left -= weight * weight
            for number, other in index.having(piece):
                if begins or number in alike:
                    alike[number] += weight * other
        return alike

    def prepare(self) -> _Index:
        """Weigh all examples; done once, at the first question if not before."""
        if self._index is None:
            self._index = self._indexed()
        return self._index

    def _indexed(self) -> _Index:
        """Each sentence is taken apart twice, first to count its pieces: all of them at once are three times as large."""
        met = Counter(piece for pieces in self._counted() for piece in pieces)
        size = len(self._sentences)
        rarity = [0.0 if times > max(2, _COMMON * size) else log(size / times) for times in met.values()]
        first = array("L", accumulate(met.values(), initial=0))
        sentence, weight = array("H", [0]) * first[-1], array("f", [0.0]) * first[-1]
        number_of = {piece: number for number, piece in enumerate(met)}
        index = _Index(array("f", rarity), number_of, first, sentence, weight)
        free = first[:]
        for number, pieces in enumerate(self._counted()):
            for piece, own in self._weighed(pieces, index).items():
                at = free[number_of[piece]]
                free[number_of[piece]] += 1
                sentence[at], weight[at] = number, own
        return index

    def _counted(self) -> Iterator[Counter[str]]:
        return (_counted(plain(sentence).text) for _, sentence in self._sentences)

    def _weighed(self, counted: Counter[str], index: _Index) -> Pieces:
        """Pieces with weights of length one together; unknown pieces count as the rarest."""
        rarest = log(len(self._sentences) + 1)
        rarity, number_of = index.rarity, index.number_of
        weights = {
            piece: (rarity[number_of[piece]] if piece in number_of else rarest) * (1 + log(times))
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
