"""On hold until a day; handed over to a colleague by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dealership.domain.message import Arg, Message, day
from dealership.domain.rights import Action, may
from dealership.services import working
from dialogs.inputs import Choice
from dialogs.model import Dialog, Done, Fail, Go, Option, Result, Step, Typed
from dialogs.staff.desk.about import kept, number
from dialogs.staff.people import member
from dialogs.talk import Talk

DAYS = (1, 2, 3, 5, 7, 14)
LONGEST = 60


def days(talk: Talk) -> Sequence[Option]:
    """The next days, working ones only."""
    kept(talk)
    wanted = [talk.today + timedelta(days=number) for number in DAYS]
    return [
        Option(at.isoformat(), Message("case-hold-option", {"day": day(at, "short")}))
        for at in wanted
        if talk.shop.is_open_on(at)
    ]


def read(talk: Talk, event: Typed) -> Result | None:
    """A day in words."""
    when = talk.read(event.text, "day").when
    wanted = next((at for at in (when.days if when else ()) if at > talk.today), None)
    if wanted is None or wanted > talk.today + timedelta(days=LONGEST):
        return Fail(Message("input-date-not-understood"))
    return Go(wanted.isoformat())


def hold(talk: Talk) -> Done:
    case, _ = kept(talk)
    until = date.fromisoformat(str(talk.answers["until"]))
    return Done(working.hold(talk.uow, talk.shop, member(talk), case.id, until, talk.now))


def colleagues(talk: Talk) -> Sequence[Option]:
    """Everybody else who may work at it and can be written to."""
    case, _ = kept(talk)
    return [
        Option(
            str(one.id), Message("case-hand-option", {"name": one.name, "role": Message(f"role-{one.role}")})
        )
        for one in talk.uow.staff.of_store(talk.shop.id)
        if one.id != case.taken_by and one.user_id and may(one.role, Action.WORK_COMPLAINT)
    ]


def hand_over(talk: Talk) -> Done:
    case, _ = kept(talk)
    to_id = int(talk.answers["to"])
    return Done(working.hand_over(talk.uow, talk.shop, member(talk), case.id, to_id, talk.now))


def about(talk: Talk) -> Mapping[str, Arg]:
    return number(talk)


HOLD = Dialog(
    "case-hold",
    Step("until", Choice(days, about, width=2, typed=read), why=False),
    done=hold,
    keeps=("case",),
)
HAND = Dialog("case-hand", Step("to", Choice(colleagues, about), why=False), done=hand_over, keeps=("case",))
