"""A note about a visit, for colleagues only."""

from __future__ import annotations

from collections.abc import Mapping

from dealership.domain.message import Arg
from dealership.domain.rights import Action
from dealership.services import reception
from dialogs.inputs import Words
from dialogs.model import Dialog, Done, Step
from dialogs.staff.people import in_group, member
from dialogs.talk import Talk


def about(talk: Talk) -> Mapping[str, Arg]:
    visit = reception.visit_for(talk.uow, member(talk), int(talk.answers["appointment"]), Action.ADD_NOTE)
    return {"number": str(visit.id), "group": "yes" if in_group(talk) else "no"}


def keep(talk: Talk) -> Done:
    visit_id, words = int(talk.answers["appointment"]), str(talk.answers["words"])
    said = reception.note(talk.uow, talk.shop, member(talk), visit_id, words, talk.now)
    return Done(said)


NOTE = Dialog(
    "note", Step("words", Words(args=about, longest=500), why=False), done=keep, keeps=("appointment",)
)
