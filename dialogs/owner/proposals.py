"""Times proposed by staff: one tap takes one of them, or says that none suits."""

from __future__ import annotations

from datetime import datetime

from dealership.domain.message import Message
from dealership.services import booking, proposals
from dialogs.actions import Acted, Args
from dialogs.engine import Engine
from dialogs.talk import Talk


def take(talk: Talk, engine: Engine, args: Args) -> Acted:
    """The visit moves to the time tapped; when others were faster, the free times are shown."""
    visit = booking.of_owner(talk.uow, args["appointment"], talk.person_id)
    shop, at = talk.world.shops[visit.store_id], datetime.fromisoformat(args["at"])
    said = proposals.take(talk.uow, shop, visit, at, args["hold"], talk.now)
    if said is not None:
        return Acted(toast=said, spent=True)
    return _look_for_another(talk, engine, visit.id, "proposal-gone")


def none(talk: Talk, engine: Engine, args: Args) -> Acted:
    """None of them suits: the advisor hears of it, and the owner may look for a time at once.

    On the old message of a visit that has moved since, the tap is a slip.
    """
    visit = booking.of_owner(talk.uow, args["appointment"], talk.person_id)
    shop = talk.world.shops[visit.store_id]
    stood_at = args.get("instead_of")
    instead_of = datetime.fromisoformat(stood_at) if stood_at else None
    if not proposals.decline(talk.uow, shop, visit, talk.now, instead_of):
        return Acted(toast=Message("engine-stale"), spent=True)
    return _look_for_another(talk, engine, visit.id, "proposal-declined")


def _look_for_another(talk: Talk, engine: Engine, visit_id: int, why: str) -> Acted:
    turn = engine.start(talk, "move", {"appointment": visit_id})
    return Acted(engine.present(talk, toast=turn.toast, note=Message(why)), spent=True)
