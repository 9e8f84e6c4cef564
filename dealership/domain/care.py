"""How the house looks after complaints, as configured: its numbers, what it may offer, who decides up to how much.

Source: domain.md §1 and §8. Durations are minutes unless the name says otherwise; money is integer minor units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

CRITICAL_CLAIM = 10_000
"""Whole units of the currency."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Something the house may offer to put a complaint right. `cost` in minor units of the store's currency."""

    key: str
    label: Mapping[str, str]
    cost: int


@dataclass(frozen=True, slots=True)
class CareRules:
    """The trade's customary numbers of complaints; each can be changed in `servicebay.toml`.

    `taken`, `answered`: business minutes until somebody has it, and until the first answer; the ladder warns
    `warn` minutes before, calls the manager and the general manager so many minutes after, then repeats. Serious ones
    have `serious_share` of all that. Critical ones run round the clock. `critical_claim`: a demand above it is
    critical; so is the third about the same thing, and one whose owner has said no to `critical_refusals` rounds of
    solutions. `duty_from`: when the duty of a day begins. `silence_days`: between two asks whether it is
    settled, and until the silence after the last of `asks` closes it. `reopen_days`: how long a closed one is still
    asked about before a new one is opened.
    """

    taken: int = 15
    answered: int = 30
    warn: int = 5
    manager: int = 10
    general: int = 25
    repeat: int = 30
    serious_share: float = 0.5
    critical_taken: int = 5
    critical_answered: int = 15
    critical_solved: int = 240
    critical_repeat: int = 10
    critical_claim: int = CRITICAL_CLAIM * 100
    critical_repeats: int = 3
    critical_refusals: int = 2
    silence_days: int = 3
    asks: int = 2
    reopen_days: int = 30
    duty_from: time = time(8)


@dataclass(frozen=True, slots=True)
class Care:
    """How the house looks after complaints: its numbers, what it may offer, and up to how much each role decides."""

    rules: CareRules = field(default_factory=CareRules)
    solutions: tuple[Solution, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)

    def may_grant(self, role: str, cost: int) -> bool:
        """Whether the role decides this amount alone; the general manager decides any."""
        return role == "general_manager" or cost <= self.limits.get(role, 0)
