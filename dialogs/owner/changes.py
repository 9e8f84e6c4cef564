"""Changing a visit: another time, off altogether, a remark. Begun from a receipt, a list or the menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dealership.domain.message import Arg, Message, moment
from dealership.services import booking, describe
from dialogs.inputs import Confirm, Day, Menu, Time, Words
from dialogs.model import Dialog, Done, Fail, Go, Jump, Option, Result, Start, Step, Typed
from dialogs.owner import cues, full, places, questions, seeking, which, wishes
from dialogs.owner.people import car_shown
from dialogs.owner.places import visit_of
from dialogs.talk import Talk

ABOUT = ("appointment", "store")


def still_coming(talk: Talk) -> bool:
    """Whether there is something to change; also settles which store the talk is about."""
    visit = visit_of(talk)
    talk.answer("store", str(visit.store_id))
    return visit.state in booking.UPCOMING


def gone(talk: Talk) -> Mapping[str, Arg]:
    visit = visit_of(talk)
    return {
        "start": moment(visit.start_at, talk.world.shops[visit.store_id].zone, "short"),
        "state": visit.state,
    }


def after(_talk: Talk) -> Sequence[tuple[Option, Any]]:
    return [(Option("book", Message("home-booking")), lambda _talk: Start("booking", leave=True))]


STILL = Step("gone", Menu(after, gone, width=1), skip_if=still_coming, why=False)


def move_summary(talk: Talk) -> Mapping[str, Any]:
    visit = visit_of(talk)
    return {
        **places.when(talk),
        "former": moment(visit.start_at, talk.zone, "short"),
        "car": car_shown(talk, visit.vehicle_id),
        "jobs": describe.jobs_of(talk.shop, visit.jobs, visit.fault),
    }


def move(talk: Talk) -> Done | Fail | Start | Jump:
    """The owner said yes: the visit takes the held place."""
    visit, held = visit_of(talk), talk.uow.appointments.get(int(talk.answers["hold"]))
    if held.state != booking.HELD:
        renewed = places.hold(talk, held.start_at)
        if renewed is None:
            return Fail(Message("places-gone"), forget=("summary", "time", "day", "hold"))
        held = talk.uow.appointments.get(int(renewed["hold"]))
    moved = booking.move(talk.uow, talk.shop, visit, held, talk.now)
    if moved is None:
        return Done(Message("move-too-late"))
    at = moment(moved.start_at, talk.zone, "short")
    return Done(Message("move-done", {"at": at}), toast=Message("move-done-toast"))


def about(talk: Talk) -> Mapping[str, Arg]:
    """The visit that is changed, in a line."""
    visit = visit_of(talk)
    shop = talk.world.shops[visit.store_id]
    return {
        "start": moment(visit.start_at, shop.zone),
        "car": car_shown(talk, visit.vehicle_id),
        "jobs": describe.jobs_of(shop, visit.jobs, visit.fault),
    }


def cancel_items(_talk: Talk) -> Sequence[tuple[Option, Any]]:
    """The reasons, and moving instead of cancelling."""
    reasons = [
        (Option(reason, Message(f"cancel_booking-{reason}")), _because(reason))
        for reason in ("time", "sold", "elsewhere", "other")
    ]
    keep = (Option("keep", Message("cancel_booking-keep")), kept)
    return [*reasons, (Option("move", Message("cancel_booking-move")), instead_move), keep]


def kept(_talk: Talk) -> Done:
    return Done(Message("cancel_booking-kept"))


def typed_cancel(talk: Talk, event: Typed) -> Result | None:
    """Yes and no in words: "cancel" said again means it, and whoever stays hears that the visit stands."""
    facts = talk.read(event.text).facts
    intent = facts.intent if facts else None
    if cues.found("stay", event.text) or intent in ("no", "later"):
        return kept(talk)
    if facts is not None and talk.read(event.text).when:
        return Start("move", {"appointment": talk.answers["appointment"], "said": event.text}, leave=True)
    means_it = intent in ("yes", "cancel") and not questions.is_question(event.text)
    return Go("other") if means_it else None


def _because(reason: str) -> Callable[[Talk], Result]:
    return lambda _talk: Go(reason)


def cancel(talk: Talk) -> Done:
    visit = visit_of(talk)
    shop = talk.world.shops[visit.store_id]
    if not booking.cancel(talk.uow, shop, visit, str(talk.answers["reason"]), talk.now):
        return Done(Message("cancel_booking-too-late"))
    return Done(Message("cancel_booking-done"), toast=Message("cancel_booking-done-toast"))


def remark(talk: Talk) -> Done:
    visit = visit_of(talk)
    kept = booking.remark(
        talk.uow, talk.world.shops[visit.store_id], visit, str(talk.answers["words"]), talk.now
    )
    return Done(Message("remark-done" if kept else "move-too-late"))


def instead_move(talk: Talk) -> Result:
    return Start("move", {"appointment": talk.answers["appointment"]}, leave=True)


MOVE = Dialog(
    "move",
    STILL,
    Step(
        "which",
        Menu(which.items, width=1, typed=wishes.moving, text=which.question),
        skip_if=which.clear,
        why=False,
    ),
    Step("full", Menu(full.nearest, full.args, typed=wishes.moving), skip_if=seeking.found, why=False),
    Step(
        "day",
        Day(places.free_days, places.last_day, places.take_earliest, full.day_is_full, wishes.moving, about),
        resets=("time",),
        why=False,
    ),
    Step("time", Time(places.free_times, places.take_place, places.other_day, wishes.moving), why=False),
    Step(
        "summary",
        Confirm(move_summary, yes=Message("move-yes"), typed=wishes.at_summary(wishes.moving)),
        why=False,
    ),
    done=move,
    leave=places.release,
    keeps=ABOUT,
    parting=places.parting,
)

CANCEL = Dialog(
    "cancel_booking",
    STILL,
    Step("reason", Menu(cancel_items, about, typed=typed_cancel), why=False),
    done=cancel,
    reading=True,
    keeps=ABOUT,
)

REMARK = Dialog(
    "remark", STILL, Step("words", Words(longest=500, args=about), why=False), done=remark, keeps=ABOUT
)
