"""`kill -9` while updates are in flight: the world of the proof, the killer, and what must hold afterwards.

Stand, bots and owners are processes of their own (the owners live here). The killer waits for an owner to act,
then for a random moment of about the length of an update's life, and kills; a kill counts when Telegram has an
update that was fetched and not acknowledged. The next process is forked at once.
"""

from __future__ import annotations

import asyncio
import random
import re
import socket
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
from proof.bots import CONFIG, GAP, OWNER_TOKEN, STAFF_TOKEN, bots, stand
from proof.nursery import Nursery
from proof.owners import BreachError, Owner, newest_screen
from sqlalchemy import func, select

from bot.config import load_company
from bot.drawing import draw_screen
from bot.house import shops_of
from bot.owner.desk import Desk
from dealership.domain.records import Session
from dialogs.owner.family import OWNER_ENGINE
from dialogs.world import World
from storage.database import open_database
from storage.schema import appointment, failed_update, outbox, owner_chat, seen_update, session
from storage.uow import UnitOfWork

FIRST_ACCOUNT = 7_000_001
PATIENCE = 25.0
STARTING = 20.0
SECRET = "secret-of-the-proofs"


@dataclass
class Scene:
    """What the proof runs with. `webhook`: updates are brought, else polled."""

    children: Nursery
    folder: Path
    database_url: str
    seed: int
    webhook: bool = False
    breach: str = ""
    symptom: str = ""  # what the breach must show
    at_once: int = 4  # owners who book at the same time
    url: str = ""
    bot: int = 0
    began_at: int = 0  # the stand's call number when the present process began
    http: aiohttp.ClientSession = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.listen = free_port()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Scene]:
        """The stand, and the bots on top of it."""
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.children.begin(stand, port, self.folder / "stand.json", output=self.folder / "stand.log")
        await until_listening(port)
        async with aiohttp.ClientSession(self.url) as self.http:
            await self.start()
            yield self

    async def start(self) -> None:
        """Fork the product anew."""
        self.began_at = await self._last_call()
        self.bot = self.children.begin(
            bots, self._environment(), self.breach, output=self.folder / "bots.log"
        )

    def kill(self) -> None:
        self.children.kill(self.bot)

    def _environment(self) -> dict[str, str]:
        told = {
            "OWNER_TOKEN": OWNER_TOKEN,
            "STAFF_TOKEN": STAFF_TOKEN,
            "TELEGRAM_API": self.url,
            "DATABASE_URL": self.database_url,
            "CONFIG": str(CONFIG),
            "LISTEN": f"127.0.0.1:{self.listen}",
        }
        if self.webhook:
            told |= {"WEBHOOK_URL": f"http://127.0.0.1:{self.listen}", "WEBHOOK_SECRET": SECRET}
        return {f"SERVICEBAY_{name}": value for name, value in told.items()}

    # --- what the stand knows ------------------------------------------------------------------------------

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(path, params=query) as answer:
            return await answer.json()

    async def _last_call(self) -> int:
        calls = (await self.get("/sim/calls", limit=1))["calls"]
        return int(calls[-1]["seq"]) if calls else 0

    async def pending(self) -> int:
        """Updates for the owners' bot that are not acknowledged."""
        info = await self.get(f"/bot{OWNER_TOKEN}/getWebhookInfo")
        return int(info["result"]["pending_update_count"])

    async def is_receiving(self) -> bool:
        """Whether the present process has asked for updates, or has set its webhook and listens."""
        method = "setWebhook" if self.webhook else "getUpdates"
        query = {"bot": "owner", "method": method, "after": self.began_at, "limit": 1}
        return bool((await self.get("/sim/calls", **query))["calls"])

    async def receiving(self) -> None:
        """Wait until it is."""
        until = asyncio.get_running_loop().time() + STARTING
        while not await self.is_receiving():
            if asyncio.get_running_loop().time() > until:
                raise TimeoutError(f"the bots do not start:\n{self.log()}")
            await asyncio.sleep(0.02)

    def log(self) -> str:
        return (self.folder / "bots.log").read_text(encoding="utf8", errors="replace")[-3000:]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until_listening(port: int) -> None:
    until = asyncio.get_running_loop().time() + STARTING
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if asyncio.get_running_loop().time() > until:
                raise
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return


