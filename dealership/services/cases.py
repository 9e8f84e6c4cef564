"""Conversations with a person: opened by an owner, taken by staff, words and files passed both ways.

First-contact responsibility: whoever takes a case keeps it until it is closed. Every message that crosses is
linked to its copy, so replies and edits find their way; nothing is ever read out of a text. Complaints are cases
as well: they are taken and answered here like any other, and their clocks hear of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dealership.domain.message import Message
from dealership.domain.records import Case, Media, Outgoing, StaffMember
from dealership.domain.rights import Action, ensure_member_may, may
from dealership.domain.sla import Clock
from dealership.services import clocks, describe
from dealership.services.cards import direct, target_of
from dealership.services.case_cards import COMPLAINT, CONVERSATION, card, topic_of
from dealership.services.notify import STAFF, Post, Press, queue, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

NEW, TAKEN, CLOSED = "new", "taken", "closed"
OPEN = (NEW, TAKEN)


@dataclass(frozen=True, slots=True)
class Words:
    """Something a person wrote or sent: text, at most one file or a place (latitude, longitude), and its message."""

    bot: str
    chat_id: int
    message_id: int
    text: str = ""
    media: Media | None = None
    place: tuple[float, float] | None = None


def open_case(
    uow: UnitOfWork, shop: Shop, owner_id: int, now: datetime, appointment_id: int | None = None
) -> Case:
    """The owner's open conversation; a new one is told to the staff. Opening twice is opening once."""
    known = uow.cases.find_open(owner_id, CONVERSATION)
    if known is not None:
        return known
    opened = uow.cases.open(
        now, store_id=shop.id, kind=CONVERSATION, owner_id=owner_id, appointment_id=appointment_id
    )
    case = uow.cases.find_open(owner_id, CONVERSATION) if opened is None else uow.cases.get(opened)
    if case is None:
        raise NotFoundError("the case just opened")
    if opened is not None:
        uow.audit.add(now, "owner", owner_id, "case.opened", "case", case.id, shop.id, owner_id)
        card(uow, shop, case, now)
    return case


def from_owner(uow: UnitOfWork, shop: Shop, case: Case, words: Words, now: datetime) -> None:
    """Pass an owner's words on to whoever has the case (or everybody who may take it)."""
    owner = uow.owners.get(case.owner_id)
    said = Message("case-from-owner", {"owner": owner.name or "–", "text": words.text, "has": _has(words)})
    _pass_on(uow, shop, case, words, said, listeners(uow, shop, case), now)


def from_staff(
    uow: UnitOfWork, shop: Shop, case: Case, member: StaffMember, words: Words, now: datetime
) -> bool:
    """Pass an answer on to the owner; False when they cannot be written to (blocked, never started)."""
    ensure_member_may(member, Action.TAKE_CHAT, case.store_id)
    if case.taken_by is None:
        take(uow, shop, case, member, now)
    said = Message(
        "case-from-staff",
        {"name": first_name(member), "role": member.role, "text": words.text, "has": _has(words)},
    )
    post = Post([said], rows=[[_reply(case)]], media=words.media, place=words.place)
    key = f"relay:{words.bot}:{words.chat_id}:{words.message_id}"
    queued = to_owner(
        uow, case.owner_id, shop.id, post, purpose="relay", dedup_key=key, now=now, case_id=case.id
    )
    if queued is not None:
        uow.cases.link(case.id, words.bot, words.chat_id, words.message_id, queued, now)
        clocks.satisfy(uow, shop, case, Clock.ANSWERED, now)
    return queued is not None


def edited(uow: UnitOfWork, words: Words, now: datetime) -> bool:
    """Somebody corrected what had been passed on: every copy follows. False when nothing of it was."""
    copies = [
        uow.outbox.get(copy) for copy in uow.cases.copies_of(words.bot, words.chat_id, words.message_id)
    ]
    for row in (row for row in copies if "place" not in row.payload):  # one who drives on is not followed
        payload = {**row.payload, "text": [_reworded(paragraph, words) for paragraph in row.payload["text"]]}
        target = {"bot": row.bot, "chat_id": row.chat_id, "language": row.language, "owner_id": row.owner_id}
        key = f"edit:{row.id}:{int(now.timestamp() * 1000)}"
        uow.outbox.add(
            now, store_id=row.store_id, purpose="relay", dedup_key=key, payload=payload, edits_id=row.id,
            case_id=row.case_id, **target,
        )  # fmt: skip
    return bool(copies)


def not_passed(uow: UnitOfWork, copy: Outgoing, said: Message, now: datetime) -> None:
    """A file could not cross: whoever sent it hears so once, in reply to it."""
    origin = uow.cases.origin_of(copy.id)
    if origin is None:
        return
    bot, chat_id, message_id = origin
    key, more = f"not-passed:{bot}:{chat_id}:{message_id}", {"case_id": copy.case_id, "reply_to": message_id}
    if bot == STAFF:
        target: Mapping[str, Any] = target_of(uow, copy.store_id, chat_id)
    else:
        assert copy.owner_id is not None
        owner = uow.owners.get(copy.owner_id)
        target = {"bot": bot, "chat_id": chat_id, "language": owner.language, "owner_id": owner.id}
    queue(uow, copy.store_id, Post([said]), target, purpose="relay", dedup_key=key, now=now, **more)


