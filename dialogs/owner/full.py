"""What is offered instead of a full day or a taken time: nearest times, a squeeze-in, the waitlist. Never "no"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from dealership.domain.message import Arg, Message, day, items, moment
from dealership.services import holds, waiting
from dialogs.model import Done, Go, Jump, Option, Result
from dialogs.owner import places
from dialogs.owner.questions import clock
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]


def day_is_full(_talk: Talk, wanted: date) -> Result:
    return Jump("full", {"full_day": wanted.isoformat(), "wanted": None})


def args(talk: Talk) -> Mapping[str, Arg]:
    """The day that is full, or the time that was wished and cannot be had."""
    hours = talk.shop.hours_on(_full_day(talk))
    wanted = talk.answers.get("wanted")
    if wanted is None:
        return {"wanted": day(_full_day(talk)), "what": "day" if hours else "closed", "hours": ""}
    at = datetime.fromisoformat(wanted)
    what = _why_not(talk, at) if hours else "closed"
    return {"wanted": moment(at, talk.zone, "short"), "what": what, "hours": items(clock(hours))}


def _why_not(talk: Talk, at: datetime) -> str:
    """Why one cannot come then: the visit is then already, outside opening hours, too soon, too late, or no room."""
    if "appointment" in talk.answers and places.visit_of(talk).start_at == at:
        return "own"
    if not talk.shop.is_open_at(at):
        return "shut"
    if at < talk.now + timedelta(minutes=talk.store.limits.notice):
        return "soon"
    last = talk.shop.last_start(
        talk.today_of(at), holds.request_of(talk.shop, places.wish_of(talk)), talk.now
    )
    return "late" if last is not None and at > last else "time"


def instead(talk: Talk) -> Sequence[Item]:
    """The nearest free times, a squeeze-in for a small job, the waitlist if the day is full, another day."""
    wanted = _full_day(talk)
    options = nearest(talk)
    squeezed = holds.squeeze_time(talk.uow, talk.shop, places.wish_of(talk), wanted, talk.now)
    if squeezed is not None:
        label = Message("booking-squeeze", {"at": moment(squeezed, talk.zone, "time")})
        options.insert(-1, (Option(f"in.{int(squeezed.timestamp())}", label), _take(squeezed, True)))
    if wanted >= talk.today and talk.shop.is_open_on(wanted) and not places.free_times(talk, wanted):
        options.insert(-1, (Option("wait", Message("booking-join-waitlist")), _join_waitlist))
    return options


def nearest(talk: Talk) -> list[Item]:
    """The nearest free times around what was wanted, and another day."""
    options: list[Item] = [
        (Option(f"at.{int(at.timestamp())}", _short(talk, at)), _take(at, False))
        for at in around_wanted(talk)
    ]
    return [*options, (Option("other", Message("input-other-day")), places.other_day)]


def around_wanted(talk: Talk) -> list[datetime]:
    """The nearest free times."""
    wanted = talk.answers.get("wanted")
    middle = datetime.fromisoformat(wanted) if wanted else talk.shop.middle_of(_full_day(talk))
    return places.nearest(talk, middle)


def _full_day(talk: Talk) -> date:
    return date.fromisoformat(talk.answers["full_day"])


def _short(talk: Talk, at: datetime) -> Message:
    return Message("booking-time-option", {"at": moment(at, talk.zone, "short")})


def _take(at: datetime, squeezed: bool) -> Callable[[Talk], Result]:
    def act(talk: Talk) -> Result:
        held = places.hold(talk, at, squeezed=squeezed)
        return Go(True, also=held) if held else places.taken(talk, at)

    return act


def _join_waitlist(talk: Talk) -> Result:
    return Done(waiting.join(talk.uow, talk.shop, places.wish_of(talk), _full_day(talk), talk.now))