# --- the story -----------------------------------------------------------------------------------------------


@dataclass
class Report:
    """What happened: kills that count, in which phase of an update's life, and every promise that was broken."""

    kills: int = 0
    tried: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    owners: int = 0
    updates: int = 0
    broken: list[str] = field(default_factory=list)
    repeated_receipts: int = 0
    median_step_ms: float = 0.0
    longest_gap_s: float = 0.0

    def figures(self) -> dict[str, Any]:
        """For the record."""
        told = {
            "kills": self.kills,
            "kills_tried": self.tried,
            "phases": dict(self.phases),
            "owners": self.owners,
        }
        told |= {
            "acts": self.updates,
            "breaches": len(self.broken),
            "repeated_receipts": self.repeated_receipts,
        }
        return told | {"median_step_ms": self.median_step_ms, "longest_wait_s": self.longest_gap_s}


async def story(scene: Scene, kills: int, patience: float = PATIENCE) -> Report:
    """Owners book while the killer kills; then everything is looked at."""
    report = Report()
    accounts = [FIRST_ACCOUNT + number for number in range(10 + 3 * kills)]
    await enrol(scene.database_url, accounts)
    async with scene.open():
        await scene.receiving()
        town = Town(scene, iter(accounts), report, patience)
        await town.live(kills)
        await settled(scene, report, patience if not report.broken else 0.0)
        scene.kill()
        await check(scene, town.done, report)
    waits = [wait for person in town.done for wait in person.waited]
    report.owners, report.updates = len(town.done), sum(person.acts for person in town.done)
    report.median_step_ms = round(median(waits) * 1000, 1) if waits else 0.0
    report.longest_gap_s = round(max(waits, default=0.0), 1)
    return report


async def enrol(url: str, accounts: list[int]) -> None:
    """Owners with a car each, known to the house."""
    database, now = open_database(url), datetime.now(UTC)
    store = load_company(CONFIG).stores[0]

    def work(uow: UnitOfWork) -> None:
        for account in accounts:
            name = f"Owner {account}"
            person = uow.owners.add(now, store_id=store.id, name=name, language="en", privacy_seen_at=now)
            uow.owners.link_account("owner", account, account, person, now)
            car = uow.vehicles.add(now, store_id=store.id, plate=f"K-{account}", model="")
            uow.vehicles.bind(person, car, "proven", now)

    await database.run(work)
    await database.close()


