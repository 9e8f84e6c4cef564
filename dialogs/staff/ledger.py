"""Why did this owner get this, why not that, what comes next: past and next messages with their reasons."""

from __future__ import annotations

from collections.abc import Mapping

from dealership.domain.message import Arg, Message, items, moment
from dealership.domain.records import Planned
from dealership.services import ledger
from dialogs.inputs import Menu
from dialogs.model import Dialog, Step
from dialogs.staff.people import member
from dialogs.talk import Talk

SHOWN = 12
WAITING = "waiting"


def about(talk: Talk) -> Mapping[str, Arg]:
    """What comes next, soonest first; then what was, latest first."""
    owner_id = int(talk.answers["owner"])
    person, rows = ledger.of_owner(talk.uow, talk.shop, member(talk), owner_id, SHOWN)
    ahead = [row for row in rows if row.state == WAITING]
    past = [row for row in reversed(rows) if row.state != WAITING]
    lines = [Message("ledger-line", _line(talk, row)) for row in (*ahead, *past)]
    return {"name": person.name or "–", "count": len(lines), "lines": items(lines, "lines")}


def _line(talk: Talk, row: Planned) -> Mapping[str, Arg]:
    at = row.decided_at or row.look_at or row.due_at
    return {
        "at": moment(at, talk.shop.zone, "short"),
        "kind": Message(f"kind-{row.kind}"),
        "state": row.state,
        "reason": row.reason or "due",
        "detail": row.detail or "none",
    }


LEDGER = Dialog(
    "ledger", Step("lines", Menu(lambda _talk: (), about), why=False), reading=True, keeps=("owner",)
)