def _reworded(paragraph: Mapping[str, Any], words: Words) -> Mapping[str, Any]:
    args = paragraph.get("args", {})
    return {**paragraph, "args": {**args, "text": words.text}} if "text" in args else paragraph


def take(uow: UnitOfWork, shop: Shop, case: Case, member: StaffMember, now: datetime) -> bool:
    """Make the case one's own; False when a colleague was faster. The owner hears who is there."""
    ensure_member_may(member, Action.TAKE_CHAT, case.store_id)
    if not uow.cases.take(case.id, member.id, now):
        return uow.cases.get(case.id).taken_by == member.id
    uow.audit.add(now, "staff", member.id, "case.taken", "case", case.id, case.store_id, case.owner_id)
    hello = Message("case-taken", {"name": first_name(member), "role": member.role})
    post = Post([hello], rows=[[_reply(case)]])
    key = f"case-taken:{case.id}:{member.id}"
    to_owner(uow, case.owner_id, shop.id, post, purpose="relay", dedup_key=key, now=now, case_id=case.id)
    clocks.satisfy(uow, shop, case, Clock.TAKEN, now)
    card(uow, shop, uow.cases.get(case.id), now)
    return True


def close(uow: UnitOfWork, shop: Shop, case: Case, now: datetime, member: StaffMember | None = None) -> bool:
    """The conversation is over, said by either side; False when it was already, or is no mere conversation."""
    if case.kind != CONVERSATION:
        return False
    if member is not None:
        ensure_member_may(member, Action.CLOSE_CASE, case.store_id)
    if not uow.cases.update(case.id, expected=OPEN, state=CLOSED, closed_at=now):
        return False
    actor = ("staff", member.id) if member else ("owner", case.owner_id)
    uow.audit.add(now, *actor, "case.closed", "case", case.id, case.store_id, case.owner_id)
    if member is not None:
        post = Post([Message("case-closed")])
        key = f"case-closed:{case.id}"
        to_owner(uow, case.owner_id, shop.id, post, purpose="relay", dedup_key=key, now=now)
    card(uow, shop, uow.cases.get(case.id), now)
    return True


def alert(
    uow: UnitOfWork, shop: Shop, owner_id: int, vehicle_id: int | None, words: str, now: datetime
) -> None:
    """Danger: a case is opened and the advisors hear the owner's words at once, before anything is booked.

    Which of several cars it is may not be known yet.
    """
    case = open_case(uow, shop, owner_id, now)
    owner = uow.owners.get(owner_id)
    car = describe.car(uow.vehicles.get(vehicle_id)) if vehicle_id is not None else "–"
    about = {**describe.owner(owner), "car": car, "words": words}
    post = Post([Message("card-danger", about)])
    for target in listeners(uow, shop, case):
        key = f"danger:{case.id}:{int(now.timestamp()) // 60}:{target['chat_id']}"
        target = {**target, "owner_id": owner_id}
        queue(uow, shop.id, post, target, purpose="danger", dedup_key=key, now=now, case_id=case.id)


def listeners(uow: UnitOfWork, shop: Shop, case: Case) -> Sequence[Mapping[str, Any]]:
    """Where an owner's words go: the case's topic; else who took it; else everybody who may take it."""
    topic = topic_of(uow, shop)
    if topic:
        return topic
    if case.taken_by is not None:
        member = uow.staff.get(case.taken_by)
        if member.user_id is not None and member.left_at is None:
            return [direct(member)]
    able = [
        member
        for member in uow.staff.of_store(shop.id)
        if member.user_id and may(member.role, Action.TAKE_CHAT)
    ]
    return [direct(member) for member in able]


def case_of_message(uow: UnitOfWork, bot: str, chat_id: int, message_id: int) -> Case | None:
    """The case a message of ours belongs to (somebody replied to it)."""
    found = uow.cases.source_of(bot, chat_id, message_id)
    return uow.cases.get(found[0]) if found else None


def first_name(member: StaffMember) -> str:
    """What owners see of a member of staff: the given name as staff wrote it, never an account."""
    return member.name


def _reply(case: Case) -> Press:
    """The owner's way back into this talk."""
    dialog = "complaint" if case.kind == COMPLAINT else "human"
    return Press(Message("case-reply"), "open", {"dialog": dialog, "answers": {}})


def _has(words: Words) -> str:
    return "text" if words.text else "file"


def _pass_on(
    uow: UnitOfWork,
    shop: Shop,
    case: Case,
    words: Words,
    said: Message,
    to: Sequence[Mapping[str, Any]],
    now: datetime,
) -> None:
    for target in to:
        key = f"relay:{words.bot}:{words.chat_id}:{words.message_id}:{target['chat_id']}"
        post = Post([said], media=words.media, place=words.place)
        target = {**target, "owner_id": case.owner_id}
        queued = queue(uow, shop.id, post, target, purpose="relay", dedup_key=key, now=now, case_id=case.id)
        if queued is not None:
            uow.cases.link(case.id, words.bot, words.chat_id, words.message_id, queued, now)
