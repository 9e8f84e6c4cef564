"""Booking a service visit: store, car, reason, day, time, summary. The file reads like the talk.

Asked is only what is not known yet: the store if there are several and none is the owner's, the car if there
are several. Pick-up, advisor, odometer and remark are lines of the summary, asked when tapped.
A safety fault is offered the earliest place at once, with roadside help, and goes to an advisor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dealership.domain.booking import TooManyBookingsError
from dealership.domain.message import Message, labels, moment
from dealership.domain.records import Media
from dealership.services import booking, describe
from dialogs.inputs import Choice, Confirm, Day, Menu, Photos, Several, Time, Words
from dialogs.model import Ask, Dialog, Done, Fail, Go, Jump, Option, Result, Start, Step, Typed
from dialogs.owner import cues, full, places, questions, seeking, stores, summary, typed, which, wishes
from dialogs.owner.people import cars
from dialogs.talk import Talk


def own_cars(talk: Talk) -> Sequence[Option]:
    return [
        Option(str(car.id), Message("booking-car-option", {"car": describe.car(car)}))
        for car, _ in cars(talk)
    ]


def only_car(talk: Talk) -> bool:
    """The only car there is; one named before the store was known is bound now, at that store."""
    named = talk.answers.pop("named", None)
    bound = typed.car(talk, str(named)) if named else None
    if isinstance(bound, Go):
        talk.answer("car", bound.value)
        return True
    if isinstance(bound, Fail):
        talk.say(bound.reason)
    mine = cars(talk)
    if len(mine) == 1:
        talk.answer("car", str(mine[0][0].id))
    return len(mine) == 1


def without_cars(talk: Talk) -> str | None:
    """Who has no car yet is asked for its plate, not which one."""
    return None if cars(talk) else "booking-car-none"


def service_menu(talk: Talk) -> Sequence[Option]:
    return [Option(job.key, Message("booking-job", {"job": labels(job.label)})) for job in talk.store.menu]


def known_reason(talk: Talk) -> bool:
    """Jobs or a fault told in the first message are reason enough, as far as this store does them."""
    wished = talk.answers.pop("wished", ())
    jobs = [job.key for job in talk.store.menu if job.key in wished]
    known = bool(jobs or talk.answers.get("fault"))
    if known:
        talk.answer("reason", jobs)
    return known


def describe_fault(_talk: Talk, chosen: list[str]) -> Result:
    return Jump("fault", {"reason": chosen} if chosen else {})


def fault_told(talk: Talk, told: Mapping[str, Any]) -> Result:
    """The fault in the owner's words; whether it is dangerous decides what comes next."""
    danger = typed.is_danger(talk, str(told.get("text", "")))
    jobs = talk.answers.get("reason") or []
    return Go(told, also={"reason": jobs, "safety": danger})


def fault_told_or_asked(talk: Talk, event: Typed) -> Result | None:
    """While a fault is described a question is answered, a time is taken, "that's all" goes on; the rest is the fault."""
    facts, kept = talk.read(event.text).facts, dict(talk.ui or talk.answers.get("fault") or {})
    if facts and facts.faults:
        return None
    answer = questions.answer(talk, event.text)
    if answer is not None:
        return Ask(talk.ui, answer)
    time = wishes.time_of(talk, event.text)
    if not kept.get("text") or not (time or cues.is_all("done", event.text)):
        return None
    told = fault_told(talk, kept)
    return replace(told, also={**told.also, **time}) if isinstance(told, Go) else told


def no_fault(talk: Talk) -> Result:
    """Taken back: without a job the reason is asked again."""
    nothing = {"fault": None, "safety": False}
    if talk.answers.get("reason"):
        return Go(None, also=nothing)
    talk.answers.pop("reason", None)
    return Jump("reason", nothing)


def may_book(talk: Talk) -> bool:
    """Whether one more visit may be booked; asked once, and never of somebody in danger."""
    coming = booking.count_upcoming(talk.uow, talk.owner_id, talk.now)
    free = coming < talk.store.limits.active_per_owner or bool(talk.answers.get("safety"))
    if free:
        talk.answer("enough", False)
    return free


def no_more(_talk: Talk) -> Sequence[tuple[Option, Callable[[Talk], Result]]]:
    return [(Option("visits", Message("home-visits")), lambda _talk: Start("visits", leave=True))]


