"""Everybody wants the last places at once: the small store, the owners who race, and the judge.

Tomorrow is all there is: two bays and two desks, half-hour jobs, and every place taken but ten, each a hole of
its own (five half hours, both bays). Owners go through the booking by buttons, all of them stand before the
free times at the same moment, and from there on everybody takes what is offered until they have a visit or
wait for one.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import combinations

from proof.indoors import OWNER_TOKEN, STAFF_TOKEN, Clock, Errors, Indoors
from sqlalchemy import func, select

from bot.stand.limits import Limits
from bot.stand.server import Stand
from dealership.domain.company import Advisor, Bay, Company, Interval, OpeningHours
from dealership.domain.records import Appointment
from dealership.services import holds
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from storage.database import Database
from storage.schema import appointment, failed_update, waitlist
from storage.uow import UnitOfWork

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)  # nine in the morning in Shanghai, a Tuesday
HOLES = (1, 5, 9, 13, 17)
"""Half hours of the day, counted from its opening, in which both bays are left free."""
PLACES = 2 * len(HOLES)
JOB = "battery"
FIRST_ACCOUNT = 7_000_000
MOST_STEPS = 60
Barrier = Callable[[], Awaitable[None]]


def small_company(company: Company) -> Company:
    """The demo's first store, made small."""
    store = company.stores[0]
    hours = OpeningHours(
        ((Interval(time(9), time(19)),),) * 7, closed=frozenset({NOW.date()}), holiday_region=""
    )
    bays = tuple(Bay(key, frozenset({"electrics"})) for key in ("one", "two"))
    desks = tuple(Advisor(key, key, 15) for key in ("a", "b"))
    menu = tuple(replace(job, minutes=30, small=False) for job in store.menu if job.key == JOB)
    limits = replace(store.limits, horizon_days=1, walk_in_share=0.0, squeeze_ins_per_day=0)
    small = replace(store, hours=hours, bays=bays, advisors=desks, menu=menu, limits=limits)
    return replace(company, stores=(small,))


def fill(uow: UnitOfWork, shop: Shop) -> None:
    """Book everything but the holes, by the same service as in life."""
    owner = uow.owners.add(NOW, store_id=shop.id, name="everybody before", language="en")
    car = uow.vehicles.add(NOW, store_id=shop.id, plate="FULL-0", model="")
    opens = datetime.combine(shop.today(NOW) + timedelta(days=1), time(9), shop.zone).astimezone(UTC)
    wish = Wish(owner, car, (JOB,))
    for half_hour in (number for number in range(20) if number not in HOLES):
        for _ in shop.store.bays:
            held = holds.hold(uow, shop, wish, opens + timedelta(minutes=30 * half_hour), NOW)
            assert held is not None
            uow.appointments.update(held.id, NOW, expected=("held",), state="confirmed", hold_expires_at=None)


def enrol(uow: UnitOfWork, shop: Shop, accounts: Sequence[int]) -> None:
    """Owners with a car each, known to the bot."""
    for account in accounts:
        about = {"name": f"Owner {account}", "language": "en", "privacy_seen_at": NOW}
        owner = uow.owners.add(NOW, store_id=shop.id, **about)
        uow.owners.link_account("owner", account, account, owner, NOW)
        car = uow.vehicles.add(NOW, store_id=shop.id, plate=f"R-{account}", model="")
        uow.vehicles.bind(owner, car, "proven", NOW)


@dataclass
class Outcome:
    """What became of the owners of one process: by account how it ended, and what was shown on the way."""

    ended: dict[int, str] = field(default_factory=dict)
    offered: dict[int, bool] = field(default_factory=dict)
    unanswered: int = 0
    attempts: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def and_of(self, other: Outcome) -> Outcome:
        """Both processes together."""
        ended, offered = {**self.ended, **other.ended}, {**self.offered, **other.offered}
        seconds = max(self.seconds, other.seconds)
        counts = self.unanswered + other.unanswered, self.attempts + other.attempts
        return Outcome(ended, offered, *counts, seconds, [*self.errors, *other.errors])


