"""Same as last time: the jobs of the last visit, the first free times, one tap to say yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from dealership.domain.message import Arg, Message, moment
from dealership.domain.records import Appointment
from dealership.services import booking, describe, holds
from dialogs.inputs import Confirm, Menu
from dialogs.model import Dialog, Fill, Go, Option, Result, Start, Step, Typed
from dialogs.owner import places, summary, wishes
from dialogs.owner.booking import book, may_book, no_more
from dialogs.owner.people import car_shown, cars
from dialogs.talk import Talk

OFFERED = 4


def last(talk: Talk) -> Appointment | None:
    """The last visit of the owner's cars; its jobs as far as the menu still has them.

    A claimed car's history is not shown, but one's own visits are.
    """
    visits = [(booking.last_visit(talk.uow, car.id), trust) for car, trust in cars(talk)]
    known = [
        visit
        for visit, trust in visits
        if visit and (trust == "proven" or visit.owner_id == talk.owner_id) and _still_offered(talk, visit)
    ]
    return max(known, key=lambda visit: visit.start_at, default=None)


def _still_offered(talk: Talk, visit: Appointment) -> bool:
    menu = {job.key for job in talk.company.store(visit.store_id).menu}
    return set(visit.jobs) <= menu


def remembered(talk: Talk) -> bool:
    """Take over store, car and jobs of the last visit; false only when there is none."""
    visit = last(talk)
    if visit is None:
        return False
    talk.answers.setdefault("store", str(visit.store_id))
    talk.answers.setdefault("car", str(visit.vehicle_id))
    talk.answers.setdefault("reason", list(visit.jobs))
    return True


def times(talk: Talk) -> list[datetime]:
    """A few free times: the earliest, then the first of the following days."""
    request = holds.request_of(talk.shop, places.wish_of(talk))
    found: list[datetime] = []
    at, days = talk.today, 0
    while len(found) < OFFERED and days < talk.store.limits.horizon_days:
        free = talk.shop.free_times(talk.uow, at, request, talk.now)
        found += free[:1]
        at, days = at + timedelta(days=1), days + 1
    return found


def items(talk: Talk) -> Sequence[tuple[Option, Callable[[Talk], Result]]]:
    options: list[tuple[Option, Callable[[Talk], Result]]] = [
        (
            Option(
                str(int(at.timestamp())),
                Message("booking-time-option", {"at": moment(at, talk.zone, "short")}),
            ),
            _take(at),
        )
        for at in times(talk)
    ]
    return [*options, (Option("other", Message("again_visit-other")), lambda talk: other(talk))]


def other(talk: Talk) -> Result:
    """The whole picker for the same jobs."""
    return Start("booking", _known(talk), leave=True)


def in_words(talk: Talk, event: Typed) -> Result | None:
    """Another time, car or job in words: the booking goes on with it."""
    told = wishes.booking(talk, event)
    if not isinstance(told, Fill):
        return told
    return Start("booking", {**_known(talk), **told.answers}, leave=True, note=told.note)


def _known(talk: Talk) -> Mapping[str, Any]:
    return {key: talk.answers[key] for key in ("store", "car", "reason")}


def _take(at: datetime) -> Callable[[Talk], Result]:
    def act(talk: Talk) -> Result:
        held = places.hold(talk, at)
        return Go(at.isoformat(), also=held) if held else places.taken(talk, at)

    return act


def args(talk: Talk) -> Mapping[str, Arg]:
    wish = places.wish_of(talk)
    return {
        "car": car_shown(talk, wish.vehicle_id),
        "jobs": describe.jobs_of(talk.shop, wish.jobs, None),
        "zone": moment(talk.now, talk.zone, "zone"),
    }


def nothing(_talk: Talk) -> Sequence[tuple[Option, Callable[[Talk], Result]]]:
    return [(Option("book", Message("home-booking")), lambda _talk: Start("booking", leave=True))]


AGAIN_VISIT = Dialog(
    "again_visit",
    Step("enough", Menu(no_more, width=1), skip_if=may_book, why=False),
    Step("none", Menu(nothing, width=1), skip_if=remembered, why=False),
    Step("time", Menu(items, args, typed=in_words), why=False),
    Step(
        "summary",
        Confirm(summary.args, yes=Message("booking-yes"), typed=wishes.at_summary(in_words)),
        why=False,
    ),
    done=book,
    leave=places.release,
)
