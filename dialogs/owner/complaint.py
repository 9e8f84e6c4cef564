"""A complaint: heard at once, then asked only what is missing; after that every word and photo reaches who has it.

It is written down with the first words, so nothing asked afterwards can lose it. What is critical is asked nothing
more: somebody calls. The same page tells how far it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from dealership.domain.complaints import SINCE, WISHES, Category, State
from dealership.domain.message import Arg, Message
from dealership.domain.records import Case, Media
from dealership.services import cases, closing, complaints, describe
from dealership.services.cases import Words
from dealership.services.complaints import Told
from dialogs.grievances import asks_where, told
from dialogs.inputs import Choice, Menu
from dialogs.inputs.choice import USE_BUTTONS
from dialogs.model import (
    Ask,
    Dialog,
    Done,
    Event,
    Fail,
    Go,
    Option,
    Result,
    Sent,
    Start,
    Stay,
    Step,
    Tap,
    Typed,
    View,
)
from dialogs.owner.complaint_told import current, is_critical, opening, shop_of, status
from dialogs.owner.human import RECEIVED
from dialogs.owner.people import cars, near_store
from dialogs.relay import words_of
from dialogs.talk import Talk

NO_CAR, LATER = "none", "skip"
REFUSALS = ("no", "complain", "fault_report")
LASTING = (Category.QUALITY, Category.PARTS, Category.WARRANTY)
LONGEST = 3000


class Telling:
    """What happened, in words or with a first photo."""

    def show(self, talk: Talk) -> View:
        return View()

    def take(self, talk: Talk, event: Event) -> Result:
        match event:
            case Typed(text=text) if text.strip():
                return Go({"text": text.strip()[:LONGEST]})
            case Sent(media=media, caption=caption) if media is not None:
                return Go({"text": caption, "media": asdict(media), "message_id": event.message_id})
            case _:
                return Fail(Message("complaint-use-words"))


def is_new(talk: Talk) -> bool:
    """Nothing of late that it could be about."""
    return current(talk) is not None or closed_of_late(talk) is None


def closed_of_late(talk: Talk) -> Case | None:
    """The complaint closed last, while it may still be taken up again."""
    days = timedelta(days=talk.company.care.reopen_days)
    return talk.uow.complaints.find_last_closed(talk.owner_id, talk.now - days)


def former(talk: Talk) -> Mapping[str, Arg]:
    case = closed_of_late(talk)
    return {"number": str(case.id) if case else "–"}


def same_or_new(talk: Talk) -> Sequence[tuple[Option, Callable[[Talk], Result]]]:
    """Take the former one up again, or begin another."""
    return [
        (Option("same", Message("complaint-same-same", former(talk))), again),
        (Option("new", Message("complaint-same-new")), lambda _talk: Go("new")),
    ]


def again(talk: Talk) -> Result:
    """The former one is open again, with all that was said of it."""
    case = closed_of_late(talk)
    if case is None:
        return Go("new")
    closing.reopen(talk.uow, shop_of(talk, case), talk.owner_id, case.id, talk.now)
    return Go("same", note=Message("complaint-again", {"number": str(case.id)}))


def is_told(talk: Talk) -> bool:
    """Known already, or said in the words that led here."""
    words = talk.answers.pop("words", None)
    if words:
        talk.answer("said", {"text": str(words)[:LONGEST]})
    return bool(words) or current(talk) is not None


def opened(talk: Talk) -> bool:
    """Open it with what was said, or pass the words on to the one that is open."""
    case, said = current(talk), talk.answers.get("said") or {}
    if case is None:
        case = _begin(talk, said)
    elif said and _hear(talk, case, _words(talk, said)):
        talk.say(opening(talk, case))
    talk.answer("opened", case.id)
    return True


def _begin(talk: Talk, said: Mapping[str, Any]) -> Case:
    shop = talk.world.shops[near_store(talk).id]
    read = told(talk, str(said.get("text") or ""), cars(talk), str(talk.answers.get("source", "words")))
    case = complaints.open_complaint(talk.uow, shop, talk.owner_id, read, talk.now)
    cases.from_owner(talk.uow, shop, case, _words(talk, said), talk.now)
    talk.say(opening(talk, case))
    return case


def knows_car(talk: Talk) -> bool:
    """One car, one named, or none: nothing to ask."""
    case = current(talk)
    known = case is None or talk.uow.complaints.get(case.id).vehicle_id is not None
    return known or len(cars(talk)) < 2 or is_critical(talk) or _answered(talk)


def knows_since(talk: Talk) -> bool:
    """Only of what is wrong with a car or its parts one asks since when."""
    case = current(talk)
    if case is None or is_critical(talk) or _answered(talk):
        return True
    complaint = talk.uow.complaints.get(case.id)
    return bool(complaint.since) or complaint.category not in LASTING


def knows_wish(talk: Talk) -> bool:
    case = current(talk)
    return is_critical(talk) or case is None or bool(talk.uow.complaints.get(case.id).wish) or _answered(talk)


def _answered(talk: Talk) -> bool:
    """Somebody is at it already: they ask themselves."""
    case = current(talk)
    return case is None or case.taken_by is not None or "said" not in talk.answers


def own_cars(talk: Talk) -> Sequence[Option]:
    named = [
        Option(str(car.id), Message("complaint-car-option", {"car": describe.short_car(car)}))
        for car, _ in cars(talk)
    ]
    return [*named, Option(NO_CAR, Message("complaint-no-car"))]


def kept(key: str) -> Step:
    """A question whose answer goes into the complaint: an option, or the owner's own words."""
    options = SINCE if key == "since" else WISHES

    def shown(_talk: Talk) -> Sequence[Option]:
        return [Option(one, Message(f"complaint-{key}-{one}")) for one in (*options, LATER)]

    def typed(_talk: Talk, event: Typed) -> Result:
        return Go({"words": event.text[:LONGEST]})

    skip = knows_since if key == "since" else knows_wish
    return Step(key, Choice(shown, width=2, typed=typed), skip_if=skip)


