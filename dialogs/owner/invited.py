"""From a reminder to a visit in two taps: free times with the usual advisor, held from the first tap on.

Tapping one of them books it; "another time" leads to the whole booking with everything known filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from dealership.domain.message import Arg, Message, moment
from dealership.services import booking, describe, holds
from dialogs.inputs import Menu
from dialogs.model import Dialog, Done, Fail, Go, Jump, Option, Result, Start, Step
from dialogs.owner import again, places
from dialogs.owner.booking import book, may_book, no_more
from dialogs.owner.people import car_shown, owner
from dialogs.talk import Talk

PARTS = (0, 50, 80)
"""Where in a day's free times, in percent, each of the times offered is taken."""
Item = tuple[Option, Callable[[Talk], Result]]


def held(talk: Talk) -> bool:
    """Look the times up and hold each for the minutes of a hold; never a question."""
    talk.answers.setdefault("advisor", usual_advisor(talk))
    found = {at: _hold(talk, at) for at in times(talk) or _with_anybody(talk)}
    talk.answer("offers", {at.isoformat(): hold for at, hold in found.items() if hold is not None})
    return True


def times(talk: Talk) -> list[datetime]:
    """A time on each of the next days with room: early, around midday, later on, so that one of them suits."""
    request = holds.request_of(talk.shop, places.wish_of(talk))
    found: list[datetime] = []
    for ahead in range(talk.store.limits.horizon_days):
        free = talk.shop.free_times(talk.uow, talk.today + timedelta(days=ahead), request, talk.now)
        if free:
            found.append(free[len(free) * PARTS[len(found)] // 100])
        if len(found) == len(PARTS):
            break
    return found


def usual_advisor(talk: Talk) -> str | None:
    """The owner's own, else the one of the last visit, as far as they still work here."""
    visit = booking.last_visit(talk.uow, int(talk.answers["car"]))
    known = {advisor.key for advisor in talk.store.advisors}
    named = (owner(talk).advisor, visit.advisor if visit else None)
    return next((key for key in named if key in known), None)


def _with_anybody(talk: Talk) -> list[datetime]:
    talk.answer("advisor", None)
    return times(talk)


def _hold(talk: Talk, at: datetime) -> int | None:
    kept = holds.hold(talk.uow, talk.shop, places.wish_of(talk), at, talk.now)
    return kept.id if kept else None


def items(talk: Talk) -> Sequence[Item]:
    times = [datetime.fromisoformat(at) for at in talk.answers["offers"]]
    options: list[Item] = [
        (
            Option(
                str(int(at.timestamp())),
                Message("booking-time-option", {"at": moment(at, talk.zone, "short")}),
            ),
            _take(at),
        )
        for at in times
    ]
    return [*options, (Option("other", Message("again_visit-other")), again.other)]


def _take(at: datetime) -> Callable[[Talk], Result]:
    """The place held for this time; the booking claims it once more when the hold is over by then."""

    def act(talk: Talk) -> Result:
        local = talk.shop.today(at)
        return Go(
            at.isoformat(), also={"day": local.isoformat(), "hold": talk.answers["offers"][at.isoformat()]}
        )

    return act


def args(talk: Talk) -> Mapping[str, Arg]:
    wish = places.wish_of(talk)
    return {
        "car": car_shown(talk, wish.vehicle_id),
        "jobs": describe.jobs_of(talk.shop, wish.jobs, None),
        "zone": moment(talk.now, talk.zone, "zone"),
        "minutes": talk.store.limits.hold,
        "free": "yes" if talk.answers["offers"] else "no",
    }


def book_now(talk: Talk) -> Done | Fail | Start | Jump:
    """The time tapped is booked; when it is gone after all, others are looked up and held."""
    done = book(talk)
    if not isinstance(done, Fail):
        return done
    release(talk, talk.answers)
    return replace(done, forget=(*done.forget, "offers"))


def release(talk: Talk, answers: Mapping[str, Any]) -> None:
    """The times not taken are free again."""
    for hold in (answers.get("offers") or {}).values():
        holds.let_go(talk.uow, talk.shop, hold, talk.now)


INVITED = Dialog(
    "invited",
    Step("enough", Menu(no_more, width=1), skip_if=may_book, why=False),
    Step("offers", Menu(items, args), skip_if=held, why=False),
    Step("time", Menu(items, args, width=1, typed=again.in_words), why=False),
    done=book_now,
    leave=release,
    keeps=("store", "car", "reason"),
)