@dataclass
class Town:
    """Some owners at a time, one after the other, until the killer is done."""

    scene: Scene
    accounts: Iterator[int]
    report: Report
    patience: float
    active: dict[int, Owner] = field(default_factory=dict)
    done: list[Owner] = field(default_factory=list)
    over: bool = False
    _streets: list[asyncio.Task[None]] = field(default_factory=list)

    async def live(self, kills: int) -> None:
        self._streets = [asyncio.create_task(self._street()) for _ in range(self.scene.at_once)]
        while self.report.kills < kills and not self._is_enough:
            await self._strike()
        self.over, proven = True, self._is_proven
        for street in self._streets if proven else ():
            street.cancel()
        await asyncio.gather(*self._streets, return_exceptions=proven)

    @property
    def _is_proven(self) -> bool:
        """A product broken on purpose has shown it."""
        symptom = self.scene.symptom
        return bool(symptom) and any(symptom in breach for breach in self.report.broken)

    @property
    def _is_enough(self) -> bool:
        """Proven, or something is wrong with the proof itself."""
        return self._is_proven or any(street.done() for street in self._streets)

    async def _street(self) -> None:
        for account in self.accounts:
            about = {
                "name": f"Owner {account}",
                "language_code": "en",
                "phone": f"+86138{account}",
                "id": account,
            }
            async with self.scene.http.post("/sim/users", json=about) as answer:
                assert answer.status == 200, await answer.text()
            person = Owner(self.scene.http, account, random.Random(self.scene.seed + account), self.patience)
            self.active[account] = person
            try:
                await person.book()
            except BreachError as error:
                self.report.broken.append(f"owner {account}: {error}")
            self.done.append(self.active.pop(account))
            if self.over:
                return
        raise AssertionError("more owners are needed for so many kills")

    # --- the killer ----------------------------------------------------------------------------------------

    async def _strike(self) -> None:
        """One kill at a random moment after somebody acted; now and then while the next process is starting."""
        scene = self.scene
        await self._somebody_acts()
        await asyncio.sleep(scene.rng.uniform(0.0, GAP if scene.breach else 1.2 * self._usual_wait()))
        scene.kill()
        self.report.tried += 1
        pending = await scene.pending() if await scene.is_receiving() else 0
        if pending or (scene.breach and self._waiting()):
            self.report.kills += 1
            self.report.phases.update(await self._phases())
        await scene.start()
        if scene.rng.random() < 0.8:
            await scene.receiving()

    def _waiting(self) -> list[Owner]:
        return [person for person in self.active.values() if person.waits and person.update_id]

    async def _somebody_acts(self) -> None:
        before = {person.update_id for person in self._waiting()}
        while not self._is_enough and {person.update_id for person in self._waiting()} <= before:
            await asyncio.sleep(0.001)

    def _usual_wait(self) -> float:
        """How long an update lives here and now."""
        waits = [wait for person in [*self.done[-5:], *self.active.values()] for wait in person.waited]
        return median(waits[-40:]) if len(waits) > 3 else 0.03

    async def _phases(self) -> list[str]:
        """How far each update in flight had come when its process died."""
        waiting = self._waiting()
        database = open_database(self.scene.database_url)
        states = await database.run(lambda uow: [_state(uow, person) for person in waiting])
        await database.close()
        shown = [person.is_answered(await person.screen()) for person in waiting]
        return [_phase(state, there) for state, there in zip(states, shown, strict=True)]


def _state(uow: UnitOfWork, person: Owner) -> str:
    """What the database knows of the person's last act."""
    mine = (seen_update.c.bot == "owner") & (seen_update.c.update_id == person.update_id)
    if not uow.connection.execute(select(func.count()).where(mine)).scalar_one():
        return "unseen"
    talk = uow.sessions.load("owner", person.account, 0, person.account)
    return "marked" if talk and talk.shown_version >= talk.version else "unmarked"


def _phase(state: str, there: bool) -> str:
    if state == "unseen":
        return "before the commit"
    if state == "unmarked":
        return "shown, not marked" if there else "committed, not shown"
    return "marked, not acknowledged"


# --- afterwards ----------------------------------------------------------------------------------------------


async def settled(scene: Scene, report: Report, patience: float) -> None:
    """Wait until nothing is under way any more, or name what stays."""
    until = asyncio.get_running_loop().time() + patience
    while left := await _left(scene):
        if asyncio.get_running_loop().time() > until:
            report.broken += left
            return
        await asyncio.sleep(0.2)


async def _left(scene: Scene) -> list[str]:
    database = open_database(scene.database_url)
    try:
        unsent, unshown = await database.run(_open_work)
    finally:
        await database.close()
    counts = {
        "updates not acknowledged": await scene.pending(),
        "messages lost: not sent": unsent,
        "screens missing: not shown": unshown,
        "callbacks unanswered": (await scene.get("/sim/state"))["unanswered"],
    }
    return [f"{what}: {count}" for what, count in counts.items() if count]


def _open_work(uow: UnitOfWork) -> tuple[int, int]:
    unsent = select(func.count()).select_from(outbox).where(outbox.c.done_at.is_(None))
    unshown = select(func.count()).select_from(session).where(session.c.shown_version < session.c.version)
    return tuple(int(uow.connection.execute(one).scalar_one()) for one in (unsent, unshown))  # type: ignore[return-value]


