"""Buttons of cards: what each token does for a member of staff. Whoever taps acts, wherever the card stands."""

from __future__ import annotations

from collections.abc import Mapping

from dealership.services import handover, reception, solutions
from dialogs.actions import Act, Acted, Args, open_dialog
from dialogs.engine import Engine
from dialogs.staff import conversations
from dialogs.staff.people import member
from dialogs.talk import Talk


def confirm_visit(talk: Talk, _engine: Engine, args: Args) -> Acted:
    said = reception.confirm(talk.uow, talk.shop, member(talk), args["appointment"], talk.now)
    return Acted(toast=said)


def confirm_vehicle(talk: Talk, _engine: Engine, args: Args) -> Acted:
    owner_id, vehicle_id = args["owner"], args["vehicle"]
    said = handover.confirm_vehicle(talk.uow, talk.shop, member(talk), owner_id, vehicle_id, talk.now)
    return Acted(toast=said, spent=True)


def take_chat(talk: Talk, _engine: Engine, args: Args) -> Acted:
    return Acted(toast=conversations.take_chat(talk, args["owner"], args.get("appointment")))


def take_case(talk: Talk, _engine: Engine, args: Args) -> Acted:
    return Acted(toast=conversations.take(talk, talk.uow.cases.get(args["case"])))


def close_case(talk: Talk, _engine: Engine, args: Args) -> Acted:
    return Acted(toast=conversations.close(talk, talk.uow.cases.get(args["case"])))


def confirm_offer(talk: Talk, _engine: Engine, args: Args) -> Acted:
    said = solutions.confirm(talk.uow, talk.shop, member(talk), args["case"], args["round"], talk.now)
    return Acted(toast=said, spent=True)


def refuse_offer(talk: Talk, _engine: Engine, args: Args) -> Acted:
    said = solutions.refuse(talk.uow, talk.shop, member(talk), args["case"], args["round"], talk.now)
    return Acted(toast=said, spent=True)


STAFF_ACTIONS: Mapping[str, Act] = {
    "open": open_dialog,
    "visit.confirm": confirm_visit,
    "vehicle.confirm": confirm_vehicle,
    "chat.take": take_chat,
    "case.take": take_case,
    "case.close": close_case,
    "case.confirm": confirm_offer,
    "case.refuse": refuse_offer,
}
