"""Talking to a person: everything the owner writes or sends goes to the staff until one side ends it."""

from __future__ import annotations

from dealership.domain.message import Message, labels
from dealership.domain.records import Case
from dealership.services import cases
from dialogs.model import Dialog, Done, Event, Fail, Option, Result, Sent, Stay, Step, Tap, Typed, View
from dialogs.owner.people import near_store
from dialogs.talk import Talk

RECEIVED = "👌"


def current(talk: Talk) -> Case | None:
    """The owner's open conversation."""
    return talk.uow.cases.find_open(talk.owner_id, cases.CONVERSATION)


def opened(talk: Talk) -> bool:
    """Open the case and pass on the words that led here."""
    case = cases.open_case(talk.uow, talk.shop, talk.owner_id, talk.now)
    words = talk.answers.pop("words", None)
    if words:
        said = cases.Words("owner", talk.session.chat_id, -talk.session.version, str(words))
        cases.from_owner(talk.uow, talk.shop, case, said, talk.now)
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
            "open": open_now,
            "phone": store.phone,
            "store": labels(store.name),
        }
        return View(about, [[Option("end", Message("human-end"))]], "human-talk")

    def take(self, talk: Talk, event: Event) -> Result:
        case = current(talk)
        if case is None:
            return Done(Message("human-over"))
        match event:
            case Tap(option="end"):
                cases.close(talk.uow, talk.world.shops[case.store_id], case, talk.now)
                return Done(Message("human-ended"))
            case Typed(text=text, message_id=message_id):
                return self._pass_on(talk, case, cases.Words("owner", talk.session.chat_id, message_id, text))
            case Sent(media=media, caption=caption, message_id=message_id, place=place, kind=kind):
                text = caption or ("" if media else f"[{kind}]")
                if place is not None:
                    text = f"https://maps.google.com/?q={place[0]},{place[1]}"
                words = cases.Words("owner", talk.session.chat_id, message_id, text, media)
                return self._pass_on(talk, case, words)
            case _:
                return Fail(Message("human-use-words"))

    def _pass_on(self, talk: Talk, case: Case, words: cases.Words) -> Result:
        cases.from_owner(talk.uow, talk.world.shops[case.store_id], case, words, talk.now)
        return Stay(RECEIVED)


HUMAN = Dialog(
    "human",
    Step("opened", Relay(), skip_if=opened, why=False),
    Step("talk", Relay(), why=False),
    human=False,
    reading=True,
)
