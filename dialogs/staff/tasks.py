"""Calls to make: whom to call about what and why, with "done" and "not reached" for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dealership.domain.message import Arg, Message, items
from dealership.domain.records import StaffMember, StaffTask
from dealership.services import describe, tasks
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from dialogs.inputs.choice import USE_BUTTONS
from dialogs.model import Ask, Dialog, Event, Fail, Option, Result, Step, Tap, View
from dialogs.staff.people import member
from dialogs.talk import Talk

PAGE = 4
End = Callable[[UnitOfWork, Shop, StaffMember, int, datetime], Message]
ENDS: Mapping[str, End] = {"done": tasks.done, "called": tasks.not_reached}


def to_do(talk: Talk) -> Sequence[StaffTask]:
    """The store's calls, read once per update."""
    if "tasks" not in talk.memo:
        talk.memo["tasks"] = tasks.open_of(talk.uow, talk.shop, member(talk), talk.now)
    found: Sequence[StaffTask] = talk.memo["tasks"]
    return found


@dataclass(frozen=True, slots=True)
class Calls:
    """One page of calls, and the ways to the others."""

    def show(self, talk: Talk) -> View:
        rows, page = to_do(talk), self._page(talk)
        here = list(enumerate(rows, 1))[page * PAGE : (page + 1) * PAGE]
        lines = items([Message("tasks-line", about(talk, number, task)) for number, task in here], "lines")
        buttons = [_buttons(number, task) for number, task in here]
        return View({"count": len(rows), "lines": lines}, [*buttons, self._turns(len(rows), page)])

    def take(self, talk: Talk, event: Event) -> Result:
        if not isinstance(event, Tap):
            return USE_BUTTONS
        verb, _, value = event.option.partition(".")
        if verb == "page" and value.isdecimal():
            return Ask({"page": min(int(value), 1000)})
        if verb not in ENDS or not value.isdecimal():
            return Fail(Message("engine-stale"))
        said = ENDS[verb](talk.uow, talk.shop, member(talk), int(value), talk.now)
        talk.memo.pop("tasks", None)
        return Ask(talk.ui, said)

    def _page(self, talk: Talk) -> int:
        last = max(0, len(to_do(talk)) - 1) // PAGE
        return min(int(talk.ui.get("page", 0)), last)

    def _turns(self, count: int, page: int) -> list[Option]:
        former = [Option(f"page.{page - 1}", Message("input-former"))] if page else []
        more = [Option(f"page.{page + 1}", Message("input-more"))] if (page + 1) * PAGE < count else []
        return [*former, *more]


def _buttons(number: int, task: StaffTask) -> list[Option]:
    return [
        Option(f"{verb}.{task.id}", Message(f"tasks-to-{verb}", {"number": str(number)})) for verb in ENDS
    ]


def about(talk: Talk, number: int, task: StaffTask) -> Mapping[str, Arg]:
    car = describe.car(talk.uow.vehicles.get(task.vehicle_id)) if task.vehicle_id else "–"
    return {
        **describe.owner(talk.uow.owners.get(task.owner_id)),
        "number": str(number),
        "car": car,
        "kind": Message(f"kind-{task.kind}"),
        "why": task.why,
        "calls": task.calls,
    }


TASKS = Dialog("tasks", Step("list", Calls(), why=False), reading=True)
