"""Finding and holding a place: what the booking, the move and the waitlist share.

A talk that looks for a place either is about a visit that exists (`appointment` among its answers) or says
itself what is wished (car, reason, fault, advisor). The place held for it is remembered as `hold`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dealership.domain.message import Message, day, items, moment
from dealership.domain.records import Appointment
from dealership.services import booking, holds
from dealership.services.holds import Wish
from dialogs.model import Fail, Go, Jump, Result
from dialogs.talk import Talk

TRIES = 3


def visit_of(talk: Talk) -> Appointment:
    """The visit this talk is about; NotFoundError when it is somebody else's."""
    return booking.of_owner(talk.uow, int(talk.answers["appointment"]), talk.person_id)


def wish_of(talk: Talk) -> Wish:
    """What is wished: of the visit that is moved, or from the answers so far."""
    answers = talk.answers
    if "appointment" in answers:
        visit = visit_of(talk)
        jobs = _offered(talk, visit.jobs)
        return Wish(visit.owner_id, visit.vehicle_id, jobs, visit.fault, visit.safety, visit.advisor, visit)
    fault = (answers.get("fault") or {}).get("text") or None
    return Wish(
        talk.owner_id,
        int(answers["car"]),
        _offered(talk, answers.get("reason") or ()),
        fault,
        bool(answers.get("safety")),
        answers.get("advisor") or None,
    )


def _offered(talk: Talk, jobs: Iterable[str]) -> tuple[str, ...]:
    """The jobs the store's menu still has: it may have changed since they were chosen."""
    menu = {job.key for job in talk.store.menu}
    return tuple(job for job in jobs if job in menu)


def free_days(talk: Talk, first: date, days: int) -> list[tuple[date, bool]]:
    """Days of one page that are open, and whether there is room."""
    request = holds.request_of(talk.shop, wish_of(talk))
    last = talk.shop.horizon(talk.now)
    found = talk.shop.free_days(talk.uow, first, days, request, talk.now)
    return [(at, room) for at, room in found if at <= last and (room or talk.shop.is_open_on(at))]


def last_day(talk: Talk) -> date:
    return talk.shop.horizon(talk.now)


def free_times(talk: Talk, at: date) -> list[datetime]:
    return talk.shop.free_times(talk.uow, at, holds.request_of(talk.shop, wish_of(talk)), talk.now)


def nearest(talk: Talk, wanted: datetime) -> list[datetime]:
    """The free times closest to the wished one."""
    return talk.shop.nearest_times(talk.uow, wanted, holds.request_of(talk.shop, wish_of(talk)), talk.now)


def take_place(talk: Talk, start: datetime) -> Result:
    """Hold the place at `start`; when others were faster, say what is nearest."""
    held = hold(talk, start)
    if held is None:
        return taken(talk, start)
    return answered(talk, held)


def take_earliest(talk: Talk) -> Result:
    """Hold the first possible place."""
    held = hold_earliest(talk)
    return answered(talk, held) if held else Fail(Message("places-none"))


def hold_earliest(talk: Talk) -> Mapping[str, Any] | None:
    """The first possible place, held; somebody may be faster, so a few are tried."""
    wish = wish_of(talk)
    request = holds.request_of(talk.shop, wish)
    for _ in range(TRIES):
        start = talk.shop.earliest_time(talk.uow, request, talk.now, walk_in=wish.safety)
        held = hold(talk, start) if start else None
        if held is not None:
            return held
    return None


def answered(talk: Talk, held: Mapping[str, Any]) -> Result:
    """The step asked is answered by the place that is held now."""
    return Go(held.get(talk.frame.step, True), also=held)


def hold(talk: Talk, start: datetime, *, squeezed: bool = False) -> Mapping[str, Any] | None:
    """Hold a place and let the former one go: answers `day`, `time` and `hold`, or None when it is taken."""
    release(talk, talk.answers)
    take = holds.squeeze_in if squeezed else holds.hold
    held = take(talk.uow, talk.shop, wish_of(talk), start, talk.now)
    if held is None:
        return None
    talk.answer("hold", held.id)
    local = talk.shop.today(held.start_at)
    return {"day": local.isoformat(), "time": held.start_at.isoformat(), "hold": held.id}


def release(talk: Talk, answers: Mapping[str, Any]) -> None:
    """Let the held place go, if there is one; it may be in another store than the one chosen since."""
    if answers.get("hold"):
        held = talk.uow.appointments.get(int(answers["hold"]))
        holds.let_go(talk.uow, talk.world.shops[held.store_id], held.id, talk.now)


def parting(talk: Talk) -> Message | None:
    """Who goes back out of the dialog hears that the place held for them is free again."""
    time = talk.answers.get("time") if talk.answers.get("hold") else None
    at = moment(datetime.fromisoformat(time), talk.zone, "short") if time else None
    return Message("places-given-back", {"at": at}) if at else None


def taken(talk: Talk, start: datetime) -> Result:
    """The place has just gone: the nearest free times are said, and the pickers show the rest."""
    near = nearest(talk, start)
    if not near:
        return Jump("day", note=Message("places-none"))
    shown = items([moment(at, talk.zone, "short") for at in near])
    return Fail(Message("places-taken", {"at": moment(start, talk.zone, "short"), "near": shown}))


def instead(talk: Talk, wanted: datetime) -> Result:
    """Not to be had at that time (taken, closed, too soon): the nearest possible, said and offered."""
    return Jump("full", {"full_day": talk.today_of(wanted).isoformat(), "wanted": wanted.isoformat()})


def other_day(_talk: Talk) -> Result:
    return Jump("day")


def when(talk: Talk) -> dict[str, Any]:
    """The held place as message arguments."""
    at = datetime.fromisoformat(talk.answers["time"])
    return {"start": moment(at, talk.zone), "day": day(talk.shop.today(at))}
