"""Solutions: two or three of the store's menu are put to the owner, who takes one or says no to all.

What costs more than a role may decide waits for somebody whose limit covers it. While the owner thinks, the clocks
stand still; taking one stops the last of them. Owners who have said no too often are heard by the managers.
Source: domain.md §1 and §8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dealership.domain.care import Solution
from dealership.domain.complaints import State
from dealership.domain.message import Message, items, labels, money
from dealership.domain.records import Case, Offer, StaffMember
from dealership.domain.rights import Action, NotAllowedError, ensure_member_may
from dealership.domain.sla import Clock, Level
from dealership.services import clocks, complaints
from dealership.services.cards import direct
from dealership.services.case_cards import able, card
from dealership.services.complaints import kept, tell_staff
from dealership.services.notify import Post, Press, find_chat_of, queue, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

LEAST, MOST = 2, 3
ASKED, OFFERED, CHOSEN, DECLINED, REFUSED = "asked", "offered", "chosen", "declined", "refused"
BEFORE = (State.TAKEN, State.WAITING, State.HOLD, State.OFFERED)
"""States in which something (else) may be offered."""


def offer(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, keys: Sequence[str], now: datetime
) -> Message:
    """Put these to the owner, or to a manager first: what to say. NotFoundError for what is not on the menu."""
    case, complaint = kept(uow, member, case_id)
    chosen = [one for one in shop.care.solutions if one.key in keys][:MOST]
    if len(chosen) < LEAST or case.state not in BEFORE:
        raise NotFoundError(f"nothing to offer in complaint {case_id} ({case.state})")
    if find_chat_of(uow, uow.owners.get(case.owner_id)) is None:
        return unreachable(uow, case)
    free = all(shop.care.may_grant(member.role, one.cost) for one in chosen)
    uow.complaints.set_offers(case.id, complaint.offers, (ASKED, OFFERED), state=DECLINED)
    uow.complaints.update(case.id, offers=complaint.offers + 1)
    for one in chosen:
        uow.complaints.add_offer(
            now, case_id=case.id, round=complaint.offers + 1, key=one.key, label=dict(one.label),
            cost=one.cost, currency=shop.store.currency, state=OFFERED if free else ASKED, offered_by=member.id,
        )  # fmt: skip
    _note(uow, case, "staff", member.id, "case.offered" if free else "case.asked", now, keys=list(keys))
    if free:
        _send(uow, shop, case, now)
        return Message("case-offer-sent")
    _ask_managers(uow, shop, case, member, chosen, now)
    return Message("case-offer-asked")


def confirm(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, round_: int, now: datetime
) -> Message:
    """A manager agrees with what it costs: it goes to the owner."""
    case, offers = _asked(uow, shop, member, case_id, round_)
    if not uow.complaints.set_offers(case.id, round_, (ASKED,), state=OFFERED, confirmed_by=member.id):
        return Message("case-offer-over")
    _note(uow, case, "staff", member.id, "case.confirmed", now, keys=[one.key for one in offers])
    if find_chat_of(uow, uow.owners.get(case.owner_id)) is None:
        return unreachable(uow, case)
    _send(uow, shop, case, now)
    return Message("case-offer-sent")


def refuse(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, round_: int, now: datetime
) -> Message:
    """A manager does not: whoever has the complaint hears of it."""
    case, _ = _asked(uow, shop, member, case_id, round_)
    if not uow.complaints.set_offers(case.id, round_, (ASKED,), state=REFUSED, confirmed_by=member.id):
        return Message("case-offer-over")
    _note(uow, case, "staff", member.id, "case.refused", now)
    said = Message("case-offer-refused", {"number": str(case.id), "name": member.name})
    tell_staff(uow, shop, case, said, f"refused:{round_}", now)
    return Message("case-offer-refused-toast")


def take(uow: UnitOfWork, shop: Shop, case: Case, offer_id: int, now: datetime) -> Message:
    """The owner takes one; a late or second tap says what was taken."""
    complaint = uow.complaints.get(case.id)
    wanted = next((one for one in uow.complaints.offers_of(case.id) if one.id == offer_id), None)
    if wanted is None or wanted.round != complaint.offers or not _moved(uow, case, State.AGREED):
        return Message("solution-over")
    uow.complaints.set_offers(case.id, wanted.round, (OFFERED,), only=wanted.id, state=CHOSEN)
    uow.complaints.set_offers(case.id, wanted.round, (OFFERED,), state=DECLINED)
    _note(uow, case, "owner", case.owner_id, "case.agreed", now, key=wanted.key)
    clocks.resume(uow, shop, case.id, now)
    clocks.satisfy(uow, shop, case, Clock.SOLVED, now)
    said = Message("case-agreed", {"number": str(case.id), "solution": labels(wanted.label)})
    tell_staff(uow, shop, case, said, f"agreed:{wanted.id}", now)
    card(uow, shop, uow.cases.get(case.id), now)
    return Message("solution-taken", {"solution": labels(wanted.label)})


def none(uow: UnitOfWork, shop: Shop, case: Case, round_: int, now: datetime) -> Message:
    """The owner says no to all: whoever has it thinks again, the clocks go on."""
    complaint = uow.complaints.get(case.id)
    if round_ != complaint.offers or not _moved(uow, case, State.TAKEN):
        return Message("solution-over")
    uow.complaints.set_offers(case.id, round_, (OFFERED,), state=DECLINED)
    _note(uow, case, "owner", case.owner_id, "case.declined", now, round=round_)
    clocks.resume(uow, shop, case.id, now)
    tell_staff(uow, shop, case, Message("case-declined", {"number": str(case.id)}), f"declined:{round_}", now)
    if round_ >= shop.care.rules.critical_refusals and complaint.level != Level.CRITICAL:
        complaints.make_graver(uow, shop, case, Level.CRITICAL, "refused", now)
    card(uow, shop, uow.cases.get(case.id), now)
    return Message("solution-none-told")


def unreachable(uow: UnitOfWork, case: Case) -> Message:
    """The owner cannot be written to: call them."""
    return Message("case-call-them", {"phone": uow.owners.get(case.owner_id).phone or "–"})


def _moved(uow: UnitOfWork, case: Case, state: State) -> bool:
    """Whether the offer still stood; the first tap wins."""
    return uow.cases.update(case.id, expected=(State.OFFERED,), state=state)


def _send(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
    round_ = uow.complaints.get(case.id).offers
    offers = [one for one in uow.complaints.offers_of(case.id) if one.round == round_]
    uow.cases.update(case.id, expected=BEFORE, state=State.OFFERED)
    clocks.satisfy(uow, shop, case, Clock.ANSWERED, now)
    clocks.pause(uow, shop, case.id, now)
    rows = [[_button(case, one)] for one in offers]
    rows.append([Press(Message("solution-none"), "solution.none", {"case": case.id, "round": round_})])
    about = {"number": str(case.id), "count": len(offers)}
    post = Post([Message("solution", about), *_listed(offers)], rows=rows)
    key = f"solution:{case.id}:{round_}"
    to_owner(uow, case.owner_id, shop.id, post, purpose="relay", dedup_key=key, now=now, case_id=case.id)
    card(uow, shop, uow.cases.get(case.id), now)


def _button(case: Case, one: Offer) -> Press:
    label = Message("solution-take", {"solution": labels(one.label)})
    return Press(label, "solution.take", {"case": case.id, "offer": one.id})


def _listed(offers: Sequence[Offer]) -> Sequence[Message]:
    """The solutions in full; buttons may be cut short."""
    return [Message("solution-list", {"solutions": items([labels(one.label) for one in offers], "lines")})]


def _ask_managers(
    uow: UnitOfWork,
    shop: Shop,
    case: Case,
    member: StaffMember,
    chosen: Sequence[Solution],
    now: datetime,
) -> None:
    """Everybody whose limit covers the dearest of them."""
    round_, dearest = uow.complaints.get(case.id).offers, max(one.cost for one in chosen)
    lines = [
        Message(
            "case-ask-line", {"solution": labels(one.label), "cost": money(one.cost, shop.store.currency)}
        )
        for one in chosen
    ]
    about = {"number": str(case.id), "name": member.name, "solutions": items(lines, "lines")}
    args = {"case": case.id, "round": round_}
    buttons = [
        Press(Message("case-confirm"), "case.confirm", args),
        Press(Message("case-refuse"), "case.refuse", args),
    ]
    for manager in able(uow, shop, Action.CONFIRM_COMPENSATION):
        if shop.care.may_grant(manager.role, dearest):
            key = f"case-ask:{case.id}:{round_}:{manager.id}"
            post = Post([Message("case-ask", about)], rows=[buttons])
            queue(
                uow, shop.id, post, direct(manager), purpose="case", dedup_key=key, now=now, case_id=case.id
            )


def _asked(
    uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, round_: int
) -> tuple[Case, Sequence[Offer]]:
    """What a manager is asked about, if their limit covers it."""
    case = uow.cases.get(case_id)
    ensure_member_may(member, Action.CONFIRM_COMPENSATION, case.store_id)
    uow.complaints.get(case_id)
    offers = [one for one in uow.complaints.offers_of(case_id) if one.round == round_]
    if not all(shop.care.may_grant(member.role, one.cost) for one in offers):
        raise NotAllowedError(f"{member.role} may not decide this amount")
    return case, offers


def _note(
    uow: UnitOfWork, case: Case, actor: str, actor_id: int, action: str, now: datetime, **details: object
) -> None:
    uow.audit.add(now, actor, actor_id, action, "case", case.id, case.store_id, case.owner_id, **details)
