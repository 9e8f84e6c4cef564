"""Who works here: one-time invitations, and who works here no more. Only in a direct chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from dealership.domain.message import Arg, Message, moment
from dealership.domain.records import StaffMember
from dealership.domain.rights import Action, Role, ensure_member_may, may
from dealership.services import staff, working
from dialogs.inputs import Choice, Menu
from dialogs.model import Dialog, Done, Option, Result, Start, Step
from dialogs.staff.people import can_link_to, in_group, link_to, member
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
NO_DESK = "none"


def colleagues(talk: Talk) -> Sequence[Item]:
    """Everybody of the store, then the invitation."""
    ensure_member_may(member(talk), Action.INVITE_STAFF, talk.shop.id)
    theirs = [
        (Option(str(one.id), Message("team-member", _about(one))), _leads(one.id))
        for one in talk.uow.staff.of_store(talk.shop.id)
    ]
    invite = (Option("invite", Message("team-invite")), lambda _talk: Start("invite"))
    return [invite, *theirs]


def _leads(staff_id: int) -> Callable[[Talk], Result]:
    return lambda _talk: Start("colleague", {"staff": staff_id})


def _about(one: StaffMember) -> Mapping[str, Arg]:
    return {
        "name": one.name,
        "role": Message(f"role-{one.role}"),
        "blocked": "yes" if one.blocked_at else "no",
    }


def colleague(talk: Talk) -> StaffMember:
    return staff.colleague(talk.uow, member(talk), int(talk.answers["staff"]))


def about(talk: Talk) -> Mapping[str, Arg]:
    return _about(colleague(talk))


def removals(talk: Talk) -> Sequence[Item]:
    """Nobody removes themselves."""
    ensure_member_may(member(talk), Action.REMOVE_STAFF, talk.shop.id)
    if colleague(talk).id == member(talk).id:
        return []
    return [(Option("remove", Message("colleague-remove")), remove)]


def remove(talk: Talk) -> Result:
    gone = working.leave(talk.uow, talk.shop, member(talk), colleague(talk).id, talk.now)
    return Done(Message("colleague-removed", {"name": gone.name}))


def roles(_talk: Talk) -> Sequence[Option]:
    return [Option(role, Message(f"role-{role}")) for role in Role]


def desks(talk: Talk) -> Sequence[Option]:
    own = [
        Option(desk.key, Message("invite-desk-option", {"name": desk.name})) for desk in talk.store.advisors
    ]
    return [*own, Option(NO_DESK, Message("invite-no-desk"))]


def needs_no_desk(talk: Talk) -> bool:
    """Only who receives cars has a desk."""
    return not may(str(talk.answers["role"]), Action.MARK_ARRIVED)


def invite(talk: Talk) -> Done:
    if in_group(talk):
        return Done(Message("staff-only-direct"))
    if not can_link_to(talk, "staff"):
        return Done(Message("staff-no-link-yet"))
    role, desk = str(talk.answers["role"]), talk.answers.get("desk", NO_DESK)
    valid = timedelta(days=talk.company.invite_days)
    advisor = None if desk == NO_DESK else str(desk)
    payload = staff.invite(talk.uow, talk.store, role, talk.now, valid, advisor, by=member(talk))
    until = moment(talk.now + valid, talk.zone, "date")
    about = {"link": link_to(talk, "staff", payload), "role": Message(f"role-{role}"), "until": until}
    return Done(Message("invite-link", about))


TEAM = Dialog("team", Step("list", Menu(colleagues, width=1), why=False))
COLLEAGUE = Dialog("colleague", Step("card", Menu(removals, about), why=False), keeps=("staff",))
INVITE = Dialog(
    "invite",
    Step("role", Choice(roles, width=2), why=False),
    Step("desk", Choice(desks, width=2), skip_if=needs_no_desk, why=False),
    done=invite,
)
