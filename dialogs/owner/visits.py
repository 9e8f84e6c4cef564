"""My bookings: what is coming, what is waited for; one visit with everything that can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.message import Arg, Message, day, moment
from dealership.domain.records import Appointment, WaitlistEntry
from dealership.services import booking, describe, waiting
from dialogs.inputs import Menu
from dialogs.model import Ask, Dialog, Go, Option, Result, Start, Step, Typed
from dialogs.owner.people import seen
from dialogs.owner.places import visit_of
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
CHANGES = {"move": "move", "cancel": "cancel_booking"}
"""What an owner wants to do about a visit, and the dialog that does it."""


def coming(talk: Talk) -> Sequence[Appointment]:
    return booking.upcoming_of(talk.uow, talk.owner_id, talk.now)


def choose(visit: Appointment) -> Callable[[Talk], Result]:
    """The visit's card, or what the owner had asked for before saying which visit is meant."""

    def take(talk: Talk) -> Result:
        words = talk.answers.pop("words", None)
        return (change(talk, words, [visit]) if words else None) or Go(visit.id)

    return take


def items(talk: Talk) -> Sequence[Item]:
    """Visits first, then the days waited for, then a new booking."""
    if talk.ui.get("leave"):
        return leaving(talk, int(talk.ui["leave"]))
    found: list[Item] = []
    for visit in coming(talk):
        zone = talk.world.shops[visit.store_id].zone
        about = {
            "at": moment(visit.start_at, zone, "short"),
            "car": describe.short_car(seen(talk, visit.vehicle_id)),
        }
        found.append((Option(str(visit.id), Message("visits-option", about)), choose(visit)))
    for entry in waited_for(talk):
        label = Message("visits-waiting", {"day": day(entry.day, "short")})
        found.append((Option(f"wait.{entry.id}", label), _sure(entry)))
    found.append((Option("book", Message("home-booking")), lambda _talk: Start("booking", leave=True)))
    return found


def waited_for(talk: Talk) -> Sequence[WaitlistEntry]:
    return talk.uow.waitlist.of_owner(talk.owner_id, (waiting.WAITING,))


def _sure(entry: WaitlistEntry) -> Callable[[Talk], Result]:
    return lambda _talk: Ask({"leave": entry.id}, Message("visits-leave-sure", {"day": day(entry.day)}))


def leaving(talk: Talk, entry_id: int) -> Sequence[Item]:
    """Whether to stop waiting for a day."""

    def leave(talk: Talk) -> Result:
        left = waiting.leave(talk.uow, entry_id, talk.owner_id)
        return Ask({}, Message("visits-left-waitlist") if left else None)

    return [
        (Option("leave", Message("visits-leave")), leave),
        (Option("stay", Message("visits-stay")), lambda _talk: Ask({})),
    ]


def list_args(talk: Talk) -> Mapping[str, Arg]:
    return {"count": len(coming(talk)), "waiting": len(waited_for(talk))}


def about(talk: Talk) -> Mapping[str, Arg]:
    visit = visit_of(talk)
    shop = talk.world.shops[visit.store_id]
    return {**describe.own_visit(talk.uow, shop, visit, describe.EXCERPT), "state": visit.state}


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
    return lambda _talk: Start(dialog, answers)


def typed_list(talk: Talk, event: Typed) -> Result | None:
    """Words about the only visit there is."""
    return change(talk, event.text, coming(talk))


def typed_card(talk: Talk, event: Typed) -> Result | None:
    """Words about the visit shown."""
    return change(talk, event.text, [visit_of(talk)])


def change(talk: Talk, text: str, about: Sequence[Appointment]) -> Result | None:
    """Move or cancel in words, when it is clear which visit is meant; a time said is taken along."""
    facts = talk.read(text).facts
    dialog = CHANGES.get(facts.intent) if facts else None
    if dialog is None or len(about) != 1:
        return None
    answers: dict[str, object] = {"appointment": about[0].id, "store": str(about[0].store_id)}
    told = {"said": text} if dialog == "move" and talk.read(text).when else {}
    return Start(dialog, {**answers, **told})


VISITS = Dialog(
    "visits",
    Step("appointment", Menu(items, list_args, width=1, typed=typed_list), why=False),
    Step("card", Menu(actions, about, typed=typed_card), why=False),
    reading=True,
)
