"""Both bots against the stand over real HTTP, and people who write, tap and read: what tests of the staff bot share.

The outbox is delivered by hand, in order, so that a test says when a card arrives.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from aiogram import Bot as OwnerTelegram
from stand_kit import OWNER_TOKEN, STAFF_TOKEN, Kit, TestClock, running_kit
from support.people import TUESDAY
from telegram import Bot as StaffTelegram

from bot.api import Api, ApiError
from bot.drawing import draw_payload
from bot.life import Life
from bot.owner.api import OwnerApi
from bot.owner.desk import Desk
from bot.owner.door import OwnerDoor
from bot.owner.transport import OwnerSession
from bot.polling import Door, Polling
from bot.showing import Showing
from bot.staff.api import StaffApi
from bot.staff.desk import StaffDesk
from bot.staff.door import StaffDoor
from bot.staff.transport import StaffRequest
from dealership.domain.care import Care
from dealership.domain.company import Company
from dealership.domain.message import Message
from dealership.domain.records import Finished, Outgoing
from dealership.services import staff
from dealership.services.shop import Shop
from dialogs.owner.family import OWNER_ENGINE
from dialogs.staff.family import STAFF_ENGINE
from dialogs.world import World
from locales import catalogue
from storage.database import Database
from storage.uow import UnitOfWork

Json = dict[str, Any]
WEEK = timedelta(days=7)
USERNAMES = {"owner": "servicebay_owner_bot", "staff": "servicebay_staff_bot"}


def label(key: str, language: str = "zh-CN", **args: Any) -> str:
    """A sentence as a chat shows it."""
    return catalogue(language).text(Message(key, args))


class StaffHouse:
    """The house as the tests see it: a stand, a database, two bots that poll."""

    def __init__(self, kit: Kit, clock: TestClock, database: Database, company: Company) -> None:
        self.kit, self.clock, self.database = kit, clock, database
        self.shops = {
            store.id: Shop(store, None, care=Care(company.care, store.solutions, company.compensation_limits))
            for store in company.stores
        }
        self.shop = self.shops[company.stores[0].id]
        self.world = World(clock.now(), company, self.shops, None, USERNAMES)
        self.apis: dict[str, Api] = {}
        self.staff_door: StaffDoor

    # --- people --------------------------------------------------------------------------------------------

    def person(self, name: str, language: str = "zh-hans") -> int:
        return self.kit.stand.add_user(name, language, "+8613800000001")

    async def colleague(self, name: str, role: str, shop: Shop | None = None, **invite: Any) -> int:
        """Somebody who has joined by an invite, as in life."""
        account, store = self.person(name), (shop or self.shop).store

        def write(uow: UnitOfWork) -> str:
            return staff.invite(uow, store, role, self.clock.now(), WEEK, **invite)

        await self.says(account, f"/start {await self.database.run(write)}")
        return account

    async def says(
        self, account: int, text: str, chat: int | None = None, bot: str = "staff", **more: Any
    ) -> Json:
        """Write, and wait until everything it led to has been done."""
        body = {"from": account, "text": text, "bot": bot, **more}
        said = await self.kit.sim(f"chats/{chat or account}/messages", body)
        await self.settle()
        return dict(said)

    async def taps(
        self, account: int, text: str | None = None, chat: int | None = None, bot: str = "staff", **more: Any
    ) -> str:
        """Press a button, by its words or by data; what the tap is answered."""
        wanted = {"text": text} if text else {}
        answer = await self.kit.sim(
            f"chats/{chat or account}/taps", {"from": account, "bot": bot, **wanted, **more}
        )
        await self.settle()
        return str((answer["answer"] or {}).get("text", ""))

    async def shown(self, chat: int, bot: str = "staff") -> list[Json]:
        """What the bots have written in the chat, oldest first."""
        messages = await self.kit.shown(chat, bot)
        return [one for one in messages if one["from"]["is_bot"] and not one["deleted"]]

    async def last(self, chat: int, bot: str = "staff") -> str:
        messages = await self.shown(chat, bot)
        return str(messages[-1].get("text") or messages[-1].get("caption") or "") if messages else ""

    async def buttons(self, chat: int, bot: str = "staff") -> list[str]:
        """The words on the buttons of the newest message that has any."""
        for message in reversed(await self.shown(chat, bot)):
            if message.get("buttons"):
                return [button["text"] for row in message["buttons"] for button in row]
        return []

    # --- work ----------------------------------------------------------------------------------------------

    async def run(self, work: Callable[[UnitOfWork], Any]) -> Any:
        return await self.database.run(work)

    async def settle(self) -> None:
        """Return when no update waits and the outbox is empty."""
        await self.kit.sim("settle", {})
        while sum([await self.deliver(bot) for bot in self.apis]):
            await self.kit.sim("settle", {})

    async def deliver(self, bot: str) -> int:
        """Send what is due, one a chat."""
        rows = await self.run(lambda uow: uow.outbox.claim_due(bot, self.clock.now(), 100))
        done = [
            Finished(row.id, row.attempts, "sent", "sent", message_id=await self._send(row)) for row in rows
        ]
        await self.run(lambda uow: uow.outbox.finish(done, self.clock.now()))
        return len(rows)

    async def _send(self, row: Outgoing) -> int | None:
        if not row.payload["text"]:
            return None  # a place on the map: not of interest here
        params: Json = {"chat_id": row.chat_id, **draw_payload(row.payload, row.language).params()}
        if row.edits_id is None:
            sent = await self.apis[row.bot].call("sendMessage", params)
            return int(sent["message_id"])
        _, message_id = await self.run(lambda uow: uow.outbox.message_of(row.edits_id))
        with suppress(ApiError):
            await self.apis[row.bot].call("editMessageText", {**params, "message_id": message_id})
        return None


@asynccontextmanager
async def running_house(database: Database, company: Company) -> AsyncIterator[StaffHouse]:
    """Stand and both bots, polling until the test is over."""
    clock = TestClock()
    clock.time = TUESDAY
    async with running_kit(clock=clock, limits=False) as kit:
        house = StaffHouse(kit, clock, database, company)
        request = StaffRequest()
        base = kit.stand.url
        staff_bot = StaffTelegram(
            STAFF_TOKEN, f"{base}/bot", f"{base}/file/bot", request=request, get_updates_request=request
        )
        session = OwnerSession(base)
        owner_bot = OwnerTelegram(OWNER_TOKEN, session=session)
        staff_api, owner_api = StaffApi(staff_bot), OwnerApi(owner_bot)
        house.apis = {"staff": staff_api, "owner": owner_api}
        staff_life = Life(
            StaffDesk(STAFF_ENGINE, house.world), database, Showing(staff_api, database), clock.now
        )
        owner_life = Life(Desk(OWNER_ENGINE, house.world), database, Showing(owner_api, database), clock.now)
        house.staff_door = StaffDoor(staff_bot, staff_life)
        tasks = [_poll(staff_api, house.staff_door), _poll(owner_api, OwnerDoor(owner_bot, owner_life))]
        try:
            yield house
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await request.shutdown()
            await session.close()


def _poll(api: Api, door: Door) -> asyncio.Task[None]:
    async def always() -> bool:
        return True

    return asyncio.create_task(Polling(api, door, always).run())
