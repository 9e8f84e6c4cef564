"""Faults: a state ("grinds", "失灵", "течёт") together with the part it is said of.

The part is the nearest one before the state in its clause, else the nearest after it, else the last one named
earlier in the message. A denied state is no fault, a denied good state ("does not work") is one.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.understanding.facts.model import Fault, Found
from dialogs.understanding.facts.reading import Reading
from dialogs.understanding.facts.terms import Hit

_POSITIONS = frozenset({"front", "rear", "left", "right", "underneath", "interior"})


@dataclass(frozen=True, slots=True)
class _Part:
    key: str
    hit: Hit
    clause: int


def read_faults(reading: Reading) -> tuple[list[Fault], list[Found]]:
    """Every fault of the message once, and where its words stand."""
    faults: dict[str, Fault] = {}
    found: list[Found] = []
    parts: list[_Part] | None = None
    for index, hit in enumerate(reading.hits):
        if hit.kind != "state":
            continue
        parts = _parts(reading) if parts is None else parts
        state = _state(reading, index, hit)
        if state is None:
            continue
        symptom, place = _symptom(state, _candidates(parts, hit, reading.clause[hit.first]), reading)
        if symptom is None:
            continue
        known = faults.get(symptom)
        if known is None or known.place is None:
            safety = _is_unsafe(symptom, place, reading) or (known is not None and known.safety)
            faults[symptom] = Fault(symptom, safety, place)
        found.append(Found("fault", symptom, reading.start(hit), reading.end(hit), 0.9))
    return list(faults.values()), found


def _parts(reading: Reading) -> list[_Part]:
    parts, implied = [], reading.rules.part_of
    for index, hit in enumerate(reading.hits):
        if hit.kind == "place" and reading.denial[index] not in ("is_not", "unwanted"):
            parts.append(_Part(hit.key, hit, reading.clause[hit.first]))
        elif hit.kind == "word" and hit.key == "braking":
            parts.append(_Part("braking", hit, reading.clause[hit.first]))
        elif hit.kind == "state" and hit.key in implied:
            parts.append(_Part(implied[hit.key], hit, reading.clause[hit.first]))
    return parts


def _state(reading: Reading, index: int, hit: Hit) -> str | None:
    """What the state says after denial, or None when it says that nothing is wrong."""
    if reading.denial[index] is not None:
        return reading.rules.denied.get(hit.key)
    if hit.key in reading.rules.denied and hit.key not in reading.rules.symptom["anywhere"]:
        return None
    return None if _is_over(reading, index, hit) else hit.key


def _is_over(reading: Reading, index: int, hit: Hit) -> bool:
    """The next thing said of it is that it is gone."""
    after = reading.hits[index + 1 : index + 3]
    return any(
        one.kind == "word" and one.key == "gone" and one.first - hit.last <= 2 and one.first >= hit.last
        for one in after
    )


def _candidates(parts: list[_Part], hit: Hit, clause: int) -> list[str]:
    """Keys of the parts the state may be said of, the likeliest first; bare positions after real parts."""
    here = [part for part in parts if part.clause == clause]
    before = [part.key for part in reversed(here) if part.hit.first < hit.last]
    after = [part.key for part in here if part.hit.first >= hit.last]
    near = [*before, *after]
    earlier = [part.key for part in reversed(parts) if part.clause < clause]
    real = [key for key in near if key not in _POSITIONS and key not in ("braking", "car")]
    if not real:
        real = [key for key in earlier if key not in _POSITIONS and key not in ("braking", "car")][:1]
    return [*real, *(key for key in near if key == "braking"), *(key for key in near if key == "car"),
            *(key for key in near if key in _POSITIONS)]  # fmt: skip


def _symptom(state: str, places: list[str], reading: Reading) -> tuple[str | None, str | None]:
    table = reading.rules.symptom
    anywhere = table["anywhere"].get(state)
    for number, place in enumerate(places):
        own = table.get("brakes" if place == "braking" else place, {}).get(state)
        if own is not None:
            return own, "brakes" if place == "braking" else place
        if number == 0 and anywhere is None and place not in _POSITIONS:
            anywhere = table["part"].get(state)
    place = next((place for place in places if place not in ("braking", "car")), None)
    if place is None and "braking" in places:
        place = "brakes"
    return anywhere, place


def _is_unsafe(symptom: str, place: str | None, reading: Reading) -> bool:
    rules = reading.rules
    return symptom in rules.unsafe_symptoms or (symptom == "warning_light" and place in rules.serious_lights)
