"""Buttons of messages the owner did not ask for (receipts, offers, proposals): what each token does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from dealership.domain.booking import UPCOMING, TooManyBookingsError
from dealership.domain.message import Message
from dealership.domain.records import Appointment
from dealership.services import lateness, matters, waiting
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop
from dialogs.actions import Act, Acted, Args, open_dialog
from dialogs.engine import Engine
from dialogs.owner import checkins, proposals, settling, surveys, upkeep
from dialogs.talk import Talk


def stop_reminding(talk: Talk, _engine: Engine, args: Args) -> Acted:
    matters.switch(talk.uow, talk.owner_id, args["kind"], talk.now, on=False)
    return Acted(toast=Message("reminder-stopped"), spent=True)


def is_done(talk: Talk, _engine: Engine, args: Args) -> Acted:
    return Acted(toast=matters.is_done(talk.uow, talk.owner_id, args["planned"], talk.now), spent=True)


def later(talk: Talk, _engine: Engine, args: Args) -> Acted:
    row = matters.of_owner(talk.uow, talk.owner_id, args["planned"])
    shop = talk.world.shops[row.store_id]
    return Acted(toast=matters.later(talk.uow, shop, talk.owner_id, row.id, talk.now), spent=True)


Say = Callable[[UnitOfWork, Shop, Appointment, datetime], Message]


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


def coming(talk: Talk, _engine: Engine, args: Args) -> Acted:
    return _about_visit(talk, args, lateness.coming, spent=False)


def on_my_way(talk: Talk, _engine: Engine, args: Args) -> Acted:
    return _about_visit(talk, args, lateness.on_my_way)


def here(talk: Talk, _engine: Engine, args: Args) -> Acted:
    return _about_visit(talk, args, lateness.here)


def _about_visit(talk: Talk, args: Args, say: Say, *, spent: bool = True) -> Acted:
    """Say something about one's own visit, if it is still at the time the message spoke of."""
    visit = talk.uow.appointments.get(args["visit"])
    if visit.owner_id != talk.owner_id:
        raise NotFoundError(f"visit {visit.id}")
    if lateness.has_moved(visit, args["start"]) or visit.state not in UPCOMING:
        return Acted(toast=Message("reminder-place-gone"), spent=True)
    return Acted(toast=say(talk.uow, talk.world.shops[visit.store_id], visit, talk.now), spent=spent)


OWNER_ACTIONS: Mapping[str, Act] = {
    "open": open_dialog,
    "offer.take": take_offer,
    "offer.pass": pass_offer,
    "proposal.take": proposals.take,
    "proposal.none": proposals.none,
    "visit.coming": coming,
    "visit.on_my_way": on_my_way,
    "visit.here": here,
    "survey.answer": surveys.begin,
    "solution.take": settling.take,
    "solution.none": settling.none,
    "settled.yes": settling.yes,
    "settled.no": settling.no,
    "reminder.stop": stop_reminding,
    "reminder.done": is_done,
    "reminder.later": later,
    "checkin.fine": checkins.fine,
    "checkin.question": checkins.question,
    "checkin.wrong": checkins.wrong,
    "odometer.say": upkeep.say_km,
}
