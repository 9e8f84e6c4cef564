"""The complaint a page of the desk is about, and how staff see it in a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dealership.domain.message import Arg, Message
from dealership.domain.records import Case, Complaint
from dealership.services import complaints, describe
from dialogs.model import Option, Result
from dialogs.staff.people import in_group, member
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
SHORT = 8
"""Letters of a name on half a row of a phone."""


def case_of(talk: Talk) -> tuple[Case, Complaint]:
    """The complaint of this page; refused to who may not see it."""
    return complaints.seen(talk.uow, member(talk), int(talk.answers["case"]))


def kept(talk: Talk) -> tuple[Case, Complaint]:
    """The same, for who may work at it."""
    return complaints.kept(talk.uow, member(talk), int(talk.answers["case"]))


def number(talk: Talk) -> Mapping[str, Arg]:
    """Its number; and whether words have to be written as a reply."""
    return {"number": str(kept(talk)[0].id), "group": "yes" if in_group(talk) else "no"}


def line(talk: Talk, case: Case) -> Message:
    """A case on a button."""
    owner = describe.beginning(talk.uow.owners.get(case.owner_id).name or "–", SHORT)
    level = talk.uow.complaints.get(case.id).level if case.kind == "complaint" else "talk"
    return Message("cases-option", {"number": str(case.id), "owner": owner, "level": level})
