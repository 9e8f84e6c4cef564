"""Sixty virtual days of complaints: random owners, random staff, outages; every step goes through the services.

Time goes from moment to moment. While the house is down nothing is swept; when it is up again it catches up. A
transaction that is broken off in the middle (as by `kill -9`) leaves nothing behind and is tried again later.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from support.people import TUESDAY, hire, new_car, new_owner

from dealership.domain.complaints import OPEN, Category, State
from dealership.domain.records import Case, StaffMember
from dealership.domain.rights import NotAllowedError, Role
from dealership.services import cases, closing, complaints, solutions, working
from dealership.services.cases import Words
from dealership.services.closing import Resolution
from dealership.services.complaints import Told
from dealership.services.ports import NotFoundError
from dealership.services.shop import Shop
from scheduler.sweeps.complaints import climb, wake
from storage.database import Database
from storage.uow import UnitOfWork

DAYS = 60
BEAT = 30
"""Seconds at most between a moment and the sweep that finds it."""
DONE = Resolution("支架松了", "换了新支架", "交车前复查", 0, 0)
CREW = (
    *[Role.SERVICE_ADVISOR] * 4,
    *[Role.SALES_ADVISOR] * 2,
    Role.CUSTOMER_CARE,
    Role.SERVICE_MANAGER,
    Role.SALES_MANAGER,
    Role.GENERAL_MANAGER,
)
REFUSED = (NotFoundError, NotAllowedError)


class BrokenOffError(Exception):
    """The process died inside a transaction."""


@dataclass
class Sixty:
    """The simulation. `down` are the outages, in order; `moments` what somebody does next."""

    database: Database
    shop: Shop
    dice: random.Random
    number: int
    now: datetime = TUESDAY
    crew: list[StaffMember] = field(default_factory=list)
    owners: dict[int, int] = field(default_factory=dict)
    cases: list[int] = field(default_factory=list)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    broken_off: int = 0
    _moments: list[tuple[datetime, int, Callable[[UnitOfWork], None]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    async def run(self) -> None:
        """Everything from the first complaint until nothing is left to happen in sixty days and their silences."""
        await self.database.run(self._hire)
        self._outages()
        for _ in range(self.number):
            self._at(self._moment(DAYS * 0.8), self._complains)
        end = TUESDAY + timedelta(days=DAYS + 30)
        while (at := await self._next()) is not None and at <= end:
            self.now = max(self.now, at + timedelta(seconds=self.dice.uniform(0, BEAT)))
            await self._swept()
            while self._moments and self._moments[0][0] <= self.now:
                await self._do(heapq.heappop(self._moments)[2])

    # --- time ----------------------------------------------------------------------------------------------

    def _outages(self) -> None:
        """A few of some hours, and one of a week."""
        starts = sorted(TUESDAY + timedelta(days=self.dice.uniform(3, DAYS)) for _ in range(6))
        lengths = [timedelta(hours=self.dice.uniform(0.2, 30)) for _ in starts]
        lengths[2] = timedelta(days=7)
        for start, length in zip(starts, lengths, strict=True):
            if not self.down or start > self.down[-1][1]:
                self.down.append((start, start + length))

    def up_at(self, at: datetime) -> datetime:
        """When the house is up, at this moment or after the outage it lies in."""
        return next((end for start, end in self.down if start <= at < end), at)

    async def _next(self) -> datetime | None:
        """The next moment somebody acts or something falls due; whatever falls into an outage waits for its end."""
        due = await self.database.run(lambda uow: uow.complaints.next_moment(self.now))
        known = [self.up_at(at) for at in (due, self._moments[0][0] if self._moments else None) if at]
        return min(known, default=None)

    async def _swept(self) -> None:
        shops: Mapping[int, Shop] = {self.shop.id: self.shop}
        for _ in range(1 + (self.dice.random() < 1 / 20)):  # a second replica finds nothing left
            await climb(self.database, shops, self.now)
            await wake(self.database, shops, self.now)

    async def _do(self, act: Callable[[UnitOfWork], None]) -> None:
        """One deed in one transaction; one in thirty is broken off and done again a minute later."""
        breaks = self.dice.random() < 1 / 30

        def work(uow: UnitOfWork) -> None:
            act(uow)
            if breaks:
                raise BrokenOffError

        before = list(self._moments), list(self.cases)
        try:
            await self.database.run(work)
        except BrokenOffError:
            self._moments, self.cases = before
            self.broken_off += 1
            self._at(self.now + timedelta(minutes=1), act)

    def _at(self, at: datetime, act: Callable[[UnitOfWork], None]) -> None:
        heapq.heappush(self._moments, (self.up_at(at), next(self._order), act))

    def _moment(self, days: float) -> datetime:
        return TUESDAY + timedelta(days=self.dice.uniform(0, days))

    def _later(self, minutes: float) -> datetime:
        return self.now + timedelta(minutes=self.dice.expovariate(1 / minutes))

    # --- people --------------------------------------------------------------------------------------------

    def _hire(self, uow: UnitOfWork) -> None:
        self.crew = [hire(uow, self.shop, role, started_at=TUESDAY) for role in CREW]

    def _complains(self, uow: UnitOfWork) -> None:
        person = new_owner(uow, self.shop)
        car = new_car(uow, self.shop, person, f"沪{person:06}")
        told = Told(
            "等了三个小时没人理",
            category=self.dice.choice(list(Category)),
            vehicle_id=car,
            threat=self.dice.random() < 0.05,
            angry=self.dice.random() < 0.2,
        )
        case = complaints.open_complaint(uow, self.shop, person, told, self.now)
        self.cases.append(case.id)
        self._at(self._later(20), self._works_at(case.id))
        if self.dice.random() < 0.05:
            self._at(self._later(600), lambda uow: self._blocks(uow, person))

    def _blocks(self, uow: UnitOfWork, person: int) -> None:
        chat = uow.owners.find_chat("owner", person)
        if chat is not None:
            uow.owners.set_blocked("owner", chat.user_id, self.now)

    def _works_at(self, case_id: int) -> Callable[[UnitOfWork], None]:
        """Somebody of the staff does something with it, or nothing; then again later."""

        def act(uow: UnitOfWork) -> None:
            case = uow.cases.get(case_id)
            if case.state not in OPEN:
                return
            member = self._somebody(uow, case)
            with suppress(*REFUSED):  # not theirs, or not in this state: the bot would say so
                self._deed(uow, case, member)
            self._at(self._later(30), self._works_at(case_id))
            if case.state in (State.OFFERED, State.DONE, State.WAITING):
                self._at(self._later(120), self._answers(case_id))

        return act

    def _somebody(self, uow: UnitOfWork, case: Case) -> StaffMember:
        if case.taken_by is None or self.dice.random() < 0.1:
            return self.dice.choice(self.crew)
        return uow.staff.get(case.taken_by)

    def _deed(self, uow: UnitOfWork, case: Case, member: StaffMember) -> None:
        shop, now, dice = self.shop, self.now, self.dice
        if case.taken_by is None:
            cases.take(uow, shop, case, member, now)
            return
        day = shop.today(now) + timedelta(days=dice.randint(1, 5))
        said = Words("staff", member.id, next(self._order), "马上查")
        keys = dice.sample([one.key for one in shop.care.solutions], 2)
        deeds: list[Callable[[], object]] = [
            lambda: cases.from_staff(uow, shop, case, member, said, now),
            lambda: solutions.offer(uow, shop, member, case.id, keys, now),
            lambda: solutions.confirm(
                uow, shop, self.crew[-1], case.id, uow.complaints.get(case.id).offers, now
            ),
            lambda: working.wait(uow, shop, member, case.id, now),
            lambda: working.hold(uow, shop, member, case.id, day, now),
            lambda: working.hand_over(uow, shop, member, case.id, dice.choice(self.crew).id, now),
            lambda: closing.resolve(uow, shop, member, case.id, DONE, now),
            lambda: closing.resolve(uow, shop, member, case.id, DONE, now),
            lambda: closing.settled_by_phone(uow, shop, member, case.id, now),
            lambda: complaints.escalate(uow, shop, member, case.id, now),
            lambda: None,
        ]
        dice.choice(deeds)()

    def _answers(self, case_id: int) -> Callable[[UnitOfWork], None]:
        """The owner takes a solution or none, says yes or no, writes something, or keeps silent."""

        def act(uow: UnitOfWork) -> None:
            case, dice, shop = uow.cases.get(case_id), self.dice, self.shop
            if dice.random() < 0.3:
                return
            if case.state == State.OFFERED:
                self._chooses(uow, case)
            elif case.state == State.DONE:
                act = closing.settled if dice.random() < 0.7 else closing.not_settled
                act(uow, shop, case, self.now)
            elif case.state == State.CLOSED:
                try:
                    closing.reopen(uow, shop, case.owner_id, case.id, self.now)
                except NotFoundError:
                    return
                self._at(self._later(30), self._works_at(case_id))
            else:
                words = Words("owner", case.owner_id, next(self._order), "还是不行")
                told = Told(words.text, threat=dice.random() < 0.1)
                complaints.hear(uow, shop, case, words, told, self.now)

        return act

    def _chooses(self, uow: UnitOfWork, case: Case) -> None:
        round_ = uow.complaints.get(case.id).offers
        standing = [one for one in uow.complaints.offers_of(case.id) if one.round == round_]
        if self.dice.random() < 0.6 and standing:
            solutions.take(uow, self.shop, case, self.dice.choice(standing).id, self.now)
        else:
            solutions.none(uow, self.shop, case, round_, self.now)
