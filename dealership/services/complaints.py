"""Complaints: opened from anything an owner says, known to a person at once, never dropped.

Opening writes down what is known and promises a time from the store's own hours; whatever is asked afterwards only
adds to it. Critical ones call the manager in the same transaction. Words that come later reach whoever has it, and
may make it graver. Source: domain.md §8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from dealership.domain.complaints import Category, Signals, State, graver, level_of
from dealership.domain.message import Message
from dealership.domain.records import Case, Complaint, Owner, StaffMember
from dealership.domain.rights import Action, NotAllowedError, ensure_member_may, may
from dealership.domain.roster import About, called
from dealership.domain.sla import Clock, Level, Whom
from dealership.services import cases, clocks, describe
from dealership.services.cards import direct
from dealership.services.case_cards import COMPLAINT, buttons, card
from dealership.services.cases import Words
from dealership.services.notify import Post, find_chat_of, queue
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.reckoning import due_at
from dealership.services.roster import roster_at
from dealership.services.shop import Shop

VALUED = ("key",)
"""Grades of owners whose complaints are serious from the first."""
MEMORY = timedelta(days=365)
"""How far back an earlier complaint about the same thing counts."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said of it: their words, what is known from them, and where they came from.

    `source`: words, button, score, checkin or staff.
    """

    words: str
    source: str = "words"
    category: Category = Category.OTHER
    vehicle_id: int | None = None
    since: str = ""
    danger: bool = False
    threat: bool = False
    angry: bool = False
    claim: int = 0


def find_open(uow: UnitOfWork, owner_id: int) -> Case | None:
    """The owner's open complaint."""
    return uow.cases.find_open(owner_id, COMPLAINT)


def open_complaint(
    uow: UnitOfWork, shop: Shop, owner_id: int, told: Told, now: datetime, by: StaffMember | None = None
) -> Case:
    """The owner's complaint, opened now unless one is open: then the words make it graver at most.

    `by`: a colleague who enters it for the owner.
    """
    if by is not None:
        ensure_member_may(by, Action.WORK_COMPLAINT, shop.id)
    opened = uow.cases.open(now, store_id=shop.id, kind=COMPLAINT, owner_id=owner_id)
    if opened is None:
        return _again(uow, shop, owner_id, told, now)
    level, reason = level_of(_signals(uow, owner_id, told, now), shop.care.rules)
    uow.complaints.add(
        case_id=opened, store_id=shop.id, vehicle_id=told.vehicle_id, category=told.category,
        source=told.source, level=level, reason=reason, words=told.words, since=told.since, runs_from=now,
        run=1, works="", asks=0, reopened=0, offers=0, wish="",
    )  # fmt: skip
    case = uow.cases.get(opened)
    actor = ("staff", by.id) if by else ("owner", owner_id)
    uow.audit.add(now, *actor, "case.opened", "case", case.id, shop.id, owner_id, level=level, reason=reason)
    _begin(uow, shop, case, now)
    return case


def add(uow: UnitOfWork, shop: Shop, case: Case, now: datetime, **values: Any) -> None:
    """What the owner answers afterwards (vehicle_id, since, wish) goes into the card."""
    uow.complaints.update(case.id, **values)
    card(uow, shop, case, now)


def hear(uow: UnitOfWork, shop: Shop, case: Case, words: Words, told: Told, now: datetime) -> None:
    """More words or files of the owner: passed on, and heeded if they make it graver.

    They end the waiting for the owner, unless they are a mere thank-you (empty `told.words`).
    """
    cases.from_owner(uow, shop, case, words, now)
    if not told.words and words.media is None:
        return
    raise_by(uow, shop, case, told, now)
    if case.state == State.WAITING:
        uow.cases.update(case.id, expected=(State.WAITING,), state=State.TAKEN)
        clocks.resume(uow, shop, case.id, now)
        card(uow, shop, uow.cases.get(case.id), now)


