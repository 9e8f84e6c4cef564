"""Words of staff on their way to an owner: from a case's topic, or in answer to an owner's relayed message.

Only what the person who took the case writes in its topic goes out, or an explicit reply to a relayed message;
all else in a topic is internal. What was passed on gets a reaction; an edit follows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.incoming import Incoming
from dealership.domain.records import Case, StaffMember
from dealership.services import cases
from dealership.services.cases import Words
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from dialogs.model import Sent, Typed

BOT = "staff"


def case_for(uow: UnitOfWork, incoming: Incoming, member: StaffMember | None) -> Case | None:
    """The open case these words are meant for; None when they are internal or for the dialogs."""
    if not isinstance(incoming.what, Typed | Sent):
        return None
    case = None
    if incoming.reply_to is not None:
        case = cases.case_of_message(uow, BOT, incoming.chat_id, incoming.reply_to)
    if case is None and incoming.thread_id:
        case = uow.cases.find_by_thread(incoming.chat_id, incoming.thread_id)
        if case is not None and (member is None or case.taken_by != member.id):
            return None
    return case if case is not None and case.state in cases.OPEN else None


def pass_on(
    uow: UnitOfWork,
    shops: Mapping[int, Shop],
    case: Case,
    incoming: Incoming,
    member: StaffMember,
    now: datetime,
) -> bool:
    """Queue the words for the owner; False when the owner cannot be written to."""
    return cases.from_staff(uow, shops[case.store_id], case, member, words_of(incoming), now)


def words_of(incoming: Incoming) -> Words:
    """What was written or sent, as the cases know it."""
    match incoming.what:
        case Typed(text=text):
            return Words(incoming.bot, incoming.chat_id, incoming.message_id, text)
        case Sent(media=media, caption=caption, kind=kind):
            text = caption or ("" if media else f"[{kind}]")
            return Words(incoming.bot, incoming.chat_id, incoming.message_id, text, media)
    return Words(incoming.bot, incoming.chat_id, incoming.message_id)
