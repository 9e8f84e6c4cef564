"""What is offered instead of a full day or a taken time: nearest times, a squeeze-in, the waitlist. Never "no"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from dealership.domain.message import Arg, Message, day, moment
from dealership.services import holds, waiting
from dialogs.model import Done, Go, Jump, Option, Result
from dialogs.owner import places
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]


def day_is_full(_talk: Talk, wanted: date) -> Result:
    return Jump("full", {"full_day": wanted.isoformat(), "wanted": None})


def args(talk: Talk) -> Mapping[str, Arg]:
    """The day that is full, or the time that was wished and cannot be had."""
    wanted = talk.answers.get("wanted")
    at = datetime.fromisoformat(wanted) if wanted else talk.shop.middle_of(_full_day(talk))
    shown = moment(at, talk.zone, "short") if wanted else day(_full_day(talk))
    what = "time" if wanted else "day" if talk.shop.is_open_on(_full_day(talk)) else "closed"
    return {"wanted": shown, "what": what}


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
    around = talk.answers.get("wanted")
    middle = datetime.fromisoformat(around) if around else talk.shop.middle_of(_full_day(talk))
    options: list[Item] = [
        (Option(f"at.{int(at.timestamp())}", _short(talk, at)), _take(at, False))
        for at in places.nearest(talk, middle)
    ]
    return [*options, (Option("other", Message("input-other-day")), places.other_day)]


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
