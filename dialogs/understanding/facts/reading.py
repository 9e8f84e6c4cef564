"""A message taken apart: its units, the terms met, the clauses they stand in, and what is denied.

A denial ("不用", "not the", "без") reaches the next thing of a kind it can deny in the same clause (which kinds, and
how far: `rules.toml`), and on through a list of such things; "X 不用了" denies the thing before it.
"""

from __future__ import annotations

from typing import NamedTuple

from dialogs.understanding.facts.hidden import visible
from dialogs.understanding.facts.lexicon import Language, Rules
from dialogs.understanding.facts.terms import Hit, Unit, split

ACTS = frozenset({"change", "repair", "check", "fill", "clean", "paint", "adjust", "balance"})
#: Denials after which a part is none that is spoken of.
RULED_OUT = frozenset({"unwanted", "instead", "is_not"})
_NEXT = 1
_HEAD, _TAIL = 300, 100
_WISHES = frozenset({"job", "place"})
_BACKWARD = {
    "unwanted": (_WISHES, 3),
    "absent": (frozenset({"state"}), 1),
    "undone": (frozenset({"state"}), 1),
}
MARKS = frozenset(",.!?;\n")


class Reading(NamedTuple):
    """`text` is the plain form; `denial[i]` is the small word that denies hit i, or None.

    `clause[u]` numbers the clause of unit u; clause c has the units `spans[c]` and the hits `inside[c]`.
    `denying` are indexes of denials that denied a job or a place, `idle` of those that denied nothing known.
    """

    text: str
    language: Language
    rules: Rules
    units: list[Unit]
    hits: list[Hit]
    clause: list[int]
    spans: list[range]
    inside: list[list[int]]
    denial: list[str | None]
    denying: frozenset[int]
    idle: frozenset[int]

    def start(self, hit: Hit) -> int:
        return self.units[hit.first].start

    def end(self, hit: Hit) -> int:
        return self.units[hit.last - 1].end

    def words(self, hit: Hit) -> str:
        return self.text[self.start(hit) : self.end(hit)]

    def clause_of(self, hit: Hit) -> int:
        return self.clause[hit.first]


def read(text: str, language: Language, rules: Rules) -> Reading:
    """Take a plain text apart."""
    units = _in_bounds(split(text))
    hits = visible(language.terms.scan(units))
    if not hits:
        return Reading(text, language, rules, units, [], [], [], [], [], frozenset(), frozenset())
    clause, spans = _clauses(units, hits)
    inside: list[list[int]] = [[] for _ in spans]
    for index, hit in enumerate(hits):
        inside[clause[hit.first]].append(index)
    return Reading(text, language, rules, units, hits, clause, spans, inside, *_denials(hits, clause, rules))


def _in_bounds(units: list[Unit]) -> list[Unit]:
    """A very long message is read at its beginning and its end, where people say what they want."""
    if len(units) <= _HEAD + _TAIL:
        return units
    gap = units[_HEAD]
    return [*units[:_HEAD], Unit("\n", gap.start, gap.start), *units[-_TAIL:]]


def _clauses(units: list[Unit], hits: list[Hit]) -> tuple[list[int], list[range]]:
    breaks = {hit.first for hit in hits if hit.key == "contrast" and hit.kind == "word"}
    number, start = 0, 0
    clause: list[int] = []
    spans: list[range] = []
    for index in range(len(units)):
        if index > start and (index in breaks or units[index - 1].text in MARKS):
            spans.append(range(start, index))
            number, start = number + 1, index
        clause.append(number)
    spans.append(range(start, len(units)))
    return clause, spans


def _denials(
    hits: list[Hit], clause: list[int], rules: Rules
) -> tuple[list[str | None], frozenset[int], frozenset[int]]:
    denial: list[str | None] = [None] * len(hits)
    used: dict[int, str] = {}
    source, limit = -1, 0
    for index, hit in enumerate(hits):
        kind = "act" if hit.key in ACTS and hit.kind == "word" else hit.kind
        if kind == "word":
            if hit.key in rules.negation:
                source, limit = index, hit.last + rules.negation[hit.key][1]
            elif hit.key == "and" and source >= 0 and hit.first <= limit:
                limit = hit.last + _NEXT
        elif source >= 0 and _is_reached(hit, hits[source], limit):
            word = hits[source]
            if kind in rules.negation[word.key][0] and clause[hit.at] == clause[word.first]:
                denial[index], limit = word.key, max(limit, hit.last + _NEXT)
                if kind != "act":
                    used[source] = kind
                    source = source if word.key != "instead" else -1
    for index, hit in enumerate(hits):
        if hit.kind == "word" and hit.key in _BACKWARD and index not in used:
            _deny_before(index, hits, clause, denial, used)
    idle = frozenset(
        i for i, hit in enumerate(hits) if hit.kind == "word" and hit.key in rules.negation and i not in used
    )
    return denial, frozenset(index for index, kind in used.items() if kind in _WISHES), idle


def _is_reached(hit: Hit, word: Hit, limit: int) -> bool:
    """The denial stands before the term (it may share a character: "不要" and "要换"), or in the gap of a spread one
    ("刹车没有失灵"); no term denies itself."""
    return hit.first != word.first < hit.at <= limit and hit.last > word.last


def _deny_before(
    index: int, hits: list[Hit], clause: list[int], denial: list[str | None], used: dict[int, str]
) -> None:
    word = hits[index]
    kinds, reach = _BACKWARD[word.key]
    for earlier in range(index - 1, -1, -1):
        hit = hits[earlier]
        if clause[hit.first] != clause[word.first] or word.first - hit.last > reach:
            return
        if hit.kind in kinds:
            denial[earlier] = word.key
            used[index] = hit.kind
            return
