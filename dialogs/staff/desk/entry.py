"""A complaint a colleague enters for an owner who said it at the counter or on the phone."""

from __future__ import annotations

from dealership.domain.message import Message
from dealership.domain.rights import Action
from dealership.services import complaints, records
from dialogs.grievances import told
from dialogs.inputs import Words
from dialogs.model import Dialog, Start, Step
from dialogs.staff.people import member
from dialogs.talk import Talk


def enter(talk: Talk) -> Start:
    """Opened in the owner's name, taken by nobody yet."""
    owner = records.owner_for(
        talk.uow, talk.shop, member(talk), int(talk.answers["owner"]), Action.WORK_COMPLAINT
    )
    read = told(talk, str(talk.answers["words"]), talk.uow.vehicles.of_owner(owner.id), "staff")
    case = complaints.open_complaint(talk.uow, talk.shop, owner.id, read, talk.now, by=member(talk))
    note = Message("complaint-entry-done", {"number": str(case.id)})
    return Start("case", {"case": case.id}, leave=True, note=note)


ENTRY = Dialog("complaint-entry", Step("words", Words(), why=False), done=enter, keeps=("owner",))
