"""A message taken apart: its units, the terms met, the clauses they stand in, and what is denied.

A denial ("不用", "not the", "без") reaches the next thing of a kind it can deny in the same clause (which kinds, and
how far: `rules.toml`), and on through a list of such things; "X 不用了" denies the thing before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.understanding.facts.lexicon import Language, Rules
from dialogs.understanding.facts.terms import Hit, Unit, split

_NEXT = 1
_WISHES = frozenset({"job", "place"})
_BACKWARD = {"unwanted": (_WISHES, 3), "absent": (frozenset({"state"}), 1), "undone": (frozenset({"state"}), 1)}
MARKS = frozenset(",.!?;\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` is the plain form; `denial[i]` is the small word that denies hit i, or None.

    `clause[u]` numbers the clause of unit u; `denying` are indexes of denials that denied a job or a place.
    """

    text: str
    language: Language
    rules: Rules
    units: list[Unit]
    hits: list[Hit]
    clause: list[int]
    denial: list[str | None]
    denying: frozenset[int]

    def start(self, hit: Hit) -> int:
        return self.units[hit.first].start

    def end(self, hit: Hit) -> int:
        return self.units[hit.last - 1].end

    def words(self, hit: Hit) -> str:
        return self.text[self.start(hit) : self.end(hit)]


def read(text: str, language: Language, rules: Rules) -> Reading:
    """Take a plain text apart."""
    units = split(text)
    hits = language.terms.scan(units)
    clause = _clauses(units, hits)
    denial, denying = _denials(hits, clause, rules)
    return Reading(text, language, rules, units, hits, clause, denial, denying)


def _clauses(units: list[Unit], hits: list[Hit]) -> list[int]:
    breaks = {hit.first for hit in hits if hit.key == "contrast" and hit.kind == "word"}
    number, clause = 0, []
    for index, unit in enumerate(units):
        if index in breaks:
            number += 1
        clause.append(number)
        if unit.text in MARKS:
            number += 1
    return clause


def _denials(hits: list[Hit], clause: list[int], rules: Rules) -> tuple[list[str | None], frozenset[int]]:
    denial: list[str | None] = [None] * len(hits)
    sources: dict[int, str] = {}
    source, limit = -1, 0
    for index, hit in enumerate(hits):
        if hit.kind == "word":
            if hit.key in rules.negation:
                source, limit = index, hit.last + rules.negation[hit.key][1]
            elif hit.key == "and" and source >= 0 and hit.first <= limit:
                limit = hit.last + _NEXT
        elif source >= 0 and hits[source].last <= hit.first <= limit:
            word = hits[source]
            if hit.kind in rules.negation[word.key][0] and clause[hit.first] == clause[word.first]:
                denial[index], limit = word.key, hit.last + _NEXT
                if hit.kind != "act":
                    sources[source] = hit.kind
    for index, hit in enumerate(hits):
        if hit.kind == "word" and hit.key in _BACKWARD and index not in sources:
            _deny_before(index, hits, clause, denial, sources)
    return denial, frozenset(index for index, kind in sources.items() if kind in _WISHES)


def _deny_before(
    index: int, hits: list[Hit], clause: list[int], denial: list[str | None], sources: dict[int, str]
) -> None:
    word = hits[index]
    kinds, reach = _BACKWARD[word.key]
    for earlier in range(index - 1, -1, -1):
        hit = hits[earlier]
        if clause[hit.first] != clause[word.first] or word.first - hit.last > reach:
            return
        if hit.kind in kinds:
            denial[earlier] = word.key
            sources[index] = hit.kind
            return
