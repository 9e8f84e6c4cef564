"""The shape of `servicebay.toml`, section by section; defaults are those of the domain's own values.

Unknown keys are refused everywhere, so that a misspelt one is told and not silently ignored.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from bot.config import values
from dealership.domain.company import Interval

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
Text = Annotated[dict[str, str], PlainValidator(values.parse_text)]
Synonyms = Annotated[dict[str, tuple[str, ...]], PlainValidator(values.parse_synonyms)]
Money = Annotated[Decimal, PlainValidator(values.parse_money)]
Price = Annotated[tuple[Decimal, Decimal], PlainValidator(values.parse_price)]
Clock = Annotated[time, PlainValidator(values.parse_clock)]
Day = Annotated[date, PlainValidator(values.parse_day)]
Week = Annotated[values.Week, PlainValidator(values.parse_week)]
SpecialDays = Annotated[dict[date, tuple[Interval, ...]], PlainValidator(values.parse_special)]
Zone = Annotated[ZoneInfo, PlainValidator(values.parse_zone)]
Phone = Annotated[str, PlainValidator(values.parse_phone)]
Country = Annotated[str, PlainValidator(values.parse_country)]
Currency = Annotated[str, PlainValidator(values.parse_currency)]
Region = Annotated[str, PlainValidator(values.parse_region)]
Minutes = Annotated[int, Field(ge=1, le=14 * 24 * 60)]
Festival = Literal["new_year", "spring_festival", "dragon_boat", "mid_autumn", "christmas"]
Days = Annotated[int, Field(ge=0, le=365)]


def _number(value: object) -> object:
    """TOML decimals arrive as Decimal (for money); degrees and shares are floats."""
    return float(value) if isinstance(value, Decimal) else value


Number = Annotated[float, BeforeValidator(_number)]


class Section(BaseModel):
    """A table of the file: exact types, no unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CompanySection(Section):
    """`[company]`."""

    name: Text = Field(examples=['"My Dealership"'])
    default_language: Literal["zh-CN", "en", "ru"] | None = None
    retention_days: int | None = Field(
        default=None, ge=0, le=30
    )  # the promise to owners: erased within 30 days
    erasure_days: int | None = Field(default=None, ge=0, le=29)
    misheard_days: int | None = Field(default=None, ge=1, le=365)
    attempt_days: int | None = Field(default=None, ge=7, le=3650)
    session_days: int | None = Field(default=None, ge=1, le=90)
    invite_days: int | None = Field(default=None, ge=1, le=90)
    handover_days: int | None = Field(default=None, ge=1, le=365)
    compensation_limits: dict[str, Money] = Field(default_factory=dict)


class LaddersSection(Section):
    """`[voice.ladders]`: so many days before it is due each kind is spoken of; a finding: after it was declined.

    Never more than the trade allows: two messages for one due item, three for insurance (domain.md §4).
    """

    first_service: list[Days] | None = Field(default=None, min_length=1, max_length=2)
    periodic_service: list[Days] | None = Field(default=None, min_length=1, max_length=2)
    insurance: list[Days] | None = Field(default=None, min_length=1, max_length=3)
    inspection: list[Days] | None = Field(default=None, min_length=1, max_length=2)
    licence: list[Days] | None = Field(default=None, min_length=1, max_length=2)
    warranty: list[Days] | None = Field(default=None, min_length=1, max_length=2)
    declined_finding: list[Days] | None = Field(default=None, min_length=1, max_length=2)


class JourneysSection(Section):
    """`[voice.journeys]`: so many days after a hand-over or a visit each part of a journey is said; none: []."""

    after_delivery: list[Days] | None = Field(default=None, max_length=6)
    after_visit: list[Days] | None = Field(default=None, max_length=3)


class VoiceSection(Section):
    """`[voice]`: how often and at what hours an owner is written to unasked; owners' local time."""

    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    evening_by: Clock | None = None
    day_at: Clock | None = None
    per_week: int | None = Field(default=None, ge=1, le=100)
    ask_before: int | None = Field(default=None, ge=15, le=180)
    later_days: int | None = Field(default=None, ge=1, le=60)
    task_after: int | None = Field(default=None, ge=1, le=60)
    same_day_at: Clock | None = None
    months_with: int | None = Field(default=None, ge=0, le=240)
    ladders: LaddersSection = LaddersSection()
    journeys: JourneysSection = JourneysSection()


