"""Several messages sent in a row count as one thought.

People press "send" in the middle of a sentence: "my brakes" – "stopped working". When a message follows within
seconds and both together say what neither says alone (a danger, a fault, a job, a wish), the talk goes back to
where it stood before the first and takes the two as one; the screen shown in between is replaced, a place held
in between is given back. What was booked, ended, or passed to a person is never taken back.

The first message is remembered in the session, so it holds across replicas and restarts, and nobody waits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from dialogs.engine import Engine, Turn
from dialogs.model import Event, Frame, Typed
from dialogs.owner import places
from dialogs.talk import Talk
from dialogs.understanding.facts import Facts

WITHIN = timedelta(seconds=8)
LONGEST = 500
ANYTHING_GOES = ("fault", "remark", "pickup", "words")
"""Steps where every message is kept as it is."""
ITS_OWN = ("cancel", "move", "no", "yes", "later", "human", "complain", "thanks", "price", "hours", "address")
"""What is never the rest of a sentence."""


def accept(engine: Engine, talk: Talk, event: Event) -> Turn:
    """Apply the event, read together with the message just before where that says more."""
    former, talk.thought = talk.thought, None
    if not isinstance(event, Typed):
        return engine.accept(talk, event)
    before: dict[str, Any] = {
        "frames": [frame.to_json() for frame in talk.frames],
        "misses": list(talk.misses),
        "at": talk.now.isoformat(),
        "text": event.text,
    }
    joined = _joined(talk, former, event.text) if former else None
    if former and joined:
        _take_back(talk, former)
        before |= {"frames": former["frames"], "misses": former["misses"], "text": joined}
        turn = replace(engine.accept(talk, replace(event, text=joined)), replaces=True)
    else:
        turn = engine.accept(talk, event)
    if len(before["text"]) <= LONGEST and _may_go_on(talk, before["frames"]):
        talk.thought = before
    return turn


def _joined(talk: Talk, former: dict[str, Any], text: str) -> str | None:
    """Both as one message, when it says what neither of them does."""
    late = talk.now - datetime.fromisoformat(former["at"]) > WITHIN
    if late or not talk.frames or talk.frame.step in ANYTHING_GOES:
        return None
    joined = f"{former['text']} {text}"
    first, second, both = (talk.read(words).facts or Facts() for words in (former["text"], text, joined))
    if second.intent in ITS_OWN or both.unwanted_jobs:
        return None
    lost = first.intent == second.intent == "other"
    new = _said(both, lost) - _said(first, lost) - _said(second, lost)
    return joined if new else None


def _said(facts: Facts, lost: bool) -> set[str]:
    """What two messages can say together: a danger, faults, jobs; an intent only when neither had one."""
    danger = {"danger"} if facts.safety else set()
    intents = set(facts.intents) if lost else set()
    return {*facts.jobs, *(fault.symptom for fault in facts.faults)} | danger | intents


def _may_go_on(talk: Talk, before: list[dict[str, Any]]) -> bool:
    """Whether the talk could still go back: nothing has ended, nobody has been called."""
    ids = {frame.id for frame in talk.frames}
    ended = any(frame["id"] not in ids for frame in before)
    return (
        not ended and talk.frame.dialog != "human" and not any(f.answers.get("safety") for f in talk.frames)
    )


def _take_back(talk: Talk, former: dict[str, Any]) -> None:
    frames = [Frame.from_json(frame) for frame in former["frames"]]
    held = {frame.answers.get("hold") for frame in frames}
    for frame in talk.frames:
        if frame.answers.get("hold") not in held:
            places.release(talk, frame.answers)
    talk.frames, talk.misses = frames, list(former["misses"])