def raise_by(uow: UnitOfWork, shop: Shop, case: Case, told: Told, now: datetime) -> None:
    """Words that make it graver begin its clocks anew; nothing ever makes it less grave."""
    complaint = uow.complaints.get(case.id)
    signals = replace(_signals(uow, case.owner_id, told, now), earlier=0)
    level, reason = level_of(signals, shop.care.rules)
    if graver(level, Level(complaint.level)):
        make_graver(uow, shop, case, level, reason, now)


def escalate(uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, now: datetime) -> bool:
    """A colleague makes it critical (the department could not agree with the owner); False when it is already."""
    case, complaint = kept(uow, member, case_id)
    if complaint.level == Level.CRITICAL:
        return False
    _note(uow, case, member, "case.escalated", now)
    make_graver(uow, shop, case, Level.CRITICAL, "staff", now)
    return True


def kept(uow: UnitOfWork, member: StaffMember, case_id: int) -> tuple[Case, Complaint]:
    """An open complaint this member may work at: their own, or any if they direct."""
    case, complaint = seen(uow, member, case_id)
    if case.closed_at is not None:
        raise NotFoundError(f"complaint {case_id} is closed")
    if case.taken_by != member.id and not may(member.role, Action.DIRECT_COMPLAINT):
        raise NotAllowedError(f"complaint {case_id} is in other hands")
    return case, complaint


def seen(uow: UnitOfWork, member: StaffMember, case_id: int) -> tuple[Case, Complaint]:
    """A complaint of the member's own store."""
    case = uow.cases.get(case_id)
    ensure_member_may(member, Action.WORK_COMPLAINT, case.store_id)
    if case.kind != COMPLAINT:
        raise NotFoundError(f"case {case_id} is no complaint")
    return case, uow.complaints.get(case_id)


def note(uow: UnitOfWork, shop: Shop, member: StaffMember, case_id: int, text: str, now: datetime) -> None:
    """A note for colleagues, in the trail. Of an owner who has to be called it is the answer they were given."""
    case, _ = seen(uow, member, case_id)
    _note(uow, case, member, "case.noted", now, text=text)
    if case.taken_by == member.id and find_chat_of(uow, uow.owners.get(case.owner_id)) is None:
        clocks.satisfy(uow, shop, case, Clock.ANSWERED, now)


def cannot_be_written_to(uow: UnitOfWork, shops: Mapping[int, Shop], person: Owner, now: datetime) -> None:
    """An owner with an open complaint has blocked us: whoever has it hears the number to call."""
    case = find_open(uow, person.id)
    if case is None or case.store_id not in shops:
        return
    said = Message("case-blocked", {"number": str(case.id), "phone": person.phone or "–"})
    tell_staff(uow, shops[case.store_id], case, said, f"blocked:{int(now.timestamp())}", now)


def absorb(
    uow: UnitOfWork, shop: Shop, member: StaffMember, gone_id: int, kept_id: int, now: datetime
) -> None:
    """Two records of one person become one: of two open complaints the kept one takes the other's words over."""
    gone, kept_one = find_open(uow, gone_id), find_open(uow, kept_id)
    if gone is None or kept_one is None:
        return
    absorbed, keeps = uow.complaints.get(gone.id), uow.complaints.get(kept_one.id)
    uow.complaints.update(kept_one.id, words=f"{keeps.words}\n{absorbed.words}".strip())
    uow.cases.update(gone.id, expected=(gone.state,), state=State.CLOSED, closed_at=now)
    uow.complaints.update(gone.id, closed_how="merged", next_step_at=None, wake_at=None)
    _note(uow, gone, member, "case.merged", now, into=kept_one.id)
    if graver(Level(absorbed.level), Level(keeps.level)):
        make_graver(uow, shop, kept_one, Level(absorbed.level), absorbed.reason, now)
    for case_id in (gone.id, kept_one.id):
        card(uow, shop, uow.cases.get(case_id), now)


