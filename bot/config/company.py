"""`servicebay.toml` → `Company`: read, validate, build.

The file speaks of whole units of money and shares one list of jobs and plans among the stores; the domain's
value has minor units and a complete menu per store.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.consistency import merged_limits, offers, problems_of
from bot.config.errors import ConfigurationError, Problem
from bot.config.messages import problem_of
from bot.config.schema import (
    AdvisorSection,
    CompanyFile,
    CompanySection,
    ComplaintsSection,
    JobSection,
    OfferSection,
    PlanSection,
    StoreSection,
    VoiceSection,
)
from bot.config.values import country_of, minor_digits
from dealership.domain.care import CRITICAL_CLAIM, CareRules, Solution
from dealership.domain.company import Advisor, Bay, Company, Job, MaintenancePlan, OpeningHours, Place, Store
from dealership.domain.ladder import LADDERS, ladder_of
from dealership.domain.rates import Rates
from dealership.domain.survey import SurveyRules
from dealership.domain.voice import VoiceRules


def load_company(path: Path) -> Company:
    """The company the file describes; ConfigurationError with every mistake found."""
    source = path.name
    raw = read_toml(path)
    try:
        file = CompanyFile.model_validate(raw)
    except ValidationError as error:
        raise ConfigurationError(
            [problem_of(one, source, raw, CompanyFile) for one in error.errors()]
        ) from None
    if problems := list(problems_of(file, source)):
        raise ConfigurationError(problems)
    return _company(file)


def read_toml(path: Path) -> dict[str, Any]:
    """The file as TOML with exact decimals; ConfigurationError when it is not there or not TOML."""
    source = path.name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        remedy = "write one with `servicebay init`, or set SERVICEBAY_CONFIG to where it is"
        problem = Problem(str(path), "", "the file does not exist", remedy)
    except OSError as error:
        problem = Problem(
            str(path), "", f"the file cannot be read ({error.strerror})", "check its permissions"
        )
    except UnicodeDecodeError as error:
        problem = Problem(source, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8")
    except (ArithmeticError, RecursionError):
        problem = Problem(source, "", "a number is too large or a list too deep", "make it smaller")
    except ValueError as error:  # TOMLDecodeError, and numbers of thousands of digits
        remedy = "correct it; texts need quotes and lists need square brackets"
        problem = Problem(source, "", f"the file is not valid TOML: {error}", remedy)
    raise ConfigurationError([problem])


def _company(file: CompanyFile) -> Company:
    head = file.company
    kept = {
        "default_language",
        "retention_days",
        "erasure_days",
        "misheard_days",
        "attempt_days",
        "session_days",
        "invite_days",
        "handover_days",
    }
    given = head.model_dump(include=kept, exclude_none=True)
    return Company(
        name=head.name,
        stores=tuple(_store(store, file) for store in file.stores),
        compensation_limits=_limits_by_role(head, file.stores[0].currency),
        voice=_voice(file.voice),
        care=_care(file.complaints, file.stores[0].currency),
        rates=Rates(**file.rates.model_dump(exclude_none=True)),
        surveys=SurveyRules(**file.surveys.model_dump(exclude_none=True)),
        **given,
    )


def _voice(section: VoiceSection) -> VoiceRules:
    """The trade's ladders with the shop's own days, first to last."""
    ladders = {
        kind: replace(LADDERS[kind], days_before=ladder_of(kind, days))
        for kind, days in section.ladders.model_dump(exclude_none=True).items()
    }
    days = section.journeys.model_dump(exclude_none=True)
    journeys = {**VoiceRules().journeys, **{name: tuple(sorted(parts)) for name, parts in days.items()}}
    given = section.model_dump(exclude_none=True, exclude={"ladders", "journeys"})
    return VoiceRules(**given, ladders={**LADDERS, **ladders}, journeys=journeys)


def _limits_by_role(head: CompanySection, currency: str) -> dict[str, int]:
    return {role: minor_units(amount, currency) for role, amount in head.compensation_limits.items()}


def _care(section: ComplaintsSection, currency: str) -> CareRules:
    given = section.model_dump(exclude_none=True)
    claim = given.pop("critical_claim", Decimal(CRITICAL_CLAIM))
    return CareRules(**given, critical_claim=minor_units(claim, currency))


def _solutions(store: StoreSection, file: CompanyFile) -> tuple[Solution, ...]:
    """All of the company's, or those the store names, at its own cost."""
    own = store.solutions
    return tuple(
        Solution(one.key, one.label, minor_units(one.cost if own is None else own[one.key], store.currency))
        for one in file.solutions
        if own is None or one.key in own
    )


def _store(store: StoreSection, file: CompanyFile) -> Store:
    calendar = store.calendar
    return Store(
        id=store.id,
        key=store.key,
        name=store.name,
        address=store.address,
        place=Place(store.place.latitude, store.place.longitude),
        phone=store.phone,
        roadside_phone=store.roadside_phone or store.phone,
        country=store.country or country_of(store.phone),
        zone=store.zone,
        currency=store.currency,
        hours=OpeningHours(
            store.hours, frozenset(calendar.closed), calendar.special, calendar.holiday_region
        ),
        bays=tuple(Bay(bay.key, frozenset(bay.skills), bay.label or {}) for bay in store.bays),
        advisors=tuple(_advisor(advisor) for advisor in store.advisors),
        menu=tuple(_job(job, offer, store.currency) for job, offer in offers(store, file.jobs)),
        plans=tuple(_plan(plan) for plan in file.plans),
        limits=merged_limits(file.limits, store.limits),
        pickup=store.pickup,
        festivals=tuple(calendar.festivals),
        solutions=_solutions(store, file),
    )


def _advisor(advisor: AdvisorSection) -> Advisor:
    return Advisor(**advisor.model_dump(exclude_none=True))


def _plan(plan: PlanSection) -> MaintenancePlan:
    return MaintenancePlan(**plan.model_dump(exclude_none=True))


def _job(job: JobSection, offer: OfferSection, currency: str) -> Job:
    low, high = offer.price or job.price or (Decimal(0), Decimal(0))
    return Job(
        key=job.key,
        label=job.label,
        minutes=offer.minutes or job.minutes,
        skill=offer.skill or job.skill,
        price_from=minor_units(low, currency),
        price_to=minor_units(high, currency),
        synonyms=job.synonyms,
        small=job.small if offer.small is None else offer.small,
        covers=frozenset(job.covers),
    )


def minor_units(amount: Decimal, currency: str) -> int:
    """59.90 EUR → 5990."""
    return int(amount.scaleb(minor_digits(currency)))
