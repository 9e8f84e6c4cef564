"""What an owner answers to a reminder of their car: how many kilometres, done already and where, no longer mine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from dealership.domain.message import Arg, Message, day
from dealership.domain.records import Planned
from dealership.domain.upkeep import Upkeep
from dealership.services import matters, upkeep
from dealership.services.shop import Shop
from dialogs.actions import Acted, Args
from dialogs.engine import Engine
from dialogs.inputs import Menu, Words
from dialogs.model import Dialog, Done, Fail, Go, Option, Result, Start, Step
from dialogs.owner import typed
from dialogs.owner.cars import let_go
from dialogs.owner.people import car_shown
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
WHERE = ("here", "elsewhere")
ASKED = timedelta(days=14)
"""How long a number typed without being asked again is still the answer."""


def planned(talk: Talk) -> Planned:
    """The message this is the answer to; NotFoundError when it was for somebody else."""
    return matters.of_owner(talk.uow, talk.owner_id, int(talk.answers["planned"]))


def about(talk: Talk) -> Mapping[str, Arg]:
    return {"car": car_shown(talk, int(talk.answers["vehicle"]))}


# --- kilometres ----------------------------------------------------------------------------------------------


def kilometres(talk: Talk, text: str) -> Result:
    """The number, as long as it is not less than what was read before."""
    said = typed.odometer(talk, text)
    if not isinstance(said, Go):
        return said
    row = planned(talk)
    try:
        due = upkeep.tell_km(talk.uow, _shop(talk, row), row.vehicle_id or 0, int(said.value), talk.now)
    except upkeep.TooLowError as low:
        return Fail(Message("odometer-too-low", {"km": low.known}))
    return _answered(talk, row, due)


def _answered(talk: Talk, row: Planned, due: Upkeep) -> Result:
    """The day found is said; when it is near, free times are shown with it."""
    shop = _shop(talk, row)
    talk.memo.clear()
    note, jobs = thanks(due), list(shop.covering(upkeep.SERVICE))[:1]
    if not jobs or not _is_near(shop, due, talk):
        return Done(note)
    answers = {"store": str(shop.id), "car": str(row.vehicle_id), "reason": jobs}
    return Start("invited", answers, leave=True, note=note)


def thanks(due: Upkeep) -> Message:
    if due.due_on is None:
        return Message("reminder-done-thanks")
    return Message("odometer-thanks", {"day": day(due.due_on, "plain")})


def _is_near(shop: Shop, due: Upkeep, talk: Talk) -> bool:
    ladder = shop.voice.ladders.get(due.kind)
    if ladder is None or due.due_on is None:
        return False
    return due.due_on - timedelta(days=ladder.days_before[0]) <= shop.today(talk.now)


def _shop(talk: Talk, row: Planned) -> Shop:
    return talk.world.shops[row.store_id]


def say_km(talk: Talk, engine: Engine, args: Args) -> Acted:
    """One tap on a range."""
    row = matters.of_owner(talk.uow, talk.owner_id, args["planned"])
    try:
        due = upkeep.tell_km(talk.uow, _shop(talk, row), row.vehicle_id or 0, args["km"], talk.now)
    except upkeep.TooLowError:  # a newer number is known by now
        return Acted(toast=Message("engine-stale"), spent=True)
    result = _answered(talk, row, due)
    if isinstance(result, Start):
        turn = engine.start(talk, result.dialog, result.answers)
        return Acted(turn.above(result.note), spent=True)
    return Acted(toast=thanks(due), spent=True)


def told(talk: Talk, km: int) -> Result | None:
    """A number written into the chat after the question was asked; None when it was not."""
    row = talk.uow.planned.find_unanswered(talk.owner_id, "odometer", talk.now - ASKED)
    if row is None or matters.why_over(talk.uow, _shop(talk, row), row, talk.now):
        return None
    try:
        due = upkeep.tell_km(talk.uow, _shop(talk, row), row.vehicle_id or 0, km, talk.now)
    except upkeep.TooLowError as low:
        return Fail(Message("odometer-too-low", {"km": low.known}))
    talk.uow.planned.answer(row, matters.DONE, talk.now)
    answered = _answered(talk, row, due)
    return Start("home", note=answered.note) if isinstance(answered, Done) else answered


# --- done, sold ----------------------------------------------------------------------------------------------


def places(_talk: Talk) -> Sequence[Item]:
    return [(Option(where, Message(f"serviced-{where}")), _served(where)) for where in WHERE]


def _served(where: str) -> Callable[[Talk], Result]:
    def act(talk: Talk) -> Result:
        row = planned(talk)
        matters.is_done(talk.uow, talk.owner_id, row.id, talk.now)
        due = upkeep.tell_served(talk.uow, _shop(talk, row), row.vehicle_id or 0, where, talk.now)
        return Done(thanks(due))

    return act


def sure(_talk: Talk) -> Sequence[Item]:
    return [
        (Option("gone", Message("cars-let-go-yes")), _gone),
        (Option("keep", Message("cars-keep")), lambda _talk: Done()),
    ]


def _gone(talk: Talk) -> Result:
    let_go(talk, int(talk.answers["vehicle"]))
    return Done(Message("cars-gone"))


OWNER_ODOMETER = Dialog(
    "odometer", Step("km", Words(kilometres, about, longest=40), why=False), keeps=("planned", "vehicle")
)
SERVICED = Dialog("serviced", Step("where", Menu(places, about), why=False), keeps=("planned", "vehicle"))
CAR_GONE = Dialog("car_gone", Step("sure", Menu(sure, about), why=False), keeps=("vehicle",))
UPKEEP = (OWNER_ODOMETER, SERVICED, CAR_GONE)
