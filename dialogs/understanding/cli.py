"""The reading of messages for the command line: one JSON object a line, or a table for people.

The shapes of the JSON lines are a contract with whoever scores the reading; keys are only ever added.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from time import perf_counter_ns
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogs.understanding import Understanding, understand
from dialogs.understanding.facts import Facts, Fault

#: A message with a day of the lunar year, and one of each other language.
_FIRST = {
    "zh": "正月初五下午三点做保养",
    "en": "oil change next Wednesday at 3",
    "ru": "замена масла в среду в 3",
}
_SHOWN = ("intent", "mood", "jobs", "safety", "plate", "vin", "phone", "email", "odometer_km", "name")


def run_jsonl(lines: Iterable[str]) -> Iterator[str]:
    """An answer for every line, in order; a line that cannot be read gives `{"error": …}` and the rest go on.

    Word lists and calendars are loaded before the first message, and what they made is no work for the collector.
    """
    for lang, text in _FIRST.items():
        understand(text, lang=lang, now=datetime(2026, 1, 1, tzinfo=UTC), zone=ZoneInfo("UTC"))
    gc.freeze()
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def _answer(line: str) -> dict[str, Any]:
    try:
        row = _row(line)
        zone = ZoneInfo(row["tz"])
        now = datetime.fromisoformat(row["ref"])
        now = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
        text, lang, expected = str(row["text"]), str(row["lang"]), frozenset(row.get("expect_facts") or ())
    except ZoneInfoNotFoundError:
        return {"error": f"there is no time zone {row['tz']!r}"}
    except (ValueError, TypeError, OSError) as error:
        return {"error": str(error)}
    begun = perf_counter_ns()
    found = understand(text, lang=lang, now=now, zone=zone, expected=expected)
    spent = (perf_counter_ns() - begun) // 1000
    return as_json(found) | {"us": spent}


def _row(line: str) -> dict[str, Any]:
    """The object of a line with all it needs; ValueError says what is wrong."""
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise ValueError("the line is no JSON object")
    if missing := [key for key in ("text", "lang", "tz", "ref") if key not in row]:
        raise ValueError(f"missing: {', '.join(missing)}")
    return row


def as_json(found: Understanding) -> dict[str, Any]:
    """An understanding in the shape of the contract."""
    when = found.when and {
        "kind": found.when.kind,
        "value": found.when.value(),
        "ask": found.when.ask,
        "confidence": round(found.when.confidence, 2),
    }
    return {"when": when, "ask": found.ask, "facts": _facts(found.facts)}


def _facts(facts: Facts | None) -> dict[str, Any]:
    facts = facts or Facts()
    return {
        "jobs": list(facts.jobs),
        "faults": [_fault(fault) for fault in facts.faults],
        "safety": facts.safety,
        "plate": facts.plate,
        "vin": facts.vin,
        "phone": facts.phone,
        "odometer_km": facts.odometer_km,
        "intent": facts.intent,
        "mood": facts.mood,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    details = {name: getattr(fault, name) for name in ("place", "since", "how_often", "speed", "under")}
    known = {name: value for name, value in details.items() if value is not None}
    return {"symptom": fault.symptom, "safety": fault.safety} | known


def table(text: str, lang: str, now: datetime, zone: ZoneInfo) -> str:
    """What was understood, a row for each thing found."""
    found = understand(text, lang=lang, now=now, zone=zone)
    rows = [("text", text), *_when_rows(found), *_fact_rows(found.facts or Facts())]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def _when_rows(found: Understanding) -> list[tuple[str, str]]:
    if found.when is None:
        return [("when", "-"), ("ask back", "yes" if found.ask else "no")]
    when = found.when
    value = when.value()
    shown = ", ".join(_flat(value)) if isinstance(value, (dict, list)) else str(value)
    rows = [("when", f"{when.kind}: {shown}"), ("confidence", f"{when.confidence:.2f}")]
    return [*rows, ("ask back", "yes" if found.ask else "no")]


def _flat(value: Mapping[str, object] | list[object]) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key} {item}" for key, item in value.items()]
    return [str(item) for item in value]


def _fact_rows(facts: Facts) -> list[tuple[str, str]]:
    rows = [(name, getattr(facts, name)) for name in _SHOWN]
    shown = [
        (name, ", ".join(value) if isinstance(value, tuple) else str(value)) for name, value in rows if value
    ]
    faults = [
        ("fault", ", ".join(f"{key} {item}" for key, item in _fault(fault).items())) for fault in facts.faults
    ]
    return shown + faults
