"""The page of one complaint: everything known, and everything one's role and its state allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.complaints import AT_WORK, State
from dealership.domain.message import Arg, Message
from dealership.domain.records import Case
from dealership.domain.rights import Action
from dealership.domain.sla import Level
from dealership.services import case_cards, closing, complaints, rework, working
from dialogs.inputs import Menu, Words
from dialogs.model import Ask, Dialog, Done, Option, Result, Start, Step
from dialogs.staff.conversations import take
from dialogs.staff.desk.about import Item, case_of, number
from dialogs.staff.people import can, member
from dialogs.talk import Talk


def about(talk: Talk) -> Mapping[str, Arg]:
    case, _ = case_of(talk)
    return {"card": case_cards.drawn(talk.uow, talk.shop, case)}


def actions(talk: Talk) -> Sequence[Item]:
    case, complaint = case_of(talk)
    mine = case.taken_by == member(talk).id or can(talk, Action.DIRECT_COMPLAINT)
    work = mine and case.state in AT_WORK
    is_open, car = case.closed_at is None, complaint.vehicle_id is not None
    offered: list[tuple[bool, str, Callable[[Talk], Result]]] = [
        (case.taken_by is None and is_open, "take", lambda talk: Ask({}, take(talk, case))),
        (work, "offer", _opens("case-offer", case)),
        (work, "resolve", _opens("case-resolve", case)),
        (work and case.state == State.TAKEN, "wait", _does(working.wait)),
        (work, "hold", _opens("case-hold", case)),
        (mine and is_open and case.taken_by is not None, "hand", _opens("case-hand", case)),
        (work and car, "rework", _does(rework.book)),
        (mine and case.state == State.DONE, "phone", _does(closing.settled_by_phone)),
        (mine and is_open and complaint.level != Level.CRITICAL, "raise", _raise),
        (True, "note", _opens("case-note", case)),
        (True, "past", _opens("case-past", case)),
    ]
    return [(Option(key, Message(f"case-do-{key}")), act) for fits, key, act in offered if fits]


def _opens(dialog: str, case: Case) -> Callable[[Talk], Result]:
    return lambda _talk: Start(dialog, {"case": case.id})


def _does(act: Callable[..., Message]) -> Callable[[Talk], Result]:
    def do(talk: Talk) -> Result:
        return Ask({}, act(talk.uow, talk.shop, member(talk), int(talk.answers["case"]), talk.now))

    return do


def _raise(talk: Talk) -> Result:
    raised = complaints.escalate(talk.uow, talk.shop, member(talk), int(talk.answers["case"]), talk.now)
    return Ask({}, Message("case-raised" if raised else "case-not-now"))


def keep(talk: Talk) -> Done:
    words = str(talk.answers["words"])
    complaints.note(talk.uow, talk.shop, member(talk), int(talk.answers["case"]), words, talk.now)
    return Done(Message("case-noted"))


PAGE = Dialog("case", Step("page", Menu(actions, about), why=False), keeps=("case",), reading=True)
NOTE = Dialog(
    "case-note", Step("words", Words(args=number, longest=500), why=False), done=keep, keeps=("case",)
)
