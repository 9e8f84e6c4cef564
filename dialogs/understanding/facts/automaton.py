"""Finds all terms of a lexicon in one pass over a message.

Terms are kept as they are parsed; the tree of their common beginnings grows only where messages lead, so that a
lexicon of thousands of terms with alternatives is ready at once and a message is read as by a ready tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dialogs.understanding.facts.terms import Hit, Mark, Segments, Unit, Units, parse
from dialogs.understanding.facts.words import Words

_SENTENCE_END = frozenset(".!?;\n")
_GAP = 7
_MOST_STATES = 50_000
#: Where no term ends: most states say nothing, and share it.
_NOTHING: Mapping[int, Any] = {}


class _Step(NamedTuple):
    """One part of a sequence ("几点 ~ 关门"): which sequence, and the place of the part in it."""

    sequence: int
    index: int  # type: ignore[assignment]  # hides a tuple's method nobody needs


class _Sequence(NamedTuple):
    mark: Mark
    length: int


class _Term(NamedTuple):
    """What a spelled term says where it ends: a mark, or a step of a sequence."""

    segments: Segments
    layer: int
    mark: Mark | None
    step: _Step | None


#: Where in a term a message has come to: before unit `at` of an alternative (its units) of a segment (its number).
_Place = tuple[Units, int, _Term, int]


class _State:
    """All places that the same units lead to; by layer, of the terms that end here: their `marks`, the sequences
    they begin (`starts`), and their later `steps`; `says`: it has one of them."""

    __slots__ = ("marks", "says", "starts", "steps", "waiting")

    def __init__(self, reached: Iterable[_Place]) -> None:
        self.says = False
        self.marks: Mapping[int, tuple[Mark, ...]] = _NOTHING
        self.starts: Mapping[int, tuple[_Step, ...]] = _NOTHING
        self.steps: Mapping[int, tuple[_Step, ...]] = _NOTHING
        self.waiting: dict[str, tuple[_Place, ...] | _State] = {}
        for units, at, term, segment in reached:
            if at < len(units):
                self._wait((units, at, term, segment))
            else:
                self.enter(term, segment + 1)

    def enter(self, term: _Term, segment: int) -> None:
        """Be before a segment of a term, or at its end; an empty alternative leads on at once."""
        if segment == len(term.segments):
            self._end(term)
            return
        for units in term.segments[segment]:
            if units:
                self._wait((units, 0, term, segment))
            else:
                self.enter(term, segment + 1)

    def _wait(self, place: _Place) -> None:
        key = place[0][place[1]]
        places = self.waiting.get(key, ())
        assert isinstance(places, tuple)  # nothing is learnt after the first message
        self.waiting[key] = (*places, place)

    def _end(self, term: _Term) -> None:
        self.says = True
        if term.mark is not None and term.mark not in self.marks.get(term.layer, ()):
            self.marks = {**self.marks, term.layer: (*self.marks.get(term.layer, ()), term.mark)}
        if term.step is not None:
            name = "steps" if term.step.index else "starts"
            known: Mapping[int, tuple[_Step, ...]] = getattr(self, name)
            if term.step not in known.get(term.layer, ()):
                setattr(self, name, {**known, term.layer: (*known.get(term.layer, ()), term.step)})


class _Reading:
    """A message being read: terms met, steps of spread terms that wait for the next one, how far each layer is taken."""

    __slots__ = ("free", "hits", "waiting", "widest")

    def __init__(self, layers: int) -> None:
        self.hits: list[Hit] = []
        self.waiting: dict[_Step, tuple[int, int]] = {}
        self.free = [0] * layers
        self.widest = [0] * layers

    def wins(self, layer: int, at: int, end: int) -> bool:
        """After the last term, or over its end and no shorter: "该换油" is both 该换 and 换油."""
        free = self.free[layer]
        return at >= free or (end > free and end - at >= self.widest[layer])

    def meet(self, found: list[Hit], known: int) -> None:
        """Add what was not met at this place (after the `known` ones) already."""
        here = self.hits[known:]
        self.hits += found if not here else [hit for hit in found if hit not in here]


class Automaton:
    """Terms in layers. In a layer the longest term hides those inside it; layers do not hide each other's."""

    def __init__(self, layers: int = 1) -> None:
        self._layers = layers
        self._terms: list[_Term] = []
        self._sequences: list[_Sequence] = []
        self._words = Words()
        self._root = _State(())
        self._grown = 0

    def add(self, term: str, mark: Mark, layer: int = 0) -> None:
        """Learn a term, before the first scan. ValueError when it says nothing or its brackets are nested."""
        parts = parse(term)
        if len(parts) > 1:
            self._sequences.append(_Sequence(mark, len(parts)))
        for index, spellings in enumerate(parts):
            step = _Step(len(self._sequences) - 1, index) if len(parts) > 1 else None
            for segments in spellings:
                learnt = _Term(segments, layer, None if step else mark, step)
                self._terms.append(learnt)
                self._words.learn(
                    word for segment in segments for units in segment for word in units if len(word) > 1
                )

    def scan(self, units: list[Unit]) -> list[Hit]:
        """Every term of the message in the order of their last parts: a longer one hides those inside it."""
        if self._grown > _MOST_STATES or not self._root.waiting:
            self._begin()
        meanings = self._words.meanings
        keys = [meanings(unit.text) for unit in units]
        reading = _Reading(self._layers)
        beginnings = self._root.waiting
        following: tuple[tuple[str, ...], ...] = (*keys[1:], ())
        for at, options in enumerate(keys):
            if _begins(beginnings, options, following[at]):
                states = self._walk(keys, at)
                if len(states) == 1:
                    self._take_one(reading, *states[0], at)
                elif states:
                    self._take(reading, states, at)
            elif reading.waiting and units[at].text in _SENTENCE_END:
                reading.waiting.clear()
        return reading.hits

    def _take_one(self, reading: _Reading, state: _State, end: int, at: int) -> None:
        """What one state says, as most places do: nothing hides anything."""
        for layer, starts in state.starts.items():
            if reading.wins(layer, at, end):
                reading.waiting.update(dict.fromkeys(starts, (at, end)))
        if reading.waiting:
            for layer, steps in state.steps.items():
                if reading.wins(layer, at, end):
                    self._advance(steps, at, end, reading)
        for layer, marks in state.marks.items():
            if reading.wins(layer, at, end):
                reading.hits += [Hit(kind, key, at, end, at) for kind, key in marks]
                reading.free[layer], reading.widest[layer] = end, end - at

    def _take(self, reading: _Reading, states: list[tuple[_State, int]], at: int) -> None:
        """Of the terms that begin here, the longest of each layer, and the parts of spread ones."""
        ends = _ends(states)
        for state, end in states:
            for layer, starts in state.starts.items():
                if end >= ends.get(layer, 0) and reading.wins(layer, at, end):
                    reading.waiting.update(dict.fromkeys(starts, (at, end)))
            if reading.waiting:
                for layer, steps in state.steps.items():
                    if end >= ends.get(layer, 0) and reading.wins(layer, at, end):
                        self._advance(steps, at, end, reading)
        won = {layer: end for layer, end in ends.items() if reading.wins(layer, at, end)}
        if not won:
            return
        known = len(reading.hits)
        for state, end in states:
            for layer, marks in state.marks.items():
                if end == won.get(layer):
                    reading.meet([Hit(kind, key, at, end, at) for kind, key in marks], known)
        for layer, end in won.items():
            reading.free[layer], reading.widest[layer] = end, end - at

    def _walk(self, keys: list[tuple[str, ...]], at: int) -> list[tuple[_State, int]]:
        """Every state where a term ends that is reached from here, with the unit after it."""
        reached: list[tuple[_State, int]] = []
        paths: list[tuple[_State, int]] = []
        state, here, size = self._root, at, len(keys)
        while True:
            options = keys[here] if here < size else ()
            here += 1
            for key in options:
                after = state.waiting.get(key)
                if after is not None:
                    paths.append(
                        (after if isinstance(after, _State) else self._grow(state, key, after), here)
                    )
            if not paths:
                return reached
            state, here = paths.pop()
            if state.says:
                reached.append((state, here))

    def _grow(self, state: _State, key: str, places: tuple[_Place, ...]) -> _State:
        self._grown += 1
        after = _State([(units, at + 1, term, segment) for units, at, term, segment in places])
        state.waiting[key] = after
        return after

    def _begin(self) -> None:
        """Grow the first level at once, the rest with the messages; again, when a stream of them made it large.

        The new tree takes its place when it is ready: another thread may be reading meanwhile.
        """
        self._words.prepare()
        root = _State(())
        for term in self._terms:
            root.enter(term, 0)
        self._grown = 0
        for key, places in list(root.waiting.items()):
            assert isinstance(places, tuple)  # a new root
            self._grow(root, key, places)
        self._root = root

    def _advance(self, steps: tuple[_Step, ...], first: int, last: int, reading: _Reading) -> None:
        for step in steps:
            sequence, index = step
            before = reading.waiting.get((sequence, index - 1))  # type: ignore[call-overload]  # equal to a step
            if before is None or first - before[1] > _GAP:
                continue
            mark, length = self._sequences[sequence]
            if index == length - 1:
                reading.hits.append(Hit(*mark, before[0], last, first))
            else:
                reading.waiting[step] = (before[0], last)


def _begins(
    beginnings: Mapping[str, tuple[_Place, ...] | _State],
    options: tuple[str, ...],
    following: tuple[str, ...],
) -> bool:
    """Whether a term ends with this unit or goes on with the next one: with most units none does."""
    for option in options:
        first = beginnings.get(option)
        if isinstance(first, _State) and (first.says or not first.waiting.keys().isdisjoint(following)):
            return True
    return False


def _ends(states: list[tuple[_State, int]]) -> dict[int, int]:
    """By layer the end of the longest term."""
    ends: dict[int, int] = {}
    for state, end in states:
        for layer in state.marks:
            if end > ends.get(layer, 0):
                ends[layer] = end
    return ends
