"""The demo's people, read from a data file: staff, their groups, owners with cars, visits and appointments.

Days are relative ("-40d", "+1d 10:30") so that the demo is lively on whatever day it starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, PlainValidator, ValidationError

from bot.config.company import read_toml
from bot.config.errors import ConfigurationError, shown
from bot.config.messages import problem_of
from bot.config.schema import Key, Phone, Section, Text
from bot.config.values import parse_clock, wrong

_MOMENT = re.compile(r"([+-]\d{1,4})d(?: (\d{1,2}:\d{2}))?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day counted from today and, for appointments, a local time."""

    days: int
    clock: time | None = None

    def day(self, today: date) -> date:
        """The day meant, where `today` is the store's own."""
        return today + timedelta(days=self.days)

    def at(self, today: date, zone: ZoneInfo) -> datetime:
        """The instant meant, on the store's clock; noon when no time is given."""
        return datetime.combine(self.day(today), self.clock or time(12), tzinfo=zone)


def parse_moment(value: object) -> Moment:
    """ "+1d 10:30" or "-40d"."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise wrong(f"{shown(value)} is no relative day", 'write "-40d" or "+1d 10:30"')
    return Moment(int(found[1]), parse_clock(found[2]) if found[2] else None)


RelativeDay = Annotated[Moment, PlainValidator(parse_moment)]
Language = Literal["zh-CN", "en", "ru"]


class Visit(Section):
    """A visit of the past; `survey`: what was answered afterwards, by question (nothing, if they were silent)."""

    when: RelativeDay
    odometer: int = Field(ge=0)
    jobs: list[Key] = Field(min_length=1)
    survey: dict[str, int | str] | None = None


class Booking(Section):
    """An appointment around today: jobs of the menu or a described fault."""

    when: RelativeDay
    odometer: int | None = None
    jobs: list[Key] = Field(default_factory=list)
    fault: str | None = None
    remark: str | None = None
    state: Literal["confirmed", "requested"] = "confirmed"


class Car(Section):
    """A car and its history."""

    plate: str
    vin: str
    model: str
    colour: str
    delivered: RelativeDay
    trust: Literal["proven", "claimed"]
    visits: list[Visit] = Field(default_factory=list)
    appointments: list[Booking] = Field(default_factory=list)


class DemoOwner(Section):
    """Somebody with or without a car; `started`: has a chat with the owners' bot."""

    name: str
    phone: Phone
    language: Language
    store: Key
    advisor: Key | None = None
    started: bool = False
    grade: Literal["key", "ordinary", "keep-alive", "unprofitable"] = "ordinary"
    vip: bool = False
    cars: list[Car] = Field(default_factory=list)


class DemoStaff(Section):
    """Somebody who works at a store; `advisor` is their reception desk."""

    name: str
    role: Key
    store: Key
    language: Language
    advisor: Key | None = None


class DemoGroup(Section):
    """The staff's forum group of a store; `title` by language, as a store's name is."""

    store: Key
    title: Text


class People(Section):
    """The whole file."""

    groups: list[DemoGroup]
    staff: list[DemoStaff]
    owners: list[DemoOwner]


def load_people(path: Path) -> People:
    """The people of the file; ConfigurationError with every mistake found."""
    raw = read_toml(path)
    try:
        return People.model_validate(raw)
    except ValidationError as error:
        raise ConfigurationError(
            [problem_of(one, path.name, raw, People) for one in error.errors()]
        ) from None
