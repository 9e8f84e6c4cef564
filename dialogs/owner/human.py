"""Talking to a person: everything the owner writes or sends goes to the staff until one side ends it."""

from __future__ import annotations

from dealership.domain.message import Message, labels, moment
from dealership.domain.records import Case
from dealership.services import cases
from dealership.services.case_cards import CONVERSATION
from dialogs.model import Dialog, Done, Event, Fail, Option, Result, Stay, Step, Tap, View
from dialogs.owner.people import near_store
from dialogs.relay import words_of
from dialogs.talk import Talk

RECEIVED = "👌"
ASIDE = "aside"
"""Among the answers of the main menu: the conversation the owner has turned away from, to talk with us."""


def current(talk: Talk) -> Case | None:
    """The owner's open conversation."""
    return talk.uow.cases.find_open(talk.owner_id, CONVERSATION)


def opened(talk: Talk) -> bool:
    """Open the case at the owner's own store and pass on the words that led here."""
    case = cases.open_case(talk.uow, talk.world.shops[near_store(talk).id], talk.owner_id, talk.now)
    words = talk.answers.pop("words", None)
    if words:
        said = cases.Words("owner", talk.session.chat_id, -talk.session.version, str(words))
        cases.from_owner(talk.uow, talk.world.shops[case.store_id], case, said, talk.now)
        talk.answer("passed", True)
    talk.answer("opened", case.id)
    talk.frames[0].answers.pop(ASIDE, None)
    return True


def listens(talk: Talk) -> bool:
    """Whether a member of staff has taken the conversation: then words are for them, until the owner turns to us."""
    case = current(talk)
    return case is not None and case.state == cases.TAKEN and talk.frames[0].answers.get(ASIDE) != case.id


def end(talk: Talk) -> Done:
    """The owner has said all: the conversation is closed for both sides."""
    case = current(talk)
    if case is None:
        return Done(Message("human-over"))
    cases.close(talk.uow, talk.world.shops[case.store_id], case, talk.now)
    return Done(Message("human-ended"))


class Relay:
    """Words and files on their way to a person."""

    def show(self, talk: Talk) -> View:
        case = current(talk)
        state = case.state if case else cases.CLOSED
        store = near_store(talk)
        open_now = "yes" if talk.world.shops[store.id].is_open_at(talk.now) else "no"
        opens_at = talk.world.shops[store.id].opens_at(talk.now)
        about = {
            "from": moment(opens_at, store.zone, "short") if opens_at else "–",
            "state": state,
            "passed": "yes" if talk.answers.get("passed") else "no",
            "open": open_now,
            "phone": store.phone,
            "store": labels(store.name),
        }
        ways = [Option("end", Message("human-end"))]
        if state == cases.TAKEN:
            ways.append(Option("aside", Message("human-aside")))
        return View(about, [ways], "human-talk")

    def take(self, talk: Talk, event: Event) -> Result:
        case = current(talk)
        if case is None:
            return Done(Message("human-over"))
        if isinstance(event, Tap):
            return self._tapped(talk, event, case)
        words = words_of("owner", talk.session.chat_id, event)
        if words is None:
            return Fail(Message("human-use-words"))
        cases.from_owner(talk.uow, talk.world.shops[case.store_id], case, words, talk.now)
        return Stay(RECEIVED)

    def _tapped(self, talk: Talk, tap: Tap, case: Case) -> Result:
        if tap.option == "end":
            return end(talk)
        if tap.option == "aside":
            talk.frames[0].answers[ASIDE] = case.id
            return Done(Message("human-aside-done"))
        return Fail(Message("engine-stale"))


HUMAN = Dialog(
    "human",
    Step("opened", Relay(), skip_if=opened, why=False),
    Step("talk", Relay(), why=False, heard=True),
    human=False,
    reading=True,
)
