"""Who is called when a rung of the ladder is climbed: named people, with duty, absences and substitutes. Pure.

Source: domain.md §8. Who is away is replaced by their substitute; who is away without one, never started the bot
or blocked it, is skipped, and the skipping is written down. When nobody of a rung can be reached, the next one up
is called instead, so that no step ever falls silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dealership.domain.records import StaffMember
from dealership.domain.rights import Action, Role, may
from dealership.domain.sla import Whom


class Part(StrEnum):
    """What somebody is on duty for: complaints of the opening hours, or calls outside them."""

    DESK = "desk"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody of a store at one moment. `away`: who is absent, and their substitute if one is named."""

    members: Sequence[StaffMember]
    open: bool
    duty: Mapping[str, int] = field(default_factory=dict)
    away: Mapping[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Called:
    """Who is told, and who was passed over with the reason (away, blocked, not_started)."""

    told: tuple[StaffMember, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """The complaint as the roster sees it: who has it, whose usual advisor, which department."""

    keeper_id: int | None = None
    usual: str | None = None
    sales: bool = False


UPWARDS = (Whom.ADVISOR, Whom.ADVISORS, Whom.MANAGER, Whom.GENERAL)


def called(whom: Iterable[Whom], about: About, roster: Roster) -> Called:
    """The people of these rungs, each once."""
    told: dict[int, StaffMember] = {}
    skipped: dict[int, str] = {}
    for rung in whom:
        for higher in UPWARDS[UPWARDS.index(rung) :]:
            found = _reach(_of(higher, about, roster), roster)
            skipped |= dict(found.skipped)
            if found.told:
                told |= {member.id: member for member in found.told}
                break
    return Called(tuple(told.values()), tuple(skipped.items()))


def duty_day(at: datetime, zone: ZoneInfo, begins: time) -> date:
    """Whose day it is: a duty begins at that time and ends with the next one's."""
    local = at.astimezone(zone)
    return local.date() if local.time() >= begins else local.date() - timedelta(days=1)


def _of(whom: Whom, about: About, roster: Roster) -> Sequence[StaffMember]:
    manager = Role.SALES_MANAGER if about.sales else Role.SERVICE_MANAGER
    advisor = Role.SALES_ADVISOR if about.sales else Role.SERVICE_ADVISOR
    match whom:
        case Whom.ADVISOR:
            return _first(about, roster)
        case Whom.ADVISORS:
            return _with_roles(roster, advisor, Role.CUSTOMER_CARE)
        case Whom.MANAGER:
            return _with_roles(roster, manager)
        case Whom.GENERAL:
            general = _with_roles(roster, Role.GENERAL_MANAGER)
            return general or [one for one in roster.members if may(one.role, Action.WORK_COMPLAINT)]


def _first(about: About, roster: Roster) -> Sequence[StaffMember]:
    """Who has it; else who is on duty now; in opening hours else the owner's usual advisor."""
    if about.keeper_id is not None:
        return _with_ids(roster, about.keeper_id)
    on_duty = roster.duty.get(Part.DESK if roster.open else Part.CALL)
    if on_duty is not None:
        return _with_ids(roster, on_duty)
    if not roster.open:
        return _with_roles(roster, Role.GENERAL_MANAGER)
    return [one for one in roster.members if about.usual and one.advisor == about.usual]


def _reach(wanted: Sequence[StaffMember], roster: Roster) -> Called:
    told, skipped = [], []
    for member in wanted:
        reason = _missing(member, roster)
        if not reason:
            told.append(member)
            continue
        skipped.append((member.id, reason))
        substitute = roster.away.get(member.id)
        told += [
            one
            for one in roster.members
            if substitute is not None and one.id == substitute and not _missing(one, roster)
        ]
    return Called(tuple(told), tuple(skipped))


def _missing(member: StaffMember, roster: Roster) -> str:
    """Why somebody cannot be called; empty when they can."""
    if member.id in roster.away:
        return "away"
    if member.user_id is None or member.started_at is None:
        return "not_started"
    return "blocked" if member.blocked_at is not None else ""


def _with_roles(roster: Roster, *roles: str) -> Sequence[StaffMember]:
    return [one for one in roster.members if one.role in roles]


def _with_ids(roster: Roster, staff_id: int) -> Sequence[StaffMember]:
    return [one for one in roster.members if one.id == staff_id]