class ComplaintsSection(Section):
    """`[complaints]`: how soon somebody has it, answers and solves it; minutes, of business unless critical."""

    taken: Minutes | None = None
    answered: Minutes | None = None
    warn: int | None = Field(default=None, ge=0, le=240)
    manager: int | None = Field(default=None, ge=0, le=24 * 60)
    general: int | None = Field(default=None, ge=0, le=24 * 60)
    repeat: Minutes | None = None
    serious_share: Number | None = Field(default=None, gt=0, le=1)
    critical_taken: Minutes | None = None
    critical_answered: Minutes | None = None
    critical_solved: Minutes | None = None
    critical_repeat: Minutes | None = None
    critical_claim: Money | None = None
    critical_repeats: int | None = Field(default=None, ge=2, le=100)
    critical_refusals: int | None = Field(default=None, ge=1, le=100)
    silence_days: int | None = Field(default=None, ge=1, le=30)
    asks: int | None = Field(default=None, ge=1, le=5)
    reopen_days: int | None = Field(default=None, ge=0, le=365)
    duty_from: Clock | None = None


class SolutionSection(Section):
    """`[[solutions]]`: what may be offered to put a complaint right, and what it costs the house."""

    key: Key = Field(examples=['"free_wash"'])
    label: Text = Field(examples=['"A free car wash"'])
    cost: Money = Field(examples=["60"])


class SurveysSection(Section):
    """`[surveys]`: when owners are asked how it was, and what follows from an answer."""

    after_days: int | None = Field(default=None, ge=0, le=30)
    small_after_days: int | None = Field(default=None, ge=0, le=30)
    small_minutes: int | None = Field(default=None, ge=0, le=24 * 60)
    small_share: int | None = Field(default=None, ge=0, le=100)
    sales_after_days: int | None = Field(default=None, ge=0, le=90)
    again_after_days: int | None = Field(default=None, ge=0, le=90)
    valid_days: int | None = Field(default=None, ge=1, le=60)
    low: int | None = Field(default=None, ge=0, le=75)
    silence: int | None = Field(default=None, ge=1, le=24 * 60)
    least: int | None = Field(default=None, ge=1, le=100)
    digest_on: int | None = Field(default=None, ge=0, le=7)
    review_url: Annotated[str, Field(pattern=r"^https://[^\s<>\"]{1,200}$")] | None = None


class RatesSection(Section):
    """`[rates]`: Telegram's limits, and how near we go to them; seconds."""

    messages: int | None = Field(default=None, ge=1, le=10_000)
    factor: Number | None = Field(default=None, gt=0, le=1)
    late: Number | None = Field(default=None, ge=0, le=10)
    look_ahead: Number | None = Field(default=None, ge=0.01, le=1)
    slowed: Number | None = Field(default=None, gt=0, le=1)
    recovery: Number | None = Field(default=None, gt=0, le=1)
    chat_seconds: Number | None = Field(default=None, ge=0, le=60)
    group_messages: int | None = Field(default=None, ge=2, le=1000)


class LimitsSection(Section):
    """`[limits]` and `[stores.limits]`: whatever is left out keeps the trade's custom."""

    grid: int | None = Field(default=None, ge=5, le=60)
    hold: int | None = Field(default=None, ge=1, le=240)
    notice: int | None = Field(default=None, ge=0, le=7 * 24 * 60)
    horizon_days: int | None = Field(default=None, ge=1, le=365)
    walk_in_share: Number | None = Field(default=None, ge=0, lt=1)
    squeeze_ins_per_day: int | None = Field(default=None, ge=0, le=100)
    requested_reminder: int | None = Field(default=None, ge=1, le=24 * 60)
    diagnosis_minutes: Minutes | None = None
    waitlist_offer: int | None = Field(default=None, ge=1, le=24 * 60)
    waitlist_from: Clock | None = None
    waitlist_until: Clock | None = None
    waitlist_days: int | None = Field(default=None, ge=1, le=365)
    waitlist_offers: int | None = Field(default=None, ge=1, le=100)
    active_per_owner: int | None = Field(default=None, ge=1, le=100)
    binding_tries_per_hour: int | None = Field(default=None, ge=1, le=100)
    repeat_repair_days: int | None = Field(default=None, ge=0, le=3650)
    proposal_hold: int | None = Field(default=None, ge=1, le=7 * 24 * 60)
    proposal_share: Number | None = Field(default=None, ge=0, le=1)
    day_before_at: Clock | None = None
    soon_before: int | None = Field(default=None, ge=10, le=24 * 60)
    late_after: int | None = Field(default=None, ge=1, le=240)
    late_hold: int | None = Field(default=None, ge=1, le=240)


