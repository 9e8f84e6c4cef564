"""A message taken apart: its units, the terms met, the clauses they stand in, and what is denied.

A denial ("不用", "not the", "без") reaches the next thing of a kind it can deny in the same clause (which kinds, and
how far: `rules.toml`), and on through a list of such things; "X 不用了" denies the thing before it.
"""

from __future__ import annotations

from typing import NamedTuple

from dialogs.understanding.facts.lexicon import Language, Rules
from dialogs.understanding.facts.terms import Hit, Unit, split

_NEXT = 1
_STANCES = frozenset({"intent", "mood"})
_WISHES = frozenset({"job", "place"})
_BACKWARD = {"unwanted": (_WISHES, 3), "absent": (frozenset({"state"}), 1), "undone": (frozenset({"state"}), 1)}
MARKS = frozenset(",.!?;\n")


class Reading(NamedTuple):
    """`text` is the plain form; `denial[i]` is the small word that denies hit i, or None.

    `clause[u]` numbers the clause of unit u; `denying` are indexes of denials that denied a job or a place, `idle` of those that denied nothing known.
    """

    text: str
    language: Language
    rules: Rules
    units: list[Unit]
    hits: list[Hit]
    clause: list[int]
    denial: list[str | None]
    denying: frozenset[int]
    idle: frozenset[int]

    def start(self, hit: Hit) -> int:
        return self.units[hit.first].start

    def end(self, hit: Hit) -> int:
        return self.units[hit.last - 1].end

    def words(self, hit: Hit) -> str:
        return self.text[self.start(hit) : self.end(hit)]


def read(text: str, language: Language, rules: Rules) -> Reading:
    """Take a plain text apart."""
    units = split(text)
    hits = _without_hidden(language.terms.scan(units))
    clause = _clauses(units, hits)
    return Reading(text, language, rules, units, hits, clause, *_denials(hits, clause, rules))


def _without_hidden(hits: list[Hit]) -> list[Hit]:
    """No wish or mood inside a longer word ("媒体" in "多媒体", "烦" in "麻烦"), no state inside a longer wish."""
    things: dict[int, Hit] = {}
    wishes: dict[int, Hit] = {}
    for hit in hits:
        if hit.last - hit.first > 1 and hit.at == hit.first:
            over = wishes if hit.kind in _STANCES else things
            for unit in range(hit.first, hit.last):
                over[unit] = hit
    if not things and not wishes:
        return hits
    return [hit for hit in hits if not _is_inside(hit, things, wishes)]


def _is_inside(hit: Hit, things: dict[int, Hit], wishes: dict[int, Hit]) -> bool:
    if hit.at != hit.first:
        return False
    over = things.get(hit.first) if hit.kind in _STANCES else wishes.get(hit.first) if hit.kind == "state" else None
    return over is not None and hit.last <= over.last and hit.last - hit.first < over.last - over.first


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


def _denials(
    hits: list[Hit], clause: list[int], rules: Rules
) -> tuple[list[str | None], frozenset[int], frozenset[int]]:
    denial: list[str | None] = [None] * len(hits)
    used: dict[int, str] = {}
    source, limit = -1, 0
    for index, hit in enumerate(hits):
        if hit.kind == "word":
            if hit.key in rules.negation:
                source, limit = index, hit.last + rules.negation[hit.key][1]
            elif hit.key == "and" and source >= 0 and hit.first <= limit:
                limit = hit.last + _NEXT
        elif source >= 0 and _is_reached(hit, hits[source], limit):
            word = hits[source]
            if hit.kind in rules.negation[word.key][0] and clause[hit.at] == clause[word.first]:
                denial[index], limit = word.key, max(limit, hit.last + _NEXT)
                if hit.kind != "act":
                    used[source] = hit.kind
    for index, hit in enumerate(hits):
        if hit.kind == "word" and hit.key in _BACKWARD and index not in used:
            _deny_before(index, hits, clause, denial, used)
    idle = frozenset(i for i, hit in enumerate(hits) if hit.kind == "word" and hit.key in rules.negation and i not in used)
    return denial, frozenset(index for index, kind in used.items() if kind in _WISHES), idle


def _is_reached(hit: Hit, word: Hit, limit: int) -> bool:
    """The denial stands before the term, or in the gap of a spread one ("刹车没有失灵"); no term denies itself."""
    if not word.last <= hit.at <= limit:
        return False
    return hit.first >= word.last or hit.first < word.first


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
