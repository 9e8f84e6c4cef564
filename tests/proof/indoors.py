"""Both bots in this process with the stand's Bot API at their edge and no HTTP between.

The doors, the life of an update, the database and the outbox are the product's own; the edge is the stand's
world, so that requests are validated and refused as over HTTP, and every call is remembered.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiogram import Bot
from telegram import Bot as StaffTelegram
from telegram.request import BaseRequest, RequestData

from bot.api import Api, ApiError, BlockedError, File, MigratedError, RetryAfterError, ServerError, refused
from bot.house import shops_of
from bot.life import FrontDesk, Life
from bot.owner.desk import Desk
from bot.owner.door import OwnerDoor
from bot.polling import Door, through
from bot.sending import Sending
from bot.showing import Showing
from bot.staff.desk import StaffDesk
from bot.staff.door import StaffDoor
from bot.staff.topics import Topics
from bot.stand.files import Upload
from bot.stand.people import ROLES, PrivateChat, Role
from bot.stand.server import Stand
from bot.stand.visitors import Act, tap, write_text
from dealership.domain.company import Company
from dealership.domain.rates import Rates
from dealership.domain.records import Session
from dialogs.owner.family import OWNER_ENGINE
from dialogs.staff.family import STAFF_ENGINE
from dialogs.world import World
from scheduler.delivery import Delivery, Pace
from storage.database import Database

OWNER_TOKEN, STAFF_TOKEN = "1001:owner-token-of-the-proofs", "2002:staff-token-of-the-proofs"
Json = Mapping[str, Any]
USERNAMES = {"owner": "servicebay_owner_bot", "staff": "servicebay_staff_bot"}
UNHURRIED = Pace(rates=Rates(messages=10_000, chat_seconds=0.0001, group_seconds=0.0001, margin=0))


@dataclass
class Clock:
    """Stands still until it is moved; the stand and the bots read the same one."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    async def move(self, to: datetime) -> None:
        self.at = to


class EdgeApi:
    """The stand's Bot API, called directly. What could not go over a wire is an error here, too."""

    def __init__(self, stand: Stand, role: Role) -> None:
        self.bot: str = role
        self._stand, self._account = stand, stand.world.bots[role]

    async def call(self, method: str, params: Json) -> Any:
        wired = json.loads(json.dumps(dict(params), ensure_ascii=False).encode())
        return self._told(await self._stand.api.call(self._account, method, wired))

    async def upload(self, method: str, params: Json, field: str, file: File) -> Any:
        raw = {**params, field: Upload(file.name, "application/octet-stream", file.data)}
        return self._told(await self._stand.api.call(self._account, method, raw))

    async def download(self, file_id: str) -> bytes:
        found = await self.call("getFile", {"file_id": file_id})
        file = self._stand.world.files.get_by_path(self._account.id, found["file_path"])
        return file.data if file else b""

    def _told(self, answer: tuple[str, int, Any]) -> Any:
        body = json.loads(answer[0])
        if body["ok"]:
            return body["result"]
        about = body.get("parameters", {})
        raise _error(body["error_code"], body["description"], about)


def _error(code: int, text: str, about: Json) -> ApiError:
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


@dataclass
class Indoors:
    """The house without its wires. `feed` takes one raw update through the product's own retries."""

    company: Company
    database: Database
    stand: Stand
    clock: Clock
    edge: Callable[[Stand, Role], Api] = EdgeApi
    lives: dict[str, Life] = field(default_factory=dict)
    doors: dict[str, Door] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shops = shops_of(self.company)
        world = World(self.clock.now(), self.company, self.shops, None, USERNAMES)
        request = _Introduction()
        staff = StaffTelegram(STAFF_TOKEN, request=request, get_updates_request=request)
        owner = Bot(OWNER_TOKEN)
        apis: dict[str, Api] = {role: self.edge(self.stand, role) for role in ROLES}
        self._line(apis, "owner", Desk(OWNER_ENGINE, world), lambda life: OwnerDoor(owner, life))
        self._line(apis, "staff", StaffDesk(STAFF_ENGINE, world), lambda life: StaffDoor(staff, life))

    def _line(self, apis: dict[str, Api], bot: str, desk: FrontDesk, door_of: Callable[[Life], Door]) -> None:
        life = Life(desk, self.database, Showing(apis[bot], self.database), self.clock.now)
        self.lives[bot], self.doors[bot] = life, door_of(life)
        topics = Topics(apis[bot], self.database, self.shops, self.clock.now) if bot == "staff" else None
        sending = Sending(apis[bot], apis, self.database, self.clock.now, topics)
        self.deliveries[bot] = Delivery(bot, self.database, sending, self.clock.now, pace=UNHURRIED)

    async def feed(self, bot: str, raw: Json) -> None:
        await through(self.doors[bot], raw)

    async def show(self, session: Session) -> None:
        """A screen that never reached its chat is sent now."""
        await self.lives[session.bot].show_unshown(session)

    async def deliver(self) -> None:
        """Send all that is due; one bot's message may be about what the other could not send."""
        while sum([await delivery.drain(self.clock.now()) for delivery in self.deliveries.values()]):
            pass

    # --- what people do ------------------------------------------------------------------------------------

    def chat(self, user_id: int, bot: Role = "owner") -> PrivateChat:
        return self.stand.world.private(bot, self.stand.world.users[user_id])

    async def say(self, user_id: int, text: str, bot: Role = "owner") -> None:
        chat = self.chat(user_id, bot)
        _, numbers = write_text(self.stand.world, Act(chat, chat.user), text)
        await self.take(bot, numbers[bot])

    async def tap(self, user_id: int, message_id: int, data: str, bot: Role = "owner") -> bool:
        """Press a button; whether the tap was answered."""
        chat = self.chat(user_id, bot)
        made, number = tap(self.stand.world, Act(chat, chat.user), chat.messages[message_id], data)
        assert number is not None
        await self.take(bot, number)
        return made.answered.is_set()

    async def take(self, bot: Role, number: int) -> None:
        """The stand's update with this number, brought to its bot and acknowledged."""
        inbox = self.stand.world.inboxes[bot]
        await self.feed(bot, inbox.items[number].body)
        inbox.remove(number)

    def buttons(self, user_id: int, bot: Role = "owner") -> tuple[int, Sequence[str]]:
        """The dialog's present screen: its message and the data of its buttons (receipts carry tokens)."""
        for message in self.chat(user_id, bot).newest():
            rows = (message.markup or {}).get("inline_keyboard", [])
            data = [str(button.get("callback_data", "")) for row in rows for button in row]
            if data and not data[0].startswith("t:"):
                return message.id, data
        return 0, ()


class Errors(logging.Handler):
    """Everything the product logs as an error, by logger and text."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        reason = record.exc_info[1] if record.exc_info else None
        self.texts.append(f"{record.name}: {record.getMessage()}" + (f" ({reason!r})" if reason else ""))

    def __enter__(self) -> Errors:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_error: object) -> None:
        logging.getLogger().removeHandler(self)
