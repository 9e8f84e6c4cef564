"""Delivery under fire: the scene of the proof, what may happen to it, and the judge.

Every message goes to a chat of its own, so a chat's number is the message. The judge compares what was planned with
what the strict Telegram took: nobody lost, never a third copy, no more copies than were in flight, nothing refused.
"""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
from proof.killing import free_port, until_listening
from proof.nursery import Nursery
from proof.replicas import Job, replica
from proof.strict import Manners, strict
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from bot.clock import system_now
from dealership.domain.lanes import Lane
from dealership.domain.message import Message
from dealership.domain.rates import Rates
from storage.database import Database, open_database
from storage.schema import outbox
from storage.uow import UnitOfWork

RATES, MANNERS = Rates(), Manners()
NOTICED, MARKING = 0.03, 0.25
"""Seconds: how long a request travels that has left; how long an answer may not be written down yet."""


@dataclass
class Blow:
    """A process was ended (or frozen): when, which, and how much of it was in flight."""

    at: float
    replica: str


@dataclass
class Scene:
    """The strict Telegram, a database, and replicas that come and go."""

    children: Nursery
    folder: Path
    database_url: str
    manners: Manners = MANNERS
    rates: Rates = RATES
    width: int = 20
    breach: str = ""
    url: str = ""
    blows: list[Blow] = field(default_factory=list)
    alive: dict[str, int] = field(default_factory=dict)
    started: int = 0
    database: Database = field(init=False)
    http: aiohttp.ClientSession = field(init=False)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Scene]:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        telegram = self.children.begin(strict, port, self.manners, output=self.folder / "strict.log")
        await until_listening(port)
        self.database = open_database(self.database_url)
        async with aiohttp.ClientSession(self.url) as self.http:
            yield self
            for name in list(self.alive):
                self.kill(name, counts=False)
        await self.database.close()
        self.children.kill(telegram)

    # --- replicas ------------------------------------------------------------------------------------------

    def start(self, **about: Any) -> str:
        """One more replica; its name."""
        self.started += 1
        name = f"r{self.started}"
        job = Job(name, self.database_url, self.url, self.rates, self.width, breach=self.breach)
        self.alive[name] = self.children.begin(
            replica, replace(job, **about), output=self.folder / "replicas.log"
        )
        return name

    def kill(self, name: str, counts: bool = True) -> None:
        if counts:
            self.blows.append(Blow(time.monotonic(), name))
        self.children.kill(self.alive.pop(name))

    def freeze(self, name: str) -> None:
        self.blows.append(Blow(time.monotonic(), name))
        self.children.send(self.alive[name], signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self.children.send(self.alive[name], signal.SIGCONT)

    def blow_to_all(self) -> None:
        """Something happens to all of them at once."""
        self.blows += [Blow(time.monotonic(), name) for name in self.alive]

    async def died(self, name: str, seconds: float = 30.0) -> None:
        """Wait until the process has killed itself at its fail point."""
        async with asyncio.timeout(seconds):
            while self.children.lives(self.alive[name]):
                await asyncio.sleep(0.005)
        self.blows.append(Blow(time.monotonic(), name))
        self.children.forget(self.alive.pop(name))

    # --- messages ------------------------------------------------------------------------------------------

    async def plan(self, first: int, count: int, lane: Lane = Lane.REMINDER) -> None:
        """Messages to as many chats, all due now."""
        now = system_now()
        row = {
            "store_id": 1, "bot": "owner", "purpose": "proof", "language": "en", "lane": int(lane),
            "payload": {"text": [Message("engine-sorry").to_json()]}, "state": "planned", "attempts": 0,
            "unsure": "resend", "due_at": now, "created_at": now,
        }  # fmt: skip
        rows = [
            {**row, "chat_id": number, "dedup_key": f"proof:{number}"}
            for number in range(first, first + count)
        ]

        def work(uow: UnitOfWork) -> None:
            uow.connection.execute(outbox.insert(), rows)

        await self.database.run(work)

    async def left(self) -> int:
        """Rows that have not ended, as far as the database can be asked."""
        open_ = select(func.count()).select_from(outbox).where(outbox.c.done_at.is_(None))
        return await self.database.run(lambda uow: int(uow.connection.execute(open_).scalar_one()))

    async def done(self, seconds: float) -> None:
        """Wait until every row has ended, at most so long: what is left the judge will see."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(OSError, DBAPIError):
                if not await self.left():
                    return
            await asyncio.sleep(0.1)

    async def at_work(self, seconds: float = 30.0) -> None:
        """Wait until each replica has said something."""
        async with asyncio.timeout(seconds):
            while {one["replica"] for one in (await self.log())["taken"]} < set(self.alive):
                await asyncio.sleep(0.1)

    async def log(self) -> dict[str, Any]:
        async with self.http.get("/log") as answer:
            told: dict[str, Any] = await answer.json()
            return told


@dataclass
class Verdict:
    """What came of it; `broken` names every promise that was.

    `held_unsent`: two processes died with the same message between "it leaves" and its request. Nobody can know that it
    did not arrive, and a third attempt might be a third copy: it is held for somebody to see, and is not lost.
    """

    planned: int
    arrived: int = 0
    copies: int = 0
    most_copies: int = 0
    in_flight: int = 0
    blows: int = 0
    refused: int = 0
    uncertain: int = 0
    held_unsent: int = 0
    broken: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        told = {name: value for name, value in vars(self).items() if name != "broken"}
        return {**told, "copies_per_blow": round(self.copies / self.blows, 2) if self.blows else 0}


async def judge(scene: Scene, lost_answers: bool = False) -> Verdict:
    """Compare the outbox with what the strict Telegram took."""
    log = await scene.log()
    states = await scene.database.run(_states)
    taken = Counter(one["chat_id"] for one in log["taken"])
    verdict = Verdict(
        len(states), len(taken), sum(taken.values()) - len(taken), max(taken.values(), default=0)
    )
    verdict.refused, verdict.blows = len(log["refused"]), len(scene.blows)
    verdict.in_flight = sum(_in_flight(log, blow, marking=0) for blow in scene.blows)
    may_be_copied = sum(_in_flight(log, blow) for blow in scene.blows)
    verdict.uncertain = sum(state == "uncertain" for state in states.values())
    missing = {
        number: state for number, state in states.items() if state != "blocked" and number not in taken
    }
    lost = [number for number, state in missing.items() if state != "uncertain"]
    verdict.held_unsent = len(missing) - len(lost)
    unfinished = [number for number, state in states.items() if state in ("planned", "sending")]
    checks = {
        f"lost: {len(lost)}": bool(lost),
        f"unfinished: {len(unfinished)}": bool(unfinished),
        f"a third copy: {verdict.most_copies} of one message": verdict.most_copies > 2,
        f"refused with 429: {verdict.refused}": verdict.refused > 0,
        f"more copies than in flight: {verdict.copies} of {may_be_copied}": not lost_answers
        and verdict.copies > may_be_copied,
        "more than four in flight": any(_in_flight(log, blow, marking=0) > 4 for blow in scene.blows),
    }
    verdict.broken = [words for words, is_broken in checks.items() if is_broken]
    return verdict


def _in_flight(log: dict[str, Any], blow: Blow, marking: float = MARKING) -> int:
    """Requests of that replica whose answer was not out, or not written down, at the blow."""
    return sum(
        one["replica"] == blow.replica
        and one["at"] <= blow.at + NOTICED
        and (one["answered_at"] == 0 or one["answered_at"] >= blow.at - marking)
        for one in log["taken"]
    )


def _states(uow: UnitOfWork) -> dict[int, str]:
    return {row[0]: row[1] for row in uow.connection.execute(select(outbox.c.chat_id, outbox.c.state))}


async def killer(scene: Scene, replicas: int, kills: int, seed: int) -> None:
    """Kill one of the replicas at a random moment, again and again; another is begun at once."""
    rng = random.Random(seed)
    for _ in range(kills):
        await asyncio.sleep(rng.uniform(0.8, 2.2))
        scene.kill(rng.choice(list(scene.alive)))
        scene.start()
    assert len(scene.alive) == replicas
