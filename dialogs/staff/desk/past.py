"""The owner, their cars and what was between us before, on one screen; below it what was done about this complaint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from dealership.domain.message import Arg, Message, items, moment
from dealership.domain.records import Event
from dealership.services import booking, describe
from dialogs.inputs import Menu
from dialogs.model import Dialog, Step
from dialogs.staff.desk.about import Item, case_of
from dialogs.talk import Talk

SHOWN = 5
LINES = 12
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
STATES = (*booking.UPCOMING, *booking.PAST, booking.NO_SHOW, booking.CANCELLED)


def about(talk: Talk) -> Mapping[str, Arg]:
    case, _ = case_of(talk)
    owner = talk.uow.owners.get(case.owner_id)
    cars = [describe.car(car) for car, _ in talk.uow.vehicles.of_owner(owner.id)]
    return {
        **describe.owner(owner),
        "cars": items(cars) if cars else Message("case-past-none"),
        "visits": _lines(_visits(talk, owner.id)),
        "cases": _lines(_cases(talk, owner.id, case.id)),
        "trail": _lines(_trail(talk, talk.uow.complaints.trail(case.id))),
    }


def _visits(talk: Talk, owner_id: int) -> Iterator[Message]:
    visits = talk.uow.appointments.of_owner(owner_id, STATES, BEGINNING)
    for visit in visits[-SHOWN:]:
        yield Message(
            "case-past-visit",
            {
                "at": moment(visit.start_at, talk.zone, "date"),
                "jobs": describe.jobs_of(talk.shop, visit.jobs, visit.fault, describe.EXCERPT // 4),
            },
        )


def _cases(talk: Talk, owner_id: int, but: int) -> Iterator[Message]:
    for case in talk.uow.complaints.of_owner(owner_id, SHOWN):
        if case.id != but:
            at = moment(case.opened_at, talk.zone, "date")
            yield Message("case-past-case", {"number": str(case.id), "at": at, "kind": case.kind})


def _trail(talk: Talk, events: Sequence[Event]) -> Iterator[Message]:
    for event in events[-LINES:]:
        who = _who(talk, event)
        at = moment(event.at, talk.zone, "short")
        deed = event.action.removeprefix("case.")
        text = describe.beginning(str(event.details.get("text", "")), describe.EXCERPT)
        told = {"who": who, "at": at, "deed": deed, "text": text, "noted": "yes" if text else "no"}
        yield Message("case-past-event", told)


def _who(talk: Talk, event: Event) -> Arg:
    if event.actor == "staff" and event.actor_id is not None:
        return talk.uow.staff.get(event.actor_id).name
    return Message(f"case-past-{event.actor}").to_json()


def _lines(lines: Iterator[Message]) -> Arg:
    told = list(lines)
    return items(told, "lines") if told else Message("case-past-none").to_json()


def nothing(_talk: Talk) -> Sequence[Item]:
    return []


PAST = Dialog("case-past", Step("page", Menu(nothing, about), why=False), keeps=("case",), reading=True)
