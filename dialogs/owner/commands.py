"""Slash commands of the owners' bot: they work at any moment, whatever is being asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dealership.domain.message import Message
from dealership.services import binding, privacy
from dialogs.model import Ask, Done, Result, Start
from dialogs.owner import human
from dialogs.owner.bind import account, settle
from dialogs.owner.free_text import RESTING
from dialogs.owner.home import hello
from dialogs.owner.people import owner
from dialogs.talk import Talk

Handler = Callable[[Talk, str], Result | None]
HANDOVER = "v_"


def opens(dialog: str) -> Handler:
    return lambda _talk, _payload: Start(dialog)


def start(talk: Talk, payload: str) -> Result:
    """/start: a hand-over link is opened, a newcomer is welcomed, anybody else sees the menu."""
    note = None
    if payload.startswith(HANDOVER):
        bound = binding.by_link(
            talk.uow, account(talk), talk.owner_id, payload.removeprefix(HANDOVER), talk.now
        )
        told = settle(talk, bound)
        note = told.note if isinstance(told, Done) else Message("bind-used")
    if owner(talk).privacy_seen_at is None:
        return Start("welcome", note=note)
    return Start("home", note=note or hello(talk))


def cancel(talk: Talk, _payload: str) -> Result:
    """/cancel: the present dialog ends, a talk with a person for both sides; with nothing going on it says so."""
    if len(talk.frames) == 1:
        return Ask({}, Message("engine-nothing-to-cancel"))
    if talk.frame.dialog == human.HUMAN.key:
        return human.end(talk)
    return Done(None if talk.frame.dialog in RESTING else Message("engine-cancelled"))


def stop(talk: Talk, _payload: str) -> Result:
    """/stop: no reminders and no marketing from now on; what is booked stays booked."""
    privacy.stop_all(talk.uow, talk.owner_id, talk.now)
    talk.memo.clear()
    return Ask(talk.ui, Message("stop-done"))


def complain(_talk: Talk, _payload: str) -> Result:
    """/complain: somebody listens at once; with one open, how far it is."""
    return Start("complaint", {"source": "button"})


COMMANDS: Mapping[str, Handler] = {
    "start": start,
    "menu": opens("home"),
    "book": opens("booking"),
    "bookings": opens("visits"),
    "mycar": opens("cars"),
    "complain": complain,
    "human": opens("human"),
    "settings": opens("settings"),
    "language": opens("settings"),
    "help": opens("help"),
    "privacy": opens("privacy"),
    "mydata": opens("mydata"),
    "deletemydata": opens("deletion"),
    "cancel": cancel,
    "stop": stop,
}

LISTED = ("book", "bookings", "mycar", "human", "settings")
"""The commands in Telegram's menu; five at most."""
