"""Cards: what staff see of a booking, posted once to the group (or to each advisor concerned) and edited in place.

A card is always drawn from the visit as it is now, so a late edit can only be right. Whatever happens to the
visit, every copy of its card is edited; news worth a sound is said anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dealership.domain.booking import AppointmentState
from dealership.domain.message import Message, items
from dealership.domain.records import Appointment, Owner, StaffMember
from dealership.domain.rights import Action, may
from dealership.services import describe
from dealership.services.notify import STAFF, Post, Press, put, queue
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

State = AppointmentState
Target = Mapping[str, Any]
_OPEN = (State.REQUESTED, State.CONFIRMED)
_ALOUD = ("moved", "cancelled", "declined", "reminder", "on_my_way", "says_here")
"""News that are said beside the card, for an edit makes no sound."""


def post(uow: UnitOfWork, shop: Shop, visit: Appointment, news: str, now: datetime) -> None:
    """Tell staff what happened: `news` is new, moved, cancelled, changed, confirmed, note, arrived, no_show,
    reminder, declined (none of the proposed times), promised, on_my_way or says_here.
    """
    card, about = draw(uow, shop, visit), {"owner_id": visit.owner_id}
    standing = copies(uow, shop, f"card:{visit.id}")
    for target in targets(uow, shop, visit.advisor):
        if target["chat_id"] not in standing:
            key = f"card:{visit.id}:{target['chat_id']}"
            put(uow, shop.id, card, target, purpose="card", dedup_key=key, now=now, **about)
            _photos(uow, shop, visit, target, now)
    for chat_id, first in standing.items():
        target, key = target_of(uow, shop.id, chat_id), f"card:{visit.id}:{chat_id}:{visit.revision}:{news}"
        queue(uow, shop.id, card, target, purpose="card", dedup_key=key, now=now, edits_id=first, **about)
        if news in _ALOUD:
            said = Post([Message(f"card-said-{news}", describe.visit(uow, shop, visit))])
            put(uow, shop.id, said, target, purpose="card", dedup_key=f"said:{key}", now=now, **about)


def copies(uow: UnitOfWork, shop: Shop, subject: str) -> Mapping[int, int]:
    """Where a card about the subject stands: chat → its outbox row. Looked for wherever staff of the store are."""
    keys = {f"{subject}:{chat_id}": chat_id for chat_id in _chats(uow, shop)}
    return {keys[key]: row for key, row in uow.outbox.find_ids(list(keys)).items()}


def targets(uow: UnitOfWork, shop: Shop, advisor: str | None = None) -> Sequence[Target]:
    """Where news of this store go: its group, else the visit's own advisor, else everybody who may act."""
    group = uow.staff.find_group(shop.id)
    members = _reachable(uow, shop.id)
    if group is not None:
        return [_group(members, group.chat_id)]
    able = [member for member in members if may(member.role, Action.CONFIRM_BOOKING)]
    own = [member for member in able if advisor and member.advisor == advisor]
    return [direct(member) for member in own or able]


def target_of(uow: UnitOfWork, store_id: int, chat_id: int) -> Target:
    """A chat in which staff of the store have been written to, in its language."""
    members = _reachable(uow, store_id)
    own = next((member for member in members if member.user_id == chat_id), None)
    return direct(own) if own else _group(members, chat_id)


def direct(member: StaffMember) -> Target:
    """The direct chat with a member of staff."""
    return {"bot": STAFF, "chat_id": member.user_id, "language": member.language}


def draw(uow: UnitOfWork, shop: Shop, visit: Appointment) -> Post:
    """The card of a visit as it stands, with the buttons its state allows."""
    owner = uow.owners.get(visit.owner_id)
    photos = len(uow.media.of_appointment(visit.id))
    return Post(
        [Message("card-visit", {"lines": items(lines(uow, shop, visit, owner, photos), "lines")})],
        _rows(visit),
    )


def lines(
    uow: UnitOfWork, shop: Shop, visit: Appointment, owner: Owner, photos: int = 0
) -> Iterator[Message]:
    """A visit line by line: only what is known, the urgent first."""
    about = {**describe.visit(uow, shop, visit), **describe.owner(owner), "state": visit.state}
    yield Message("card-head", about)
    for flag, raised in (("safety", visit.safety), ("repeat", visit.repeat_repair), ("vip", owner.vip)):
        if raised:
            yield Message(f"card-flag-{flag}")
    for line in ("when", "car", "jobs", "owner"):
        yield Message(f"card-{line}", about)
    if visit.advisor:
        yield Message("card-desk", {**about, "bay": describe.bay(shop, visit.bay)})
    for key in ("pickup", "odometer_km", "remark", "note"):
        if getattr(visit, key):
            yield Message(f"card-{key.replace('_', '-')}", {"value": getattr(visit, key)})
    if visit.promised_at and visit.state in _OPEN:
        yield Message("card-promised")
    if photos:
        yield Message("card-photos", {"value": photos})
    if visit.state == State.CANCELLED:
        yield Message("card-reason", {"reason": visit.reason or "other"})


def _rows(visit: Appointment) -> list[list[Press]]:
    args = {"appointment": visit.id}
    rows: list[list[Press]] = []
    if visit.state == State.REQUESTED:
        rows.append([Press(Message("card-confirm"), "visit.confirm", args)])
    if visit.state in _OPEN:
        propose, note = ({"dialog": dialog, "answers": args} for dialog in ("propose", "note"))
        rows.append(
            [Press(Message("card-propose"), "open", propose), Press(Message("card-add-note"), "open", note)]
        )
    rows.append([Press(Message("card-take-chat"), "chat.take", {"owner": visit.owner_id, **args})])
    return rows


def _photos(uow: UnitOfWork, shop: Shop, visit: Appointment, target: Target, now: datetime) -> None:
    """What the owner photographed, below the card."""
    for number, media in enumerate(uow.media.of_appointment(visit.id)):
        caption = [Message("card-photo", {"number": str(visit.id)})]
        key = f"photo:{visit.id}:{number}:{target['chat_id']}"
        post = Post(caption, media=media)
        put(uow, shop.id, post, target, purpose="card", dedup_key=key, now=now, owner_id=visit.owner_id)


def _group(members: Sequence[StaffMember], chat_id: int) -> Target:
    """A group reads the language most of its staff do."""
    spoken = Counter(member.language for member in members).most_common(1)
    return {"bot": STAFF, "chat_id": chat_id, "language": spoken[0][0] if spoken else "zh-CN"}


def _reachable(uow: UnitOfWork, store_id: int) -> Sequence[StaffMember]:
    """Staff who have started the bot and not blocked it."""
    return [
        member
        for member in uow.staff.of_store(store_id)
        if member.user_id is not None and member.blocked_at is None
    ]


def _chats(uow: UnitOfWork, shop: Shop) -> Sequence[int]:
    group = uow.staff.find_group(shop.id)
    direct_chats = [member.user_id for member in uow.staff.of_store(shop.id) if member.user_id is not None]
    return [*direct_chats, *([group.chat_id] if group else [])]