def noted(talk: Talk) -> bool:
    """What was answered since is in the card."""
    case = current(talk)
    if case is None:
        return True
    changed: dict[str, Any] = {}
    car = talk.answers.get("car")
    if car not in (None, NO_CAR):
        changed["vehicle_id"] = int(car)
    for key in ("since", "wish"):
        answer = talk.answers.get(key)
        if isinstance(answer, dict):
            changed[key] = answer["words"]
        elif answer not in (None, LATER):
            changed[key] = answer
    if changed:
        complaints.add(talk.uow, shop_of(talk, case), case, talk.now, **changed)
    talk.answer("noted", True)
    return True


class Following:
    """The open complaint: how far it is; every word and file goes to who has it."""

    def show(self, talk: Talk) -> View:
        case = current(talk)
        if case is None:
            return View({}, [], "complaint-over")
        rows = [[Option("where", Message("complaint-where")), Option("leave", Message("complaint-leave"))]]
        if case.state == State.DONE:
            rows.insert(0, [Option("yes", Message("settled-yes")), Option("no", Message("settled-no"))])
        return View({"number": str(case.id)}, rows, "complaint-talk")

    def take(self, talk: Talk, event: Event) -> Result:
        case = current(talk)
        if case is None:
            return Done(Message("complaint-over"))
        match event:
            case Tap(option="where"):
                return Ask({}, status(talk, case))
            case Tap(option="yes") if closing.settled(talk.uow, shop_of(talk, case), case, talk.now):
                return Start("rating", {"case": case.id}, leave=True, note=Message("settled-thanks"))
            case Tap(option="no") if closing.not_settled(talk.uow, shop_of(talk, case), case, talk.now):
                return Ask({}, Message("settled-not"))
            case Tap(option="leave"):
                return Done(Message("complaint-left", {"number": str(case.id)}))
            case Tap():
                return USE_BUTTONS
        words = words_of("owner", talk.session.chat_id, event)
        if words is None:
            return Fail(Message("human-use-words"))
        if _hear(talk, case, words):
            return Ask({}, opening(talk, case))
        if _is_refusal(talk, case, words.text):
            return Ask({}, Message("settled-not"))
        if isinstance(event, Typed) and asks_where(event.text):
            return Ask({}, status(talk, case))
        return Stay(RECEIVED)


def pass_on(talk: Talk, event: Sent) -> bool:
    """A file for the open complaint (the late part of an album); False when none is open."""
    case, words = current(talk), words_of("owner", talk.session.chat_id, event)
    if case is None or words is None or words.media is None:
        return False
    _hear(talk, case, words)
    return True


def _words(talk: Talk, said: Mapping[str, Any]) -> Words:
    media = Media(**said["media"]) if said.get("media") else None
    message_id = int(said.get("message_id") or -talk.session.version)
    return Words("owner", talk.session.chat_id, message_id, str(said.get("text") or ""), media)


def _hear(talk: Talk, case: Case, words: Words) -> bool:
    """Pass it on; True when it has made the complaint graver."""
    before = talk.uow.complaints.get(case.id).level
    facts = talk.read(words.text).facts if words.text else None
    thanks = facts is not None and facts.intent == "thanks"
    read = told(talk, words.text, cars(talk)) if words.text and not thanks else Told("")
    complaints.hear(talk.uow, shop_of(talk, case), case, words, read, talk.now)
    return talk.uow.complaints.get(case.id).level != before


def _is_refusal(talk: Talk, case: Case, text: str) -> bool:
    """Asked whether it is settled, somebody says in words that it is not: it goes on."""
    facts = talk.read(text).facts if text and case.state == State.DONE else None
    refused = facts is not None and facts.intent in REFUSALS
    return refused and closing.not_settled(talk.uow, shop_of(talk, case), case, talk.now)


COMPLAINT = Dialog(
    "complaint",
    Step("same", Menu(same_or_new, former, width=1), skip_if=is_new, why=False),
    Step("said", Telling(), skip_if=is_told, why=False),
    Step("opened", Telling(), skip_if=opened, why=False),
    Step("car", Choice(own_cars, width=2), skip_if=knows_car),
    kept("since"),
    kept("wish"),
    Step("noted", Telling(), skip_if=noted, why=False),
    Step("talk", Following(), why=False, heard=True),
    human=False,
    reading=True,
)
