"""The house without wires and without waiting: the product's own parts around the stand's world, in virtual time.

What the bots call goes through JSON and the stand's validation as over HTTP, is counted against Telegram's limits
and, when faults are wanted, now and then loses its answer on the way.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from aiogram import Bot
from telegram import Bot as StaffTelegram
from telegram.request import BaseRequest, RequestData

from bot.api import (  # fmt: skip
    Api,
    ApiError,
    BlockedError,
    File,
    MaybeSentError,
    MigratedError,
    Params,
    RetryAfterError,
    ServerError,
    refused,
)
from bot.life import FrontDesk, Life
from bot.owner.desk import Desk
from bot.owner.door import OwnerDoor
from bot.polling import Door, through
from bot.sending import Sending
from bot.shops import shops_of
from bot.showing import Showing
from bot.simulate.journal import Journal, Said
from bot.staff.desk import StaffDesk
from bot.staff.door import StaffDoor
from bot.staff.topics import Topics
from bot.stand.clock import Clock
from bot.stand.files import Upload
from bot.stand.people import ROLES, Message, PrivateChat, Role
from bot.stand.server import OWNER_TOKEN, STAFF_TOKEN, Stand
from bot.stand.visitors import Act, set_blocked, tap, write_text
from dealership.domain.company import Company
from dealership.domain.records import Finished, Outgoing, Session
from dealership.services import undelivered
from dialogs.owner.family import OWNER_ENGINE
from dialogs.staff.family import STAFF_ENGINE
from dialogs.world import World
from scheduler.delivery import Delivery, Pace, Sender
from scheduler.metronome import Beat, Metronome
from scheduler.outcome import Again, Outcome, Sent, Trouble
from scheduler.sweeps.voice import plan_visits, voice_of
from storage.database import Database
from storage.uow import UnitOfWork

USERNAMES = {"owner": "servicebay_owner_bot", "staff": "servicebay_staff_bot"}
SLOW = 600
DAILY, VISITS, RETRIES = timedelta(hours=12), timedelta(hours=3), timedelta(hours=1)
"""What is planned is due hours later at the soonest: planning every ten minutes would only cost time here. Each shop's
day is planned between its midnight and its morning, visits a few hours ahead.
"""
LEASE, AHEAD = 30 * 86400.0, 1.0
"""Nobody else delivers here: the lease need not be renewed, and rows may be taken a second ahead."""
READING = 3.0
"""Seconds somebody looks at a screen before the next tap: Telegram lets a chat have one message a second."""
LOST = 0.02
"""Of the answers of the Bot API, when faults are wanted."""


class EdgeApi:
    """The stand's Bot API, called directly. `losing` says whether the answer of this call is lost."""

    def __init__(self, stand: Stand, role: Role, journal: Journal, losing: Callable[[], bool]) -> None:
        self.bot: str = role
        self._stand, self._account = stand, stand.world.bots[role]
        self._journal, self._losing = journal, losing

    async def call(self, method: str, params: Params) -> Any:
        wired = json.loads(json.dumps(dict(params), ensure_ascii=False).encode())
        return self._told(await self._stand.api.call(self._account, method, wired))

    async def upload(self, method: str, params: Params, field: str, file: File) -> Any:
        raw = {**params, field: Upload(file.name, "application/octet-stream", file.data)}
        return self._told(await self._stand.api.call(self._account, method, raw))

    async def download(self, file_id: str) -> bytes:
        found = await self.call("getFile", {"file_id": file_id})
        file = self._stand.world.files.get_by_path(self._account.id, found["file_path"])
        return file.data if file else b""

    def _told(self, answer: tuple[str, int, Any]) -> Any:
        body = json.loads(answer[0])
        if self._losing():
            raise MaybeSentError("the answer was lost")
        if body["ok"]:
            return body["result"]
        about = body.get("parameters", {})
        self._journal.refused += body["error_code"] == 429
        raise _error(body["error_code"], body["description"], about)


def _error(code: int, text: str, about: Mapping[str, Any]) -> ApiError:
    if code == 429:
        return RetryAfterError(about["retry_after"])
    if code == 403:
        return BlockedError(text)
    if "migrate_to_chat_id" in about:
        return MigratedError(about["migrate_to_chat_id"])
    return ServerError(text) if code >= 500 else refused(text)


class _Introduction(BaseRequest):
    """python-telegram-bot asks once who it is."""

    read_timeout = 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **more: Any
    ) -> tuple[int, bytes]:
        me = {"id": 2002, "is_bot": True, "first_name": "Servicebay", "username": "servicebay_staff_bot"}
        return 200, json.dumps({"ok": True, "result": me}).encode()


