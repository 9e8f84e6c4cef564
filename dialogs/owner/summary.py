"""The summary of a booking: everything read back, with the estimate as an estimate, and what can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dealership.domain.message import Message, items, labels, moment
from dealership.services import describe, holds
from dialogs.inputs import Line
from dialogs.owner import places
from dialogs.owner.people import car_shown, cars
from dialogs.talk import Talk


def args(talk: Talk) -> Mapping[str, Any]:
    wish = places.wish_of(talk)
    priced = holds.estimate_of(talk.shop, wish)
    held = talk.uow.appointments.get(int(talk.answers["hold"]))
    until = held.hold_expires_at
    advisor, more = describe.advisor_name(talk.shop, held.advisor), extra(talk)
    return {
        **places.when(talk),
        "store": labels(talk.store.name),
        "car": car_shown(talk, wish.vehicle_id),
        "jobs": describe.jobs_of(talk.shop, wish.jobs, wish.fault),
        "price": describe.price(priced.price_from, priced.price_to, talk.store.currency, wish.fault),
        "finish": moment(held.finish_at, talk.zone, "short"),
        "advisor": advisor,
        "desk": "yes" if advisor else "no",
        "extra": items(more, "lines"),
        "more": "yes" if more else "no",
        "until": moment(until, talk.zone, "time") if until else "",
        "kept": "yes" if until else "no",
    }


def extra(talk: Talk) -> Sequence[Message]:
    """The lines that are there only when something was said: pick-up, remark, odometer, photos."""
    answers = talk.answers
    said = [
        Message(f"booking-extra-{key}", {"value": answers[key]})
        for key in ("pickup", "remark", "odometer")
        if answers.get(key)
    ]
    photos = len((answers.get("fault") or {}).get("photos", ()))
    if photos:
        said.append(Message("booking-extra-photos", {"value": photos}))
    return said


def lines(talk: Talk) -> Sequence[Line]:
    """What can be changed, the likeliest first; a line appears only where there is a choice."""
    choices = {
        "time": True,
        "reason": True,
        "fault": bool(talk.answers.get("fault")),
        "car": len(cars(talk)) > 1,
        "advisor": len(talk.store.advisors) > 1,
        "remark": True,
        "pickup": talk.store.pickup,
        "odometer": True,
        "store": len(talk.company.stores) > 1,
    }
    return [Line(key, Message(f"booking-line-{key}")) for key, there in choices.items() if there]
