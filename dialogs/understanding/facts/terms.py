"""The lexicon's terms and the automaton that finds all of them in one pass over a message.

A term is written as owners type it, in small letters:
    换机油            characters in this order
    oil change        words in this order; hyphens and other marks between them do not matter
    тормоз*           any word that begins so
    换(个|一下|)机油     alternatives, also an empty one
    几点 ~ 关门        the second part a few words later in the same sentence
Longer terms win over shorter ones inside them, so an exception is simply a longer term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

_UNIT = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf〇]|[a-z]+(?:'[a-z]+)*|[0-9]+|[а-я]+|[.](?=\s|$)|[,;!?\n、]|[^\W\d_]"
)
_TERM_UNIT = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf〇]|(?:[a-z]+(?:'[a-z]+)*|[а-я]+)\*?|[0-9]+|[^\W\d_]|[?!、]")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_SENTENCE_END = frozenset(".!?;\n")
_GAP = 7
_SHORTEST_STEM = 2
_SHORTEST_TYPO = 6
Mark = tuple[str, str]


class Unit(NamedTuple):
    """A Chinese character, a word, a number or a mark, and where it stands in the message."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """A term met: its kind and key, and the units `[first, last)` it covers."""

    kind: str
    key: str
    first: int
    last: int


def split(text: str) -> list[Unit]:
    """The units of a message in its plain form (small letters, straight apostrophes)."""
    return [Unit(m.group().replace("'", ""), m.start(), m.end()) for m in _UNIT.finditer(text)]


def expand(term: str) -> Iterator[str]:
    """All spellings of a term with its alternatives written out."""
    parts = _ALTERNATIVES.split(term)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    return ("".join(choice) for choice in product(*choices))


class _Step(NamedTuple):
    """One part of a sequence: which sequence, and the place of the part in it."""

    sequence: int
    index: int


class _Node:
    __slots__ = ("children", "marks", "steps")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.marks: tuple[Mark, ...] = ()
        self.steps: tuple[_Step, ...] = ()


class Automaton:
    """A prefix tree over units; words may be stems, and a misspelt long word is read as its neighbour."""

    def __init__(self) -> None:
        self._root = _Node()
        self._words: set[str] = set()
        self._stems: set[str] = set()
        self._typos: dict[str, str] = {}
        self._sequences: list[tuple[Mark, int]] = []

    def add(self, term: str, mark: Mark) -> None:
        """Learn a term in all its spellings."""
        for spelling in expand(term):
            parts = spelling.split("~")
            if len(parts) == 1:
                node = self._plant(spelling)
                node.marks = (*node.marks, mark)
                continue
            self._sequences.append((mark, len(parts)))
            for index, part in enumerate(parts):
                node = self._plant(part)
                node.steps = (*node.steps, _Step(len(self._sequences) - 1, index))

    def _plant(self, phrase: str) -> _Node:
        node = self._root
        for match in _TERM_UNIT.finditer(phrase):
            word = match.group().replace("'", "")
            self._learn(word)
            node = node.children.setdefault(word, _Node())
        if node is self._root:
            raise ValueError(f"a term without a word: {phrase!r}")
        return node

    def _learn(self, word: str) -> None:
        if word.endswith("*"):
            self._stems.add(word[:-1])
        elif word not in self._words:
            self._words.add(word)
            if len(word) >= _SHORTEST_TYPO:
                for shorter in _one_letter_less(word):
                    self._typos.setdefault(shorter, word)

    def _keys(self, word: str) -> tuple[str, ...]:
        """What a unit may stand for in the tree: itself, its stems (longest first), or a likely misspelling."""
        if len(word) == 1:
            return (word,)
        keys = [word] if word in self._words else []
        keys += [word[:n] + "*" for n in range(len(word), _SHORTEST_STEM - 1, -1) if word[:n] in self._stems]
        if not keys and len(word) >= _SHORTEST_TYPO - 1 and not word.isdigit():
            return self._corrected(word)
        return tuple(keys)

    def _corrected(self, word: str) -> tuple[str, ...]:
        typos = self._typos
        for candidate in (word, *_one_letter_less(word)):
            meant = typos.get(candidate)
            if meant is not None and meant[0] == word[0]:
                return (meant,)
            if candidate in self._words and len(candidate) >= _SHORTEST_TYPO:
                return (candidate,)
        return ()

    def scan(self, units: list[Unit]) -> list[Hit]:
        """Every term of the message, leftmost and longest, in order; a sequence stands at its last part."""
        keys = [self._keys(unit.text) for unit in units]
        hits: list[Hit] = []
        waiting: dict[_Step, tuple[int, int]] = {}
        at, size, known = 0, len(units), self._root.children
        while at < size:
            if not any(key in known for key in keys[at]):
                if units[at].text in _SENTENCE_END:
                    waiting.clear()
                at += 1
                continue
            marks, steps, end = self._longest(keys, at)
            hits += [Hit(kind, key, at, end) for kind, key in marks]
            for step, last in steps:
                if last >= end:
                    self._advance(step, at, last, waiting, hits)
            at = end
        return hits

    def _longest(
        self, keys: list[tuple[str, ...]], at: int
    ) -> tuple[tuple[Mark, ...], list[tuple[_Step, int]], int]:
        """The longest term from here, the parts of sequences met on the way, and where to go on."""
        marks: tuple[Mark, ...] = ()
        steps: list[tuple[_Step, int]] = []
        end, size = at + 1, len(keys)
        paths = [(self._root, at)]
        while paths:
            node, here = paths.pop()
            if node.marks and (here > end or not marks):
                marks, end = node.marks, here
            steps += [(step, here) for step in node.steps]
            if here < size and node.children:
                paths += [(node.children[key], here + 1) for key in reversed(keys[here]) if key in node.children]
        return marks, steps, end

    def _advance(
        self, step: _Step, first: int, last: int, waiting: dict[_Step, tuple[int, int]], hits: list[Hit]
    ) -> None:
        mark, length = self._sequences[step.sequence]
        begin = first
        if step.index:
            before = waiting.get(_Step(step.sequence, step.index - 1))
            if before is None or first - before[1] > _GAP:
                return
            begin = before[0]
        if step.index == length - 1:
            hits.append(Hit(*mark, begin, last))
        else:
            waiting[step] = (begin, last)


def _one_letter_less(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))
