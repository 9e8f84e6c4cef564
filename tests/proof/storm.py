"""A storm over both bots: a town of owners and staff, everything that may arrive mixed with honest bookings.

Indoors every update is fed through its door with a note of whose it is, and every call that leaves the house is
kept with the update that caused it (none: the outbox). `proof.verdict` says afterwards what was broken.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from proof.honest import House, Walker
from proof.hostile import Hostile, Json, data_of, mark_of
from proof.indoors import EdgeApi, Indoors

from bot.api import ApiError, File
from bot.reading import writable
from bot.stand.people import Group, Role, User
from bot.stand.server import Stand
from dealership.domain.company import Company
from dealership.domain.rights import Role as Duty
from dealership.services import staff
from scheduler.metronome import Metronome
from storage.uow import UnitOfWork

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
OWNERS, STRANGERS, BATCH, KEPT = 16, 3, 25, 60
FIRST_OWNER, FIRST_HONEST, FIRST_STAFF, FIRST_STRANGER = 7_000_000, 7_100_000, 7_200_000, 7_300_000
LANGUAGES = ("zh-hans", "en", "ru")
DUTIES = (
    Duty.ADMINISTRATOR,
    Duty.SERVICE_ADVISOR,
    Duty.SERVICE_ADVISOR,
    Duty.SERVICE_MANAGER,
    Duty.MARKETING,
)
TICK = 0.02
UPDATES_PER_WALKER = 250
"""How many hostile updates there are to one honest owner."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The update that is in hand: of which bot, in which chat, by whom, and its callback."""

    bot: str
    chat_id: int
    user_id: int
    callback_id: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """What left the house, and how it was answered (`error` None: as asked)."""

    bot: str
    method: str
    params: Json
    cause: Cause | None
    error: str | None = None


CAUSE: ContextVar[Cause | None] = ContextVar("cause", default=None)


class WatchedApi(EdgeApi):
    """The edge with a witness."""

    def __init__(self, stand: Stand, role: Role, calls: list[Call], hostile: Hostile) -> None:
        super().__init__(stand, role)
        self._calls, self._hostile = calls, hostile

    async def call(self, method: str, params: Json) -> Any:
        return await self._witnessed(method, params, super().call(method, params))

    async def upload(self, method: str, params: Json, field: str, file: File) -> Any:
        return await self._witnessed(method, params, super().upload(method, params, field, file))

    async def _witnessed(self, method: str, params: Json, asked: Any) -> Any:
        error: str | None = None
        try:
            return await asked
        except ApiError as refusal:
            error = str(refusal)
            raise
        finally:
            self._calls.append(Call(self.bot, method, dict(params), CAUSE.get(), error))
            found = data_of(params.get("reply_markup"))
            self._hostile.shown += [(self.bot, int(params["chat_id"]), data) for data in found]


