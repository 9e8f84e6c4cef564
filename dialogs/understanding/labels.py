"""What a message meant, as somebody writes it down, and the row it becomes in the labelled rows of the tests.

A label is a list of `key=value`: `intent`, `jobs`, `faults`, `mood`, `safety`, `plate`, `vin`, `phone`, `odometer_km`, `when`.
Several values are parted by commas; a fault that is dangerous ends in `!`. `when` is `none`, `earliest`,
`2026-11-25`, `2026-11-25T15:00`, `2026-11-25 morning`, `from/to` (days: the end is the first day after),
`2026-11-25,2026-11-26` (either) or `not 2026-11-25`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, get_args

from dialogs.understanding.facts.model import Intent, Mood
from dialogs.understanding.model import Part
from dialogs.understanding.when.policy import PARTS

Label = dict[str, Any]
_EMPTY: Mapping[str, Any] = {
    "jobs": [], "faults": [], "safety": False, "plate": None, "vin": None, "phone": None, "odometer_km": None,
    "intent": ["other"], "mood": ["calm"],
}  # fmt: skip


class LabelError(ValueError):
    """A label cannot be read; the message says what is wrong and what may stand there."""


def parse(pairs: Iterable[str], jobs: Iterable[str]) -> Label:
    """The label of `key=value` pairs; `jobs` are the keys of the menu. LabelError names the first mistake."""
    label: Label = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        if key not in ("when", *_EMPTY) or not value:
            raise LabelError(f"{pair!r}: write key=value, key one of {', '.join(('when', *_EMPTY))}")
        label[key] = _value(key, value.strip(), tuple(jobs))
    return label


def _value(key: str, value: str, jobs: tuple[str, ...]) -> Any:
    if key == "when":
        return value if _when(value) is not None else None
    if key == "odometer_km":
        return _number(value)
    if key == "safety":
        return value.lower() in ("yes", "true", "1")
    if key in ("plate", "vin", "phone"):
        return value
    values = [one.strip() for one in value.split(",") if one.strip()]
    known = {"intent": get_args(Intent), "mood": get_args(Mood), "jobs": jobs}.get(key)
    for one in values:
        if known is not None and one not in known:
            raise LabelError(f"{key} {one!r}: one of {', '.join(known)}")
    return values


def _number(value: str) -> int:
    if not value.isdecimal():
        raise LabelError(f"odometer_km {value!r}: kilometres in digits")
    return int(value)


def row(text: str, language: str, said_at: datetime, zone: str, label: Label) -> dict[str, Any]:
    """The message as a labelled row: `facts` where facts were named, `kind` and `expect` where a time was.

    `said_at` is local time of the shop in `zone`.
    """
    ref = said_at.replace(tzinfo=None, microsecond=0).isoformat()
    made: dict[str, Any] = {"text": text, "lang": language[:2], "ref": ref, "tz": zone}
    if "when" in label:
        made |= _when(label["when"])
    facts = {key: value for key, value in label.items() if key != "when"}
    if facts:
        faults = [
            {"symptom": one.rstrip("!"), "safety": one.endswith("!")} for one in facts.get("faults", [])
        ]
        danger = {"safety": True} if any(fault["safety"] for fault in faults) else {}
        made["facts"] = {**_EMPTY, **facts, **danger, "faults": faults}
    return {**made, "source": "misheard"}


def _when(value: str) -> dict[str, Any]:
    """Kind and answer of a time, in the shapes of the labelled rows."""
    try:
        return _time(value)
    except ValueError:
        raise LabelError(
            f"when {value!r}: a day is 2026-11-25, a time 2026-11-25T15:00; see teach-it.md"
        ) from None


def _time(value: str) -> dict[str, Any]:
    if value in ("none", "earliest"):
        return {"kind": value, "expect": "EARLIEST" if value == "earliest" else None}
    if value.startswith("not "):
        return {"kind": "exclude", "expect": {"exclude": [_day(one) for one in value[4:].split(",")]}}
    if "/" in value:
        first, _, end = value.partition("/")
        return {"kind": "range", "expect": {"start": _either(first), "end": _either(end)}}
    if "," in value:
        return {"kind": "options", "expect": [_day(one) for one in value.split(",")]}
    if " " in value:
        return _daypart(*value.split(" ", 1))
    return {"kind": "datetime" if "T" in value else "date", "expect": _either(value)}


def _daypart(day: str, part: str) -> dict[str, Any]:
    if part not in get_args(Part):
        raise ValueError(part)
    start, end = (datetime.combine(date.fromisoformat(day), at).isoformat() for at in PARTS[part])  # type: ignore[index]  # checked above
    return {"kind": "daypart", "expect": {"start": start, "end": end}, "date": day, "part": part}


def _day(text: str) -> str:
    return date.fromisoformat(text.strip()).isoformat()


def _either(text: str) -> str:
    return datetime.fromisoformat(text.strip()).isoformat() if "T" in text else _day(text)
