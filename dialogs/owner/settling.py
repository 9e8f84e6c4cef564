"""Buttons about a complaint: take a solution or none, say whether it is settled; then two questions, one tap each."""

from __future__ import annotations

from collections.abc import Sequence

from dealership.domain.complaints import MEANT
from dealership.domain.message import Message
from dealership.domain.records import Case
from dealership.services import closing, solutions
from dealership.services.ports import NotFoundError
from dealership.services.shop import Shop
from dialogs.actions import Acted, Args
from dialogs.engine import Engine
from dialogs.inputs import Choice
from dialogs.model import Dialog, Done, Option, Step
from dialogs.talk import Talk


def take(talk: Talk, _engine: Engine, args: Args) -> Acted:
    shop, case = own(talk, args["case"])
    return Acted(toast=solutions.take(talk.uow, shop, case, args["offer"], talk.now), spent=True)


def none(talk: Talk, engine: Engine, args: Args) -> Acted:
    """None suits: what would, can be written at once."""
    shop, case = own(talk, args["case"])
    said = solutions.none(talk.uow, shop, case, args["round"], talk.now)
    turn = engine.start(talk, "complaint", {})
    return Acted(engine.present(talk, toast=turn.toast, note=said), spent=True)


def yes(talk: Talk, engine: Engine, args: Args) -> Acted:
    """Settled: closed, and asked for the result and the speed."""
    shop, case = own(talk, args["case"])
    if not closing.settled(talk.uow, shop, case, talk.now):
        return Acted(toast=Message("complaint-over"), spent=True)
    turn = engine.start(talk, "rating", {"case": case.id})
    return Acted(engine.present(talk, toast=turn.toast, note=Message("settled-thanks")), spent=True)


def no(talk: Talk, engine: Engine, args: Args) -> Acted:
    """Not settled: it goes on, and what is missing can be written at once."""
    shop, case = own(talk, args["case"])
    if not closing.not_settled(talk.uow, shop, case, talk.now):
        return Acted(toast=Message("complaint-over"), spent=True)
    turn = engine.start(talk, "complaint", {})
    return Acted(engine.present(talk, toast=turn.toast, note=Message("settled-not")), spent=True)


def own(talk: Talk, case_id: int) -> tuple[Shop, Case]:
    """The owner's own complaint; NotFoundError for anybody else's."""
    case = talk.uow.cases.get(case_id)
    if case.owner_id != talk.owner_id:
        raise NotFoundError(f"complaint {case_id}")
    return talk.world.shops[case.store_id], case


def meant(_talk: Talk) -> Sequence[Option]:
    return [Option(one, Message(f"rating-{one}")) for one in MEANT]


def rated(talk: Talk) -> Done:
    answers = talk.answers
    told = {"rated_result": str(answers["result"]), "rated_speed": str(answers["speed"])}
    closing.rate(talk.uow, talk.owner_id, int(answers["case"]), talk.now, **told)
    return Done(Message("rating-thanks"))


RATING = Dialog(
    "rating",
    Step("result", Choice(meant), why=False),
    Step("speed", Choice(meant), why=False),
    done=rated,
    keeps=("case",),
)
