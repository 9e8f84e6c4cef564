"""Words of staff on their way to an owner: from a case's topic, or in answer to an owner's relayed message.

Only what the person who took the case writes in its topic goes out, or an explicit reply to a relayed message;
all else in a topic is internal. What was passed on gets a reaction; an edit follows it.
"""

from __future__ import annotations

from bot.incoming import Incoming
from dealership.domain.records import Case, StaffMember
from dealership.services import cases
from dealership.services.cases import Words
from dealership.services.ports import UnitOfWork
from dialogs.model import Contact, Sent, Typed
from dialogs.relay import words_of

BOT = "staff"


def case_for(uow: UnitOfWork, incoming: Incoming, member: StaffMember | None) -> Case | None:
    """The open case these words are meant for; None when they are internal or for the dialogs."""
    if not isinstance(incoming.what, Typed | Sent | Contact):
        return None
    case = None
    if incoming.reply_to is not None:
        case = cases.case_of_message(uow, BOT, incoming.chat_id, incoming.reply_to)
    if case is None and incoming.thread_id:
        case = uow.cases.find_by_thread(incoming.chat_id, incoming.thread_id)
        if case is not None and not incoming.anonymous and (member is None or case.taken_by != member.id):
            return None
    return case if case is not None and case.closed_at is None else None


def words(incoming: Incoming) -> Words | None:
    """What was written or sent, as the cases know it; None for what cannot cross."""
    if not isinstance(incoming.what, Typed | Sent | Contact):
        return None
    return words_of(incoming.bot, incoming.chat_id, incoming.what)
