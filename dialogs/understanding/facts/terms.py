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
from functools import lru_cache
from itertools import product
from typing import NamedTuple

_UNIT = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf〇]|[a-z]+(?:'[a-z]+)*|[0-9]+|[а-я]+|[.](?=\s|$)|[,;!?\n、]|[^\W\d_]"
)
_TERM_UNIT = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf〇]|(?:[a-z]+(?:'[a-z]+)*|[а-я]+)\*?|[0-9]+|[^\W\d_]|[?!、]"
)
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_SENTENCE_END = frozenset(".!?;\n")
_GAP = 7
_SHORTEST_STEM = 2
_LONGEST_WORD = 40
_SHORTEST_TYPO = 6
_REMEMBERED_WORDS = 4096
Mark = tuple[str, str]


class Unit(NamedTuple):
    """A Chinese character, a word, a number or a mark, and where it stands in the message."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """A term met: its kind and key, the units `[first, last)` it covers, and where the last part begins (`at`)."""

    kind: str
    key: str
    first: int
    last: int
    at: int


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
    index: int  # type: ignore[assignment]  # hides a tuple's method nobody needs


class _Sequence(NamedTuple):
    mark: Mark
    length: int
    layer: int


class _Node:
    __slots__ = ("children", "marks", "steps")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.marks: dict[int, tuple[Mark, ...]] = {}
        self.steps: tuple[_Step, ...] = ()


class Automaton:
    """A prefix tree over units; words may be stems, and a misspelt long word is read as its neighbour.

    Terms lie in layers. In a layer the longest term hides those inside it; layers do not hide each other's.
    """

    def __init__(self, layers: int = 1) -> None:
        self._layers = layers
        self._root = _Node()
        self._words: set[str] = set()
        self._stems: set[str] = set()
        self._typos: dict[str, str] = {}
        self._sequences: list[_Sequence] = []
        self._keys = lru_cache(_REMEMBERED_WORDS)(self._meanings)

    def add(self, term: str, mark: Mark, layer: int = 0) -> None:
        """Learn a term in all its spellings; ValueError when it says nothing or its brackets are nested."""
        parts = term.split("~")
        if len(parts) == 1:
            for spelling in expand(term):
                node = self._plant(spelling)
                node.marks[layer] = (*node.marks.get(layer, ()), mark)
            return
        self._sequences.append(_Sequence(mark, len(parts), layer))
        for index, part in enumerate(parts):
            step = _Step(len(self._sequences) - 1, index)
            for spelling in expand(part):
                node = self._plant(spelling)
                node.steps = (*node.steps, step)

    def _plant(self, phrase: str) -> _Node:
        node = self._root
        for match in _TERM_UNIT.finditer(phrase):
            word = match.group().replace("'", "")
            self._learn(word)
            child = node.children.get(word)
            if child is None:
                child = node.children[word] = _Node()
            node = child
        if node is self._root or "(" in phrase:
            raise ValueError(f"not a term: {phrase!r}")
        return node

    def _learn(self, word: str) -> None:
        if word.endswith("*"):
            self._stems.add(word[:-1])
        elif word not in self._words:
            self._words.add(word)
            if len(word) >= _SHORTEST_TYPO:
                for shorter in _one_letter_less(word):
                    self._typos.setdefault(shorter, word)

    def _meanings(self, word: str) -> tuple[str, ...]:
        """What a unit may stand for in the tree: itself, its stems (longest first), or a likely misspelling."""
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
            meant = self._typos.get(shorter)
            if meant is not None and meant[0] == word[0] and (at < 0 or _is_one_slip(word, meant)):
                return (meant,)
        return ()

    def scan(self, units: list[Unit]) -> list[Hit]:
        """Every term of the message, leftmost and longest in its layer, in the order of their last parts."""
        keys = [self._keys(unit.text) for unit in units]
        hits: list[Hit] = []
        waiting: dict[_Step, tuple[int, int]] = {}
        free = [0] * self._layers
        beginnings = self._root.children
        for at, options in enumerate(keys):
            if not options or (len(options) == 1 and options[0] not in beginnings):
                if waiting and units[at].text in _SENTENCE_END:
                    waiting.clear()
                continue
            nodes = self._walk(keys, at)
            ends = _ends(nodes)
            for node, end in nodes:
                for step in node.steps:
                    layer = self._sequences[step.sequence].layer
                    if at >= free[layer] and end >= ends.get(layer, 0):
                        self._advance(step, at, end, waiting, hits)
            known = len(hits)
            for node, end in nodes:
                for layer, marks in node.marks.items():
                    if at >= free[layer] and end == ends[layer]:
                        found = [Hit(kind, key, at, end, at) for kind, key in marks]
                        hits += (
                            found if len(hits) == known else [hit for hit in found if hit not in hits[known:]]
                        )
            for layer, end in ends.items():
                if at >= free[layer]:
                    free[layer] = end
        return hits

    def _walk(self, keys: list[tuple[str, ...]], at: int) -> list[tuple[_Node, int]]:
        """Every node with a meaning that is reached from here, with the unit after it."""
        reached: list[tuple[_Node, int]] = []
        paths: list[tuple[_Node, int]] = []
        node, here, size = self._root, at, len(keys)
        while True:
            options = keys[here] if here < size else ()
            here += 1
            for key in options:
                child = node.children.get(key)
                if child is not None:
                    paths.append((child, here))
            if not paths:
                return reached
            node, here = paths.pop()
            if node.marks or node.steps:
                reached.append((node, here))

    def _advance(
        self, step: _Step, first: int, last: int, waiting: dict[_Step, tuple[int, int]], hits: list[Hit]
    ) -> None:
        mark, length, _ = self._sequences[step.sequence]
        begin = first
        if step.index:
            before = waiting.get(_Step(step.sequence, step.index - 1))
            if before is None or first - before[1] > _GAP:
                return
            begin = before[0]
        if step.index == length - 1:
            hits.append(Hit(*mark, begin, last, first))
        else:
            waiting[step] = (begin, last)


def _ends(nodes: list[tuple[_Node, int]]) -> dict[int, int]:
    """By layer the end of the longest term."""
    if len(nodes) == 1:
        node, end = nodes[0]
        return dict.fromkeys(node.marks, end)
    ends: dict[int, int] = {}
    for node, end in nodes:
        for layer in node.marks:
            if end > ends.get(layer, 0):
                ends[layer] = end
    return ends


def _is_one_slip(word: str, meant: str) -> bool:
    """Of two words of one length: one letter is another one, or two neighbours are swapped."""
    wrong = [i for i in range(len(word)) if word[i] != meant[i]]
    if len(wrong) != 2:
        return len(wrong) < 2
    one, two = wrong
    return two == one + 1 and word[one] == meant[two] and word[two] == meant[one]


def _one_letter_less(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))
