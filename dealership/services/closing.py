"""The end of a complaint: done by the house, closed by the owner's yes or a recorded silence, opened again by a no.

No member of staff can close one: they say what was done, the owner is asked, and asked once more. Whoever cannot be
written to is called, and a yes on the phone is written down as such. Source: domain.md §8.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from dealership.domain.complaints import State
from dealership.domain.message import Message
from dealership.domain.records import Case, StaffMember
from dealership.domain.rights import NotAllowedError
from dealership.domain.sla import Clock
from dealership.services import clocks
from dealership.services.case_cards import COMPLAINT, card
from dealership.services.complaints import kept, tell_staff
from dealership.services.notify import Post, Press, find_chat_of, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop
from dealership.services.solutions import unreachable
from dealership.services.working import ensure_at_work

YES, SILENCE, PHONE = "yes", "silence", "phone"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was found and done, asked one by one before a complaint is done. Money in minor units."""

    cause: str
    remedy: str
    prevention: str
    compensation: int
    cost: int


def resolve(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, done: Resolution, now: datetime
) -> Message:
    """The house has done its part: the owner is asked whether it is settled."""
    case, _ = kept(uow, member, case_id)
    ensure_at_work(case)
    if not shop.care.may_grant(member.role, done.compensation):
        raise NotAllowedError(f"{member.role} may not decide {done.compensation}")
    uow.cases.update(case.id, expected=(case.state,), state=State.DONE)
    clocks.resume(uow, shop, case.id, now)
    for clock in Clock:
        clocks.satisfy(uow, shop, case, clock, now)
    uow.complaints.update(case.id, **asdict(done), asks=0)
    _note(uow, case, "staff", member.id, "case.done", now, compensation=done.compensation, cost=done.cost)
    reached = ask(uow, shop, uow.cases.get(case.id), now)
    return Message("case-resolved") if reached else unreachable(uow, case)


def ask(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> bool:
    """Ask the owner (again) whether it is settled; False when they cannot be written to."""
    asks = uow.complaints.get(case.id).asks + 1
    heed_at = now + timedelta(days=shop.care.rules.silence_days)
    uow.complaints.update(case.id, asks=asks, wake_at=heed_at, next_step_at=None)
    args, remedy = {"case": case.id}, uow.complaints.get(case.id).remedy or "–"
    rows = [
        [
            Press(Message("settled-yes"), "settled.yes", args),
            Press(Message("settled-no"), "settled.no", args),
        ]
    ]
    post = Post([Message("settled-ask", {"number": str(case.id), "remedy": remedy, "time": asks})], rows=rows)
    key = f"settled:{case.id}:{uow.complaints.get(case.id).run}:{asks}"
    queued = to_owner(
        uow, case.owner_id, shop.id, post, purpose="relay", dedup_key=key, now=now, case_id=case.id
    )
    _note(uow, case, "house", None, "case.ask", now, time=asks, reached=queued is not None)
    card(uow, shop, case, now)
    return queued is not None


def settled(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> bool:
    """The owner's yes closes it; False when there is nothing to say yes to (any more)."""
    return _close(uow, shop, case, YES, "owner", case.owner_id, now)


def settled_by_phone(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, now: datetime
) -> Message:
    """The owner said yes on the phone: only of one who cannot be written to, or it would skip their own word."""
    case, _ = kept(uow, member, case_id)
    if find_chat_of(uow, uow.owners.get(case.owner_id)) is not None:
        return Message("case-ask-them")
    closed = _close(uow, shop, case, PHONE, "staff", member.id, now)
    return Message("case-closed-now" if closed else "case-not-now")


def heed_silence(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
    """No answer in days: asked once more; after the last time the silence is written down and closes it."""
    if uow.complaints.get(case.id).asks < shop.care.rules.asks:
        ask(uow, shop, case, now)
    else:
        _close(uow, shop, case, SILENCE, "house", None, now)


def not_settled(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> bool:
    """The owner's no: whoever had it goes on, on new clocks; False when it was not done (any more)."""
    if not uow.cases.update(case.id, expected=(State.DONE,), state=State.TAKEN):
        return False
    _anew(uow, shop, case, now)
    return True


def reopen(uow: UnitOfWork, shop: Shop, owner_id: int, case_id: int, now: datetime) -> Case:
    """A new word about a closed one: it is open again, with whoever had it if they still work here."""
    case = uow.cases.get(case_id)
    if case.owner_id != owner_id or case.kind != COMPLAINT or uow.cases.find_open(owner_id, COMPLAINT):
        raise NotFoundError(f"complaint {case_id}")
    keeper = uow.staff.get(case.taken_by) if case.taken_by else None
    here = keeper is not None and keeper.left_at is None
    if case.taken_by is not None and not here:
        uow.cases.update(case.id, expected=(State.CLOSED,), taken_by=None)
    state = State.TAKEN if here else State.NEW
    uow.cases.update(case.id, expected=(State.CLOSED,), state=state, closed_at=None)
    _anew(uow, shop, uow.cases.get(case.id), now)
    return uow.cases.get(case.id)


def rate(uow: UnitOfWork, owner_id: int, case_id: int, now: datetime, **rated: str) -> None:
    """What the owner thinks of the result and the speed (rated_result, rated_speed: yes, mostly, no)."""
    case = uow.cases.get(case_id)
    if case.owner_id != owner_id or case.kind != COMPLAINT:
        raise NotFoundError(f"complaint {case_id}")
    uow.complaints.update(case_id, **rated)
    _note(uow, case, "owner", owner_id, "case.rated", now, **rated)


def _anew(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
    reopened = uow.complaints.get(case.id).reopened + 1
    taken = now if case.taken_by is not None else None
    clocks.restart(
        uow, shop, case.id, now, taken_at=taken, answered_at=None, solved_at=None,
        reopened=reopened, closed_how=None, wake_at=None, asks=0,
    )  # fmt: skip
    _note(uow, case, "owner", case.owner_id, "case.reopened", now)
    said = Message("case-reopened", {"number": str(case.id)})
    tell_staff(uow, shop, case, said, f"reopened:{reopened}", now)
    card(uow, shop, uow.cases.get(case.id), now)


def _close(
    uow: UnitOfWork, shop: Shop, case: Case, how: str, actor: str, actor_id: int | None, now: datetime
) -> bool:
    if not uow.cases.update(case.id, expected=(State.DONE,), state=State.CLOSED, closed_at=now):
        return False
    clocks.stop(uow, case.id)
    uow.complaints.update(case.id, closed_how=how)
    _note(uow, case, actor, actor_id, "case.closed", now, how=how)
    card(uow, shop, uow.cases.get(case.id), now)
    return True


def _note(
    uow: UnitOfWork,
    case: Case,
    actor: str,
    actor_id: int | None,
    action: str,
    now: datetime,
    **details: object,
) -> None:
    uow.audit.add(now, actor, actor_id, action, "case", case.id, case.store_id, case.owner_id, **details)
