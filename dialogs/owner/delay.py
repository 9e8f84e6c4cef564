"""An owner on the way who will be late: the advisor reads it on the visit's card, the place is kept, nothing is moved."""

from __future__ import annotations

from datetime import timedelta

from dealership.domain.message import Message, moment
from dealership.services import booking
from dialogs.model import Ask, Result
from dialogs.owner import cues, questions
from dialogs.owner.wishes import LONGEST_REMARK
from dialogs.talk import Talk

AROUND = timedelta(hours=3)
"""How near a visit is that somebody may already be on the way to."""


def told(talk: Talk, text: str) -> Result | None:
    """The words go to the nearest visit; None when they ask something, or nobody is expected now."""
    if not cues.found("late", text) or questions.is_question(text):
        return None
    visits = booking.upcoming_of(talk.uow, talk.owner_id, talk.now)
    visit = next((one for one in visits if abs(one.start_at - talk.now) <= AROUND), None)
    if visit is None:
        return None
    shop = talk.world.shops[visit.store_id]
    if not booking.remark(talk.uow, shop, visit, text.strip()[:LONGEST_REMARK], talk.now):
        return None
    return Ask(talk.ui, Message("told-delayed", {"at": moment(visit.start_at, shop.zone, "time")}))
