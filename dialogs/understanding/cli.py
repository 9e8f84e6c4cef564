"""The reading of messages for the command line: one JSON object a line, or a table for people.

The shapes of the JSON lines are a contract with whoever scores the reading; keys are only ever added.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from time import perf_counter_ns
from typing import Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogs.understanding import Understanding, When, understand
from dialogs.understanding.facts import Facts, Fault, Lexicon
from dialogs.understanding.warm import warm_up

FIRST_YEAR, LAST_YEAR = 1970, 2099
"""Of `ref`: what calendars reach on both sides, so that no day counted from it falls off their end."""


def run_jsonl(lines: Iterable[str]) -> Iterator[str]:
    """An answer for every line, in order; a line that cannot be read gives `{"error": …}` and the rest go on.

    Word lists and calendars are loaded before the first message, and what they made is no work for the collector.
    """
    warm_up()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def _answer(line: str) -> dict[str, Any]:
    try:
        row = _row(line)
        zone = _zone(row["tz"])
        now = datetime.fromisoformat(row["ref"])
        if not FIRST_YEAR <= now.year <= LAST_YEAR:
            raise ValueError(f"ref is not between {FIRST_YEAR} and {LAST_YEAR}")
        now = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
    except ValueError as error:
        return {"error": str(error)}
    expected = _expected(row.get("expect_facts"))
    begun = perf_counter_ns()
    found = understand(row["text"], lang=row["lang"], now=now, zone=zone, expected=expected)
    spent = (perf_counter_ns() - begun) // 1000
    return as_json(found) | {"us": spent}


def _row(line: str) -> dict[str, Any]:
    """The object of a line with all it needs; ValueError says what is wrong."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise ValueError("the line is no JSON object")
    if missing := [key for key in ("text", "lang", "tz", "ref") if key not in row]:
        raise ValueError(f"missing: {', '.join(missing)}")
    if wrong := [key for key in ("text", "lang", "tz", "ref") if not isinstance(row[key], str)]:
        raise ValueError(f"no text: {', '.join(wrong)}")
    return row


def _expected(names: object) -> frozenset[str]:
    """What was asked for: names in a list (or the keys of an object), or one name; anything else says nothing."""
    if isinstance(names, str):
        return frozenset((names,))
    return (
        frozenset(one for one in names if isinstance(one, str))
        if isinstance(names, list | dict)
        else frozenset()
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones and a path are no zone either
        raise ValueError(f"there is no time zone {name!r}") from None


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


def table(text: str, lang: str, now: datetime, zone: ZoneInfo, lexicon: Lexicon | None = None) -> str:
    """What was understood, a row for each thing found: what, its value, the words it stands on, how sure."""
    found = understand(text, lang=lang, now=now, zone=zone, lexicon=lexicon)
    rows = [
        ("", "read as", "from", "sure"),
        *_when_rows(found, text),
        *_fact_rows(found.facts or Facts(), text),
    ]
    rows.append(("asks back", "yes" if found.ask else "no", "", ""))
    widths = [max(_width(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


Row = tuple[str, str, str, str]


def _width(cell: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in cell)


def _when_rows(found: Understanding, text: str) -> list[Row]:
    when = found.when
    if when is None:
        return [("when", "–", "", "")]
    words = text[when.span.start : when.span.end] if when.span else ""
    rows = [("when", f"{when.kind}: {_said(when)}", _line(words), f"{when.confidence:.2f}")]
    more = [
        ("part", when.part or ""),
        ("not on", ", ".join(map(_day, when.excluded))),
        ("open", when.open or ""),
        ("about", "yes" if when.approximate else ""),
    ]
    return [*rows, *((f"  {name}", value, "", "") for name, value in more if value)]


def _said(when: When) -> str:
    """The time with its weekdays."""
    if when.kind in ("date", "daypart", "options") and when.days:
        days = ", ".join(map(_day, when.days))
        clock = (
            f" {when.start:%H:%M}–{when.end:%H:%M}"
            if isinstance(when.start, datetime) and isinstance(when.end, datetime)
            else ""
        )
        return days + clock
    if when.kind == "exclude":
        return ", ".join(map(_day, when.excluded))
    ends = [_day(end) for end in (when.start, when.end) if end is not None]
    return " – ".join(ends) or str(when.value())


def _day(at: date) -> str:
    return f"{at:%a %Y-%m-%d %H:%M}" if isinstance(at, datetime) else f"{at:%a %Y-%m-%d}"


def _fact_rows(facts: Facts, text: str) -> list[Row]:
    rows: list[Row] = [
        ("intent", ", ".join(facts.intents) or facts.intent, "", ""),
        ("mood", facts.mood, "", ""),
    ]
    if facts.safety:
        rows.append(("danger", "yes", "", ""))
    rows += [
        (item.kind, item.value, _line(text[item.start : item.end]), f"{item.confidence:.2f}")
        for item in facts.found
        if item.kind not in ("intent", "mood")
    ]
    details = [
        (f"  {name}", str(value))
        for fault in facts.faults
        for name, value in _fault(fault).items()
        if name not in ("symptom", "safety")
    ]
    return [*rows, *((name, value, "", "") for name, value in details)]


def _line(words: str) -> str:
    return f"“{' '.join(words.split())}”" if words.strip() else ""
