"""The main menu: book first; everything else one tap away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.message import Arg, Message, labels
from dialogs.inputs import Menu
from dialogs.model import Dialog, Option, Result, Start, Step
from dialogs.owner.again import last
from dialogs.owner.complaint_told import current
from dialogs.owner.people import cars, owner
from dialogs.owner.settings import WITHDRAW, deletion_args, leaving
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
FOLLOWED = "complaint"
ALWAYS = ("visits", "cars", "human", "settings", "help")


def leads_to(dialog: str) -> Callable[[Talk], Result]:
    """A menu item that opens a dialog."""
    return lambda _talk: Start(dialog)


def items(talk: Talk) -> Sequence[Item]:
    """ "Same as last time" only when there was a last time; "add a car" first when there is none.

    An open complaint stands where help does. Who asked to be forgotten is told so here, and may take it back.
    """
    first = ["booking"]
    if not cars(talk):
        first.append("bind")
    elif last(talk):
        first.append("again_visit")
    always = (FOLLOWED, *ALWAYS[:-1]) if current(talk) else ALWAYS
    ways = [(Option(dialog, Message(f"home-{dialog}")), leads_to(dialog)) for dialog in (*first, *always)]
    return [WITHDRAW, *ways] if leaving(talk) else ways


def args(talk: Talk) -> Mapping[str, Arg]:
    return deletion_args(talk) if leaving(talk) else {}


def text(talk: Talk) -> str | None:
    return "home-leaving" if leaving(talk) else None


def hello(talk: Talk) -> Message:
    """Said when somebody comes in."""
    name = owner(talk).name or talk.name
    about = {"company": labels(talk.company.name), "name": name, "named": "yes" if name else "no"}
    return Message("home-hello", about)


HOME = Dialog("home", Step("menu", Menu(items, args, text=text), why=False), root=True)
