"""What only the whole file can tell: keys used twice, jobs no bay can do, limits at odds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.config.errors import Problem, did_you_mean
from bot.config.schema import CompanyFile, JobSection, LimitsSection, OfferSection, Price, StoreSection
from bot.config.values import minor_digits
from dealership.domain.company import BookingLimits


def problems_of(file: CompanyFile, source: str) -> Iterator[Problem]:
    """Every contradiction in a file whose single values are right."""
    findings = [
        *_twice("jobs", "key", (job.key for job in file.jobs)),
        *_twice("plans", "model", (plan.model for plan in file.plans)),
        *_twice("stores", "id", (store.id for store in file.stores)),
        *_twice("stores", "key", (store.key for store in file.stores)),
        *_twice("solutions", "key", (one.key for one in file.solutions)),
        *_money_of_the_company(file),
    ]
    for store in file.stores:
        findings += _store(store, file)
    return (Problem(source, key, what, remedy) for key, what, remedy in findings)


Finding = tuple[str, str, str]  # key, what, remedy


def _twice(table: str, key: str, names: Iterable[object]) -> Iterator[Finding]:
    seen: set[object] = set()
    for name in names:
        if name in seen:
            yield f"{table}.{key}", f"{name!r} is used twice", f"let each have its own {key}"
        seen.add(name)


def _money_of_the_company(file: CompanyFile) -> Iterator[Finding]:
    digits = {minor_digits(store.currency) for store in file.stores}
    if file.company.compensation_limits and len(digits) > 1:
        yield (
            "company.compensation_limits",
            "the stores' currencies have different decimals, so one limit cannot fit all",
            "leave the limits out",
        )
        return
    for role, amount in file.company.compensation_limits.items():
        if round(amount, min(digits)) != amount:
            yield f"company.compensation_limits.{role}", f"{amount} has too many decimals", "round it"


def _store(store: StoreSection, file: CompanyFile) -> Iterator[Finding]:
    at = f"stores[{store.key}]"
    resources = [*(bay.key for bay in store.bays), *(advisor.key for advisor in store.advisors)]
    yield from _twice(f"{at}.bays and advisors", "key", resources)
    yield from _unknown_jobs(store, file, at)
    yield from _limits(at, file.limits, store.limits)
    yield from _costs(at, store, file)
    skills = {skill for bay in store.bays for skill in bay.skills}
    for job, offer in offers(store, file.jobs):
        key = f"{at}.menu.{job.key}" if store.menu else f"jobs[{job.key}]"
        yield from _skill(f"{key}.skill", offer.skill or job.skill, skills, store)
        yield from _price(f"{key}.price", offer.price or job.price, store)


def offers(store: StoreSection, jobs: Iterable[JobSection]) -> list[tuple[JobSection, OfferSection]]:
    """The jobs a store offers with its own changes, in its menu's order; without a menu, all as they are."""
    if store.menu is None:
        return [(job, OfferSection()) for job in jobs]
    by_key = {job.key: job for job in jobs}
    return [(by_key[key], offer) for key, offer in store.menu.items() if key in by_key]


def _unknown_jobs(store: StoreSection, file: CompanyFile, at: str) -> Iterator[Finding]:
    known = [job.key for job in file.jobs]
    for key in store.menu or ():
        if key not in known:
            remedy = did_you_mean(key, known, "add it under [[jobs]] or take it off the menu")
            yield f"{at}.menu.{key}", "is no job of this file", remedy


def _skill(key: str, skill: str, skills: set[str], store: StoreSection) -> Iterator[Finding]:
    if skill in skills:
        return
    remedy = did_you_mean(skill, skills, f'add "{skill}" to the skills of a bay')
    yield key, f"no bay of store {store.key!r} has the skill {skill!r}", remedy


def _price(key: str, price: Price | None, store: StoreSection) -> Iterator[Finding]:
    if price is None:
        yield (
            key,
            f"has no price at store {store.key!r}",
            f"add for example: price = [380, 680] ({store.currency})",
        )
        return
    digits = minor_digits(store.currency)
    for amount in dict.fromkeys(price):
        if round(amount, digits) != amount:
            remedy = f"{store.currency} has {digits}, so round it"
            yield key, f"{amount} has too many decimals", remedy


def _costs(at: str, store: StoreSection, file: CompanyFile) -> Iterator[Finding]:
    """What may be offered for a complaint: known, and in amounts the store's money has."""
    known = {one.key: one.cost for one in file.solutions}
    for key, cost in (known if store.solutions is None else store.solutions).items():
        if key not in known:
            remedy = did_you_mean(key, known, "add it under [[solutions]] or take it off the store's")
            yield f"{at}.solutions.{key}", "is no solution of this file", remedy
        elif round(cost, minor_digits(store.currency)) != cost:
            yield f"{at}.solutions.{key}", f"{cost} has too many decimals", "round it"


def merged_limits(company: LimitsSection, store: LimitsSection) -> BookingLimits:
    """The store's limits over the company's over the trade's custom."""
    return BookingLimits(**(company.model_dump(exclude_none=True) | store.model_dump(exclude_none=True)))


def _limits(at: str, company: LimitsSection, store: LimitsSection) -> Iterator[Finding]:
    limits = merged_limits(company, store)
    key = f"{at}.limits" if store.model_dump(exclude_none=True) else "limits"
    if 60 % limits.grid:
        yield f"{key}.grid", f"{limits.grid} minutes do not divide an hour", "write 5, 10, 15, 20, 30 or 60"
    if limits.waitlist_from >= limits.waitlist_until:
        yield f"{key}.waitlist_until", "is not after waitlist_from", 'write for example "21:00"'
    if limits.notice >= limits.horizon_days * 24 * 60:
        yield f"{key}.notice", "reaches beyond horizon_days, so nothing could be booked", "make it shorter"