def advisors(talk: Talk) -> Sequence[Option]:
    return [
        Option(advisor.key, Message("booking-advisor-option", {"name": advisor.name}))
        for advisor in talk.store.advisors
    ]


GONE = ("summary", "time", "day", "hold")
"""What is asked anew when the place held is gone."""


def _too_many(talk: Talk) -> Fail:
    """Another chat of theirs was faster: the place is given back, and the way to their visits is shown."""
    places.release(talk, talk.answers)
    return Fail(Message("booking-enough-meanwhile"), forget=("enough", *GONE))


def book(talk: Talk) -> Done | Fail | Start | Jump:
    """The owner said yes: the held place becomes a visit."""
    answers = talk.answers
    wish, held = places.wish_of(talk), talk.uow.appointments.get(int(answers["hold"]))
    details = {"remark": answers.get("remark"), "pickup": answers.get("pickup")}
    if answers.get("odometer"):
        details["odometer_km"] = int(answers["odometer"])
    photos = [Media(**photo) for photo in (answers.get("fault") or {}).get("photos", ())]
    try:
        booked = booking.confirm(talk.uow, talk.shop, held, wish, talk.now, photos=photos, **details)
    except TooManyBookingsError:
        return _too_many(talk)
    if booked is None:
        gone = places.taken(talk, held.start_at)
        reason = gone.reason if isinstance(gone, Fail) else Message("places-none")
        return Fail(reason, forget=GONE)
    key = "booking-done" if booked.state == booking.CONFIRMED else "booking-requested"
    at = moment(booked.start_at, talk.zone, "short")
    return Done(Message(key, {"at": at}), toast=Message(f"{key}-toast"))


PLACE = wishes.PLACE
ADD_CAR = {"add": (Message("booking-add-car"), Start("bind"))}
DESCRIBE = {"fault": (Message("booking-describe-fault"), describe_fault)}
ANY_ADVISOR = {"any": (Message("booking-any-advisor"), Go(None))}
NO_PICKUP = {"none": (Message("booking-no-pickup"), Go(None))}
NO_REMARK = {"none": (Message("booking-no-remark"), Go(None))}
NO_ODOMETER = {"none": (Message("booking-no-odometer"), Go(None))}

BOOKING = Dialog(
    "booking",
    Step("enough", Menu(no_more, width=1), skip_if=may_book, why=False),
    Step(
        "store",
        Choice(stores.options, stores.lines, typed=wishes.booking),
        skip_if=stores.settled,
        resets=("reason", "advisor", *PLACE),
    ),
    Step(
        "car",
        Choice(own_cars, more=ADD_CAR, typed=wishes.booking, text=without_cars),
        skip_if=only_car,
        resets=PLACE,
    ),
    Step("reason", Several(service_menu, DESCRIBE, wishes.booking), skip_if=known_reason, resets=PLACE),
    Step(
        "fault",
        Photos(fault_told, (Message("booking-no-fault"), no_fault), fault_told_or_asked),
        optional=True,
        resets=PLACE,
    ),
    Step(
        "which",
        Menu(which.items, width=1, typed=wishes.booking, text=which.question),
        skip_if=which.clear,
        why=False,
    ),
    Step("full", Menu(full.instead, full.args, typed=wishes.booking), skip_if=seeking.found),
    Step(
        "day",
        Day(places.free_days, places.last_day, places.take_earliest, full.day_is_full, wishes.booking),
        resets=("time",),
    ),
    Step("time", Time(places.free_times, places.take_place, places.other_day, wishes.booking)),
    Step(
        "advisor",
        Choice(advisors, width=2, more=ANY_ADVISOR, typed=typed.takes_advisor),
        optional=True,
        resets=PLACE,
    ),
    Step("pickup", Words(longest=200, more=NO_PICKUP), optional=True),
    Step("remark", Words(longest=500, more=NO_REMARK), optional=True),
    Step("odometer", Words(typed.odometer, more=NO_ODOMETER), optional=True),
    Step(
        "summary",
        Confirm(summary.args, summary.lines, Message("booking-yes"), wishes.at_summary(wishes.booking)),
    ),
    done=book,
    leave=places.release,
    told=("fault", "said", "wished", "remark"),
    parting=places.parting,
)
