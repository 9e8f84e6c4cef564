"""My bookings: what is coming, what is waited for; one visit with everything that can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.message import Arg, Message, day, moment
from dealership.domain.records import Appointment
from dealership.services import booking, describe, waiting
from dialogs.inputs import Menu
from dialogs.model import Ask, Dialog, Go, Option, Result, Start, Step
from dialogs.owner.places import visit_of
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]


def coming(talk: Talk) -> Sequence[Appointment]:
    return booking.upcoming_of(talk.uow, talk.owner_id, talk.now)


def choose(key: int) -> Callable[[Talk], Result]:
    return lambda _talk: Go(key)


def stop_waiting(entry_id: int) -> Callable[[Talk], Result]:
    def act(talk: Talk) -> Result:
        waiting.leave(talk.uow, entry_id, talk.owner_id)
        return Ask({}, Message("visits-left-waitlist"))

    return act


def items(talk: Talk) -> Sequence[Item]:
    """Visits first, then the days waited for, then a new booking."""
    found: list[Item] = []
    for visit in coming(talk):
        zone = talk.world.shops[visit.store_id].zone
        label = Message("visits-option", {"at": moment(visit.start_at, zone, "short")})
        found.append((Option(str(visit.id), label), choose(visit.id)))
    for entry in talk.uow.waitlist.of_owner(talk.owner_id, (waiting.WAITING,)):
        label = Message("visits-waiting", {"day": day(entry.day, "short")})
        found.append((Option(f"leave.{entry.id}", label), stop_waiting(entry.id)))
    found.append((Option("book", Message("home-booking")), lambda _talk: Start("booking", leave=True)))
    return found


def list_args(talk: Talk) -> Mapping[str, Arg]:
    return {"count": len(coming(talk))}


def about(talk: Talk) -> Mapping[str, Arg]:
    visit = visit_of(talk)
    state = {"state": visit.state, "has_remark": "yes" if visit.remark else "no"}
    return {**describe.visit(talk.uow, talk.world.shops[visit.store_id], visit), **state}


def actions(talk: Talk) -> Sequence[Item]:
    visit = visit_of(talk)
    if visit.state not in booking.UPCOMING:
        return []
    answers = {"appointment": visit.id, "store": str(visit.store_id)}
    return [
        (Option(dialog, Message(f"visits-{key}")), _leads(dialog, answers))
        for dialog, key in (("move", "move"), ("cancel_booking", "cancel"), ("remark", "remark"))
    ]


def _leads(dialog: str, answers: Mapping[str, object]) -> Callable[[Talk], Result]:
    return lambda _talk: Start(dialog, answers, leave=True)


VISITS = Dialog(
    "visits",
    Step("appointment", Menu(items, list_args, width=1), why=False),
    Step("card", Menu(actions, about), why=False),
)
