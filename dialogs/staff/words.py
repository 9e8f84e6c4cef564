"""Staff's words where nothing was asked in words: a day named shows who comes then. Words stand in `words.toml`."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from dealership.domain.rights import Action
from dialogs.model import Event, Result, Start, Typed
from dialogs.staff.people import can
from dialogs.talk import Talk


def late(talk: Talk, event: Event) -> Result | None:
    """The board of the day named, or of today; None for other words, and for who may not see it."""
    if not isinstance(event, Typed) or not can(talk, Action.SEE_BOARD):
        return None
    day = _day(talk, event.text)
    return Start("board", {"day": day.isoformat()}) if day is not None else None


def says(kind: str, text: str) -> bool:
    """Whether the whole message is one of the words of this kind."""
    return " ".join(text.casefold().strip(" \n.,!?。，！？").split()) in _words()[kind]


def _day(talk: Talk, text: str) -> date | None:
    if says("board", text):
        return talk.today
    when = talk.read(text).when
    return when.days[0] if when is not None and when.kind == "date" and not when.ask else None


@cache
def _words() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf8"))
    return {kind: frozenset(words) for kind, words in table.items()}
