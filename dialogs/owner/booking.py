"""Booking a service visit: store, car, reason, day, time, summary. The file reads like the talk.

Asked is only what is not known yet: the store if there are several and none is the owner's, the car if there
are several. Pick-up, advisor, odometer and remark are lines of the summary, asked when tapped.
A safety fault is offered the earliest place at once, with roadside help, and goes to an advisor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dealership.domain.message import Arg, Message, items, labels, moment
from dealership.domain.records import Media
from dealership.services import booking, cases, describe, waiting
from dialogs.inputs import Choice, Confirm, Day, Line, Menu, Photos, Several, Time, Words
from dialogs.model import Dialog, Done, Fail, Go, Jump, Option, Result, Start, Step
from dialogs.owner import places, typed
from dialogs.owner.people import cars, home_store
from dialogs.talk import Talk


def stores(talk: Talk) -> Sequence[Option]:
    return [Option(str(store.id), Message("booking-store-option", {"store": labels(store.name), "address": labels(store.address)})) for store in talk.company.stores]  # fmt: skip


def known_store(talk: Talk) -> bool:
    store = home_store(talk)
    if store is not None:
        talk.answer("store", str(store))
    return store is not None


def own_cars(talk: Talk) -> Sequence[Option]:
    return [
        Option(str(car.id), Message("booking-car-option", {"car": describe.car(car)}))
        for car, _ in cars(talk)
    ]


def only_car(talk: Talk) -> bool:
    mine = cars(talk)
    if len(mine) == 1:
        talk.answer("car", str(mine[0][0].id))
    return len(mine) == 1


def service_menu(talk: Talk) -> Sequence[Option]:
    return [Option(job.key, Message("booking-job", {"job": labels(job.label)})) for job in talk.store.menu]


def describe_fault(_talk: Talk, chosen: list[str]) -> Result:
    return Jump("fault", {"reason": chosen})


def fault_told(talk: Talk, told: Mapping[str, Any]) -> Result:
    """After the fault was described: danger comes first."""
    if not typed.is_danger(talk, str(told.get("text", ""))):
        return Go(told, also={"safety": False})
    talk.answer("fault", told)
    talk.answer("safety", True)
    place = places.take_earliest(talk)
    also = dict(place.also) if isinstance(place, Go) else {}
    cases.alert(
        talk.uow, talk.shop, talk.owner_id, int(talk.answers["car"]), str(told.get("text", "")), talk.now
    )
    advice = Message("booking-danger", {"roadside": talk.store.roadside_phone})
    return Go(told, also={**also, "safety": True}, note=advice)


def said_when(talk: Talk) -> bool:
    """The message that began the booking named a time: take it up once, if it can be had as it was said."""
    said = talk.answers.pop("said", None)
    found = typed.place(talk, str(said)) if said else None
    if isinstance(found, Go):
        talk.answers.update(found.also)
    return isinstance(found, Go)


def earliest(talk: Talk) -> Result:
    return places.take_earliest(talk)


def day_is_full(_talk: Talk, wanted: date) -> Result:
    return Jump("full", {"full_day": wanted.isoformat(), "wanted": None})


def instead_of_full(talk: Talk) -> Sequence[tuple[Option, Any]]:
    """A full day: the nearest free times, a squeeze-in for a small job, the waitlist, another day. Never "no"."""
    wanted = date.fromisoformat(talk.answers["full_day"])
    options = near_options(talk, wanted)
    squeezed = booking.squeeze_time(talk.uow, talk.shop, places.wish_of(talk), wanted, talk.now)
    if squeezed is not None:
        label = Message("booking-squeeze", {"at": moment(squeezed, talk.zone, "time")})
        options.insert(-1, (Option(f"in.{int(squeezed.timestamp())}", label), _take(squeezed, True)))
    options.insert(-1, (Option("wait", Message("booking-join-waitlist")), _join_waitlist))
    return options


def near_options(talk: Talk, wanted: date) -> list[tuple[Option, Any]]:
    """The nearest free times around what was wanted, and another day."""
    around = talk.answers.get("wanted")
    middle = datetime.fromisoformat(around) if around else talk.shop.middle_of(wanted)
    request = booking.request_of(talk.shop, places.wish_of(talk))
    near = talk.shop.nearest_times(talk.uow, middle, request, talk.now)
    options = [(Option(f"at.{int(at.timestamp())}", _short(talk, at)), _take(at, False)) for at in near]
    return [*options, (Option("other", Message("input-other-day")), places.other_day)]


def _short(talk: Talk, at: datetime) -> Message:
    return Message("booking-time-option", {"at": moment(at, talk.zone, "short")})


def _take(at: datetime, squeezed: bool) -> Any:
    def act(talk: Talk) -> Result:
        held = places.hold(talk, at, squeezed=squeezed)
        return Go(True, also=held) if held else places.taken(talk, at)

    return act


def _join_waitlist(talk: Talk) -> Result:
    wanted = date.fromisoformat(talk.answers["full_day"])
    joined = waiting.join(talk.uow, talk.shop, places.wish_of(talk), wanted, talk.now)
    return Done(joined)


def full_day_args(talk: Talk) -> Mapping[str, Any]:
    wanted = date.fromisoformat(talk.answers["full_day"])
    return {"day": {"day": wanted.isoformat(), "style": "full"}}


def advisors(talk: Talk) -> Sequence[Option]:
    return [
        Option(advisor.key, Message("booking-advisor-option", {"name": advisor.name}))
        for advisor in talk.store.advisors
    ]


def summary(talk: Talk) -> Mapping[str, Any]:
    """Everything read back, with the estimate as an estimate."""
    wish = places.wish_of(talk)
    priced = booking.estimate_of(talk.shop, wish)
    held = talk.uow.appointments.get(int(talk.answers["hold"]))
    return {
        **places.when(talk),
        "store": labels(talk.store.name),
        "stores": len(talk.company.stores),
        "car": describe.car(talk.uow.vehicles.get(wish.vehicle_id)),
        "jobs": describe.jobs_of(talk.shop, wish.jobs, wish.fault),
        "price": describe.price(priced.price_from, priced.price_to, talk.store.currency),
        "finish": moment(held.finish_at, talk.zone, "short"),
        "advisor": describe.advisor_name(talk.shop, held.advisor),
        "extra": extra_lines(talk),
        "minutes": talk.store.limits.hold,
    }


def extra_lines(talk: Talk) -> Arg:
    """The lines that are there only when something was said: pick-up, remark, odometer, photos."""
    answers = talk.answers
    said = [
        Message(f"booking-extra-{key}", {"value": answers[key]})
        for key in ("pickup", "odometer", "remark")
        if answers.get(key)
    ]
    photos = len((answers.get("fault") or {}).get("photos", ()))
    if photos:
        said.append(Message("booking-extra-photos", {"value": photos}))
    return items(said, "lines")


def lines(talk: Talk) -> Sequence[Line]:
    """What can be changed in the summary."""
    keys = ["car", "reason", "fault", "day", "time", "advisor", "remark", "odometer"]
    if len(talk.company.stores) > 1:
        keys.insert(0, "store")
    if talk.store.pickup:
        keys.append("pickup")
    return [Line(key, Message(f"booking-line-{key}")) for key in keys]


def book(talk: Talk) -> Done | Fail | Start | Jump:
    """The owner said yes: the held place becomes a visit."""
    answers = talk.answers
    wish, held = places.wish_of(talk), talk.uow.appointments.get(int(answers["hold"]))
    details = {"remark": answers.get("remark"), "pickup": answers.get("pickup")}
    if answers.get("odometer"):
        details["odometer_km"] = int(answers["odometer"])
    photos = [Media(**photo) for photo in (answers.get("fault") or {}).get("photos", ())]
    booked = booking.confirm(talk.uow, talk.shop, held, wish, talk.now, photos=photos, **details)
    if booked is None:
        gone = places.taken(talk, held.start_at)
        reason = gone.reason if isinstance(gone, Fail) else Message("places-none")
        return Fail(reason, forget=("summary", "time", "day", "hold"))
    key = "booking-done" if booked.state == booking.CONFIRMED else "booking-requested"
    at = moment(booked.start_at, talk.zone, "short")
    return Done(Message(key, {"at": at}), toast=Message(f"{key}-toast"))


BOOKING = Dialog(
    "booking",
    Step("store", Choice(stores), skip_if=known_store, resets=("reason", "day", "time", "full", "advisor")),
    Step(
        "car",
        Choice(own_cars, more={"add": (Message("booking-add-car"), Start("bind"))}, typed=typed.car),
        skip_if=only_car,
    ),
    Step(
        "reason",
        Several(
            service_menu,
            more={"fault": (Message("booking-describe-fault"), describe_fault)},
            typed=typed.reason,
        ),
        resets=("day", "time", "full"),
    ),
    Step("fault", Photos(after=fault_told), optional=True, resets=("day", "time", "full")),
    Step(
        "day",
        Day(places.free_days, places.last_day, earliest, day_is_full, typed.place),
        skip_if=said_when,
        resets=("time",),
    ),
    Step("full", Menu(instead_of_full, full_day_args, width=1), optional=True),
    Step("time", Time(places.free_times, places.take_place, places.other_day, typed.place)),
    Step("advisor", Choice(advisors, width=2), optional=True, resets=("day", "time", "full")),
    Step(
        "pickup", Words(longest=200, more={"none": (Message("booking-no-pickup"), Go(None))}), optional=True
    ),
    Step(
        "remark", Words(longest=500, more={"none": (Message("booking-no-remark"), Go(None))}), optional=True
    ),
    Step("odometer", Words(typed.odometer), optional=True),
    Step("summary", Confirm(summary, lines, Message("booking-yes"), typed.summary)),
    done=book,
    leave=places.release,
)
