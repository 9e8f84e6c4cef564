"""What messages say besides the time: the labelled sets are read right, danger is never missed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.facts import read_facts
from dialogs.understanding.facts.model import Facts

DATA = Path(__file__).parent / "data"
SHARE = 0.95
Row = dict[str, Any]
SETS = sorted(path.stem.removeprefix("facts_") for path in DATA.glob("facts_*.jsonl"))


def rows(name: str) -> list[Row]:
    return [
        json.loads(line) for line in (DATA / f"facts_{name}.jsonl").read_text(encoding="utf8").splitlines()
    ]


RIGHT: dict[str, Callable[[Facts, Row], bool]] = {
    "intent": lambda facts, wanted: facts.intent in wanted["intent"],
    "mood": lambda facts, wanted: facts.mood in wanted["mood"],
    "jobs": lambda facts, wanted: sorted(facts.jobs) == sorted(wanted["jobs"]),
    "safety": lambda facts, wanted: facts.safety == wanted["safety"],
    "plate": lambda facts, wanted: facts.plate == wanted["plate"],
    "vin": lambda facts, wanted: facts.vin == wanted["vin"],
    "odometer_km": lambda facts, wanted: facts.odometer_km == wanted["odometer_km"],
}


@pytest.mark.parametrize("what", RIGHT)
@pytest.mark.parametrize("name", SETS)
def test_labelled_messages_are_read_right(name: str, what: str) -> None:
    labelled = [row for row in rows(name) if what in row["facts"]]
    wrong = [
        row["text"]
        for row in labelled
        if not RIGHT[what](read_facts(row["text"], lang=row["lang"]), row["facts"])
    ]
    assert len(wrong) <= (1 - SHARE) * len(labelled), wrong


@given(st.text(max_size=300), st.sampled_from(["zh", "en", "ru"]))
def test_no_text_stops_the_reader(text: str, lang: str) -> None:
    facts = read_facts(text, lang=lang)
    assert all(0 <= item.start <= item.end <= len(text) for item in facts.found)
