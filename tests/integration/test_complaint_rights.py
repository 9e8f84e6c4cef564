"""Who may do what with a complaint: every role against every deed, one's own, a colleague's, and of another store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from support.grievance import Grievance
from support.people import TUESDAY, hire, shop_of

from dealership.domain.care import Care
from dealership.domain.company import Company
from dealership.domain.records import StaffMember
from dealership.domain.rights import NotAllowedError, Role
from dealership.domain.roster import Part
from dealership.services import cases, closing, complaints, rework, roster, solutions, working
from dealership.services.closing import Resolution
from dealership.services.complaints import Told
from storage.database import Database
from storage.uow import UnitOfWork

Deed = Callable[[UnitOfWork, Grievance, StaffMember, int], Any]
DONE = Resolution("支架松了", "换了支架", "复查", 0, 0)
ADVISORS = {Role.SERVICE_ADVISOR, Role.SALES_ADVISOR}
MANAGERS = {Role.SERVICE_MANAGER, Role.SALES_MANAGER, Role.GENERAL_MANAGER}
ANYBODY = {*ADVISORS, Role.CUSTOMER_CARE, *MANAGERS}
DIRECTORS = {Role.CUSTOMER_CARE, *MANAGERS}


def offers(uow: UnitOfWork, story: Grievance, member: StaffMember, case_id: int) -> None:
    solutions.offer(uow, story.shop, member, case_id, ["redo", "free_wash"], TUESDAY)


def confirms(uow: UnitOfWork, story: Grievance, member: StaffMember, case_id: int) -> None:
    solutions.confirm(uow, story.shop, member, case_id, 0, TUESDAY)


def refuses(uow: UnitOfWork, story: Grievance, member: StaffMember, case_id: int) -> None:
    solutions.refuse(uow, story.shop, member, case_id, 0, TUESDAY)


def holds(uow: UnitOfWork, story: Grievance, member: StaffMember, case_id: int) -> None:
    day = story.shop.today(TUESDAY) + timedelta(days=2)
    working.hold(uow, story.shop, member, case_id, day, TUESDAY)


def duty(uow: UnitOfWork, story: Grievance, member: StaffMember, _case_id: int) -> None:
    day, who = story.shop.today(TUESDAY), story.crew["second"].id
    roster.put_on_duty(uow, story.shop, member, day, Part.DESK, who, TUESDAY)


def absent(uow: UnitOfWork, story: Grievance, member: StaffMember, _case_id: int) -> None:
    roster.put_away(uow, story.shop, member, story.crew["second"].id, 3, None, TUESDAY)


def enters(uow: UnitOfWork, story: Grievance, member: StaffMember, _case_id: int) -> None:
    complaints.open_complaint(uow, story.shop, story.owner_id, Told("等了三小时"), TUESDAY, by=member)


DEEDS: Mapping[str, tuple[Deed, set[Role], set[Role]]] = {
    "see": (lambda uow, _s, who, case: complaints.seen(uow, who, case), ANYBODY, ANYBODY),
    "take": (lambda uow, s, who, case: cases.take(uow, s.shop, uow.cases.get(case), who, TUESDAY), ANYBODY, ANYBODY),
    "note": (lambda uow, s, who, case: complaints.note(uow, s.shop, who, case, "备件已到", TUESDAY), ANYBODY, ANYBODY),
    "enter": (enters, ANYBODY, ANYBODY),
    "offer": (offers, ANYBODY, DIRECTORS),
    "wait": (lambda uow, s, who, case: working.wait(uow, s.shop, who, case, TUESDAY), ANYBODY, DIRECTORS),
    "hold": (holds, ANYBODY, DIRECTORS),
    "hand over": (lambda uow, s, who, case: working.hand_over(uow, s.shop, who, case, s.crew["second"].id, TUESDAY), ANYBODY, DIRECTORS),
    "resolve": (lambda uow, s, who, case: closing.resolve(uow, s.shop, who, case, DONE, TUESDAY), ANYBODY, DIRECTORS),
    "by phone": (lambda uow, s, who, case: closing.settled_by_phone(uow, s.shop, who, case, TUESDAY), ANYBODY, DIRECTORS),
    "escalate": (lambda uow, s, who, case: complaints.escalate(uow, s.shop, who, case, TUESDAY), ANYBODY, DIRECTORS),
    "rework": (lambda uow, s, who, case: rework.book(uow, s.shop, who, case, TUESDAY), ANYBODY, DIRECTORS),
    "confirm": (confirms, MANAGERS, MANAGERS),
    "refuse": (refuses, MANAGERS, MANAGERS),
    "duty": (duty, MANAGERS, MANAGERS),
    "absence": (absent, MANAGERS, MANAGERS),
}  # fmt: skip
"""What is done: by whom to a complaint of their own, by whom to a colleague's."""


