"""What the owner tells about a fault besides the symptom: since when, how often, at what speed, when it shows.

They are quoted as typed; one message's details belong to all its faults.
"""

from __future__ import annotations

from dialogs.understanding.facts.model import Fault, Found
from dialogs.understanding.facts.reading import Reading

_BY_WORDS = {"often": "how_often", "under": "under", "braking": "under"}


def read_details(reading: Reading) -> list[Found]:
    """Since, speed (by their expressions), how often, under which circumstances (by their words)."""
    found = _expressions(reading)
    for hit in reading.hits:
        kind = _BY_WORDS.get(hit.key, "") if hit.kind == "word" else ""
        if kind and all(item.kind != kind for item in found):
            found.append(Found(kind, reading.words(hit), reading.start(hit), reading.end(hit), 0.8))
    return found


def _expressions(reading: Reading) -> list[Found]:
    """The first of each kind; `since_near` counts only in a clause that names a fault."""
    details, found = reading.language.details, []
    for kind in ("since", "speed"):
        match = details[kind].search(reading.text)
        if match is not None:
            found.append(Found(kind, match.group().strip(), *match.span(), 0.8))
    if all(item.kind != "since" for item in found):
        for start, end in _fault_clauses(reading):
            match = details["since_near"].search(reading.text, start, end)
            if match is not None:
                return [*found, Found("since", match.group().strip(), *match.span(), 0.6)]
    return found


def _fault_clauses(reading: Reading) -> list[tuple[int, int]]:
    numbers = {reading.clause_of(hit) for hit in reading.hits if hit.kind == "state"}
    spans = [reading.spans[number] for number in sorted(numbers)]
    return [(reading.units[span[0]].start, reading.units[span[-1]].end) for span in spans]


def with_details(faults: list[Fault], details: list[Found]) -> tuple[Fault, ...]:
    """The faults, each with the details of the message."""
    if not details:
        return tuple(faults)
    told = {item.kind: item.value for item in details}
    return tuple(
        Fault(
            fault.symptom,
            fault.safety,
            fault.place,
            since=told.get("since"),
            how_often=told.get("how_often"),
            speed=told.get("speed"),
            under=told.get("under"),
        )
        for fault in faults
    )
