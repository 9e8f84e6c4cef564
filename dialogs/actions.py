"""What the opaque tokens behind buttons of unasked messages do: shared by both bots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dealership.domain.message import Message
from dealership.services.ports import NotFoundError
from dialogs.engine import Engine, Turn
from dialogs.talk import Talk

Args = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Acted:
    """A screen to show, or only a short answer; `spent`: the message's buttons go."""

    turn: Turn | None = None
    toast: Message | None = None
    spent: bool = False


Act = Callable[[Talk, Engine, Args], Acted]


def act(talk: Talk, engine: Engine, actions: Mapping[str, Act], token: str, bot: str) -> Acted:
    """Do what the token stands for; one of another chat, or unknown, explains itself."""
    found = talk.uow.tokens.find(token, bot)
    if found is None or found[0] not in (None, talk.session.chat_id) or found[1] not in actions:
        return Acted(toast=Message("engine-stale"))
    try:
        return actions[found[1]](talk, engine, found[2])
    except NotFoundError:
        return Acted(toast=Message("engine-stale"))


def open_dialog(talk: Talk, engine: Engine, args: Args) -> Acted:
    return Acted(engine.start(talk, args["dialog"], args["answers"]))
