"""Talking to a person: everything the owner writes or sends goes to the staff until one side ends it."""

from __future__ import annotations

from dealership.domain.message import Message, labels
from dealership.domain.records import Case
from dealership.services import cases
from dealership.services.case_cards import CONVERSATION
from dialogs.model import Dialog, Done, Event, Fail, Option, Result, Stay, Step, Tap, View
from dialogs.owner.people import near_store
from dialogs.relay import words_of
from dialogs.talk import Talk

RECEIVED = "👌"


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
    return True


class Relay:
    """Words and files on their way to a person."""

    def show(self, talk: Talk) -> View:
        case = current(talk)
        state = case.state if case else cases.CLOSED
        store = near_store(talk)
        open_now = "yes" if talk.world.shops[store.id].is_open_at(talk.now) else "no"
        about = {
            "state": state,
            "passed": "yes" if talk.answers.get("passed") else "no",
            "open": open_now,
            "phone": store.phone,
            "store": labels(store.name),
        }
        return View(about, [[Option("end", Message("human-end"))]], "human-talk")

    def take(self, talk: Talk, event: Event) -> Result:
        case = current(talk)
        if case is None:
            return Done(Message("human-over"))
        if isinstance(event, Tap) and event.option == "end":
            cases.close(talk.uow, talk.world.shops[case.store_id], case, talk.now)
            return Done(Message("human-ended"))
        words = words_of("owner", talk.session.chat_id, event)
        if words is None:
            return Fail(Message("human-use-words"))
        cases.from_owner(talk.uow, talk.world.shops[case.store_id], case, words, talk.now)
        return Stay(RECEIVED)


HUMAN = Dialog(
    "human",
    Step("opened", Relay(), skip_if=opened, why=False),
    Step("talk", Relay(), why=False, heard=True),
    human=False,
    reading=True,
)