@dataclass
class Town:
    """Who lives here: noisy people, honest owners one after the other, two stores with staff and groups."""

    stand: Stand
    company: Company
    people: list[User] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    honest: int = 0

    def settle(self, uow: UnitOfWork, walkers: int) -> None:
        """Everybody moves in: known to the stand and, all but the strangers, to the house."""
        self.owners = [self._owner(uow, FIRST_OWNER + number) for number in range(OWNERS)]
        self.staff = [self._colleague(uow, number) for number in range(2 * len(DUTIES))]
        strangers = [self._user(FIRST_STRANGER + number).id for number in range(STRANGERS)]
        self.people = [self.stand.world.users[one] for one in (*self.owners, *self.staff, *strangers)]
        self.honest = walkers
        for number in range(walkers):
            self._owner(uow, FIRST_HONEST + number)
        self.groups = [self._group(uow, store.id) for store in self.company.stores]
        lost = self.stand.add_group("Somebody's", True, [*strangers, *self.owners[:2]], ["owner", "staff"])
        self.stand.world.open_topic(self.stand.world.groups[lost], self.people[-1], "x")

    def _user(self, account: int) -> User:
        name = f"Lu {mark_of(account)}"
        self.stand.add_user(name, LANGUAGES[account % 3], f"+86138{account:08}", id=account)
        return self.stand.world.users[account]

    def _owner(self, uow: UnitOfWork, account: int) -> int:
        """A car with a secret: only its own driver may read its model."""
        user, store = self._user(account), self.company.stores[account % 2]
        language = ("zh-CN", "en", "ru")[account % 3]
        owner = uow.owners.add(
            NOW, store_id=store.id, name=user.name, language=language, privacy_seen_at=NOW, phone=user.phone
        )
        uow.owners.link_account("owner", account, account, owner, NOW)
        car = uow.vehicles.add(NOW, store_id=store.id, plate=f"F-{account}", model=f"M {mark_of(account)}")
        uow.vehicles.bind(owner, car, "proven", NOW)
        return account

    def _colleague(self, uow: UnitOfWork, number: int) -> int:
        """Each store has everybody of `DUTIES`."""
        user, store = self._user(FIRST_STAFF + number), self.company.stores[number % 2]
        desk = store.advisors[0].key if number in (2, 3) else None
        about = {
            "role": DUTIES[number // 2],
            "name": user.name,
            "language": ("zh-CN", "en", "ru")[number % 3],
            "advisor": desk,
        }
        uow.staff.add(NOW, store_id=store.id, user_id=user.id, started_at=NOW, **about)
        return user.id

    def _group(self, uow: UnitOfWork, store_id: int) -> Group:
        """A store's forum; the other store's administrator is in it, too."""
        members = [one for one in self.staff if one % 2 == store_id - 1]
        group = self.stand.world.groups[
            self.stand.add_group(f"Store {store_id}", True, [*members, self.staff[store_id % 2]], ["staff"])
        ]
        binder = uow.staff.find_by_account(self.staff[store_id - 1])
        assert binder is not None
        staff.bind_group(uow, binder, group.id, True, NOW)
        return group


@dataclass
class Indoor:
    """The house without wires, as the storm needs it."""

    indoors: Indoors
    metronome: Metronome

    @property
    def stand(self) -> Stand:
        return self.indoors.stand

    async def feed(self, bot: str, raw: Json) -> None:
        CAUSE.set(cause_of(bot, raw))
        await self.indoors.feed(bot, raw)

    async def take(self, bot: Role, number: int) -> None:
        inbox = self.stand.world.inboxes[bot]
        await self.feed(bot, inbox.items[number].body)
        inbox.remove(number)

    async def rest(self) -> None:
        """Time passes for what is tried again a little later."""
        await self.metronome.beat(self.indoors.clock.now())
        delivering = asyncio.ensure_future(self.indoors.deliver())
        while not (await asyncio.wait({delivering}, timeout=TICK))[0]:
            self.later(1)
        delivering.result()

    def later(self, seconds: float) -> None:
        self.indoors.clock.at += timedelta(seconds=seconds)


def cause_of(bot: str, raw: Json) -> Cause:
    """Whose update it is, as Telegram means it; zeros where it does not say."""
    query, message = _object(raw, "callback_query"), {}
    for kind in ("message", "edited_message", "my_chat_member"):
        message = message or _object(raw, kind)
    sender = _object(query or message, "from")
    chat = _object(_object(query, "message") if query else message, "chat")
    return Cause(bot, whole(chat.get("id")), whole(sender.get("id")), _written(query.get("id")))


def _object(value: Json, key: str) -> Json:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _written(number: Any) -> str | None:
    return writable(number) if isinstance(number, str) else None


def whole(value: Any) -> int:
    """A number as lenient readers read it."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


@dataclass
class Storm:
    """Lets it all loose. What is left over (`dropped` updates, errors, calls) is for `proof.verdict`."""

    house: House
    town: Town
    hostile: Hostile
    walkers: list[Walker]
    rng: random.Random
    fed: int = 0
    dropped: list[str] = field(default_factory=list)
    _lately: deque[tuple[Role, Json]] = field(default_factory=lambda: deque(maxlen=KEPT))

    async def rage(self, updates: int) -> None:
        """So many hostile updates, some twice and none in order; an honest act with every batch."""
        while self.fed < updates:
            batch = [self._numbered(*self.hostile.body()) for _ in range(min(BATCH, updates - self.fed))]
            self._lately.extend(batch)
            batch += self.rng.sample(self._lately, min(2, len(self._lately)))
            self.rng.shuffle(batch)
            self.fed += len(batch)
            await asyncio.gather(*(self._feed(bot, raw) for bot, raw in batch), self._honest_act())
            if self.rng.random() < 0.1:
                await self.house.rest()
        while any(not walker.ended for walker in self.walkers):
            await self._honest_act()
        await self.house.rest()

    def _numbered(self, bot: Role, body: Json) -> tuple[Role, Json]:
        """With an update number of Telegram's, and known to it where it is a tap."""
        world, number = self.hostile.world, _object(body, "callback_query").get("id")
        if isinstance(number, str) and number and writable(number) == number:
            world.taps.add(bot, 0, 0, 0, world.clock.now().timestamp(), number)
        return bot, {"update_id": world.counters.next(f"update:{bot}"), **body}

    async def _feed(self, bot: Role, raw: Json) -> None:
        try:
            await self.house.feed(bot, raw)
        except Exception as error:
            self.dropped.append(f"{bot} {list(raw)[1:]}: {error!r}")

    async def _honest_act(self) -> None:
        """The next one in turn; a few walk at a time."""
        under_way = [walker for walker in self.walkers if not walker.ended][:4]
        if under_way:
            await self.rng.choice(under_way).act()
