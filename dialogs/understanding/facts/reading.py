"""A message taken apart: its units, the terms met, the clauses they stand in, and what is denied.

A denial ("不用", "not the", "без") reaches the next thing of a kind it can deny in the same clause (which kinds, and
how far: `rules.toml`), and on through a list of such things; "X 不用了" denies the thing before it.
"""

from __future__ import annotations

from typing import NamedTuple

from dialogs.understanding.facts.lexicon import Language, Rules
from dialogs.understanding.facts.terms import Hit, Unit, split

ACTS = frozenset({"change", "repair", "check", "fill", "clean", "paint", "adjust", "balance"})
_NEXT = 1
_HEAD, _TAIL = 300, 100
_STANCES = frozenset({"intent", "mood"})
_WISHES = frozenset({"job", "place"})
_BREAKDOWN = (
    "roadside",
    frozenset({"dead", "unable"}),
)  # "died on the motorway" tells no other fault than that
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
    hits = _without_hidden(language.terms.scan(units))
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


def _without_hidden(hits: list[Hit]) -> list[Hit]:
    """No wish or mood inside a longer word ("媒体" in "多媒体", "烦" in "麻烦"), no state inside a longer wish,
    no mood that only begins in a word ("火了" in "熄火了")."""
    things: dict[int, Hit] = {}
    wishes: dict[int, Hit] = {}
    for hit in hits:
        if hit.last - hit.first > 1 and hit.at == hit.first:
            over = wishes if hit.kind == "intent" else things if hit.kind not in _STANCES else {}
            for unit in range(hit.first, hit.last):
                over[unit] = hit
    if not things and not wishes:
        return hits
    return [hit for hit in hits if not _is_inside(hit, things, wishes)]


def _is_inside(hit: Hit, things: dict[int, Hit], wishes: dict[int, Hit]) -> bool:
    if hit.at != hit.first:
        return False
    over = (
        things.get(hit.first)
        if hit.kind in _STANCES
        else wishes.get(hit.first)
        if hit.kind == "state"
        else None
    )
    if (
        over is not None
        and hit.kind == "state"
        and over.key == _BREAKDOWN[0]
        and hit.key not in _BREAKDOWN[1]
    ):
        return False
    if over is None or (hit.last > over.last and (hit.kind != "mood" or hit.first == over.first)):
        return False
    return hit.last - hit.first < over.last - over.first


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
