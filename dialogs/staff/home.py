"""The staff's menu: what one's role may do, today's board first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.message import Arg, Message, labels
from dealership.domain.rights import Action
from dialogs.inputs import Menu
from dialogs.model import Dialog, Option, Result, Start, Step
from dialogs.staff.people import can, member
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
PLACES: tuple[tuple[str, Action | None, Callable[[Talk], Result]], ...] = (
    ("today", Action.SEE_BOARD, lambda talk: Start("board", {"day": talk.today.isoformat()})),
    ("tomorrow", Action.SEE_BOARD, lambda talk: Start("board", {"day": next_day(talk)})),
    ("tasks", Action.SEE_TASKS, lambda _talk: Start("tasks")),
    ("cases", Action.SEE_CASE, lambda _talk: Start("cases", {"which": "open"})),
    ("owners", Action.SEE_RECORD, lambda _talk: Start("owners")),
    ("report", Action.SEE_REPORTS, lambda _talk: Start("report")),
    ("handover", Action.ISSUE_HANDOVER_LINK, lambda _talk: Start("handover")),
    ("team", Action.INVITE_STAFF, lambda _talk: Start("team")),
    ("settings", None, lambda _talk: Start("staff-settings")),
)


def next_day(talk: Talk) -> str:
    """The store's next calendar day."""
    return talk.today.fromordinal(talk.today.toordinal() + 1).isoformat()


def items(talk: Talk) -> Sequence[Item]:
    return [
        (Option(place, Message(f"staff-home-{place}")), lead)
        for place, action, lead in PLACES
        if action is None or can(talk, action)
    ]


def args(talk: Talk) -> Mapping[str, Arg]:
    who = member(talk)
    return {"name": who.name, "role": Message(f"role-{who.role}"), "store": labels(talk.store.name)}


HOME = Dialog("staff-home", Step("menu", Menu(items, args), why=False), root=True)
