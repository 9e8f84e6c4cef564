"""Conversations as data: what an owner says and taps, and what must be true after it, over the running demo.

A turn says (`say`, one message or several in a row) or taps (`tap`, words of a label). Then, where given: `hears`
and `never` (regular expressions over what the bot has said since), `step` (dialog.step), `at` ("+3 15:00": local
time so many days after the story's Tuesday) with `jobs`, `car`, `km`, `fault` of what is read back, or of the visit
when `booked`; `staff` (what the shop's group reads); `visits` (how many are coming).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from support.chats import Person, World

from bot.demo import Demo
from bot.house import shops_of
from dealership.domain.company import Company
from dealership.domain.records import Appointment
from dealership.services import booking, holds
from dealership.services.shop import Shop
from storage.uow import UnitOfWork

MORNING = time(8, 5)
AHEAD = 12
OWNER = "车主"
_numbers = count(1)
Turn = Mapping[str, Any]


def load(path: Path) -> list[dict[str, Any]]:
    """The conversations of a file."""
    talks: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf8"))["talk"]
    return talks


def ordinary_tuesday(company: Company, after: datetime) -> datetime:
    """Early on the next Tuesday after which no day for a while is a holiday."""
    shop = shops_of(company)[company.stores[0].id]
    first = shop.today(after) + timedelta(days=1)
    days = (first + timedelta(days=n) for n in range(300))
    found = next(day for day in days if day.weekday() == 1 and _is_ordinary(shop, day))
    return datetime.combine(found, MORNING, shop.zone).astimezone(UTC)


def _is_ordinary(shop: Shop, first: date) -> bool:
    ahead = [first + timedelta(days=n) for n in range(AHEAD)]
    plain = Shop(shop.store, None)
    return all(shop.hours_on(day) == plain.hours_on(day) and shop.is_open_on(day) for day in ahead)


@dataclass
class Story:
    """One conversation on the demo: its owner, what went wrong, and the transcript."""

    demo: Demo
    world: World
    tuesday: date
    person: Person
    owner_id: int
    cars: dict[str, int]
    faults: list[str] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)
    _seen: int = 0

    @property
    def shop(self) -> Shop:
        return self.demo.house.shops[self.demo.company.stores[0].id]

    async def play(self, turns: list[Turn]) -> None:
        for turn in turns:
            await self._say([turn["say"]] if isinstance(turn.get("say"), str) else turn.get("say", []))
            if "tap" in turn:
                self.transcript.append(f"\n> [{turn['tap']}]")
                await self.person.tap(turn["tap"])
            heard = await self._heard()
            self.transcript.append(heard)
            self.faults += [
                f"{turn.get('say') or turn.get('tap')}: {fault}" for fault in await self._wrong(turn, heard)
            ]

    async def _say(self, pieces: list[str]) -> None:
        """One message, or several in a row without waiting for an answer."""
        self.transcript += [f"\n> {words}" for words in pieces]
        for words in pieces[:-1]:
            await self.world.post(
                f"/sim/chats/{self.person.id}/messages",
                **{"from": self.person.id, "bot": "owner", "text": words},
            )
        if pieces:
            await self.person.say(pieces[-1])

    async def _heard(self) -> str:
        """What the bot has said since the last turn; after a tap the screen stands edited where it was."""
        said = await self.person.said()
        fresh = [message for message in said if message["id"] > self._seen] or said[-1:]
        self._seen = max(message["id"] for message in said)
        lines = []
        for message in fresh:
            lines.append(message.get("text") or message.get("caption") or "")
            labels = [button["text"] for row in message["buttons"] or [] for button in row]
            lines.append(" ".join(f"[{label}]" for label in labels))
        return "\n".join(lines)

    async def _wrong(self, turn: Turn, heard: str) -> list[str]:
        wrong = [
            f"does not hear {turn['hears']!r}"
            for _ in [0]
            if "hears" in turn and not re.search(turn["hears"], heard)
        ]
        wrong += [
            f"hears {turn['never']!r}" for _ in [0] if "never" in turn and re.search(turn["never"], heard)
        ]
        wrong += await self.demo.database.run(lambda uow: self._facts(uow, turn))
        if "staff" in turn and not re.search(turn["staff"], await self._staff()):
            wrong.append(f"the shop does not read {turn['staff']!r}")
        return wrong

    def _facts(self, uow: UnitOfWork, turn: Turn) -> list[str]:
        session = uow.sessions.load("owner", self.person.id, 0, self.person.id)
        assert session is not None
        frame = session.talk["frames"][-1]
        wrong = _unlike("step", turn, f"{frame['d']}.{frame['s']}")
        coming = booking.upcoming_of(uow, self.owner_id, self.demo.clock.now())
        wrong += _unlike("visits", turn, len(coming))
        if turn.get("booked"):
            return [*wrong, *(self._visit(turn, coming[-1]) if coming else ["nothing is booked"])]
        answers = frame["a"]
        if "at" in turn:
            at = datetime.fromisoformat(answers["time"]) if answers.get("time") else None
            wrong += _unlike("at", turn, self._told(at))
        wrong += _unlike("jobs", turn, answers.get("reason"))
        wrong += _unlike("km", turn, answers.get("odometer"))
        wrong += _unlike("car", turn, self._plate(answers.get("car")))
        return wrong + _unlike("fault", turn, (answers.get("fault") or {}).get("text"))

    def _visit(self, turn: Turn, visit: Appointment) -> list[str]:
        return [
            *_unlike("at", turn, self._told(visit.start_at)),
            *_unlike("jobs", turn, list(visit.jobs)),
            *_unlike("km", turn, visit.odometer_km),
            *_unlike("car", turn, self._plate(visit.vehicle_id)),
            *_unlike("fault", turn, visit.fault),
        ]

    def _told(self, at: datetime | None) -> str | None:
        if at is None:
            return None
        local = at.astimezone(self.shop.zone)
        return f"+{(local.date() - self.tuesday).days} {local:%H:%M}"

    def _plate(self, car: object) -> str | None:
        return next((plate for plate, number in self.cars.items() if str(number) == str(car)), None)

    async def _staff(self) -> str:
        """What the bot has written to the members of staff."""
        texts = []
        for user in (await self.world.get("/sim/state"))["users"]:
            if not user["name"].startswith(OWNER):
                found = await self.world.get(f"/sim/chats/{user['id']}/messages?bot=staff")
                texts += [message.get("text") or "" for message in found["messages"]]
        return "\n".join(texts)

    def rest(self, uow: UnitOfWork) -> None:
        """Give back what this owner holds, so that the next one finds the shop as it was."""
        now = self.demo.clock.now()
        for visit in booking.upcoming_of(uow, self.owner_id, now):
            booking.cancel(uow, self.shop, visit, "other", now)
        for held in uow.appointments.of_owner(self.owner_id, (booking.HELD,), now):
            holds.let_go(uow, self.shop, held.id, now)


def _unlike(key: str, turn: Turn, found: object) -> list[str]:
    return [f"{key} is {found!r}, not {turn[key]!r}"] if key in turn and turn[key] != found else []


async def begin(demo: Demo, world: World, tuesday: date, language: str, plates: list[str]) -> Story:
    """An owner of their own for one conversation, who has seen the welcome, with proven cars."""
    number = next(_numbers)
    account = demo.stand.add_user(f"{OWNER}{number}", language, f"+8613900{number:06d}")
    shop, now, cars = demo.house.shops[demo.company.stores[0].id], demo.clock.now(), {}

    def settle_in(uow: UnitOfWork) -> int:
        person = {"store_id": shop.id, "name": f"{OWNER}{number}", "language": language}
        owner_id = uow.owners.add(now, phone=f"+8613900{number:06d}", privacy_seen_at=now, **person)
        uow.owners.link_account("owner", account, account, owner_id, now)
        for car in plates or [f"沪A88{number:03d} Solin 5"]:
            known, _, model = car.partition(" ")
            cars[known] = uow.vehicles.add(now, store_id=shop.id, plate=known, model=model)
            uow.vehicles.bind(owner_id, cars[known], "proven", now)
        return owner_id

    owner_id = await demo.database.run(settle_in)
    person = Person(world, account, "owner")
    await person.say("/start")
    story = Story(demo, world, tuesday, person, owner_id, cars)
    await story._heard()
    return story
