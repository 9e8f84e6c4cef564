"""No complaint is ever dropped: an unbroken trail, each step once and in time, an end only by the owner or their silence."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from proof.figures import ensure_due, record, sized
from proof.grievances import Sixty
from support.people import shop_of

from bot.config import load_company
from dealership.domain.care import Care
from dealership.domain.complaints import OPEN
from dealership.domain.records import Case, Climbed, Complaint, Event
from storage.database import open_database
from storage.uow import UnitOfWork

SEED = 20261122
PROMISE = timedelta(seconds=60)
ENDS = {"yes", "silence", "phone"}
DATA = Path(__file__).parents[2] / "bot" / "data"
Kept = tuple[Case, Complaint, list[Climbed], list[Event]]


async def test_no_complaint_is_dropped_in_sixty_days(database_url: str) -> None:
    kind = database_url.partition(":")[0]
    ensure_due("complaints", kind)
    company = load_company(DATA / "demo.toml")
    shop = shop_of(company)
    shop = replace(shop, care=Care(company.care, shop.store.solutions, company.compensation_limits))
    database = open_database(database_url)
    story = Sixty(database, shop, random.Random(SEED), sized(4, 10_000))
    await story.run()
    steps, open_, hows = 0, 0, defaultdict[str, int](int)
    for case_id in story.cases:
        kept = await database.run(lambda uow, one=case_id: _read(uow, one))
        assert not (faults := list(faults_of(story, kept))), (case_id, faults)
        steps += len(kept[2])
        open_ += kept[0].state in OPEN
        hows[str(kept[1].closed_how)] += 1
    await database.close()
    figures = {"complaints": story.number, "steps": steps, "open": open_, "ends": dict(hows)}
    record("complaints", kind, {"seed": SEED, "broken off": story.broken_off, **figures})


def _read(uow: UnitOfWork, case_id: int) -> Kept:
    found = uow.complaints
    return (
        uow.cases.get(case_id),
        found.get(case_id),
        list(found.climbed(case_id)),
        list(found.trail(case_id)),
    )


def faults_of(story: Sixty, kept: Kept) -> Iterator[str]:
    """Everything that must not be."""
    case, complaint, steps, trail = kept
    actions = [event.action for event in trail]
    if actions[:1] != ["case.opened"] or [one.at for one in trail] != sorted(one.at for one in trail):
        yield f"broken trail {actions}"
    if case.state not in OPEN and (complaint.closed_how not in ENDS or "case.closed" not in actions):
        yield f"closed by {complaint.closed_how}"
    if case.state in OPEN and case.closed_at is not None:
        yield "open and closed"
    if case.state in OPEN and case.taken_by is None and not any(step.told for step in steps):
        yield "nobody has it and nobody was called"
    if case.state not in OPEN and complaint.next_step_at is not None:
        yield "closed and climbing"
    yield from _steps(story, steps)


def _steps(story: Sixty, steps: list[Climbed]) -> Iterator[str]:
    """In time, or in time after an outage; none left out, none twice."""
    rungs = defaultdict[tuple[int, str], list[int]](list)
    for step in steps:
        if step.done_at > story.up_at(step.due_at) + PROMISE:
            yield f"{step.key} of {step.due_at} at {step.done_at}"
        clock, _, rung = step.key.partition(":")
        rungs[step.run, clock].append(int(rung))
    for where, found in rungs.items():
        if sorted(found) != list(range(len(found))):
            yield f"rungs {sorted(found)} of {where}"
