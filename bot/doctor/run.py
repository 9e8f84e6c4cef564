"""The examination: all checks in order, printed as a table. Exit code 1 when one failed."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.config import ConfigurationError, Settings
from bot.doctor import local, remote
from bot.doctor.model import Check, Examine, Patient, Verdict, fail
from bot.doctor.telegram import TelegramApi

CHECKS: tuple[Examine, ...] = (
    local.check_settings,
    local.check_company,
    local.check_holidays,
    local.check_locales,
    local.check_words,
    local.check_database,
    local.check_groups,
    remote.check_tokens,
    remote.check_webhooks,
    remote.check_rights,
)


def run(args: Namespace) -> int:
    """Examine this installation and print what was found."""
    checks = asyncio.run(examine(os.environ, lambda: datetime.now(UTC)))
    print(table(checks))
    return 1 if any(check.verdict is Verdict.FAIL for check in checks) else 0


async def examine(environment: Mapping[str, str], now: Callable[[], datetime]) -> list[Check]:
    """Every finding in order. Settings that cannot be read end the examination."""
    try:
        settings = Settings.from_env(environment)
    except ConfigurationError as error:
        return [
            fail("settings", f"{problem.key} {problem.what}", problem.remedy) for problem in error.problems
        ]
    api = TelegramApi(settings)
    try:
        return await findings(Patient(settings, api, now))
    finally:
        await api.close()


async def findings(patient: Patient) -> list[Check]:
    """What all checks find, in order."""
    found: list[Check] = []
    for check in CHECKS:
        found += await check(patient)
    return found


def table(checks: Sequence[Check]) -> str:
    """One line a check, its remedy below."""
    width = max(len(check.name) for check in checks)
    lines = []
    for check in checks:
        lines.append(f"{check.verdict:<4}  {check.name:<{width}}  {check.what}")
        if check.remedy:
            lines.append(f"{'':<4}  {'':<{width}}  → {check.remedy}")
    return "\n".join(lines)
