"""Finding a place without asking, before a day is asked for.

Danger comes first: the earliest place at once, roadside help, an advisor is told. Then what was said in words
("tomorrow at three"). Then the place held before a line of the summary was changed.
"""

from __future__ import annotations

from dealership.domain.message import Message
from dealership.services import cases
from dialogs.model import Fail, Go, Jump, Result
from dialogs.owner import places, times
from dialogs.talk import Talk


def found(talk: Talk) -> bool:
    """Look once for a place; False only when the one wished cannot be had and others are to be offered."""
    answers = talk.answers
    if answers.get("safety") and not answers.get("alarmed"):
        return _alarm(talk)
    if answers.get("said"):
        return _take_up(talk)
    if answers.get("hold") and "day" not in answers and "time" not in answers:
        return _keep(talk)
    return True


def _alarm(talk: Talk) -> bool:
    """A fault one must not drive with: the earliest place, whatever time was wished."""
    talk.answer("alarmed", True)
    talk.answers.pop("said", None)
    held = places.hold_earliest(talk)
    talk.answers.update(held or {})
    if talk.answers.pop("told", False):
        if held:
            talk.say(Message("booking-held"))
        return True
    words = str((talk.answers.get("fault") or {}).get("text", ""))
    cases.alert(talk.uow, talk.shop, talk.owner_id, int(talk.answers["car"]), words, talk.now)
    talk.say(Message("booking-danger", {"roadside": talk.store.roadside_phone}))
    talk.say(Message("booking-alarmed", {"held": "yes" if held else "no"}))
    return True


def _take_up(talk: Talk) -> bool:
    """The time said, or what it was said to mean; what was held before stays when it leads nowhere."""
    answers = talk.answers
    text, around = str(answers.pop("said")), answers.pop("around", {})
    meant = answers.get("which")
    when = times.exactly(talk, meant, answers.get("part")) if meant else times.wished(talk, text, around)
    taken: Result | None = times.place(talk, when, around) if when else None
    answers["frame"] = text if when is not None and when.kind == "range" else None
    match taken:
        case Go(also=also):
            answers.update(also)
        case Jump(step=step, also=also):
            answers.update(also)
            return step != "full"
        case Fail(reason=reason):
            talk.say(reason)
            return _keep(talk) if answers.get("hold") else True
    return True


def _keep(talk: Talk) -> bool:
    """The same time for the changed wish, if it can be had."""
    former = talk.uow.appointments.get(int(talk.answers["hold"]))
    same_store = former.store_id == talk.store.id
    held = places.hold(talk, former.start_at) if same_store else None
    if held is None:
        places.release(talk, talk.answers)
        talk.answers.pop("hold")
        talk.say(Message("places-changed"))
    talk.answers.update(held or {})
    return True
