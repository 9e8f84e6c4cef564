"""The main menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealership.domain.message import Message, labels
from dialogs.inputs import Menu
from dialogs.model import Dialog, Option, Result, Start, Step
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
PLACES = ("booking",)


def leads_to(dialog: str) -> Callable[[Talk], Result]:
    """A menu item that opens a dialog."""
    return lambda _talk: Start(dialog)


def items(_talk: Talk) -> Sequence[Item]:
    return [(Option(dialog, Message(f"home-{dialog}")), leads_to(dialog)) for dialog in PLACES]


def args(talk: Talk) -> dict[str, object]:
    return {"company": labels(talk.company.name), "name": talk.name}


HOME = Dialog("home", Step("menu", Menu(items, args), why=False), root=True)