def tell_staff(uow: UnitOfWork, shop: Shop, case: Case, said: Message, key: str, now: datetime) -> None:
    """News with a sound: in the topic, else to who has it, else to everybody who may take it."""
    more = {"case_id": case.id, "owner_id": case.owner_id}
    for target in cases.listeners(uow, shop, case):
        mark = f"case-news:{case.id}:{key}:{target['chat_id']}"
        queue(uow, shop.id, Post([said]), target, purpose="escalation", dedup_key=mark, now=now, **more)


def promise_of(uow: UnitOfWork, shop: Shop, case: Case) -> tuple[datetime | None, datetime | None]:
    """By when somebody answers, and by when there is a solution."""
    complaint = uow.complaints.get(case.id)
    return due_at(shop, complaint, Clock.ANSWERED), due_at(shop, complaint, Clock.SOLVED)


def informed(uow: UnitOfWork, case: Case) -> list[StaffMember]:
    """Who has been called in the present run, each once."""
    climbed = uow.complaints.first_rungs(case.id, uow.complaints.get(case.id).run)
    return [
        uow.staff.get(one) for one in dict.fromkeys(staff_id for step in climbed for staff_id in step.told)
    ]


def _begin(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
    """The promise, the card, the person on duty; for a critical one the first rung at once."""
    clocks.reckon(uow, shop, case.id, now)
    answered, _ = promise_of(uow, shop, case)
    uow.complaints.update(case.id, promised_at=answered)
    if not clocks.climb(uow, shop, case.id, now):
        card(uow, shop, case, now)
        _tell_duty(uow, shop, case, now)


def _tell_duty(uow: UnitOfWork, shop: Shop, case: Case, now: datetime) -> None:
    """Where the card stands in a group the person on duty gets it directly as well."""
    if uow.staff.find_group(shop.id) is None:
        return
    usual = uow.owners.get(case.owner_id).advisor
    reached = called([Whom.ADVISOR], About(None, usual), roster_at(uow, shop, now))
    owner, words = uow.owners.get(case.owner_id), uow.complaints.get(case.id).words
    about = {
        **describe.owner(owner), "number": str(case.id), "words": describe.beginning(words, describe.EXCERPT),
    }  # fmt: skip
    post = Post([Message("complaint-new", about)], rows=buttons(case))
    for member in reached.told:
        more = {"case_id": case.id, "owner_id": case.owner_id}
        key = f"complaint-new:{case.id}:{member.id}"
        queue(uow, shop.id, post, direct(member), purpose="case", dedup_key=key, now=now, **more)


def _again(uow: UnitOfWork, shop: Shop, owner_id: int, told: Told, now: datetime) -> Case:
    case = find_open(uow, owner_id)
    if case is None:
        raise NotFoundError("the complaint just opened")
    raise_by(uow, shop, case, told, now)
    return case


def make_graver(uow: UnitOfWork, shop: Shop, case: Case, level: Level, reason: str, now: datetime) -> None:
    """From now on it is that grave: its clocks begin anew, and what is due of them at once is done."""
    uow.audit.add(
        now, "house", None, "case.raised", "case", case.id, shop.id, case.owner_id, level=level, reason=reason
    )
    clocks.restart(uow, shop, case.id, now, level=level, reason=reason)
    if not clocks.climb(uow, shop, case.id, now):
        card(uow, shop, uow.cases.get(case.id), now)


def _signals(uow: UnitOfWork, owner_id: int, told: Told, now: datetime) -> Signals:
    person = uow.owners.get(owner_id)
    same = told.vehicle_id is not None or told.category is not Category.OTHER
    earlier = uow.complaints.earlier(owner_id, told.category, told.vehicle_id, now - MEMORY) if same else 0
    return Signals(
        danger=told.danger,
        threat=told.threat,
        angry=told.angry,
        claim=told.claim,
        earlier=earlier,
        valued=person.vip or person.grade in VALUED,
    )


def _note(
    uow: UnitOfWork, case: Case, member: StaffMember, action: str, now: datetime, **details: object
) -> None:
    uow.audit.add(now, "staff", member.id, action, "case", case.id, case.store_id, case.owner_id, **details)
