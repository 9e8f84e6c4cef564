"""What the house says, before it is said: a key of a Fluent file with its arguments, never rendered text.

A `Message` travels through sessions and the outbox as JSON, so arguments are plain values or small tagged
mappings made by the functions below; `locales` renders them in the reader's language and format.
Plain strings are somebody's own words (a name, a remark) and are escaped when rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Arg = Any
"""str, int, or one of the tagged mappings below (a JSON value)."""

MomentStyle = Literal["full", "date", "time", "short", "zone"]
DayStyle = Literal["full", "short", "plain", "numeric"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be rendered: Fluent key and arguments (JSON values)."""

    key: str
    args: Mapping[str, Arg] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The tagged mapping: also usable as an argument of another message."""
        return {"message": self.key, "args": {name: as_arg(value) for name, value in self.args.items()}}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Message:
        return Message(value["message"], value.get("args", {}))


def as_arg(value: Arg) -> Arg:
    """An argument in its JSON form: messages become tagged mappings, all else stays."""
    return value.to_json() if isinstance(value, Message) else value


def moment(at: datetime, zone: ZoneInfo, style: MomentStyle = "full") -> Arg:
    """An instant shown in a store's zone.

    `full`: weekday, date, time and zone; `short`: weekday, date, time; `zone`: only what the zone is called.
    """
    return {"moment": at.isoformat(), "zone": zone.key, "style": style}


def day(value: date, style: DayStyle = "full") -> Arg:
    """A calendar day: `full` weekday and date; `short` for a button; `plain` the date; `numeric` at its shortest."""
    return {"day": value.isoformat(), "style": style}


def money(amount: int, currency: str) -> Arg:
    """Minor units and ISO 4217 code."""
    return {"money": amount, "currency": currency}


def labels(by_language: Mapping[str, str]) -> Arg:
    """A configured name that has a form in each language."""
    return {"labels": dict(by_language)}


def items(values: Iterable[Arg], style: Literal["and", "lines"] = "and") -> Arg:
    """Several arguments as one list in the reader's language; `lines` puts each on a line of its own."""
    return {"items": [as_arg(value) for value in values], "style": style}


def duration(minutes: int) -> Arg:
    """A length of time in minutes, said in hours and minutes."""
    return {"minutes": minutes}
