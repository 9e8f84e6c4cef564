"""The board of a day: who comes when, with "arrived" and "did not come" on each row.

A page has four visits; the buttons of a row say its time, so that row and button belong together at a glance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dealership.domain.booking import AppointmentState, states_before
from dealership.domain.message import Arg, Message, day, items, moment
from dealership.domain.records import Appointment, StaffMember
from dealership.domain.rights import Action
from dealership.services import describe, reception
from dealership.services.ports import UnitOfWork
from dealership.services.reception import Expected
from dealership.services.shop import Shop
from dialogs.inputs.choice import USE_BUTTONS
from dialogs.model import Ask, Dialog, Event, Fail, Option, Result, Start, Step, Tap, View
from dialogs.staff.people import can, member
from dialogs.talk import Talk

PAGE = 4
State = AppointmentState
Mark = Callable[[UnitOfWork, Shop, StaffMember, int, datetime], Message]
MARKS: Mapping[str, Mark] = {"arrived": reception.arrived, "missed": reception.did_not_come}


def shown_day(talk: Talk) -> date:
    return date.fromisoformat(talk.answers["day"])


def expected(talk: Talk) -> Sequence[Expected]:
    """The day's visits, read once per update."""
    if "expected" not in talk.memo:
        talk.memo["expected"] = reception.board(talk.uow, talk.shop, member(talk), shown_day(talk))
    found: Sequence[Expected] = talk.memo["expected"]
    return found


@dataclass(frozen=True, slots=True)
class Board:
    """The rows of one page, and the ways to the other pages and days."""

    def show(self, talk: Talk) -> View:
        rows, page = expected(talk), self._page(talk)
        here = rows[page * PAGE : (page + 1) * PAGE]
        buttons = [_row_buttons(talk, row.visit, _called(talk, row, rows)) for row in here]
        return View(_args(talk, rows, here), [*buttons, self._turns(talk, len(rows), page)])

    def take(self, talk: Talk, event: Event) -> Result:
        if not isinstance(event, Tap):
            return USE_BUTTONS
        verb, _, value = event.option.partition(".")
        if verb == "page" and value.isdecimal():
            return Ask({"page": min(int(value), 1000)})
        if verb == "day":
            return self._other_day(talk, value)
        if not value.isdecimal():
            return Fail(Message("engine-stale"))
        if verb == "open":
            return Start("staff-visit", {"appointment": int(value)})
        return self._mark(talk, verb, int(value))

    def _mark(self, talk: Talk, verb: str, visit_id: int) -> Result:
        if verb not in MARKS:
            return Fail(Message("engine-stale"))
        said = MARKS[verb](talk.uow, talk.shop, member(talk), visit_id, talk.now)
        talk.memo.pop("expected", None)
        return Ask(talk.ui, said)

    def _other_day(self, talk: Talk, value: str) -> Result:
        try:
            talk.answer("day", date.fromisoformat(value).isoformat())
        except ValueError:
            return Fail(Message("engine-stale"))
        talk.memo.pop("expected", None)
        return Ask({})

    def _page(self, talk: Talk) -> int:
        last = max(0, len(expected(talk)) - 1) // PAGE
        return min(int(talk.ui.get("page", 0)), last)

    def _turns(self, talk: Talk, count: int, page: int) -> list[Option]:
        turns = []
        if page:
            turns.append(Option(f"page.{page - 1}", Message("input-former")))
        if (page + 1) * PAGE < count:
            turns.append(Option(f"page.{page + 1}", Message("input-more")))
        if len(turns) < 2:  # between two pages a phone has no room for it, and either of them is drawn anew
            turns.insert(page and 1, Option(f"page.{page}", Message("board-refresh")))
        other = _day_after(talk) if shown_day(talk) == talk.today else talk.today
        label = "board-today" if other == talk.today else "board-tomorrow"
        return [*turns, Option(f"day.{other.isoformat()}", Message(label))]


def _day_after(talk: Talk) -> date:
    return talk.today + timedelta(days=1)


def _called(talk: Talk, row: Expected, rows: Sequence[Expected]) -> Arg:
    """A visit on its buttons: its time, or its car when another comes at the same time."""
    alone = sum(other.visit.start_at == row.visit.start_at for other in rows) == 1
    return moment(row.visit.start_at, talk.zone, "time") if alone else describe.short_car(row.vehicle)


def _row_buttons(talk: Talk, visit: Appointment, called: Arg) -> list[Option]:
    """What can be done now: nobody arrives before their day or fails to come before their time."""
    at: dict[str, Arg] = {"at": called}
    row = []
    today = talk.today_of(visit.start_at) <= talk.today
    if today and visit.state in states_before(State.ARRIVED) and can(talk, Action.MARK_ARRIVED):
        row.append(Option(f"arrived.{visit.id}", Message("board-arrived", at)))
    late = visit.start_at <= talk.now and visit.state in states_before(State.NO_SHOW)
    if late and can(talk, Action.MARK_NO_SHOW):
        row.append(Option(f"missed.{visit.id}", Message("board-missed", at)))
    return [*row, Option(f"open.{visit.id}", Message("board-open", at))]


def _args(talk: Talk, rows: Sequence[Expected], here: Sequence[Expected]) -> Mapping[str, Arg]:
    arrived = sum(row.visit.state in (State.ARRIVED, State.DONE) for row in rows)
    lines = [Message("board-row", _row(talk, row)) for row in here]
    return {
        "day": day(shown_day(talk)),
        "count": len(rows),
        "arrived": arrived,
        "lines": items(lines, "lines"),
    }


def _row(talk: Talk, row: Expected) -> Mapping[str, Arg]:
    visit = row.visit
    return {
        "state": visit.state,
        "at": moment(visit.start_at, talk.zone, "time"),
        "car": describe.car(row.vehicle),
        "owner": row.owner.name or "–",
        "jobs": describe.jobs_of(talk.shop, visit.jobs, visit.fault),
        "advisor": describe.advisor_name(talk.shop, visit.advisor) or "–",
        "flag": "safety" if visit.safety else "repeat" if visit.repeat_repair else "none",
    }


BOARD = Dialog("board", Step("rows", Board(), why=False), keeps=("day",))
