"""Taking over the chat with an owner, from a card or a visit's page; closing it again."""

from __future__ import annotations

from dealership.domain.message import Message
from dealership.domain.records import Case
from dealership.domain.rights import Action, ensure_member_may
from dealership.services import cases
from dialogs.staff.people import member
from dialogs.talk import Talk


def take_chat(talk: Talk, owner_id: int, appointment_id: int | None = None) -> Message:
    """Open the owner's conversation, or find the open one, and make it one's own."""
    ensure_member_may(member(talk), Action.TAKE_CHAT, talk.shop.id)
    case = cases.open_case(talk.uow, talk.shop, owner_id, talk.now, appointment_id)
    return take(talk, case)


def take(talk: Talk, case: Case) -> Message:
    """Make a conversation one's own, or hear who has it."""
    if cases.take(talk.uow, talk.shop, case, member(talk), talk.now):
        return Message("chat-taken")
    keeper = talk.uow.cases.get(case.id).taken_by
    return Message("chat-taken-by", {"name": talk.uow.staff.get(keeper).name if keeper else "–"})


def close(talk: Talk, case: Case) -> Message:
    """End a conversation."""
    closed = cases.close(talk.uow, talk.shop, case, talk.now, member(talk))
    return Message("chat-closed" if closed else "chat-over")
