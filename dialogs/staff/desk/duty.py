"""The duty roster: who is on duty in opening hours, who is on call outside them, who is away with which substitute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dealership.domain.message import Arg, Message, day, items
from dealership.domain.records import StaffMember
from dealership.domain.rights import Action, ensure_member_may, may
from dealership.domain.roster import Part
from dealership.services import roster
from dialogs.inputs import Choice, Menu
from dialogs.model import Dialog, Done, Option, Result, Start, Step
from dialogs.staff.desk.about import Item
from dialogs.staff.people import can, member
from dialogs.talk import Talk

NOBODY = "none"
LENGTHS = (1, 3, 7, 14, 30)


def week(talk: Talk) -> Mapping[str, Arg]:
    days = roster.week(talk.uow, talk.shop, member(talk), talk.today)
    away = talk.uow.roster.away_on(talk.shop.id, talk.today)
    lines = [
        Message("duty-line", {"day": day(at, "short"), "desk": _name(desk), "call": _name(call)})
        for at, desk, call in days
    ]
    gone = [
        Message(
            "duty-away",
            {
                "name": talk.uow.staff.get(who).name,
                "until": day(until, "short"),
                "instead": talk.uow.staff.get(instead).name if instead else "–",
            },
        )
        for who, instead, until in away
    ]
    return {"lines": items(lines, "lines"), "away": items(gone, "lines") if gone else "", "gone": len(gone)}


def _name(one: StaffMember | None) -> str:
    return one.name if one else "–"


def changes(talk: Talk) -> Sequence[Item]:
    """A day to change, or an absence; only for who keeps the roster."""
    if not can(talk, Action.KEEP_ROSTER):
        return []
    days = [talk.today.fromordinal(talk.today.toordinal() + number) for number in range(7)]
    named = [
        (Option(at.isoformat(), Message("duty-day-button", {"day": day(at, "short")})), _day(at))
        for at in days
    ]
    return [*named, (Option("away", Message("duty-to-away")), lambda _talk: Start("absence"))]


def _day(at: date) -> Callable[[Talk], Result]:
    return lambda _talk: Start("duty-day", {"day": at.isoformat()})


def parts(_talk: Talk) -> Sequence[Option]:
    return [Option(part, Message(f"duty-part-{part}")) for part in Part]


def people(talk: Talk) -> Sequence[Option]:
    ensure_member_may(member(talk), Action.KEEP_ROSTER, talk.shop.id)
    return [
        Option(
            str(one.id), Message("case-hand-option", {"name": one.name, "role": Message(f"role-{one.role}")})
        )
        for one in talk.uow.staff.of_store(talk.shop.id)
        if may(one.role, Action.WORK_COMPLAINT)
    ]


def people_or_nobody(talk: Talk) -> Sequence[Option]:
    return [*people(talk), Option(NOBODY, Message("duty-nobody"))]


def set_duty(talk: Talk) -> Done:
    at, part = date.fromisoformat(str(talk.answers["day"])), Part(talk.answers["part"])
    who, by = str(talk.answers["who"]), member(talk)
    if who == NOBODY:
        roster.take_off_duty(talk.uow, talk.shop, by, at, part, talk.now)
    else:
        roster.put_on_duty(talk.uow, talk.shop, by, at, part, int(who), talk.now)
    return Done(Message("duty-set"))


def lengths(_talk: Talk) -> Sequence[Option]:
    back = Option("0", Message("absence-back"))
    return [*(Option(str(one), Message("absence-length", {"count": one})) for one in LENGTHS), back]


def is_back(talk: Talk) -> bool:
    return str(talk.answers.get("days")) == "0"


def others(talk: Talk) -> Sequence[Option]:
    gone = str(talk.answers["who"])
    return [one for one in people_or_nobody(talk) if one.id != gone]


def set_absence(talk: Talk) -> Done:
    who, days, by = int(talk.answers["who"]), int(talk.answers["days"]), member(talk)
    if is_back(talk):
        roster.call_back(talk.uow, talk.shop, by, who, talk.now)
        return Done(Message("absence-ended"))
    named = str(talk.answers["instead"])
    instead = None if named == NOBODY else int(named)
    until = roster.put_away(talk.uow, talk.shop, by, who, days, instead, talk.now)
    return Done(Message("absence-set", {"until": day(until)}))


DUTY = Dialog("duty", Step("week", Menu(changes, week), why=False), reading=True)
DUTY_DAY = Dialog(
    "duty-day",
    Step("part", Choice(parts), why=False),
    Step("who", Choice(people_or_nobody), why=False),
    done=set_duty,
    keeps=("day",),
)
ABSENCE = Dialog(
    "absence",
    Step("who", Choice(people), why=False),
    Step("days", Choice(lengths, width=2), why=False),
    Step("instead", Choice(others), skip_if=is_back, why=False),
    done=set_absence,
)
