"""One voice: which kinds of messages an owner gets unasked, and the manners each of them keeps.

A kind names its place in the order (`rank`, 0 goes first), the consent it needs, the hours it may come at, what
it may be merged with, and how long it stays worth saying. Numbers are the trade's customary ones and are changed in
`servicebay.toml`; messages about a booking cannot be switched off, everything else can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from dealership.domain.ladder import LADDERS, Ladder

Hours = tuple[time, time]
"""From, inclusive, to, exclusive; of one local day."""


class Consent(StrEnum):
    """What an owner must have agreed to before a kind may reach them."""

    NONE = "none"
    SERVICE = "service"
    MARKETING = "marketing"


class Sort(StrEnum):
    """What a kind is about, for the rules that speak of all of a sort."""

    BOOKING = "booking"
    REMINDER = "reminder"
    CHECKIN = "checkin"
    SURVEY = "survey"
    GREETING = "greeting"
    CAMPAIGN = "campaign"


RANK = {sort: rank for rank, sort in enumerate(Sort)}
"""The order of one voice: bookings first, campaigns last."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The manners of one kind of message.

    `worth`: how long after its moment it is still worth saying. `evening`: when its moment lies in quiet hours it
    comes the evening before, by `VoiceRules.evening_by`, instead of the next morning. `merges`: several of one day
    become one message. `gap`: the least time between two of this kind, whatever they are about.
    """

    key: str
    sort: Sort
    worth: timedelta
    consent: Consent = Consent.SERVICE
    evening: bool = False
    merges: bool = False
    gap: timedelta = timedelta(0)

    @property
    def rank(self) -> int:
        return RANK[self.sort]

    @property
    def can_be_switched_off(self) -> bool:
        return self.sort is not Sort.BOOKING

    @property
    def counts(self) -> bool:
        """Whether it uses up the owner's week; what a booking needs to have said is never held back."""
        return self.sort is not Sort.BOOKING

    @property
    def waits_for_peace(self) -> bool:
        """Whether it has no place while a complaint is open."""
        return self.sort in (Sort.SURVEY, Sort.GREETING, Sort.CAMPAIGN)


def _reminder(key: str, days: int = 30) -> Kind:
    return Kind(key, Sort.REMINDER, timedelta(days=days), merges=True)


def _greeting(key: str) -> Kind:
    return Kind(key, Sort.GREETING, timedelta(days=1))


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("visit_tomorrow", Sort.BOOKING, timedelta(hours=20), Consent.NONE),
        Kind("visit_soon", Sort.BOOKING, timedelta(minutes=100), Consent.NONE, evening=True),
        Kind("visit_late", Sort.BOOKING, timedelta(minutes=30), Consent.NONE),
        _reminder("first_service"),
        _reminder("periodic_service"),
        _reminder("insurance"),
        _reminder("inspection"),
        _reminder("licence"),
        _reminder("warranty"),
        _reminder("declined_finding"),
        Kind("odometer", Sort.REMINDER, timedelta(days=14), merges=True, gap=timedelta(days=30)),
        Kind("after_visit", Sort.CHECKIN, timedelta(days=5)),
        Kind("after_delivery", Sort.CHECKIN, timedelta(days=5)),
        Kind("with_the_car", Sort.CHECKIN, timedelta(days=5)),
        Kind("survey", Sort.SURVEY, timedelta(days=7), gap=timedelta(days=30)),
        Kind("asked_again", Sort.SURVEY, timedelta(days=7)),
        _greeting("birthday"),
        _greeting("wedding_day"),
        _greeting("festival"),
        Kind("campaign", Sort.CAMPAIGN, timedelta(days=3), Consent.MARKETING, gap=timedelta(days=7)),
    )
}


SWITCHES: Mapping[str, tuple[str, ...]] = {
    "service": ("first_service", "periodic_service", "odometer"),
    "insurance": ("insurance",),
    "inspection": ("inspection",),
    "licence": ("licence",),
    "advice": ("warranty", "declined_finding"),
    "checkin": ("after_visit", "after_delivery", "with_the_car", "survey", "asked_again"),
    "greeting": ("birthday", "wedding_day", "festival"),
}
"""What an owner switches on and off in one go, and the kinds behind it."""


def kinds_with(kind: str) -> tuple[str, ...]:
    """The kinds that share a switch with this one."""
    return next((kinds for switch, kinds in SWITCHES.items() if kind in (switch, *kinds)), (kind,))


@dataclass(frozen=True, slots=True)
class VoiceRules:
    """The numbers of one voice. `quiet_from` … `quiet_until` are local; they may pass midnight.

    What is due on a day is said from `day_at` on.
    `per_week`: how many messages that are not about a booking an owner gets in seven days.
    So many days before a service whose day is a guess the odometer is asked for (`ask_before`); "later" means in
    `later_days`; `task_after` days after the last message somebody calls.
    `journeys` have their parts so many days after what they follow; on the very day at `same_day_at`.
    From the second month on owners are asked every month, until the car has been theirs for `months_with`.
    `campaign_hours` are shop time; on a public holiday `campaign_holiday_hours` instead.
    """

    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    evening_by: time = time(20, 30)
    day_at: time = time(10, 0)
    per_week: int = 3
    campaign_hours: tuple[Hours, ...] = (
        (time(8), time(10)),
        (time(12), time(14)),
        (time(17), time(20)),
    )
    campaign_holiday_hours: tuple[Hours, ...] = ((time(20), time(21)),)
    ask_before: int = 28
    later_days: int = 7
    task_after: int = 3
    same_day_at: time = time(17, 0)
    journeys: Mapping[str, tuple[int, ...]] = field(
        default_factory=lambda: {"after_delivery": (0, 3, 7, 15, 30), "after_visit": (3,)}
    )
    months_with: int = 60
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)
    ladders: Mapping[str, Ladder] = field(default_factory=lambda: LADDERS)
