"""Faults: a state ("grinds", "失灵", "течёт") together with the part it is said of.

The part is the nearest one before the state in its clause, else the nearest after it, else the last one named
earlier in the message. A denied state is no fault, a denied good state ("does not work") is one.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import NamedTuple

from dialogs.understanding.facts.lexicon import Rules
from dialogs.understanding.facts.model import Fault, Found
from dialogs.understanding.facts.reading import RULED_OUT, Reading
from dialogs.understanding.facts.terms import Hit

_SIGNS: dict[str, set[str | None]] = {"warning_light": {None, "screen"}, "not_working": {None}}
_FAR = 40
_NEAREST = 8  # parts on either side of a state
_POSITIONS = frozenset({"front", "rear", "left", "right", "underneath", "interior"})
_VAGUE = _POSITIONS | {"car"}


class _Part(NamedTuple):
    """A part named in the message; `implied`: by a symptom that speaks of it ("刹不住" of the brakes)."""

    key: str
    first: int
    clause: int
    implied: bool = False

    @property
    def is_real(self) -> bool:
        return not self.implied and self.key not in _VAGUE


def read_faults(reading: Reading) -> tuple[list[Fault], list[Found]]:
    """Every fault of the message once, and where its words stand."""
    faults: dict[str, Fault] = {}
    found: list[Found] = []
    if not reading.idle and all(hit.kind != "state" for hit in reading.hits):
        return [], found
    parts = _parts(reading)
    for index, hit in enumerate(reading.hits):
        state = _state(reading, index, hit)
        if state is None:
            continue
        symptom, place = _symptom(state, _candidates(parts, hit, reading.clause[hit.first]), reading.rules)
        if symptom is None:
            continue
        known = faults.get(symptom)
        if known is None or known.place is None:
            safety = _is_unsafe(symptom, place, reading.rules) or (known is not None and known.safety)
            faults[symptom] = Fault(symptom, safety, place)
        found.append(Found("fault", symptom, reading.start(hit), reading.end(hit), 0.9))
    return _without_echoes(faults, reading.rules), found


def _without_echoes(faults: dict[str, Fault], rules: Rules) -> list[Fault]:
    """Less the signs of other faults of the message: a smell of what burns, a lamp that announces them."""
    named = {fault.place for symptom, fault in faults.items() if symptom not in _SIGNS}
    return [
        fault
        for symptom, fault in faults.items()
        if not (symptom in rules.echo and rules.echo[symptom] & faults.keys())
        and not (symptom in _SIGNS and named and fault.place in named | _SIGNS[symptom])
    ]


def _parts(reading: Reading) -> list[_Part]:
    parts, part_of = [], reading.rules.part_of
    for index, hit in enumerate(reading.hits):
        clause = reading.clause[hit.first]
        if hit.kind == "place" and reading.denial[index] not in RULED_OUT:
            parts.append(_Part(hit.key, hit.first, clause))
        elif hit.kind == "word" and hit.key == "braking":
            parts.append(_Part("brakes", hit.first, clause, implied=True))
        elif hit.kind == "state" and hit.key in part_of and reading.denial[index] is None:
            parts.append(_Part(part_of[hit.key], hit.first, clause, implied=True))
    return sorted(parts, key=_first)


def _state(reading: Reading, index: int, hit: Hit) -> str | None:
    """What the state says after denial, or None when it says that nothing is wrong."""
    if hit.kind != "state":
        return "unable" if index in reading.idle and _denies_a_deed(reading, index, hit) else None
    rules = reading.rules
    if reading.denial[index] is not None:
        return rules.denied.get(hit.key)
    if hit.key in rules.denied and hit.key not in rules.symptom["anywhere"]:
        return None
    if hit.key == "faulty" and _is_beside_a_state(reading, index, hit):
        return None
    return None if _is_over(reading, index, hit) else hit.key


def _denies_a_deed(reading: Reading, index: int, hit: Hit) -> bool:
    """A part does "not" do something we have no word for: "the boot lid won't latch"."""
    deed = reading.language.details.get("deed")
    if (
        deed is None
        or hit.key not in ("not", "is_not")
        or hit.last not in reading.spans[reading.clause_of(hit)]
    ):
        return False
    around = reading.hits[max(0, index - 4) : index + 4]
    return (
        any(
            one.kind == "place" and one.key not in _POSITIONS and 0 <= hit.first - one.last <= 1
            for one in around
        )
        and all(one.first != hit.last for one in around)
        and deed.search(reading.units[hit.last].text) is not None
    )


def _is_beside_a_state(reading: Reading, index: int, hit: Hit) -> bool:
    """ "A strange noise" is a noise, nothing more."""
    beside = [*reading.hits[max(0, index - 1) : index], *reading.hits[index + 1 : index + 3]]
    return any(
        one.kind == "state" and one.key != "faulty" and max(one.first - hit.last, hit.first - one.last) <= 1
        for one in beside
    )


def _is_over(reading: Reading, index: int, hit: Hit) -> bool:
    """The next thing said of it is that it is gone."""
    return any(
        one.kind == "word" and one.key == "gone" and 0 <= one.first - hit.last <= 2
        for one in reading.hits[index + 1 : index + 3]
    )


def _candidates(parts: list[_Part], hit: Hit, clause: int) -> list[str]:
    """Keys of the parts the state may be said of, the likeliest first."""
    after = bisect_left(parts, hit.last, key=_first)
    near = [
        part
        for part in (*reversed(parts[max(0, after - _NEAREST) : after]), *parts[after : after + _NEAREST])
        if part.clause == clause and hit.first - _FAR <= part.first < hit.last + _FAR
    ]
    real = [part for part in near if part.is_real] or _last_real(parts, hit.first, clause)
    implied = [part for part in near if part.implied] or [part for part in parts[:_FAR] if part.implied]
    vague = [part for part in near if part.key in _VAGUE]
    if not vague and hit.key == "weak":
        vague = [part for part in parts[:_FAR] if part.key == "car"]
    return [part.key for part in (*real, *implied, *vague)]


def _first(part: _Part) -> int:
    return part.first


def _last_real(parts: list[_Part], before: int, clause: int) -> list[_Part]:
    """The last part named in an earlier clause."""
    end = bisect_left(parts, before, key=_first)
    earlier = (
        part for part in reversed(parts[max(0, end - _FAR) : end]) if part.clause < clause and part.is_real
    )
    return list(islice(earlier, 1))


def _symptom(state: str, places: list[str], rules: Rules) -> tuple[str | None, str | None]:
    """The symptom a state means, and its part: by the rule of the likeliest part, else of itself, else of others."""
    anywhere = rules.symptom["anywhere"].get(state)
    if anywhere == state and state in rules.part_of:
        return state, rules.part_of[state]
    for place in places[:1] if anywhere else places:
        own = rules.symptom.get(place, {}).get(state)
        if own is not None:
            return own, place
    part = next((place for place in places if place != "car"), None)
    if anywhere is None and part is not None and part not in _VAGUE:
        anywhere = rules.symptom["part"].get(state)
    return anywhere, part or rules.part_of.get(anywhere or "")


def _is_unsafe(symptom: str, place: str | None, rules: Rules) -> bool:
    return symptom in rules.unsafe_symptoms or (symptom == "warning_light" and place in rules.serious_lights)
