"""Lanes of the outbox: what goes first when more is due than a bot may say (domain.md §11).

A receipt never waits behind a campaign. Within a chat a more urgent lane goes first; within a lane the order stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from dealership.domain.voice import KINDS, Sort


class Lane(IntEnum):
    """The order in which lanes are served; the number is what the database keeps."""

    RECEIPT = 0
    ESCALATION = 1
    BOOKING = 2
    REMINDER = 3
    SURVEY = 4
    CAMPAIGN = 5


class Unsure(StrEnum):
    """What is done with a message that may have arrived or not: sent once more, or held for somebody to see."""

    RESEND = "resend"
    HOLD = "hold"


_OF_PURPOSE: Mapping[str, Lane] = {
    "danger": Lane.ESCALATION,
    "case": Lane.ESCALATION,
    "escalation": Lane.ESCALATION,
    "undelivered": Lane.ESCALATION,
    "card": Lane.BOOKING,
    "staff": Lane.BOOKING,
    "planned": Lane.REMINDER,
    "digest": Lane.SURVEY,
}
_OF_SORT: Mapping[Sort, Lane] = {
    Sort.BOOKING: Lane.BOOKING,
    Sort.REMINDER: Lane.REMINDER,
    Sort.CHECKIN: Lane.SURVEY,
    Sort.SURVEY: Lane.SURVEY,
    Sort.GREETING: Lane.SURVEY,
    Sort.CAMPAIGN: Lane.CAMPAIGN,
}
_BETTER_ONCE = (Sort.GREETING, Sort.CAMPAIGN)
"""A wish or an offer that comes twice annoys more than one that is missing."""


def lane_of(purpose: str) -> Lane:
    """Where a message of this purpose goes; what somebody asked for (a receipt, an answer) goes first."""
    return _OF_PURPOSE.get(purpose, Lane.RECEIPT)


def lane_of_kinds(kinds: Iterable[str]) -> Lane:
    """Where a planned message goes that says all of these: with the most urgent of them."""
    return min((_OF_SORT[sort] for sort in _sorts(kinds)), default=Lane.REMINDER)


def unsure_of_kinds(kinds: Iterable[str]) -> Unsure:
    """A message is resent as soon as anything in it is worth being heard twice."""
    return Unsure.HOLD if all(sort in _BETTER_ONCE for sort in _sorts(kinds)) else Unsure.RESEND


def _sorts(kinds: Iterable[str]) -> list[Sort]:
    return [KINDS[kind].sort for kind in kinds if kind in KINDS]
