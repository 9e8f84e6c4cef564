"""What a check looks at and what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.config.settings import Settings
from bot.doctor.telegram import Api
from dealership.domain.company import Company
from dealership.domain.records import StaffGroup


class Verdict(StrEnum):
    """`warn`: it works, but somebody should look; `fail`: it does not work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check: what was found and, unless all is well, the remedy."""

    name: str
    verdict: Verdict
    what: str
    remedy: str = ""


def ok(name: str, what: str) -> Check:
    return Check(name, Verdict.OK, what)


def warn(name: str, what: str, remedy: str) -> Check:
    return Check(name, Verdict.WARN, what, remedy)


def fail(name: str, what: str, remedy: str) -> Check:
    return Check(name, Verdict.FAIL, what, remedy)


@dataclass(slots=True)
class Patient:
    """The installation under examination. Checks fill in what later ones need; what is None was not found."""

    settings: Settings
    api: Api
    now: Callable[[], datetime]
    company: Company | None = None
    migrated: bool = False
    bots: dict[str, int] = field(default_factory=dict)  # "owner" and "staff": account ids, where getMe worked
    groups: dict[str, StaffGroup] = field(default_factory=dict)  # by store key

    def tokens(self) -> dict[str, str]:
        """The tokens that are set, by bot."""
        named = {"owner": self.settings.owner_token, "staff": self.settings.staff_token}
        return {bot: token for bot, token in named.items() if token}


Examine = Callable[[Patient], Awaitable[Sequence[Check]]]
"""A check: one line or several, or none where an earlier failure leaves nothing to look at."""