@dataclass
class Racer:
    """One owner: reads the screen as a person does, by what its buttons lead to."""

    house: Indoors
    account: int
    rng: random.Random
    outcome: Outcome
    asked: bool = False  # has tapped a time

    async def to_the_times(self) -> None:
        """Everything before the choice of a time."""
        await self.house.say(self.account, "/start")
        for _ in range(MOST_STEPS):
            if self._step() == "time":
                return
            await self._tap(self._choice())
        raise AssertionError(f"never saw a time: {self._step()}")

    async def race(self) -> None:
        """Take what is offered until there is a visit or a place in the line."""
        for _ in range(MOST_STEPS):
            step, choice = self._step(), self._choice()
            self.outcome.offered[self.account] |= self.asked and step in ("time", "full", "day", "summary")
            if step == "menu":
                return
            if step in ("time", "full"):
                self.asked, self.outcome.attempts = True, self.outcome.attempts + 1
            self.outcome.ended[self.account] = {"yes": "booked", "wait": "waits"}.get(choice, "nothing")
            await self._tap(choice)
        self.outcome.ended[self.account] = f"stuck at {self._step()}"

    def _buttons(self) -> dict[str, str]:
        return {data.split(":", 2)[2]: data for data in self.house.buttons(self.account)[1]}

    def _step(self) -> str:
        _, data = self.house.buttons(self.account)
        return data[0].split(":")[1] if data else "nowhere"

    def _choice(self) -> str:
        """What this owner taps at the present step."""
        there = list(self._buttons())
        fitting = {
            "menu": ["booking"],
            "reason": [key for key in there if key == "next"] or [JOB],
            "day": [key for key in there if key[:2] == "20"]
            or [key for key in there if key.startswith("full.")],
            "time": [key for key in there if key.isdecimal()] or ["other"],
            "full": [key for key in there if key.startswith("at.")] or ["wait"],
            "summary": ["yes"],
        }
        return self.rng.choice(fitting.get(self._step(), there))

    async def _tap(self, choice: str) -> None:
        message, _ = self.house.buttons(self.account)
        answered = await self.house.tap(self.account, message, self._buttons()[choice])
        self.outcome.unanswered += not answered


async def run(
    company: Company, database: Database, accounts: Sequence[int], seed: int, ready: Barrier
) -> Outcome:
    """One process's share of the race; `ready` returns when every owner everywhere stands at the times."""
    clock, outcome = Clock(NOW), Outcome()
    stand = Stand(OWNER_TOKEN, STAFF_TOKEN, clock=clock, limits=Limits(enabled=False))
    stand.world.counters._base = (
        accounts[0] * 100
    )  # Telegram numbers updates once, however many processes take them
    house = Indoors(company, database, stand, clock)
    for account in accounts:
        stand.add_user(f"Owner {account}", "en", "", id=account)
        outcome.offered[account] = False
    racers = [Racer(house, account, random.Random(seed + account), outcome) for account in accounts]
    with Errors() as errors:
        await asyncio.gather(*(racer.to_the_times() for racer in racers))
        await ready()
        begun = asyncio.get_running_loop().time()
        await asyncio.gather(*(racer.race() for racer in racers))
    outcome.seconds, outcome.errors = asyncio.get_running_loop().time() - begun, errors.texts
    return outcome


# --- the judge ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """What the database says afterwards. `broken` names every breach; empty when all is well."""

    booked: int
    waiting: int
    broken: list[str]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


async def judge(company: Company, database: Database, outcome: Outcome) -> Verdict:
    """Exactly the places there were are booked, nobody is left without an offer, and nothing went wrong."""
    visits, waiting, failed = await database.run(_read)
    mine = [visit for visit in visits if visit.owner_id != 1]
    broken = [*_overlaps(visits), *_desks(company, visits), *_people(outcome, mine)]
    if len(mine) != PLACES:
        broken.append(f"{len(mine)} booked, there were {PLACES} places")
    if waiting != len(outcome.ended) - PLACES:
        broken.append(f"{waiting} wait, {len(outcome.ended) - PLACES} should")
    broken += [f"error: {text}" for text in outcome.errors] + [f"failed update: {error}" for error in failed]
    if outcome.unanswered:
        broken.append(f"{outcome.unanswered} taps were not answered")
    return Verdict(len(mine), waiting, broken)


def _read(uow: UnitOfWork) -> tuple[list[Appointment], int, list[str]]:
    active = select(appointment.c.id).where(appointment.c.state.in_(("confirmed", "requested", "held")))
    visits = [uow.appointments.get(int(number)) for number in uow.connection.execute(active).scalars().all()]
    waiting = int(uow.connection.execute(select(func.count()).select_from(waitlist)).scalar_one())
    failed = list(uow.connection.execute(select(failed_update.c.error)).scalars())
    return visits, waiting, failed


def _overlaps(visits: Sequence[Appointment]) -> list[str]:
    """Two cars in one bay at one time. Judged by the visits themselves, not by what they claim."""
    return [
        f"bay {one.bay} twice at {max(one.start_at, other.start_at):%H:%M}"
        for one, other in combinations(visits, 2)
        if one.bay == other.bay and one.start_at < other.finish_at and other.start_at < one.finish_at
    ]


def _desks(company: Company, visits: Sequence[Appointment]) -> list[str]:
    """Two owners at one desk at one time."""
    seen = Counter((visit.advisor, visit.start_at) for visit in visits)
    return [f"desk {desk} twice at {at:%H:%M}" for (desk, at), times in seen.items() if times > 1]


def _people(outcome: Outcome, mine: Sequence[Appointment]) -> list[str]:
    """Each owner ends with one visit or in the line, and saw what else there was when a place was gone."""
    lost = [account for account, end in outcome.ended.items() if end not in ("booked", "waits")]
    unoffered = [account for account, offered in outcome.offered.items() if not offered]
    twice = [owner for owner, visits in Counter(visit.owner_id for visit in mine).items() if visits > 1]
    broken = [f"owner {account}: {outcome.ended[account]}" for account in lost]
    broken += [f"owner {account} was offered nothing" for account in unoffered]
    return broken + [f"owner {owner} has two visits" for owner in twice]
