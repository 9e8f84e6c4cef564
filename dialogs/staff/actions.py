"""Buttons of cards: what each token does for a member of staff. Whoever taps acts, wherever the card stands."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.engine import Engine
from dialogs.owner.actions import Act, Acted, Args
from dialogs.talk import Talk


def open_dialog(talk: Talk, engine: Engine, args: Args) -> Acted:
    return Acted(engine.start(talk, args["dialog"], args["answers"]))


STAFF_ACTIONS: Mapping[str, Act] = {"open": open_dialog}
