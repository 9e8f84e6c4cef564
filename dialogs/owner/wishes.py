"""What an owner types while a visit is arranged: one message may answer any question, asked or not.

Car, jobs, fault, odometer, pick-up, remark, advisor and store are taken over as said, a job ruled out goes, the
latest word holds. A day or time is kept as said (`said`, seen from what was settled: `around`) and looked up by
`seeking` once it is known what for. A question in between is answered above, and asked is what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dealership.domain.message import Message
from dialogs.model import Ask, Done, Fail, Fill, Go, Jump, Result, Typed
from dialogs.owner import cues, full, questions, typed
from dialogs.owner.times import EXPECTED, is_over
from dialogs.talk import Talk
from dialogs.understanding.facts import Facts

PLACE = ("which", "day", "time", "full")
"""What a changed wish asks anew, unless the place held so far will do."""
ABOUT_TIME = ("which", "full", "day", "time", "summary")
LONGEST_FAULT, LONGEST_REMARK, LONGEST_PICKUP = 1000, 500, 200
Answers = dict[str, Any]


def booking(talk: Talk, event: Typed) -> Result | None:
    """Words at a step of the booking."""
    facts = talk.read(event.text).facts or Facts()
    answer = questions.answer(talk, event.text)
    if answer is not None and talk.read(event.text).when is None:
        return Ask(talk.ui, answer)
    told = changes(talk, event.text)
    if isinstance(told, Fail):
        return told
    if "fault" in told and talk.frame.step == "reason":
        return Jump("fault", told, note=answer)
    return _filled(talk, told, answer or over(talk, event.text)) or _reply(talk, event.text, facts)


def over(talk: Talk, text: str) -> Message | None:
    """A word about a time that is over, where nothing else is said instead."""
    return Message("input-over") if is_over(talk, text) else None


def moving(talk: Talk, event: Typed) -> Result | None:
    """Words at a step of moving a visit: only the time is open."""
    facts = talk.read(event.text).facts or Facts()
    answer = questions.answer(talk, event.text)
    told = time_of(talk, event.text)
    if answer is not None and not told:
        return Ask(talk.ui, answer)
    return _filled(talk, told, answer) or _reply(talk, event.text, facts)


def at_summary(read: Callable[[Talk, Typed], Result | None]) -> Callable[[Talk, Typed], Result | None]:
    """Where all is read back: yes and no in words; whatever else is said changes it, and it is read back again."""

    def take(talk: Talk, event: Typed) -> Result | None:
        understood = talk.read(event.text)
        facts = understood.facts or Facts()
        left_to_us = facts.you_decide and understood.when is not None and understood.when.kind == "earliest"
        if facts.intent == "yes" and (understood.when is None or left_to_us):
            return Go(True)
        told = read(talk, event)
        if told is None and facts.intent == "no":
            return Ask({"change": True})
        return told

    return take


def _filled(talk: Talk, told: Answers, note: Message | None) -> Result | None:
    if not told:
        return None
    forget: tuple[str, ...] = PLACE if "said" in told else ()
    if told.get("reason") == []:  # every job ruled out, none named instead
        told = {key: value for key, value in told.items() if key != "reason"}
        forget = (*PLACE, "reason")
    if talk.frame.step == "time" and "store" not in told and not forget:
        told = {"day": talk.answers["day"], **told}  # a day chosen stays, though other times may be free then
    return Fill(told, forget, note)


def _reply(talk: Talk, text: str, facts: Facts) -> Result | None:
    """None of those offered; not now; a day that is over."""
    step = talk.frame.step
    if facts.intent == "later":
        return Done(Message("told-later"))
    if facts.intent == "no" and step in ("which", "full", "time"):
        return Jump("day")
    if step in ABOUT_TIME and cues.found("past", text):
        return Fail(Message("input-over"))
    return None


def changes(talk: Talk, text: str) -> Answers | Fail:
    """All that the words answer or change; Fail when they name a car that cannot be taken."""
    facts = talk.read(text, *EXPECTED.get(talk.frame.step, ())).facts or Facts()
    car = typed.car(talk, text)
    if isinstance(car, Fail):
        return car
    told: Answers = {"car": car.value} if isinstance(car, Go) else {}
    if waiting := typed.waiting_car(talk, text):
        told["named"] = waiting
    if facts.odometer_km and facts.odometer_km < typed.MOST_KM:
        told["odometer"] = facts.odometer_km
    told |= _names(talk, text) | _jobs(talk, text, facts) | _words(talk, text)
    told |= _fault(talk, text, facts) | time_of(talk, text)
    return {key: value for key, value in told.items() if key not in talk.answers or talk.answers[key] != value or key == talk.frame.step}  # fmt: skip


def _names(talk: Talk, text: str) -> Answers:
    store = typed.store_named(talk, text)
    advisor = typed.advisor_named(talk, text)
    return ({"store": store} if store else {}) | ({"advisor": advisor} if advisor else {})


def _jobs(talk: Talk, text: str, facts: Facts) -> Answers:
    """Jobs named come on top of those chosen, or in their place; before the menu is known they wait (`wished`)."""
    instead, also = cues.found("instead", text), cues.found("also", text)
    if instead or also or (talk.read(text).when and not facts.faults):
        facts = (
            talk.read(text, "jobs").facts or facts
        )  # "brakes instead", "wipers at 11": a bare part is a job
    chosen = list(talk.ui.get("chosen", talk.answers.get("reason", talk.answers.get("wished", ()))) or ())
    ruled_out = set(facts.unwanted_jobs)
    if not facts.jobs and not ruled_out & set(chosen):
        return {}
    kept = [] if facts.jobs and instead and not also else [job for job in chosen if job not in ruled_out]
    jobs = [*kept, *(job for job in facts.jobs if job not in kept)]
    if "reason" not in talk.answers and talk.frame.step != "reason":
        return {"wished": jobs}
    offered = [job.key for job in talk.store.menu if job.key in jobs]
    return {"reason": offered} if offered or ruled_out else {}


def _fault(talk: Talk, text: str, facts: Facts) -> Answers:
    """A fault in the owner's words, after those told before."""
    if not facts.faults and not facts.safety:
        return {}
    told = talk.answers.get("fault") or {}
    words = "\n".join(part for part in (told.get("text"), text.strip()) if part)[:LONGEST_FAULT]
    danger = facts.safety or bool(talk.answers.get("safety"))
    return {"fault": {"text": words, "photos": told.get("photos", [])}, "safety": danger}


