"""Work at a complaint between taking it and its end: waiting, holding, handing over, a colleague who leaves.

First-contact responsibility: whoever took it keeps it until it is closed or handed over by name. Source: domain.md §8.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from dealership.domain.complaints import AT_WORK, State
from dealership.domain.message import Message, day
from dealership.domain.records import Case, StaffMember
from dealership.domain.rights import Action, NotAllowedError, may
from dealership.services import clocks, staff
from dealership.services.cards import direct
from dealership.services.case_cards import COMPLAINT, buttons, card, drawn
from dealership.services.cases import first_name
from dealership.services.complaints import kept, tell_staff
from dealership.services.notify import Post, Press, queue, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

MORNING = time(9)


def wait(uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, now: datetime) -> Message:
    """The next word is the owner's: the clocks stand still until it comes."""
    case, _ = kept(uow, member, case_id)
    if not uow.cases.update(case.id, expected=(State.TAKEN,), state=State.WAITING):
        return Message("case-not-now")
    clocks.pause(uow, shop, case.id, now)
    _note(uow, case, member, "case.waiting", now)
    card(uow, shop, uow.cases.get(case.id), now)
    return Message("case-waits")


def hold(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, until: date, now: datetime
) -> Message:
    """Nothing can be done before that day (parts, a visit): the owner is told, and it comes back by itself."""
    case, _ = kept(uow, member, case_id)
    hours = shop.hours_on(until)
    wakes = shop.moment(until, hours[0].start if hours else MORNING).astimezone(UTC)
    expected = (State.TAKEN, State.WAITING, State.AGREED, State.HOLD)
    if wakes <= now or not uow.cases.update(case.id, expected=expected, state=State.HOLD):
        return Message("case-not-now")
    clocks.pause(uow, shop, case.id, now, wakes)
    _note(uow, case, member, "case.held", now, until=until.isoformat())
    post = Post([Message("complaint-held", {"number": str(case.id), "day": day(until)})], rows=[[_follow()]])
    key = f"case-held:{case.id}:{int(now.timestamp())}"
    to_owner(uow, case.owner_id, shop.id, post, purpose="relay", dedup_key=key, now=now, case_id=case.id)
    card(uow, shop, uow.cases.get(case.id), now)
    return Message("case-held", {"day": day(until)})


def hand_over(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, to_id: int, now: datetime
) -> Message:
    """By name: the colleague gets it at once, the owner hears who it is now."""
    case, _ = kept(uow, member, case_id)
    to = staff.colleague(uow, member, to_id)
    if not may(to.role, Action.WORK_COMPLAINT):
        raise NotAllowedError(f"{to.role} may not work at complaints")
    if not uow.cases.hand(case.id, case.taken_by, to.id):
        return Message("case-not-now")
    _note(uow, case, member, "case.handed", now, to=to.id)
    said = Message("complaint-handed", {"name": first_name(to), "role": to.role})
    key = f"case-handed:{case.id}:{to.id}:{int(now.timestamp())}"
    post = Post([said], rows=[[_follow()]])
    to_owner(uow, case.owner_id, shop.id, post, purpose="relay", dedup_key=key, now=now, case_id=case.id)
    _give(uow, shop, uow.cases.get(case.id), to, now)
    return Message("case-handed", {"name": to.name})


def leave(uow: UnitOfWork, shop: Shop, member: StaffMember, gone_id: int, now: datetime) -> StaffMember:
    """A colleague leaves the house: what they had is free again, and everybody who may take it hears of it."""
    gone = staff.remove(uow, member, gone_id, now)
    for case in uow.cases.kept_by(gone.id):
        uow.cases.hand(case.id, gone.id, None)
        uow.cases.update(case.id, expected=(State.TAKEN,), state=State.NEW)
        _note(uow, case, member, "case.orphaned", now, by=gone.id)
        if case.kind == COMPLAINT:
            clocks.restart(uow, shop, case.id, now, taken_at=None)
        said = Message("case-orphaned", {"number": str(case.id), "name": gone.name})
        tell_staff(uow, shop, uow.cases.get(case.id), said, f"orphaned:{gone.id}", now)
        card(uow, shop, uow.cases.get(case.id), now)
    return gone


def wake(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
    """The day has come: it goes on where it was."""
    solved = uow.complaints.get(case.id).solved_at is not None
    state = State.AGREED if solved else State.TAKEN
    if not uow.cases.update(case.id, expected=(State.HOLD,), state=state):
        return
    clocks.resume(uow, shop, case.id, now)
    uow.audit.add(now, "house", None, "case.woken", "case", case.id, case.store_id, case.owner_id)
    said = Message("case-woken", {"number": str(case.id)})
    tell_staff(uow, shop, uow.cases.get(case.id), said, f"woken:{int(now.timestamp())}", now)
    card(uow, shop, uow.cases.get(case.id), now)


def ensure_at_work(case: Case) -> None:
    """Raise NotFoundError unless somebody is at it."""
    if case.state not in AT_WORK:
        raise NotFoundError(f"complaint {case.id} is {case.state}")


def _give(uow: UnitOfWork, shop: Shop, case: Case, to: StaffMember, now: datetime) -> None:
    """The card, directly and wherever it stands."""
    if to.user_id is not None:
        key = f"case-given:{case.id}:{to.id}:{int(now.timestamp())}"
        post = Post([drawn(uow, shop, case)], rows=buttons(case))
        more = {"case_id": case.id, "owner_id": case.owner_id}
        queue(uow, shop.id, post, direct(to), purpose="case", dedup_key=key, now=now, **more)
    card(uow, shop, case, now)


def _follow() -> Press:
    return Press(Message("case-reply"), "open", {"dialog": "complaint", "answers": {}})


def _note(
    uow: UnitOfWork, case: Case, member: StaffMember, action: str, now: datetime, **details: object
) -> None:
    uow.audit.add(now, "staff", member.id, action, "case", case.id, case.store_id, case.owner_id, **details)
