"""The three clocks of complaints in practice: reckoned by the store's own hours, stopped, paused, climbed.

Whatever changes a complaint asks `reckon` when its next step falls due; the sweep climbs what is due. A step is
written down before anybody is told, under a key that is unique in the complaint's present run: of two replicas one
tells, and a week of downtime is made up in order. Who would hear the same thing several times at once hears the last.
Source: domain.md §8, `dealership.domain.sla`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dealership.domain.complaints import is_sales, terms_of
from dealership.domain.message import Message, moment
from dealership.domain.records import Case, Complaint, StaffMember
from dealership.domain.roster import About, Called, called
from dealership.domain.sla import Clock, Step, next_step_at, steps
from dealership.services import case_cards, describe
from dealership.services.cards import direct
from dealership.services.case_cards import COMPLAINT
from dealership.services.notify import Post, queue
from dealership.services.ports import UnitOfWork
from dealership.services.reckoning import COLUMN, due_at, instant, mark_of, run_of, works_of
from dealership.services.roster import roster_at
from dealership.services.shop import Shop

PURPOSE = "escalation"


def reckon(uow: UnitOfWork, shop: Shop, case_id: int, now: datetime) -> None:
    """When the ladder is climbed next, by the hours that hold now. What is due already was climbed or is due at once."""
    complaint = uow.complaints.get(case_id)
    works, terms = works_of(shop, complaint.runs_from), terms_of(shop.care.rules)
    done = uow.complaints.keys(case_id, complaint.run)
    missed = [step for step in steps(run_of(complaint), works, now, terms) if step.key not in done]
    upcoming = missed[0].at if missed else next_step_at(run_of(complaint), works, now, terms)
    uow.complaints.update(case_id, next_step_at=upcoming, works=mark_of(shop))


def satisfy(uow: UnitOfWork, shop: Shop, case: Case, clock: Clock, now: datetime) -> None:
    """What was awaited has happened; a clock is stopped once in a run."""
    if case.kind != COMPLAINT:
        return
    if getattr(uow.complaints.get(case.id), COLUMN[clock]) is None:
        uow.complaints.update(case.id, **{COLUMN[clock]: now})
        reckon(uow, shop, case.id, now)


def pause(uow: UnitOfWork, shop: Shop, case_id: int, now: datetime, until: datetime | None = None) -> None:
    """The clocks stand still: until the owner has spoken, or until a day agreed upon."""
    pauses = [
        *_ended(uow.complaints.get(case_id), now),
        [now.isoformat(), until.isoformat() if until else None],
    ]
    uow.complaints.update(case_id, pauses=pauses, wake_at=until)
    reckon(uow, shop, case_id, now)


def resume(uow: UnitOfWork, shop: Shop, case_id: int, now: datetime) -> None:
    """They go on from where they stood."""
    uow.complaints.update(case_id, pauses=_ended(uow.complaints.get(case_id), now), wake_at=None)
    reckon(uow, shop, case_id, now)


def restart(uow: UnitOfWork, shop: Shop, case_id: int, now: datetime, **values: Any) -> None:
    """A new run: reopened, graver, or without a keeper. `values` say which clocks begin anew (None)."""
    run = uow.complaints.get(case_id).run + 1
    uow.complaints.update(case_id, run=run, runs_from=now, pauses=[], **values)
    reckon(uow, shop, case_id, now)


def stop(uow: UnitOfWork, case_id: int) -> None:
    """Nothing is awaited any more."""
    uow.complaints.update(case_id, next_step_at=None, wake_at=None)


def climb(uow: UnitOfWork, shop: Shop, case_id: int, now: datetime) -> bool:
    """Take every step that is due; False when none was (another replica was faster)."""
    complaint, case = uow.complaints.get(case_id), uow.cases.get(case_id)
    if case.closed_at is not None or complaint.next_step_at is None or complaint.next_step_at > now:
        return False
    works, terms = works_of(shop, complaint.runs_from), terms_of(shop.care.rules)
    due = steps(run_of(complaint), works, now, terms, since=complaint.next_step_at)
    roster, about = roster_at(uow, shop, now), _about(uow, case, complaint)
    taken = []
    for step in due:
        reached = called(step.whom, about, roster)
        if _write(uow, complaint, step, reached, now):
            taken.append((step, reached))
    uow.complaints.update(case_id, next_step_at=next_step_at(run_of(complaint), works, now, terms))
    _tell(uow, shop, case, complaint, taken, now)
    return bool(taken)


def _write(uow: UnitOfWork, complaint: Complaint, step: Step, reached: Called, now: datetime) -> bool:
    told, skipped = [one.id for one in reached.told], [list(one) for one in reached.skipped]
    return uow.complaints.climb(
        now,
        case_id=complaint.case_id,
        run=complaint.run,
        key=step.key,
        due_at=step.at,
        told=told,
        skipped=skipped,
    )


def _tell(
    uow: UnitOfWork,
    shop: Shop,
    case: Case,
    complaint: Complaint,
    taken: Sequence[tuple[Step, Called]],
    now: datetime,
) -> None:
    """Each person hears of each clock once, however many steps are made up; then the card shows how far it is."""
    last = {(member.id, step.clock): (member, step) for step, reached in taken for member in reached.told}
    for member, step in last.values():
        _call(uow, shop, case, complaint, member, step, now)
    if taken:
        uow.audit.add(
            now, "house", None, "case.climbed", "case", case.id, shop.id, case.owner_id,
            steps=[step.key for step, _ in taken], run=complaint.run,
        )  # fmt: skip
        case_cards.card(uow, shop, uow.cases.get(case.id), now)


def _call(
    uow: UnitOfWork,
    shop: Shop,
    case: Case,
    complaint: Complaint,
    member: StaffMember,
    step: Step,
    now: datetime,
) -> None:
    owner = uow.owners.get(case.owner_id)
    by = due_at(shop, complaint, step.clock)
    about = {
        **describe.owner(owner),
        "number": str(case.id),
        "level": complaint.level,
        "clock": step.clock,
        "late": "yes" if by is not None and now >= by else "no",
        "by": moment(by or now, shop.zone, "short"),
        "words": describe.beginning(complaint.words, describe.EXCERPT),
    }
    post = Post([Message("complaint-call", about)], rows=case_cards.buttons(case))
    key = f"call:{case.id}:{complaint.run}:{step.key}:{member.id}"
    more = {"case_id": case.id, "owner_id": case.owner_id}
    queue(uow, shop.id, post, direct(member), purpose=PURPOSE, dedup_key=key, now=now, **more)


def _about(uow: UnitOfWork, case: Case, complaint: Complaint) -> About:
    usual = uow.owners.get(case.owner_id).advisor
    return About(case.taken_by, usual, is_sales(complaint.category))


def _ended(complaint: Complaint, now: datetime) -> list[Sequence[str | None]]:
    """The pauses with none that reaches beyond now."""
    ends = [(since, instant(until) or now) for since, until in complaint.pauses]
    return [[since, min(until, now).isoformat()] for since, until in ends]
