"""Complaints: their states, how grave one is and why, and what each level promises. Pure.

Source: domain.md §8. What is grave is decided by rule from what is known, and the reason stays with the complaint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dealership.domain.care import CareRules
from dealership.domain.sla import Ladder, Level, Rung, Terms, Whom


class State(StrEnum):
    """Where a complaint stands. It is open until the owner's yes, or a recorded silence."""

    NEW = "new"
    TAKEN = "taken"
    WAITING = "waiting"
    HOLD = "hold"
    OFFERED = "offered"
    AGREED = "agreed"
    DONE = "done"
    CLOSED = "closed"


OPEN = tuple(state for state in State if state is not State.CLOSED)
AT_WORK = (State.TAKEN, State.WAITING, State.HOLD, State.OFFERED, State.AGREED)
"""Somebody is at it, and it is not done."""
PAUSED = (State.WAITING, State.HOLD, State.OFFERED)
"""The next word is the owner's, or a day agreed upon: the clocks stand still."""


class Category(StrEnum):
    """What a complaint is about; sales cases climb to the sales manager, all others to the service manager."""

    SALES = "sales"
    PARTS = "parts"
    SERVICE = "service"
    WARRANTY = "warranty"
    QUALITY = "quality"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a complaint when it comes in. `claim`: the sum demanded; `earlier`: how many went before it."""

    danger: bool = False
    threat: bool = False
    angry: bool = False
    claim: int = 0
    earlier: int = 0
    valued: bool = False


def level_of(signals: Signals, rules: CareRules) -> tuple[Level, str]:
    """How grave it is, and the reason as a word: the gravest that holds."""
    critical = (
        ("danger", signals.danger),
        ("threat", signals.threat),
        ("claim", signals.claim > rules.critical_claim),
        ("third", signals.earlier + 1 >= rules.critical_repeats),
    )
    serious = (("again", signals.earlier > 0), ("angry", signals.angry), ("valued", signals.valued))
    for level, reasons in ((Level.CRITICAL, critical), (Level.SERIOUS, serious)):
        found = next((reason for reason, holds in reasons if holds), None)
        if found:
            return level, found
    return Level.ORDINARY, "usual"


def graver(one: Level, other: Level) -> bool:
    """Whether the first is graver than the second."""
    order = list(Level)
    return order.index(one) > order.index(other)


def terms_of(rules: CareRules) -> Mapping[Level, Terms]:
    """What each level promises, by these numbers."""
    usual = Ladder(
        (
            Rung(-rules.warn, (Whom.ADVISOR,)),
            Rung(0, (Whom.ADVISORS,)),
            Rung(rules.manager, (Whom.MANAGER,)),
            Rung(rules.general, (Whom.GENERAL,)),
        ),
        rules.repeat,
    )
    urgent = Ladder(
        (
            Rung(-rules.critical_taken, (Whom.MANAGER, Whom.ADVISOR)),
            Rung(0, (Whom.ADVISORS, Whom.GENERAL)),
        ),
        rules.critical_repeat,
    )
    return {
        Level.ORDINARY: Terms(rules.taken, rules.answered, None, usual),
        Level.SERIOUS: Terms(rules.taken, rules.answered, None, usual, share=rules.serious_share),
        Level.CRITICAL: Terms(
            rules.critical_taken,
            rules.critical_answered,
            rules.critical_solved,
            urgent,
            round_the_clock=True,
        ),
    }


def is_sales(category: str) -> bool:
    """Whose department it is."""
    return category == Category.SALES


SINCE = ("today", "days", "weeks", "longer")
WISHES = ("fix", "refund", "apology", "call")
"""What an owner may tap instead of saying since when it is so, and what would put it right."""
MEANT = ("yes", "mostly", "no")
"""Answers to the two closing questions: satisfied, mostly, not."""
