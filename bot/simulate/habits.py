"""What people do, by chance: owners answer, ignore, stop, block, book, come, come late, stay away, sell.

Owners act through their own chats: they tap what they see and walk through the dialogs that open. What binds the house
from then on (a stop, a block, a sale) goes into the journal.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from bot.simulate.colleagues import Colleagues, expected
from bot.simulate.house import SimulatedHouse, buttons_of
from bot.simulate.journal import Deed, Done
from bot.simulate.town import Citizen, Town
from bot.simulate.virtual import VirtualLoop
from dealership.domain.booking import UPCOMING
from dealership.domain.records import Outgoing
from dealership.services.shop import Shop
from storage.uow import UnitOfWork

Deed_ = Callable[[], Awaitable[None]]
LONGEST_WALK = 12
ANSWERED = ("planned", "relay")
"""Receipts are read and put away."""
LEADS_ON = ("yes", "send", "next", "earliest", "keep")
"""Options that bring a talk to its end; where there is none any will do."""


@dataclass(frozen=True, slots=True)
class Temper:
    """Chances. The first four are of an answer to one message, the others of a year."""

    taps: float = 0.3
    writes: float = 0.01
    stops: float = 0.004
    blocks: float = 0.002
    books: float = 1.2
    sells: float = 0.04
    quits: float = 0.02
    late: float = 0.1
    absent: float = 0.06


@dataclass(slots=True)
class Diary:
    """What people are going to do, by time."""

    entries: list[tuple[datetime, int, Deed_]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def add(self, at: datetime, deed: Deed_) -> None:
        heappush(self.entries, (at, next(self._numbers), deed))

    async def live(self, clock: VirtualLoop, until: datetime) -> None:
        """Everything that is to be done until then, each deed at its time."""
        while self.entries and self.entries[0][0] <= until:
            at, _, deed = heappop(self.entries)
            await clock.pass_until(at)
            await deed()


@dataclass(slots=True)
class People:
    """Everybody's habits in one house."""

    house: SimulatedHouse
    town: Town
    rng: random.Random
    temper: Temper = field(default_factory=Temper)
    diary: Diary = field(default_factory=Diary)
    colleagues: Colleagues = field(init=False)
    _by_account: dict[int, Citizen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.colleagues = Colleagues(self.house, self.town, self.rng)
        self._by_account = {citizen.account: citizen for citizen in self.town.citizens}

    def a_day(self, start: datetime) -> None:
        """What comes over people by itself on a day."""
        chances = {
            self._books: self.temper.books,
            self._sells: self.temper.sells,
            self._quits: self.temper.quits,
        }
        for act, yearly in chances.items():
            for citizen in self._some(yearly / 365):
                at = start + timedelta(minutes=self.rng.randrange(7 * 60, 23 * 60))
                self.diary.add(at, lambda act=act, citizen=citizen: act(citizen))  # type: ignore[misc]

    def _some(self, chance: float) -> Sequence[Citizen]:
        citizens = self.town.citizens
        number = (
            sum(self.rng.random() < chance for _ in citizens)
            if len(citizens) < 5000
            else int(len(citizens) * chance)
        )
        return self.rng.sample(citizens, number)

    # --- answering -----------------------------------------------------------------------------------------

    def hear(self, row: Outgoing, message_id: int) -> None:
        """Something arrived: it is answered after a while, or not."""
        citizen = self._by_account.get(row.chat_id)
        if citizen is None or row.purpose not in ANSWERED:
            return
        temper, chance = self.temper, self.rng.random()
        answers: Sequence[tuple[float, Callable[[], Awaitable[None]]]] = (
            (temper.taps, lambda: self._taps(citizen, message_id)),
            (
                temper.writes,
                lambda: self.house.say(citizen.account, self.rng.choice(("ok", "谢谢", "спасибо"))),
            ),
            (temper.stops, lambda: self._stops(citizen)),
            (temper.blocks, lambda: self._quits(citizen)),
        )
        for share, answer in answers:
            if chance < share:
                after = timedelta(minutes=self.rng.randrange(1, 600))
                self.diary.add(self.house.clock.now() + after, answer)
                return
            chance -= share

    async def _taps(self, citizen: Citizen, message_id: int) -> None:
        chat = self.house.chat(citizen.account)
        message = chat.messages.get(message_id)
        choices = [] if message is None or chat.blocked else buttons_of(message)
        if message is None or not choices:
            return
        before = await self._cars_of(citizen)
        await self.house.tap(citizen.account, message, self.rng.choice(choices))
        await self._walk(citizen)
        if before - await self._cars_of(citizen):
            self._note(citizen, Deed.SOLD, citizen.vehicle_id)

    async def _cars_of(self, citizen: Citizen) -> set[int]:
        def look(uow: UnitOfWork) -> set[int]:
            return {vehicle.id for vehicle, _ in uow.vehicles.of_owner(citizen.owner_id)}

        return await self.house.database.run(look)

    async def _walk(self, citizen: Citizen) -> None:
        """Through whatever dialog is open, until it rests at the menu."""
        for _ in range(LONGEST_WALK):
            screen = self.house.screen(citizen.account)
            if screen is None or ":home." in screen[1][0] or ":home:" in screen[1][0]:
                return
            message, data = screen
            options = [one for one in data if not one.rsplit(":", 1)[-1].startswith("!")]
            ahead = [one for one in options if one.rsplit(":", 1)[-1] in LEADS_ON]
            if not options:
                return
            await self.house.tap(citizen.account, message, self.rng.choice(ahead or options))

    # --- by themselves -------------------------------------------------------------------------------------

    async def _books(self, citizen: Citizen) -> None:
        if not self.house.chat(citizen.account).blocked:
            await self.house.say(citizen.account, "/book")
            await self._walk(citizen)

    async def _stops(self, citizen: Citizen) -> None:
        if not self.house.chat(citizen.account).blocked:
            await self.house.say(citizen.account, "/stop")
            self._note(citizen, Deed.STOPPED)

    async def _quits(self, citizen: Citizen) -> None:
        """Blocks the bot; half of them come back."""
        if self.house.chat(citizen.account).blocked:
            return
        await self.house.block(citizen.account, True)
        self._note(citizen, Deed.BLOCKED)
        if self.rng.random() < 0.5:
            back = self.house.clock.now() + timedelta(days=self.rng.randrange(1, 60))
            self.diary.add(back, lambda: self._returns(citizen))

    async def _returns(self, citizen: Citizen) -> None:
        self._note(citizen, Deed.UNBLOCKED)
        await self.house.block(citizen.account, False)

    async def _sells(self, citizen: Citizen) -> None:
        """Tells the bot in "my cars"."""
        if self.house.chat(citizen.account).blocked or not await self._cars_of(citizen):
            return
        await self.house.say(citizen.account, "/mycar")
        for option in (str(citizen.vehicle_id), "sold", "gone"):
            screen = self.house.screen(citizen.account)
            data = [one for one in screen[1] if one.endswith(f":{option}")] if screen else []
            if screen is None or not data:
                return
            await self.house.tap(citizen.account, screen[0], data[0])
        if not await self._cars_of(citizen):
            self._note(citizen, Deed.SOLD, citizen.vehicle_id)

    def _note(self, citizen: Citizen, deed: Deed, vehicle_id: int | None = None) -> None:
        self.house.journal.done.append(Done(self.house.clock.now(), citizen.owner_id, deed, vehicle_id))

    # --- at the shop ---------------------------------------------------------------------------------------

    async def open_shop(self, shop: Shop, start: datetime) -> None:
        """Who is expected today comes in time, late, or not at all."""
        today = await self.house.database.run(lambda uow: expected(uow, shop, start, sorted(UPCOMING)))
        for visit in today:
            chance = self.rng.random()
            if chance < self.temper.absent:
                continue
            late = self.rng.randrange(16, 50) if chance < self.temper.absent + self.temper.late else 0
            at = visit.start_at + timedelta(minutes=late)
            self.diary.add(at, lambda visit=visit: self.colleagues.receive(shop, visit))  # type: ignore[misc]
