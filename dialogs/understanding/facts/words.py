"""What a word of a message may stand for: itself, a stem of the lexicon, or the word it is a slip of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

_SHORTEST_STEM = 2
_LONGEST_WORD = 40
_SHORTEST_TYPO = 6
_REMEMBERED_WORDS = 4096


class Words:
    """The words and stems (`тормоз*`) of a lexicon."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._stems: set[str] = set()
        self._slips: dict[str, str] = {}
        self.meanings = lru_cache(_REMEMBERED_WORDS)(self._meanings)

    def learn(self, words: Iterable[str]) -> None:
        for word in words:
            if word.endswith("*"):
                self._stems.add(word[:-1])
            elif len(word) > 1:
                self._words.add(word)

    def prepare(self) -> None:
        """Know every long word by what is left of it without one letter (not its first)."""
        for word in sorted(self._words, reverse=True):
            if len(word) >= _SHORTEST_TYPO:
                self._slips.update(dict.fromkeys(list(_one_letter_less(word))[1:], word))

    def _meanings(self, word: str) -> tuple[str, ...]:
        """Keys of the automaton, the likeliest first: the word, its stems (longest first), or its correction."""
        if len(word) == 1:
            return (word,)
        if len(word) > _LONGEST_WORD:
            return ()
        keys = [word] if word in self._words else []
        keys += [word[:n] + "*" for n in range(len(word), _SHORTEST_STEM - 1, -1) if word[:n] in self._stems]
        if not keys and len(word) >= _SHORTEST_TYPO - 1 and not word.isdigit():
            return self._corrected(word)
        return tuple(keys)

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The known word one slip away (a letter too few, too many, wrong, or two swapped), of the same first letter."""
        for at, shorter in enumerate((word, *_one_letter_less(word)), -1):
            if at >= 0 and shorter in self._words and len(shorter) >= _SHORTEST_TYPO:
                return (shorter,)
            meant = self._slips.get(shorter)
            if meant is not None and meant[0] == word[0] and (at < 0 or _is_one_slip(word, meant)):
                return (meant,)
        return ()


def _is_one_slip(word: str, meant: str) -> bool:
    """Of two words of one length: one letter is another one, or two neighbours are swapped."""
    wrong = [i for i in range(len(word)) if word[i] != meant[i]]
    if len(wrong) != 2:
        return len(wrong) < 2
    one, two = wrong
    return two == one + 1 and word[one] == meant[two] and word[two] == meant[one]


def _one_letter_less(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))
