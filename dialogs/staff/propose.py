"""Other times for a visit: staff choose one to three free ones, the owner takes one with one tap."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from dealership.domain.message import Arg, Message, items, moment
from dealership.domain.records import Appointment
from dealership.domain.slots import Request
from dealership.services import holds, proposals
from dialogs.inputs import Day, Menu, Time
from dialogs.model import Dialog, Done, Fail, Go, Jump, Option, Result, Step, Typed
from dialogs.staff.people import member
from dialogs.staff.words import says
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]


def visit_of(talk: Talk) -> Appointment:
    """The visit another time is looked for; it must still be coming."""
    return proposals.coming_visit(talk.uow, member(talk), int(talk.answers["appointment"]))


def request_of(talk: Talk) -> Request:
    return holds.request_of(talk.shop, proposals.wish_of(visit_of(talk)))


def chosen(talk: Talk) -> list[datetime]:
    return [datetime.fromisoformat(at) for at in talk.answers.get("times", ())]


def free_days(talk: Talk, first: date, days: int) -> list[tuple[date, bool]]:
    last = last_day(talk)
    found = talk.shop.free_days(talk.uow, first, days, request_of(talk), talk.now)
    return [(at, room) for at, room in found if room and at <= last]


def last_day(talk: Talk) -> date:
    return talk.shop.horizon(talk.now)


def free_times(talk: Talk, at: date) -> list[datetime]:
    """Free times of a day that are not chosen yet."""
    free = talk.shop.free_times(talk.uow, at, request_of(talk), talk.now)
    return [start for start in free if start not in chosen(talk)]


def earliest(talk: Talk) -> Result:
    soonest = talk.shop.earliest_time(talk.uow, request_of(talk), talk.now)
    return take_time(talk, soonest) if soonest else Fail(Message("propose-none"))


def take_time(talk: Talk, start: datetime) -> Result:
    """Choose a free time; whichever step asked is answered by it."""
    local = talk.today_of(start)
    if start not in chosen(talk) and start not in free_times(talk, local):
        return Fail(Message("propose-taken", {"at": moment(start, talk.zone, "short")}))
    times = sorted({*(at.isoformat() for at in chosen(talk)), start.isoformat()})
    place = {"day": local.isoformat(), "time": start.isoformat()}
    return Go(place[talk.frame.step], also={**place, "times": times})


def read(talk: Talk, event: Typed) -> Result | None:
    """A typed day or time."""
    when = talk.read(event.text).when
    if when is None:
        return None
    if when.kind == "datetime" and isinstance(when.start, datetime):
        return take_time(talk, when.start.astimezone(UTC))
    days = (
        [at for at in when.days if free_times(talk, at)]
        if when.kind in ("date", "daypart", "options")
        else []
    )
    return Jump("time", {"day": days[0].isoformat()}) if days else Fail(Message("propose-none-then"))


def other_day(_talk: Talk) -> Result:
    return Jump("day")


def about(talk: Talk) -> Mapping[str, Arg]:
    visit = visit_of(talk)
    return {
        "number": str(visit.id),
        "start": moment(visit.start_at, talk.zone, "short"),
        "count": len(chosen(talk)),
        "times": items([moment(at, talk.zone, "short") for at in chosen(talk)], "lines"),
    }


def next_steps(talk: Talk) -> Sequence[Item]:
    """Send, one more (three at most), or begin anew."""
    steps: list[Item] = [(Option("send", Message("propose-send")), send)]
    if len(chosen(talk)) < proposals.MOST:
        steps.append((Option("add", Message("propose-add")), add))
    return [*steps, (Option("clear", Message("propose-clear")), clear)]


def add(_talk: Talk) -> Result:
    return Fail(Message("propose-another"), forget=("day", "time"))


def clear(_talk: Talk) -> Result:
    return Fail(Message("propose-cleared"), forget=("day", "time", "times"))


def send(talk: Talk) -> Result:
    """Send them; a time somebody took meanwhile is said and dropped."""
    visit, times = visit_of(talk), chosen(talk)
    sent = proposals.send(talk.uow, talk.shop, member(talk), visit.id, times, talk.now)
    if sent.gone:
        talk.answer("times", [at.isoformat() for at in times if at not in sent.gone])
        gone = items([moment(at, talk.zone, "short") for at in sent.gone])
        return Fail(Message("propose-gone", {"times": gone}), forget=("day", "time"))
    if not sent.reached:
        phone = talk.uow.owners.get(visit.owner_id).phone
        return Done(Message("propose-unreachable", {"phone": phone or "–"}))
    return Done(Message("propose-sent"), toast=Message("propose-sent-toast"))


def send_in_words(talk: Talk, event: Typed) -> Result | None:
    return send(talk) if says("send", event.text) else None


PROPOSE = Dialog(
    "propose",
    Step("day", Day(free_days, last_day, earliest, read=read, args=about), resets=("time",), why=False),
    Step("time", Time(free_times, take_time, other_day, read), why=False),
    Step("more", Menu(next_steps, about, typed=send_in_words), why=False),
    keeps=("appointment",),
)
