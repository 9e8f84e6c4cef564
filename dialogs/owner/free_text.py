"""Words and files no step could take: what the owner wants decides where it leads.

One message may say everything: job, day and time are kept and asked for no more. Files get a sensible answer:
a place or a photo is never met with silence.
"""

from __future__ import annotations

from dealership.domain.message import Message, labels
from dialogs.model import Ask, Contact, Done, Event, Fail, Result, Sent, Start, Typed
from dialogs.owner import bind, typed, visits
from dialogs.owner.people import near_store
from dialogs.talk import Talk

LEADS = {
    "my_booking": "visits",
    "move": "visits",
    "status": "visits",
    "cancel": "visits",
    "human": "human",
    "complain": "human",
    "stop": "consents",
}
ANSWERED = ("thanks", "greeting", "smalltalk")
TOLD = ("hours", "address", "roadside", "price")
RESTING = ("home", "visits", "cars", "settings", "privacy", "mydata", "deletion", "help", "welcome")
"""Dialogs that ask nothing: whatever is written there begins something new."""


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
    facts = talk.read(text).facts
    intent = facts.intent if facts else "other"
    busy = talk.frame.dialog not in RESTING
    if busy and intent in ("cancel", "no"):
        return Done(Message("engine-cancelled"))
    if typed.is_danger(talk, text) or _is_booking(talk, text, busy):
        return booking(talk, text)
    return (None if busy else visits.change(talk, text, visits.coming(talk))) or _answer(talk, intent, text)


def _is_booking(talk: Talk, text: str, busy: bool) -> bool:
    """A fault at any moment; a job or a time where nothing else is being asked."""
    understood = talk.read(text)
    facts = understood.facts
    if facts and facts.intent in LEADS:
        return False
    if facts and facts.faults:
        return True
    wished = understood.when or (facts and (facts.jobs or facts.intent in ("book", "fault_report")))
    return bool(wished) and not busy


def _answer(talk: Talk, intent: str, text: str) -> Result | None:
    """A way there, or what one asks a shop by phone."""
    if intent in LEADS:
        dialog = LEADS[intent]
        return Start(dialog, {"words": text} if dialog == "human" else {})
    if intent in TOLD:
        return Ask(talk.ui, Message(f"told-{intent}", store_facts(talk)))
    return Ask(talk.ui, Message(f"told-{intent}")) if intent in ANSWERED else None


def booking(talk: Talk, text: str) -> Result:
    """A booking with everything the message said; in danger help comes before any question."""
    facts = talk.read(text).facts
    answers: dict[str, object] = {"said": text}
    if facts and facts.jobs:
        answers["wished"] = list(facts.jobs)
    if facts and facts.faults:
        answers |= {"fault": {"text": text, "photos": []}, "safety": facts.safety}
    if facts and facts.odometer_km:
        answers["odometer"] = facts.odometer_km
    if not answers.get("safety"):
        return Start("booking", answers)
    warning = Message("booking-danger", {"roadside": near_store(talk).roadside_phone})
    return Start("booking", {**answers, "warned": True}, note=warning)


def recognised(talk: Talk, contact: Contact) -> Result:
    """A contact shared where none was asked for is taken all the same; the talk goes on where it was."""
    told = bind.by_contact(talk, contact)
    note = told.note if isinstance(told, Done) else told.reason if isinstance(told, Fail) else None
    return Ask(talk.ui, note)


def received(talk: Talk, event: Sent) -> Result:
    """A file nobody asked for: what can be done with it."""
    kind = "place" if event.place else "voice" if event.kind in ("voice", "video_note", "audio") else "file"
    kind = "sticker" if event.kind in ("sticker", "animation", "dice") else kind
    return Ask(talk.ui, Message("told-received", {"kind": kind, "roadside": near_store(talk).roadside_phone}))


def store_facts(talk: Talk) -> dict[str, object]:
    """What one asks a shop by phone."""
    store = near_store(talk)
    shop = talk.world.shops[store.id]
    today = shop.hours_on(shop.today(talk.now))
    return {
        "store": labels(store.name),
        "address": labels(store.address),
        "phone": store.phone,
        "roadside": store.roadside_phone,
        "hours": ", ".join(f"{span.start:%H:%M}–{span.end:%H:%M}" for span in today),
        "open": "yes" if today else "no",
    }
