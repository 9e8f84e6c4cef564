"""One visit, with everything its state and one's role allow: the card as a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.booking import AppointmentState, states_before
from dealership.domain.message import Arg, Message, items
from dealership.domain.records import Appointment
from dealership.domain.rights import Action
from dealership.services import cards, reception
from dialogs.inputs import Menu
from dialogs.model import Ask, Dialog, Option, Result, Start, Step
from dialogs.staff.board import Mark
from dialogs.staff.conversations import take_chat
from dialogs.staff.people import can, member
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
State = AppointmentState
_OPEN = (State.REQUESTED, State.CONFIRMED)


def visit_of(talk: Talk) -> Appointment:
    """The visit this page is about; only for staff of its store who may see the board."""
    if "visit" not in talk.memo:
        found = reception.visit_for(
            talk.uow, member(talk), int(talk.answers["appointment"]), Action.SEE_BOARD
        )
        talk.memo["visit"] = found
    visit: Appointment = talk.memo["visit"]
    return visit


def about(talk: Talk) -> Mapping[str, Arg]:
    visit = visit_of(talk)
    owner = talk.uow.owners.get(visit.owner_id)
    photos = len(talk.uow.media.of_appointment(visit.id))
    return {"lines": items(cards.lines(talk.uow, talk.shop, visit, owner, photos), "lines")}


def actions(talk: Talk) -> Sequence[Item]:
    visit = visit_of(talk)
    today, is_open = talk.today_of(visit.start_at) <= talk.today, visit.state in _OPEN
    answers = {"appointment": visit.id}
    offered: list[tuple[bool, Action, str, Callable[[Talk], Result]]] = [
        (visit.state == State.REQUESTED, Action.CONFIRM_BOOKING, "confirm", _does(reception.confirm)),
        (today and visit.state in states_before(State.ARRIVED), Action.MARK_ARRIVED, "arrived", _does(reception.arrived)),
        (is_open and visit.start_at <= talk.now, Action.MARK_NO_SHOW, "missed", _does(reception.did_not_come)),
        (is_open, Action.PROPOSE_TIMES, "propose", lambda _talk: Start("propose", answers)),
        (True, Action.ADD_NOTE, "add-note", lambda _talk: Start("note", answers)),
        (True, Action.TAKE_CHAT, "take-chat", _take_chat),
    ]  # fmt: skip
    return [
        (Option(key, Message(f"card-{key}")), act)
        for fits, action, key, act in offered
        if fits and can(talk, action)
    ]


def _does(mark: Mark) -> Callable[[Talk], Result]:
    def act(talk: Talk) -> Result:
        said = mark(talk.uow, talk.shop, member(talk), int(talk.answers["appointment"]), talk.now)
        talk.memo.pop("visit", None)
        return Ask({}, said)

    return act


def _take_chat(talk: Talk) -> Result:
    visit = visit_of(talk)
    return Ask({}, take_chat(talk, visit.owner_id, visit.id))


VISIT = Dialog("staff-visit", Step("card", Menu(actions, about), why=False), keeps=("appointment",))
