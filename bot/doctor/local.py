"""Checks of what is on this machine: settings, configuration, holidays, locales, database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.config import ConfigurationError, load_company
from bot.config.errors import nearest
from bot.config.settings import PARSED, PREFIX
from bot.doctor.model import Check, Patient, fail, ok, warn
from bot.errors import UserFacingError
from bot.known_errors import explain

LANGUAGES = ("zh-CN", "en", "ru")


async def check_settings(patient: Patient) -> Sequence[Check]:
    """Tokens are there, and no variable is misspelt."""
    checks = []
    for name in patient.settings.unknown:
        guess = nearest(name, PARSED)
        remedy = f"did you mean {PREFIX}{guess}?" if guess else "unset it"
        checks.append(warn("settings", f"{PREFIX}{name} is read by nobody", remedy))
    try:
        patient.settings.ensure_tokens()
    except ConfigurationError as error:
        checks += [
            fail("settings", f"{problem.key} {problem.what}", problem.remedy) for problem in error.problems
        ]
    way = "webhook" if patient.settings.webhook_url else "polling"
    return checks or [ok("settings", f"complete, updates come by {way}")]


async def check_company(patient: Patient) -> Sequence[Check]:
    """`servicebay.toml` is there and right."""
    try:
        patient.company = company = load_company(patient.settings.config)
    except ConfigurationError as error:
        return [
            fail("company", f"{problem.place}: {problem.what}", problem.remedy) for problem in error.problems
        ]
    jobs = sum(len(store.menu) for store in company.stores)
    return [ok("company", f"{len(company.stores)} store(s), {jobs} jobs on their menus")]


async def check_holidays(patient: Patient) -> Sequence[Check]:
    """The official calendar is published for all days that can be booked."""
    from bot.config.holidays import holiday_table

    checks = []
    for store in patient.company.stores if patient.company else ():
        table = holiday_table(store.hours.holiday_region)
        today = patient.now().astimezone(store.zone).date()
        years = {today.year, (today + timedelta(days=store.limits.horizon_days)).year}
        unknown = [str(year) for year in sorted(years) if table is not None and year not in table.known_years]
        if unknown:
            what = f"{store.key}: the calendar of {', '.join(unknown)} is not known; fixed holidays only"
            remedy = "write the days under [stores.calendar] (closed, special) until the year is published"
            checks.append(warn("holidays", what, remedy))
    return checks or ([ok("holidays", "known for all days that can be booked")] if patient.company else [])


async def check_words(patient: Patient) -> Sequence[Check]:
    """The shop's own answers and words, beside `servicebay.toml`, can be read."""
    from bot.words import reading_of, warm_up

    if patient.company is None:
        return []
    try:
        reading = reading_of(patient.company, patient.settings.config.parent)
        warm_up(reading)
    except ValueError as error:
        return [fail("words", str(error), "mend the file; see docs/howto/teach-it.md")]
    return [ok("words", "the shop's own answers are read" if reading.answers else "answers as shipped")]


async def check_locales(patient: Patient) -> Sequence[Check]:
    """Every language has every message, and no file is broken."""
    catalogues = {language: set(_messages(language)) for language in LANGUAGES}
    everything = set().union(*catalogues.values())
    checks = [
        fail("locales", f"{language} lacks {len(lacking)} messages, for example {min(lacking)}", _REINSTALL)
        for language, known in catalogues.items()
        if (lacking := everything - known)
    ]
    return checks or [ok("locales", f"{len(everything)} messages in {len(LANGUAGES)} languages")]


_REINSTALL = "install servicebay again, or complete the files under locales/"


def _messages(language: str) -> Iterator[str]:
    from fluent.syntax import FluentParser
    from fluent.syntax.ast import Message, Term

    for file in _ftl_files(files("locales").joinpath(language)):
        for entry in FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, Message | Term):
                yield entry.id.name


def _ftl_files(folder: Traversable) -> list[Traversable]:
    return [file for file in folder.iterdir() if file.name.endswith(".ftl")] if folder.is_dir() else []


async def check_database(patient: Patient) -> Sequence[Check]:
    """The database answers and stands at the revision of this version."""
    url = patient.settings.database_url
    missing = _missing_file(url)
    if missing is not None:
        return [warn("database", f"{missing} does not exist yet", "run: servicebay migrate")]
    from storage import migrate

    try:
        current = await asyncio.to_thread(migrate.current_revision, url)
    except Exception as error:  # whatever the driver raises is the finding
        known = explain(error) or UserFacingError(
            f"{type(error).__name__}", "look at SERVICEBAY_DATABASE_URL"
        )
        return [fail("database", patient.settings.masked(known.message), known.remedy)]
    return [ok("database", "answers"), _migrations(patient, current, migrate.head_revision())]


def _missing_file(url: str) -> Path | None:
    scheme, _, path = url.partition(":///")
    if not scheme.startswith("sqlite") or not path or Path(path).exists() or not Path(path).parent.is_dir():
        return None
    return Path(path)


def _migrations(patient: Patient, current: str | None, head: str | None) -> Check:
    patient.migrated = current == head
    if patient.migrated:
        return ok("migrations", f"current ({head})")
    return fail("migrations", f"the schema is at {current or 'nothing'}, this version needs {head}", _MIGRATE)


_MIGRATE = "back up, then run: servicebay migrate"


async def check_groups(patient: Patient) -> Sequence[Check]:
    """Which stores have a staff group; without one the staff work in direct messages."""
    if not patient.migrated or patient.company is None:
        return []
    from storage.database import open_database

    stores = {store.id: store.key for store in patient.company.stores}
    database = open_database(patient.settings.database_url)
    try:
        found = await database.run(lambda uow: {key: uow.staff.find_group(id) for id, key in stores.items()})
    finally:
        await database.close()
    patient.groups = {key: group for key, group in found.items() if group is not None}
    without = [key for key in found if key not in patient.groups]
    if not without:
        return [ok("staff groups", "bound for every store")]
    remedy = "optional: add the staff bot to a group with topics, make it administrator, send /bind there"
    return [warn("staff groups", f"none for {', '.join(without)}; staff work in direct messages", remedy)]
