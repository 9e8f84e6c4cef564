"""Buttons of messages the owner did not ask for (receipts, offers, proposals): what each token does."""

from __future__ import annotations

from collections.abc import Mapping

from dealership.domain.booking import TooManyBookingsError
from dealership.domain.message import Message
from dealership.services import waiting
from dialogs.actions import Act, Acted, Args, open_dialog
from dialogs.engine import Engine
from dialogs.owner import proposals
from dialogs.talk import Talk


def take_offer(talk: Talk, _engine: Engine, args: Args) -> Acted:
    entry = talk.uow.waitlist.get(args["entry"])
    shop = talk.world.shops[entry.store_id]
    try:
        taken = waiting.take(talk.uow, shop, entry.id, args["offer"], talk.owner_id, talk.now)
    except TooManyBookingsError:
        return Acted(toast=Message("booking-enough"))
    return Acted(toast=Message("waitlist-taken" if taken else "waitlist-too-late"), spent=True)


def pass_offer(talk: Talk, _engine: Engine, args: Args) -> Acted:
    entry = talk.uow.waitlist.get(args["entry"])
    shop = talk.world.shops[entry.store_id]
    passed = waiting.pass_on(talk.uow, shop, entry.id, args["offer"], talk.owner_id, talk.now)
    return Acted(toast=Message("waitlist-passed" if passed else "waitlist-too-late"), spent=True)


OWNER_ACTIONS: Mapping[str, Act] = {
    "open": open_dialog,
    "offer.take": take_offer,
    "offer.pass": pass_offer,
    "proposal.take": proposals.take,
    "proposal.none": proposals.none,
}