def _words(talk: Talk, text: str) -> Answers:
    """Pick-up and remark, in the owner's words."""
    told: Answers = {}
    if talk.store.pickup and cues.found("no_pickup", text):
        told["pickup"] = None
    elif talk.store.pickup and cues.found("pickup", text):
        told["pickup"] = text.strip()[:LONGEST_PICKUP]
    cue = cues.found("remark", text)
    words = text[cue.end() :].strip(" :：,，.。-–—") if cue else ""
    return told | ({"remark": words[:LONGEST_REMARK]} if words else {})


def time_of(talk: Talk, text: str) -> Answers:
    """A day or time, with what was said of it before and is not looked up yet."""
    if talk.read(text, *EXPECTED.get(talk.frame.step, ())).when is None or is_over(talk, text):
        return {}
    around = {key: talk.answers[key] for key in ("day", "time", "frame") if talk.answers.get(key)}
    if talk.frame.step == "full" and (offered := full.around_wanted(talk)):
        around["day"] = talk.today_of(offered[0]).isoformat()
    return {"said": _with_pending(talk, text), "around": {**around, "step": talk.frame.step}}


def _with_pending(talk: Talk, text: str) -> str:
    """The words after those not looked up yet; another wish than the readings asked about takes their place."""
    pending = talk.answers.get("said")
    both = f"{pending}\n{text}" if pending else text
    when = talk.read(both).when
    return text if talk.frame.step == "which" and (when is None or when.ask) else both
