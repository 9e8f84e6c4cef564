"""What the owner tells about a fault besides the symptom: since when, how often, at what speed, when it shows.

They are quoted as typed; one message's details belong to all its faults.
"""

from __future__ import annotations

from dataclasses import replace

from dialogs.understanding.facts.model import Fault, Found
from dialogs.understanding.facts.reading import Reading

_BY_WORDS = {"often": "how_often", "under": "under", "braking": "under"}


def read_details(reading: Reading) -> list[Found]:
    """Since, speed (by their expressions), how often, under which circumstances (by their words)."""
    found = []
    for kind in ("since", "speed"):
        pattern = reading.language.details.get(kind)
        match = pattern.search(reading.text) if pattern is not None else None
        if match is not None:
            found.append(Found(kind, match.group().strip(), *match.span(), 0.8))
    for hit in reading.hits:
        kind = _BY_WORDS.get(hit.key, "") if hit.kind == "word" else ""
        if kind and all(item.kind != kind for item in found):
            found.append(Found(kind, reading.words(hit), reading.start(hit), reading.end(hit), 0.8))
    return found


def with_details(faults: list[Fault], details: list[Found]) -> tuple[Fault, ...]:
    """The faults, each with the details of the message."""
    told = {item.kind: item.value for item in details}
    return tuple(
        replace(
            fault,
            since=told.get("since"),
            how_often=told.get("how_often"),
            speed=told.get("speed"),
            under=told.get("under"),
        )
        for fault in faults
    )
