"""What somebody says a message meant becomes a row the labelled tests can read."""

from __future__ import annotations

from datetime import datetime

import pytest

from dialogs.understanding.labels import LabelError, parse, row

JOBS = ("oil_service", "wash")
SAID = datetime(2026, 11, 23, 9, 0)


def made(*pairs: str) -> dict[str, object]:
    return row("话", "zh-CN", SAID, "Asia/Shanghai", parse(pairs, JOBS))


def test_facts_become_a_row_of_facts_with_what_was_not_named_empty() -> None:
    made_row = made("intent=book", "jobs=oil_service,wash", "faults=brake_failure!", "odometer_km=35000")
    assert (made_row["text"], made_row["lang"]) == ("话", "zh")
    assert made_row["facts"] == {
        "jobs": ["oil_service", "wash"],
        "faults": [{"symptom": "brake_failure", "safety": True}],
        "safety": True,
        "plate": None,
        "vin": None,
        "phone": None,
        "odometer_km": 35000,
        "intent": ["book"],
        "mood": ["calm"],
    }
    assert "kind" not in made_row


@pytest.mark.parametrize(
    ("when", "kind", "expect"),
    [
        ("2026-11-25", "date", "2026-11-25"),
        ("2026-11-25T15:00", "datetime", "2026-11-25T15:00:00"),
        ("2026-11-25 afternoon", "daypart", {"start": "2026-11-25T12:00:00", "end": "2026-11-25T17:30:00"}),
        ("2026-11-25/2026-11-28", "range", {"start": "2026-11-25", "end": "2026-11-28"}),
        ("2026-11-25,2026-11-26", "options", ["2026-11-25", "2026-11-26"]),
        ("not 2026-11-25", "exclude", {"exclude": ["2026-11-25"]}),
        ("earliest", "earliest", "EARLIEST"),
        ("none", "none", None),
    ],
)
def test_a_time_becomes_a_row_of_dates(when: str, kind: str, expect: object) -> None:
    made_row = made(f"when={when}")
    assert (made_row["kind"], made_row["expect"]) == (kind, expect)
    assert (made_row["ref"], made_row["tz"]) == ("2026-11-23T09:00:00", "Asia/Shanghai")
    assert "facts" not in made_row


@pytest.mark.parametrize(
    "wrong",
    [
        "intent=dance",
        "jobs=flying",
        "colour=red",
        "jobs",
        "when=tomorrow",
        "when=2026-11-25 teatime",
        "odometer_km=many",
    ],
)
def test_a_label_that_cannot_be_is_told(wrong: str) -> None:
    with pytest.raises(LabelError):
        parse([wrong], JOBS)