class BackError(Exception):
    """Everything a try has changed is taken back."""


@pytest.fixture
async def story(sqlite_database: Database, company: Company) -> Grievance:
    shop = shop_of(company)
    care = Care(company.care, shop.store.solutions, company.compensation_limits)
    return await Grievance(sqlite_database, replace(shop, care=care)).set()


async def may(story: Grievance, deed: Deed, member: StaffMember, case_id: int, *, own: bool) -> bool:
    """Whether it is allowed; what it does is taken back."""
    outcome: list[bool] = []

    def tried(uow: UnitOfWork) -> None:
        if own:
            uow.cases.hand(case_id, story.crew["advisor"].id, member.id)
        try:
            deed(uow, story, member, case_id)
            outcome.append(True)
        except NotAllowedError:
            outcome.append(False)
        raise BackError

    with pytest.raises(BackError):
        await story.run(tried)
    return outcome[0]


@pytest.mark.parametrize("name", DEEDS)
async def test_every_role_may_exactly_what_the_table_says(story: Grievance, name: str) -> None:
    deed, own, others = DEEDS[name]
    case_id = await story.opened()
    await story.takes(case_id)
    people = {role: await story.run(lambda uow, role=role: hire(uow, story.shop, role)) for role in Role}
    mine = {role for role, who in people.items() if await may(story, deed, who, case_id, own=True)}
    theirs = {role for role, who in people.items() if await may(story, deed, who, case_id, own=False)}
    assert mine == own
    assert theirs == others


@pytest.mark.parametrize("name", DEEDS)
async def test_nobody_of_another_store_and_nobody_who_has_left_may_do_anything(
    story: Grievance, company: Company, name: str
) -> None:
    deed = DEEDS[name][0]
    case_id = await story.opened()
    await story.takes(case_id)
    berlin = shop_of(company, "berlin")
    stranger = await story.run(lambda uow: hire(uow, berlin, Role.GENERAL_MANAGER))
    gone = replace(story.crew["general"], left_at=TUESDAY)
    assert not await may(story, deed, stranger, case_id, own=False)
    assert not await may(story, deed, gone, case_id, own=False)


async def test_a_role_decides_alone_up_to_its_limit_and_no_further(story: Grievance) -> None:
    case_id = await story.opened()
    await story.takes(case_id)
    dear = replace(DONE, compensation=20_001)

    def resolves(uow: UnitOfWork, story: Grievance, member: StaffMember, case: int) -> None:
        closing.resolve(uow, story.shop, member, case, dear, TUESDAY)

    assert not await may(story, resolves, story.crew["advisor"], case_id, own=True)
    assert await may(story, resolves, story.crew["manager"], case_id, own=False)
    assert await may(story, resolves, story.crew["general"], case_id, own=False)


async def test_staff_cannot_close_a_complaint(story: Grievance) -> None:
    case_id = await story.opened()
    await story.takes(case_id)
    general = story.crew["general"]
    closed = await story.run(
        lambda uow: cases.close(uow, story.shop, uow.cases.get(case_id), TUESDAY, general)
    )
    assert not closed
    assert (await story.state(case_id))[0].closed_at is None
