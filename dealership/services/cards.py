"""Cards: what staff see of a booking, posted once to the group (or each advisor on duty) and edited in place.

A card is always drawn from the visit as it is now, so a late edit can only be right. Whatever happens to
the visit, every copy of its card is edited; news worth a sound is posted anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dealership.domain.booking import AppointmentState
from dealership.domain.message import Message
from dealership.domain.records import Appointment, StaffMember
from dealership.domain.rights import Action, may
from dealership.services import describe
from dealership.services.notify import STAFF, Post, Press, queue
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

State = AppointmentState
_OPEN = (State.REQUESTED, State.CONFIRMED)


def post(uow: UnitOfWork, shop: Shop, visit: Appointment, news: str, now: datetime) -> None:
    """Tell staff what happened to a visit: `news` is new, moved, cancelled, changed, confirmed, note, arrived..."""
    card = draw(uow, shop, visit, news)
    for target in targets(uow, shop, visit.advisor):
        refresh(uow, shop, visit, card, target, news, now)
    for photo_number, media in enumerate(uow.media.of_appointment(visit.id) if news == "new" else ()):
        for target in targets(uow, shop, visit.advisor):
            key = f"photo:{visit.id}:{photo_number}:{target['chat_id']}"
            caption = [Message("card-photo", {"number": str(visit.id)})]
            queue(uow, shop.id, Post(caption, media=media), target, purpose="card", dedup_key=key, now=now)


def refresh(
    uow: UnitOfWork,
    shop: Shop,
    visit: Appointment,
    card: Post,
    target: Mapping[str, Any],
    news: str,
    now: datetime,
) -> None:
    """Post the card to a chat, or edit the one that stands there; a move or cancellation is also said aloud."""
    base = f"card:{visit.id}:{target['chat_id']}"
    first = uow.outbox.find_id(base)
    if first is None:
        queue(uow, shop.id, card, target, purpose="card", dedup_key=base, now=now)
        return
    queue(
        uow,
        shop.id,
        card,
        target,
        purpose="card",
        dedup_key=f"{base}:{visit.revision}:{news}",
        now=now,
        edits_id=first,
    )
    if news in ("moved", "cancelled"):
        said = Post([Message(f"card-said-{news}", describe.visit(uow, shop, visit))])
        queue(uow, shop.id, said, target, purpose="card", dedup_key=f"said:{base}:{visit.revision}", now=now)


def targets(uow: UnitOfWork, shop: Shop, advisor: str | None = None) -> Sequence[Mapping[str, Any]]:
    """Where cards of this store go: its group, else the advisor of the visit, else everybody who may act."""
    group = uow.staff.find_group(shop.id)
    members = [member for member in uow.staff.of_store(shop.id) if member.user_id is not None]
    if group is not None:
        language = members[0].language if members else "zh-CN"
        return [{"bot": STAFF, "chat_id": group.chat_id, "language": language}]
    able = [member for member in members if may(member.role, Action.CONFIRM_BOOKING)]
    own = [member for member in able if advisor and member.advisor == advisor]
    return [direct(member) for member in own or able]


def direct(member: StaffMember) -> Mapping[str, Any]:
    """The direct chat with a member of staff."""
    return {"bot": STAFF, "chat_id": member.user_id, "language": member.language}


def draw(uow: UnitOfWork, shop: Shop, visit: Appointment, news: str = "new") -> Post:
    """The card of a visit as it stands, with the buttons its state allows."""
    owner = uow.owners.get(visit.owner_id)
    about = {**describe.visit(uow, shop, visit), **describe.owner(owner), "news": news, "state": visit.state}
    about["flag"] = "safety" if visit.safety else "repeat" if visit.repeat_repair else "none"
    about["desk"] = "yes" if visit.advisor else "no"
    return Post([Message("card-visit", about)], rows=_rows(visit))


def _rows(visit: Appointment) -> list[list[Press]]:
    args = {"appointment": visit.id}
    rows: list[list[Press]] = []
    if visit.state == State.REQUESTED:
        rows.append([Press(Message("card-confirm"), "visit.confirm", args)])
    if visit.state in _OPEN:
        rows.append(
            [
                Press(Message("card-propose"), "open", {"dialog": "propose", "answers": args}),
                Press(Message("card-note"), "open", {"dialog": "note", "answers": args}),
            ]
        )
    rows.append([Press(Message("card-take-chat"), "chat.take", {"owner": visit.owner_id, **args})])
    return rows