class JobSection(Section):
    """`[[jobs]]`: a job of the service menu, as every store offers it unless its own menu says otherwise."""

    key: Key = Field(examples=['"oil_service"'])
    label: Text = Field(examples=['"Oil service"'])
    minutes: Minutes = Field(examples=["60"])
    skill: Key = Field(examples=['"maintenance"'])
    price: Price | None = Field(default=None, examples=["[380, 680]"])
    synonyms: Synonyms = Field(default_factory=dict)
    small: bool = False
    covers: list[Literal["service", "inspection", "check"]] = Field(default_factory=list)


class OfferSection(Section):
    """`[stores.menu]`: what a store changes about a job it offers."""

    price: Price | None = None
    minutes: Minutes | None = None
    skill: Key | None = None
    small: bool | None = None


class PlanSection(Section):
    """`[[plans]]`: a model's maintenance plan."""

    model: str = Field(min_length=1, max_length=64, examples=['"Lark 5"'])
    first_months: int | None = Field(default=None, ge=1, le=120)
    first_km: int | None = Field(default=None, ge=1, le=1_000_000)
    every_months: int | None = Field(default=None, ge=1, le=120)
    every_km: int | None = Field(default=None, ge=1, le=1_000_000)
    km_per_year: int | None = Field(default=None, ge=1000, le=300_000)


class PlaceSection(Section):
    """`place`: the point on the map."""

    latitude: Number = Field(ge=-90, le=90, examples=["31.2304"])
    longitude: Number = Field(ge=-180, le=180, examples=["121.4737"])


class CalendarSection(Section):
    """`[stores.calendar]`: the official calendar and the shop's own days."""

    holiday_region: Region = "CN"
    closed: list[Day] = Field(default_factory=list)
    special: SpecialDays = Field(default_factory=dict)
    festivals: list[Festival] = Field(default_factory=list)


class BaySection(Section):
    """`[[stores.bays]]`."""

    key: Key = Field(examples=['"bay-1"'])
    skills: list[Key] = Field(min_length=1, examples=['["maintenance"]'])
    label: Text | None = None


class AdvisorSection(Section):
    """`[[stores.advisors]]`."""

    key: Key = Field(examples=['"li-na"'])
    name: str = Field(min_length=1, max_length=64, examples=['"Li Na"'])
    reception_minutes: int | None = Field(default=None, ge=5, le=240)


class StoreSection(Section):
    """`[[stores]]`."""

    id: int = Field(ge=1, le=1_000_000, examples=["1"])
    key: Key = Field(examples=['"pudong"'])
    name: Text = Field(examples=['"Pudong"'])
    address: Text = Field(examples=['"1 Example Road, Shanghai"'])
    place: PlaceSection = Field(examples=["{ latitude = 31.2304, longitude = 121.4737 }"])
    phone: Phone = Field(examples=['"+86 21 5555 0101"'])
    roadside_phone: Phone | None = None
    country: Country | None = None
    zone: Zone = Field(examples=['"Asia/Shanghai"'])
    currency: Currency = Field(examples=['"CNY"'])
    hours: Week = Field(examples=['{ mon-fri = ["08:30-12:00", "13:00-18:00"] }'])
    calendar: CalendarSection = CalendarSection()
    bays: list[BaySection] = Field(min_length=1, examples=['[{ key = "bay-1", skills = ["maintenance"] }]'])
    advisors: list[AdvisorSection] = Field(min_length=1, examples=['[{ key = "li-na", name = "Li Na" }]'])
    menu: dict[str, OfferSection] | None = Field(default=None, min_length=1)
    solutions: dict[str, Money] | None = None
    limits: LimitsSection = LimitsSection()
    pickup: bool = True


class CompanyFile(Section):
    """The whole file."""

    company: CompanySection = Field(examples=['{ name = "My Dealership" }'])
    jobs: list[JobSection] = Field(min_length=1)
    plans: list[PlanSection] = Field(default_factory=list)
    voice: VoiceSection = VoiceSection()
    complaints: ComplaintsSection = ComplaintsSection()
    solutions: list[SolutionSection] = Field(default_factory=list)
    rates: RatesSection = RatesSection()
    surveys: SurveysSection = SurveysSection()
    limits: LimitsSection = LimitsSection()
    stores: list[StoreSection] = Field(min_length=1)