async def check(scene: Scene, people: list[Owner], report: Report) -> None:
    """Every promise, person by person."""
    database = open_database(scene.database_url)
    try:
        for person in people:
            messages = await person.messages()
            report.broken += [
                f"owner {person.account}: {breach}"
                for breach in await database.run(lambda uow, p=person, m=messages: _kept(uow, p, m))
            ]
            report.repeated_receipts += max(0, len(_receipts(messages)) - 1)
        report.broken += [f"failed update: {error}" for error in await database.run(_failed)]
    finally:
        await database.close()
    report.broken += await _answers(scene, people)
    report.broken += [f"error: {line}" for line in scene.log().splitlines() if '"error"' in line.lower()]


def _kept(uow: UnitOfWork, person: Owner, messages: list[Any]) -> list[str]:
    broken = []
    of_account = select(owner_chat.c.owner_id).where(owner_chat.c.user_id == person.account)
    owner_id = uow.connection.execute(of_account).scalar_one()
    mine = select(appointment.c.id).where(
        appointment.c.owner_id == owner_id, appointment.c.state != "expired"
    )
    visits = [uow.appointments.get(int(one)) for one in uow.connection.execute(mine).scalars().all()]
    if len(visits) != 1 or visits[0].state != "confirmed":
        broken.append(f"booked {'twice' if len(visits) > 1 else 'not'}: {[visit.state for visit in visits]}")
    elif (set(visits[0].jobs), int(visits[0].start_at.timestamp())) != (set(person.ticked), person.time):
        broken.append(f"answer lost: said {person.ticked} at {person.time}, booked {visits[0]}")
    elif _name_of(visits[0].advisor) not in person.read:
        broken.append(f"answer lost: booked with {visits[0].advisor}, read {person.read!r}")
    if not _receipts(messages) and not _left_open(uow, owner_id):
        broken.append("message lost: no receipt")
    talk = uow.sessions.load("owner", person.account, 0, person.account)
    return [*broken, *(_screen(uow, talk, messages) if talk else ["screen missing: no session"])]


def _name_of(advisor: str | None) -> str:
    """A wish for an advisor who is busy then is answered with another; the summary says with whom."""
    return next(one.name for one in load_company(CONFIG).stores[0].advisors if one.key == advisor)


def _left_open(uow: UnitOfWork, owner_id: int) -> bool:
    """Twice its process died between marking the departure and the answer: at most two attempts that may have arrived are
    made, and the row stays to be seen as uncertain.
    """
    theirs = (
        (outbox.c.owner_id == owner_id) & (outbox.c.purpose == "receipt") & (outbox.c.state == "uncertain")
    )
    return uow.connection.execute(select(outbox.c.id).where(theirs)).first() is not None


def _receipts(messages: list[Any]) -> list[Any]:
    return [message for message in messages if message.get("document")]


def _screen(uow: UnitOfWork, talk: Session, messages: list[Any]) -> list[str]:
    """The last screen of the chat is the one the session says."""
    company = load_company(CONFIG)
    desk = Desk(OWNER_ENGINE, World(datetime.now(UTC), company, shops_of(company), None))
    answer = desk.present(uow, talk, datetime.now(UTC))
    assert answer is not None
    assert answer.screen is not None
    drawn, shown = draw_screen(answer.screen, talk.language), newest_screen(messages)
    wanted = unescape(re.sub(r"<[^>]+>", "", drawn.text))
    buttons = [button["callback_data"] for row in drawn.keyboard for button in row]
    if list(shown.buttons.values()) == buttons and shown.text.endswith(wanted):
        return []
    return [f"screen missing: shown {shown.text!r}, due {wanted!r}"]


async def _answers(scene: Scene, people: list[Owner]) -> list[str]:
    """Each tap was answered once."""
    calls = (await scene.get("/sim/calls", bot="owner", method="answerCallbackQuery", limit=20_000))["calls"]
    answered, taps = sum(call["ok"] for call in calls), sum(person.taps for person in people)
    return [] if answered == taps else [f"callbacks: {taps} taps, {answered} answered"]


def _failed(uow: UnitOfWork) -> list[str]:
    return list(uow.connection.execute(select(failed_update.c.error)).scalars())
