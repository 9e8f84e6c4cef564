"""The duty roster in practice: who is on duty or away, put down by managers, read when a ladder is climbed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from dealership.domain.records import StaffMember
from dealership.domain.rights import Action, ensure_member_may
from dealership.domain.roster import Part, Roster, duty_day
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from dealership.services.staff import colleague


def roster_at(uow: UnitOfWork, shop: Shop, now: datetime) -> Roster:
    """Everybody of the store as they stand now."""
    day = duty_day(now, shop.zone, shop.care.rules.duty_from)
    on_duty = uow.roster.duty_of(shop.id, day, day)
    away = {who: substitute for who, substitute, _ in uow.roster.away_on(shop.id, shop.today(now))}
    duty = {part: staff_id for (_, part), staff_id in on_duty.items()}
    return Roster(uow.staff.of_store(shop.id), shop.is_open_at(now), duty, away)


def put_on_duty(
    uow: UnitOfWork, shop: Shop, member: StaffMember, day: date, part: Part, staff_id: int, now: datetime
) -> StaffMember:
    """This colleague is on duty that day; whoever was is not any more."""
    ensure_member_may(member, Action.KEEP_ROSTER, shop.id)
    chosen = colleague(uow, member, staff_id)
    uow.roster.put_on_duty(shop.id, day, part, chosen.id)
    details = {"day": day.isoformat(), "part": part}
    uow.audit.add(now, "staff", member.id, "duty.set", "staff", chosen.id, shop.id, None, **details)
    return chosen


def take_off_duty(
    uow: UnitOfWork, shop: Shop, member: StaffMember, day: date, part: Part, now: datetime
) -> None:
    """Nobody by name: the usual advisor, or all of them."""
    ensure_member_may(member, Action.KEEP_ROSTER, shop.id)
    uow.roster.take_off_duty(shop.id, day, part)
    details = {"day": day.isoformat(), "part": part}
    uow.audit.add(now, "staff", member.id, "duty.cleared", "store", shop.id, shop.id, None, **details)


def put_away(
    uow: UnitOfWork,
    shop: Shop,
    member: StaffMember,
    staff_id: int,
    days: int,
    substitute_id: int | None,
    now: datetime,
) -> date:
    """A colleague is absent from today for so many days; the last of them. Substitutes get what would come to them."""
    ensure_member_may(member, Action.KEEP_ROSTER, shop.id)
    gone = colleague(uow, member, staff_id)
    instead = colleague(uow, member, substitute_id).id if substitute_id is not None else None
    since = shop.today(now)
    until = since + timedelta(days=days - 1)
    uow.roster.put_away(shop.id, gone.id, since, until, instead)
    details = {"until": until.isoformat(), "substitute": instead}
    uow.audit.add(now, "staff", member.id, "absence.set", "staff", gone.id, shop.id, None, **details)
    return until


def call_back(uow: UnitOfWork, shop: Shop, member: StaffMember, staff_id: int, now: datetime) -> None:
    """The colleague is at work again."""
    ensure_member_may(member, Action.KEEP_ROSTER, shop.id)
    back = colleague(uow, member, staff_id)
    uow.roster.call_back(back.id, shop.today(now))
    uow.audit.add(now, "staff", member.id, "absence.ended", "staff", back.id, shop.id, None)


def week(
    uow: UnitOfWork, shop: Shop, member: StaffMember, first: date
) -> Sequence[tuple[date, StaffMember | None, StaffMember | None]]:
    """(day, who is on duty in opening hours, who is on call outside them) of seven days."""
    ensure_member_may(member, Action.SEE_CASE, shop.id)
    known = {one.id: one for one in uow.staff.of_store(shop.id)}
    days = [first + timedelta(days=number) for number in range(7)]
    duty = uow.roster.duty_of(shop.id, days[0], days[-1])
    return [
        (day, known.get(duty.get((day, Part.DESK), 0)), known.get(duty.get((day, Part.CALL), 0)))
        for day in days
    ]
