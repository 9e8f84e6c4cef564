"""Buttons of messages the owner did not ask for (receipts, offers, proposals): what each token does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dealership.domain.message import Message
from dealership.services import waiting
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


def take_offer(talk: Talk, _engine: Engine, args: Args) -> Acted:
    entry = talk.uow.waitlist.get(args["entry"])
    shop = talk.world.shops[entry.store_id]
    taken = waiting.take(talk.uow, shop, entry.id, args["offer"], talk.owner_id, talk.now)
    return Acted(toast=Message("waitlist-taken" if taken else "waitlist-too-late"), spent=True)


def pass_offer(talk: Talk, _engine: Engine, args: Args) -> Acted:
    entry = talk.uow.waitlist.get(args["entry"])
    shop = talk.world.shops[entry.store_id]
    passed = waiting.pass_on(talk.uow, shop, entry.id, args["offer"], talk.owner_id, talk.now)
    return Acted(toast=Message("waitlist-passed" if passed else "waitlist-too-late"), spent=True)


OWNER_ACTIONS: Mapping[str, Act] = {"open": open_dialog, "offer.take": take_offer, "offer.pass": pass_offer}
