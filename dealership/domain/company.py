"""The company and its stores as configuration gives them: immutable values the rules decide upon.

One installation is one company with one or more stores. Every number of the trade has its customary default
here and can be changed in `servicebay.toml`; no rule carries a constant of its own.
Durations are minutes unless the name says otherwise; money is integer minor units (fen, cents) of the
store's currency; times of day are local to the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo

from dealership.domain.care import CareRules, Solution
from dealership.domain.rates import Rates
from dealership.domain.survey import SurveyRules
from dealership.domain.voice import VoiceRules


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of opening on one local day, start inclusive, end exclusive."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a store works: weekly hours, less closed days and holidays, plus make-up working days.

    `weekly` has seven tuples, Monday first; breaks are the gaps between a day's intervals.
    `closed` are days the shop itself is shut; `special` replaces a day's hours whatever the calendar says
    (an empty tuple closes it). `holiday_region` names the official calendar ("CN", "DE", ... or "" for none).
    """

    weekly: tuple[tuple[Interval, ...], ...]
    closed: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    holiday_region: str = "CN"


@dataclass(frozen=True, slots=True)
class Bay:
    """A service bay and what can be done in it; called by its label, else by its number among the store's bays."""

    key: str
    skills: frozenset[str]
    label: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advisor:
    """A service advisor's reception desk, as configured; `key` is stable, `name` is shown to owners."""

    key: str
    name: str
    reception_minutes: int = 15


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the service menu. `price_from`/`price_to` in minor units; labels by language (zh-CN, en, ru).

    `covers`: what owners are reminded of and a visit with this job takes care of (service, inspection, check).
    """

    key: str
    label: Mapping[str, str]
    minutes: int
    skill: str
    price_from: int
    price_to: int
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    small: bool = False  # may be squeezed in within the daily allowance
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MaintenancePlan:
    """When a model wants service: first after delivery, then periodically; whichever of months and km is earlier.

    `km_per_year`: how far such cars are driven on average, where a car's own readings say nothing yet.
    """

    model: str
    first_months: int = 3
    first_km: int = 5000
    every_months: int = 6
    every_km: int = 7500
    km_per_year: int = 15_000


@dataclass(frozen=True, slots=True)
class BookingLimits:
    """Numbers of booking (the trade's customary ones)."""

    grid: int = 15
    hold: int = 10
    notice: int = 120
    horizon_days: int = 30
    walk_in_share: float = 0.1
    squeeze_ins_per_day: int = 2
    requested_reminder: int = 30
    diagnosis_minutes: int = 60
    waitlist_offer: int = 30
    waitlist_from: time = time(8, 0)
    waitlist_until: time = time(21, 0)
    waitlist_days: int = 14
    waitlist_offers: int = 3
    active_per_owner: int = 5
    binding_tries_per_hour: int = 5
    repeat_repair_days: int = 90
    proposal_hold: int = 240
    proposal_share: float = 0.1
    day_before_at: time = time(10, 0)
    soon_before: int = 120
    late_after: int = 10
    late_hold: int = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, WGS-84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Store:
    """One shop: where it is, when it works, what it can do. `country` (ISO, "CN") writes its phone numbers its way."""

    id: int
    key: str
    name: Mapping[str, str]
    address: Mapping[str, str]
    place: Place
    phone: str
    roadside_phone: str
    zone: ZoneInfo
    currency: str
    hours: OpeningHours
    bays: tuple[Bay, ...]
    advisors: tuple[Advisor, ...]
    menu: tuple[Job, ...]
    plans: tuple[MaintenancePlan, ...]
    limits: BookingLimits = BookingLimits()
    pickup: bool = True
    solutions: tuple[Solution, ...] = ()
    country: str = ""
    festivals: tuple[str, ...] = ()

    def job(self, key: str) -> Job:
        """The job of the menu with this key; KeyError when the menu has none."""
        for job in self.menu:
            if job.key == key:
                return job
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Company:
    """The whole house. `retention_days`: a deletion asked for by an owner is done within these days.

    `attempt_days`: how long each attempt to send a message is kept.
    `misheard_days`: how long words nobody understood are kept to learn from.
    `erasure_days`: and not sooner than after these, for owners change their minds.
    `invite_days`, `handover_days`: how long a one-time link for a colleague, or for a car's new owner, is good.
    """

    name: Mapping[str, str]
    stores: tuple[Store, ...]
    default_language: str = "zh-CN"
    retention_days: int = 30
    misheard_days: int = 90
    attempt_days: int = 180
    erasure_days: int = 3
    session_days: int = 7
    invite_days: int = 7
    handover_days: int = 30
    compensation_limits: Mapping[str, int] = field(default_factory=dict)
    voice: VoiceRules = field(default_factory=VoiceRules)
    care: CareRules = field(default_factory=CareRules)
    rates: Rates = field(default_factory=Rates)
    surveys: SurveyRules = field(default_factory=SurveyRules)

    def store(self, store_id: int) -> Store:
        """The store with this id; KeyError when the company has none."""
        for store in self.stores:
            if store.id == store_id:
                return store
        raise KeyError(store_id)
