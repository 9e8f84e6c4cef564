"""Free text no step could take: what the owner wants decides where it leads.

One message may say everything: job, day and time are kept and asked for no more.
"""

from __future__ import annotations

from dealership.domain.message import Message, labels
from dialogs.model import Ask, Done, Result, Start, Typed
from dialogs.talk import Talk

LEADS = {
    "my_booking": "visits",
    "move": "visits",
    "status": "visits",
    "cancel": "visits",
    "human": "human",
    "complain": "human",
    "stop": "settings",
}
ANSWERED = ("thanks", "greeting", "smalltalk")
TOLD = ("hours", "address", "roadside", "price")


def late(talk: Talk, event: Typed) -> Result | None:
    """Where the words lead, or None when they say nothing to us."""
    understood = talk.read(event.text)
    facts = understood.facts
    intent = facts.intent if facts else "other"
    busy = len(talk.frames) > 1
    if busy and intent in ("cancel", "no"):
        return Done(Message("engine-cancelled"))
    if (facts and (facts.faults or facts.jobs or intent in ("book", "fault_report"))) or (
        understood.when and not busy
    ):
        return None if busy and not (facts and facts.faults) else booking(talk, event.text)
    if intent in LEADS:
        return Start(LEADS[intent], {"words": event.text} if LEADS[intent] == "human" else {})
    if intent in TOLD:
        return Ask(talk.ui, Message(f"told-{intent}", store_facts(talk)))
    if intent in ANSWERED:
        return Ask(talk.ui, Message(f"told-{intent}"))
    return None


def booking(talk: Talk, text: str) -> Result:
    """A booking with everything the message said."""
    facts = talk.read(text).facts
    answers: dict[str, object] = {"said": text}
    wished = [job.key for job in talk.store.menu if facts and job.key in facts.jobs]
    if wished:
        answers["reason"] = wished
    elif facts and facts.faults:
        answers |= {"reason": [], "fault": {"text": text, "photos": []}, "safety": facts.safety}
    if facts and facts.odometer_km:
        answers["odometer"] = facts.odometer_km
    return Start("booking", answers)


def store_facts(talk: Talk) -> dict[str, object]:
    """What one asks a shop by phone."""
    store = talk.store
    today = talk.shop.hours_on(talk.today)
    return {
        "store": labels(store.name),
        "address": labels(store.address),
        "phone": store.phone,
        "roadside": store.roadside_phone,
        "hours": ", ".join(f"{span.start:%H:%M}–{span.end:%H:%M}" for span in today),
        "open": "yes" if today else "no",
    }