class SimulatedHouse:
    """Both bots, the sweeps and the deliveries of one company. `faults` seeds the losses of answers; None: none."""

    def __init__(
        self, company: Company, database: Database, clock: Clock, faults: random.Random | None = None
    ) -> None:
        self.company, self.database, self.shops = company, database, shops_of(company)
        self.clock, self.journal = clock, Journal()
        self.stand = Stand(OWNER_TOKEN, STAFF_TOKEN, clock=clock)
        self.posted: list[tuple[Outgoing, int]] = []
        self._faults, self._sending = faults, 0
        self._next: dict[str, datetime] = {}
        self._drained_at = clock.now()
        self._lives: dict[str, Life] = {}
        self._doors: dict[str, Door] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._fresh: set[str] = set()
        world = World(clock.now(), company, self.shops, None, USERNAMES)
        request = _Introduction()
        staff = StaffTelegram(STAFF_TOKEN, request=request, get_updates_request=request)
        owner = Bot(OWNER_TOKEN)
        apis: dict[str, Api] = {
            role: EdgeApi(self.stand, role, self.journal, self._is_lost) for role in ROLES
        }
        self._line(apis, "owner", Desk(OWNER_ENGINE, world), lambda life: OwnerDoor(owner, life))
        self._line(apis, "staff", StaffDesk(STAFF_ENGINE, world), lambda life: StaffDoor(staff, life))
        beats = Metronome(database, company, self.shops, clock.now, self._show).beats
        self._beats = (
            Beat("visits", VISITS.total_seconds(), partial(plan_visits, database, self.shops)),
            *(beat if beat.every < SLOW else replace(beat, every=DAILY.total_seconds()) for beat in beats),
        )

    def _line(self, apis: dict[str, Api], bot: str, desk: FrontDesk, door_of: Callable[[Life], Door]) -> None:
        now = self.clock.now
        life = Life(desk, self.database, Showing(apis[bot], self.database), now)
        self._lives[bot], self._doors[bot] = life, door_of(life)
        topics = Topics(apis[bot], self.database, self.shops, now) if bot == "staff" else None
        sender = self._watched(Sending(apis[bot], apis, self.database, now, topics))
        look = voice_of(self.company, self.shops).second_look
        pace = Pace(replace(self.company.rates, look_ahead=AHEAD), lease=LEASE)
        self._deliveries[bot] = Delivery(
            bot, self.database, sender, now, tell=self._tell_staff, pace=pace, second_look=look
        )
        self.database.on_commit(f"outbox:{bot}", lambda: self._fresh.add(bot))

    def _tell_staff(self, uow: UnitOfWork, row: Outgoing, ended: Finished) -> None:
        undelivered.tell_staff(uow, self.shops, row, ended, self.clock.now())

    # --- time ----------------------------------------------------------------------------------------------

    async def turn(self) -> None:
        """Every sweep whose time it is, once, and then delivery: what follows from it waits for the next turn."""
        now = self.clock.now()
        for beat in self._beats:
            if now >= self._next.get(beat.name, now):
                self._next[beat.name] = now + timedelta(seconds=beat.every)
                await beat.sweep(now)
        await self._deliver()

    async def _deliver(self) -> int:
        """What is new in the outboxes, and now and then what waits to be tried again."""
        if self.clock.now() >= self._drained_at + RETRIES:
            self._drained_at = self.clock.now()
            self._fresh.update(self._deliveries)
        due, self._fresh = self._fresh, set()
        return sum([await self._deliveries[bot].drain(self.clock.now()) for bot in sorted(due)])

    async def _show(self, session: Session) -> None:
        await self._lives[session.bot].show_unshown(session)

    # --- what goes out -------------------------------------------------------------------------------------

    def _is_lost(self) -> bool:
        """Only answers to what delivery sends: a screen is shown again, which no rule here speaks of."""
        return bool(self._sending) and self._faults is not None and self._faults.random() < LOST

    def _watched(self, send: Sender) -> Sender:
        """Write down what the stand took, of which row."""

        async def watched(row: Outgoing) -> Outcome:
            self._sending += 1
            try:
                outcome = await send(row)
            finally:
                self._sending -= 1
            if isinstance(outcome, Again) and outcome.trouble is Trouble.MAYBE:
                self.journal.lost[row.id] += 1
            if isinstance(outcome, Sent):
                self.journal.said.append(Said(self.clock.now(), row.id, row.purpose, row.owner_id))
                if row.bot == "owner" and outcome.message_id is not None:
                    self.posted.append((row, outcome.message_id))
            return outcome

        return watched

    # --- what people do ------------------------------------------------------------------------------------

    def chat(self, user_id: int, bot: Role = "owner") -> PrivateChat:
        return self.stand.world.private(bot, self.stand.world.users[user_id])

    async def say(self, user_id: int, text: str, bot: Role = "owner") -> None:
        chat = self.chat(user_id, bot)
        _, numbers = write_text(self.stand.world, Act(chat, chat.user), text)
        await self._take(bot, numbers[bot])

    async def tap(self, user_id: int, message: Message, data: str, bot: Role = "owner") -> None:
        chat = self.chat(user_id, bot)
        await asyncio.sleep(READING)
        _, number = tap(self.stand.world, Act(chat, chat.user), message, data)
        if number is not None:
            await self._take(bot, number)

    async def block(self, user_id: int, blocked: bool) -> None:
        number = set_blocked(self.stand.world, self.chat(user_id), blocked)
        if number is not None:
            await self._take("owner", number)

    def screen(self, user_id: int, bot: Role = "owner") -> tuple[Message, Sequence[str]] | None:
        """The dialog's present screen and the data of its buttons; None without one."""
        for message in self.chat(user_id, bot).newest():
            data = buttons_of(message)
            if data and not data[0].startswith("t:"):
                return message, data
        return None

    async def _take(self, bot: Role, number: int) -> None:
        """The stand's update with this number, brought to its bot and acknowledged."""
        inbox = self.stand.world.inboxes[bot]
        await through(self._doors[bot], inbox.items[number].body)
        inbox.remove(number)
        await asyncio.sleep(0)


def buttons_of(message: Message) -> Sequence[str]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [str(button["callback_data"]) for row in rows for button in row if "callback_data" in button]
