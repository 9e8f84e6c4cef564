"""Words and files no step could take: what the owner wants decides where it leads.

One message may say everything: car, jobs, fault, day and time are kept and asked for no more. Danger goes before
whatever is asked: advice, the roadside number, and a person informed at once. What nobody understands twice in a
row goes to a person, with the words. Files get a sensible answer: a place or a photo is never met with silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealership.domain.message import Message
from dealership.services import cases, privacy, teaching
from dialogs.grievances import asks_where, is_bare
from dialogs.model import Ask, Contact, Done, Event, Fail, Fill, Result, Sent, Start, Stay, Typed
from dialogs.owner import (
    bind,
    complaint,
    complaint_told,
    delay,
    human,
    plates,
    questions,
    typed,
    upkeep,
    visits,
    wishes,
)
from dialogs.owner.human import RECEIVED
from dialogs.owner.people import cars, near_store, owner
from dialogs.talk import Talk
from dialogs.understanding.facts import Facts

LEADS = {
    "my_booking": "visits",
    "move": "visits",
    "status": "visits",
    "cancel": "visits",
    "human": "human",
}
ANSWERED = ("thanks", "greeting", "smalltalk", "yes", "later", "no")
RESTING = ("home", "visits", "cars", "settings", "privacy", "mydata", "deletion", "help", "welcome")
"""Dialogs that ask nothing: whatever is written there begins something new."""
TELLING = ("plate", "vin", "phone", "email", "name")
"""What in a message tells who said it."""
TOLERANCE = 2
"""Messages in a row nobody understood until a person reads them."""


def early(talk: Talk, event: Event) -> Result | None:
    """Danger, whatever is being asked: help first, a person informed with the words, then the earliest place."""
    if not isinstance(event, Typed) or not typed.is_danger(talk, event.text) or talk.answers.get("safety"):
        return None
    store, own = near_store(talk), cars(talk)
    car = own[0][0].id if len(own) == 1 else None
    cases.alert(talk.uow, talk.world.shops[store.id], talk.owner_id, car, event.text, talk.now)
    warning = Message("booking-danger-told", {"roadside": store.roadside_phone})
    facts = talk.read(event.text).facts
    if (facts and facts.intent == "complain") or talk.frame.dialog == "complaint":
        return Start("complaint", {"words": event.text}, note=warning)
    known = {"told": True, "alarmed": False}
    if talk.frame.dialog == "booking":
        told = wishes.changes(talk, event.text)
        return Fill({**({} if isinstance(told, Fail) else told), **known}, wishes.PLACE, note=warning)
    return booking(talk, event.text, known, warning)


def late(talk: Talk, event: Event) -> Result | None:
    """Where the words lead, or None when they say nothing to us."""
    match event:
        case Typed(text=text):
            return said(talk, text)
        case Contact():
            return recognised(talk, event)
        case Sent():
            return received(talk, event)
        case _:
            return None


def said(talk: Talk, text: str) -> Result | None:
    facts = talk.read(text).facts or Facts()
    busy = talk.frame.dialog not in RESTING
    if complaint_told.current(talk) and asks_where(text):
        return Start("complaint", {"words": text}, note=complaint_told.told_status(talk))
    if facts.intent == "complain":
        return Start("complaint", {} if is_bare(text) else {"words": text})
    if not busy and facts.intent != "stop" and human.listens(talk):
        return Start("human", {"words": text}, note=Message("human-passed-on"))
    if not busy and (expected := delay.told(talk, text)):
        return expected
    answer = questions.answer(talk, text)
    if answer is not None and (busy or not talk.read(text).when):
        return Ask(talk.ui, answer)
    if not busy and facts.odometer_km and (counted := upkeep.told(talk, facts.odometer_km)):
        return counted
    if not busy and (named := plates.alone(talk, text)):
        return named
    if busy and facts.intent in ("cancel", "no"):
        return Done(Message("engine-cancelled"))
    if _is_booking(talk, text, facts, busy):
        return booking(talk, text, {}, answer)
    return (None if busy else visits.change(talk, text, visits.coming(talk))) or _lead(
        talk, facts.intent, text
    )


def _is_booking(talk: Talk, text: str, facts: Facts, busy: bool) -> bool:
    """A fault at any moment; a job, a car or a time where nothing else is being asked."""
    if facts.intent in LEADS or facts.intent == "stop":
        return False
    if facts.faults:
        return True
    wished = talk.read(text).when or facts.jobs or facts.intent in ("book", "fault_report")
    return bool(wished) and not busy


def _lead(talk: Talk, intent: str, text: str) -> Result | None:
    """A way there, or a word in return."""
    if intent in LEADS:
        dialog = LEADS[intent]
        if intent in visits.CHANGES and len(visits.coming(talk)) > 1:
            return Start(dialog, {"words": text}, note=Message("booking-which"))
        return Start(dialog, {"words": text} if dialog == "human" else {})
    if intent == "stop":
        privacy.stop_all(talk.uow, talk.owner_id, talk.now)
        talk.memo.clear()
        return Ask(talk.ui, Message("stop-done"))
    if intent == "yes" and talk.frame.dialog not in RESTING:
        return Ask(talk.ui)
    return Ask(talk.ui, Message(f"told-{intent}")) if intent in ANSWERED else None


def booking(talk: Talk, text: str, known: Mapping[str, Any], note: Message | None) -> Result:
    """A booking with everything the message said; why a car named in it cannot be taken is said above."""
    told = wishes.changes(talk, text)
    if isinstance(told, Fail):
        return Start("booking", {"said": text, **known}, note=told.reason)
    return Start("booking", {**told, **known}, note=note or wishes.over(talk, text))


def lost(talk: Talk, event: Event) -> Result | None:
    """What nobody understood: kept for teaching; the second time in a row a person reads both messages."""
    if not isinstance(event, Typed):
        return None
    talk.misses.append(event.text)
    facts = talk.read(event.text).facts or Facts()
    told = [event.text[found.start : found.end] for found in facts.found if found.kind in TELLING]
    names = [*told, *(name for car, _ in cars(talk) for name in (car.plate, car.vin) if name)]
    asked = f"{talk.frame.dialog}.{talk.frame.step}"
    teaching.keep(talk.uow, owner(talk), near_store(talk).id, asked, event.text, talk.now, names)
    if len(talk.misses) < TOLERANCE:
        return None
    words = "\n".join(talk.misses)
    talk.misses.clear()
    return Start("human", {"words": words}, note=Message("told-lost"))


def recognised(talk: Talk, contact: Contact) -> Result:
    """A contact shared where none was asked for is taken all the same; the talk goes on where it was."""
    told = bind.by_contact(talk, contact)
    note = told.note if isinstance(told, Done) else told.reason if isinstance(told, Fail) else None
    return Ask(talk.ui, note)


def received(talk: Talk, event: Sent) -> Result:
    """A file nobody asked for: the open complaint's, or what can be done with it."""
    if complaint.pass_on(talk, event):
        return Stay(RECEIVED)
    kind = "place" if event.place else "voice" if event.kind in ("voice", "video_note", "audio") else "file"
    kind = "sticker" if event.kind in ("sticker", "animation", "dice") else kind
    return Ask(talk.ui, Message("told-received", {"kind": kind, "roadside": near_store(talk).roadside_phone}))
