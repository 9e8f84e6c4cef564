"""The whole house put together: database, two bots, delivery, metronome; started, settled and stopped as one.

The same wiring serves `servicebay run`, the demo and the tests; only clock, addresses and tokens differ.
If one bot fails the other works on.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from aiogram import Bot
from telegram import Bot as StaffTelegram

from bot.api import Api, ApiError
from bot.config.settings import Settings
from bot.lease import PollingLease
from bot.life import FrontDesk, Life
from bot.metrics import Metrics
from bot.owner.api import OwnerApi
from bot.owner.desk import Desk
from bot.owner.door import OwnerDoor
from bot.owner.transport import OwnerSession
from bot.polling import Door, Polling
from bot.sending import Sending
from bot.shops import shops_of
from bot.showing import Showing
from bot.staff.api import StaffApi
from bot.staff.desk import StaffDesk
from bot.staff.door import StaffDoor
from bot.staff.topics import Topics
from bot.staff.transport import StaffRequest
from bot.web import Webhooks, WebServer
from bot.words import reading_of, warm_up
from dealership.domain.company import Company
from dealership.domain.message import Message
from dealership.domain.records import Finished, Outgoing, Session
from dealership.services import undelivered
from dialogs.owner.commands import LISTED as OWNER_LISTED
from dialogs.owner.family import OWNER_ENGINE
from dialogs.staff.commands import LISTED as STAFF_LISTED
from dialogs.staff.family import STAFF_ENGINE
from dialogs.world import World
from locales import LANGUAGES, catalogue
from scheduler.delivery import Delivery, Pace
from scheduler.metronome import Metronome
from scheduler.sweeps.voice import voice_of
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.house")
PATIENCE, GLANCE = 10.0, 0.05


@dataclass(slots=True)
class Line:
    """One bot with everything around it."""

    api: Api
    door: Door
    life: Life
    showing: Showing
    lease: PollingLease
    polling: Polling
    delivery: Delivery
    listed: Sequence[str]
    receiving: bool = False


def calm_collector() -> None:
    """What start-up made stays: a full collection over it takes 90 ms and finds nothing (measured)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


class House:
    """Everything of one process. `clock` gives aware UTC now."""

    def __init__(
        self, settings: Settings, company: Company, database: Database, clock: Callable[[], datetime]
    ) -> None:
        self.company = company
        self.database = database
        self.clock = clock
        self.shops = shops_of(company)
        self._settings = settings
        self._tasks: list[asyncio.Task[None]] = []
        self._broken = asyncio.Event()
        self._closers: list[Callable[[], Awaitable[None]]] = []
        self._apis: dict[str, Api] = {}
        self._web: WebServer | None = None
        self._usernames: dict[str, str] = {}
        self.reading = reading_of(company, settings.config.parent)
        world = World(clock(), company, self.shops, None, self._usernames, self.reading)
        owner_token, staff_token = settings.ensure_tokens()
        self.owner = self._owner_line(owner_token, world)
        self.staff = self._staff_line(staff_token, world)
        self.lines = (self.owner, self.staff)
        self.metronome = Metronome(database, company, self.shops, clock, self._show)
        deliveries = [line.delivery for line in self.lines]
        self.metrics = Metrics(database, deliveries, self.metronome, company.rates, clock)

    # --- start and stop ------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to work: webhooks or polling, delivery, metronome. A bot that cannot start keeps trying."""
        for language in LANGUAGES:
            catalogue(language)  # read before the first update, not during it
        if self._settings.listen is not None:
            self._web = WebServer(self._webhooks(), self.ready, self.metrics.text)
            await self._web.start(*self._settings.listen)
        for line in self.lines:
            self._stand_or_fall(line, line.delivery.run)
            self._watch(line, "receiving", partial(self._receive, line))
        self.metronome.start()
        calm_collector()

    async def warm_up(self) -> None:
        """Make ready beside the work what first messages would wait for; what this made stays, too."""
        await asyncio.to_thread(warm_up, self.reading)
        calm_collector()

    async def work(self, stop: asyncio.Event) -> bool:
        """Work until told to stop; False when a part has died without which going on would do harm."""
        waits = [asyncio.create_task(event.wait()) for event in (stop, self._broken)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in waits:
            task.cancel()
        return not self._broken.is_set()

    async def stop(self) -> None:
        """Finish what is in hand, then let go of everything."""
        self.metronome.stop()
        await self._rest(PATIENCE)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for line in self.lines:
            await line.lease.let_go()
        if self._web is not None:
            await self._web.stop()
        for close in self._closers:
            await close()

    async def ready(self) -> Mapping[str, bool]:
        """Whether each part can do its work now."""
        try:
            await self.database.run(lambda uow: uow.leases.holder("polling:owner"))
            database = True
        except Exception:
            log.warning("database not reachable")
            database = False
        return {"database": database, **{line.api.bot: line.receiving for line in self.lines}}

    async def settle(self) -> None:
        """Return when no work is pending: no turn under way, nothing due, every screen shown that can be soon."""
        while True:
            await self._rest(60)
            sent = sum([await line.delivery.drain(self.clock()) for line in self.lines])
            shown = await self.metronome.show_unshown()
            if sent or shown or not self._resting:
                continue
            if not self.metronome.is_showing_again(self.clock()):
                return
            await asyncio.sleep(GLANCE)

    async def beat(self) -> None:
        """Run every sweep once, until they rest."""
        await self.metronome.beat(self.clock())

    async def next_moment(self, now: datetime) -> datetime | None:
        """When the next thing falls due."""
        return await self.metronome.next_moment(now)

    async def _rest(self, longest: float) -> None:
        """Wait until no update is in hand."""
        deadline = asyncio.get_running_loop().time() + longest
        while not self._resting and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110  rest has many parts
            await asyncio.sleep(0.01)

    @property
    def _resting(self) -> bool:
        return all(
            line.polling.resting and not line.life.turns.busy and not line.showing.busy for line in self.lines
        )

    async def _show(self, session: Session) -> None:
        """A screen that never reached its chat is sent now."""
        line = self.owner if session.bot == self.owner.api.bot else self.staff
        await line.life.show_unshown(session)

    # --- receiving -----------------------------------------------------------------------------------------

    def _webhooks(self) -> Webhooks | None:
        if not self._settings.webhook_url or not self._settings.webhook_secret:
            return None
        return Webhooks({line.api.bot: line.door for line in self.lines}, self._settings.webhook_secret)

    async def _receive(self, line: Line) -> None:
        """Tell Telegram how this bot wants its updates, then take them."""
        await self._introduce(line)
        if not self._settings.webhook_url:
            await line.api.call("deleteWebhook", {"drop_pending_updates": False})
            line.receiving = True
            await line.polling.run()
            return
        address = f"{self._settings.webhook_url.rstrip('/')}/telegram/{line.api.bot}"
        wanted = {"url": address, "secret_token": self._settings.webhook_secret}
        await line.api.call("setWebhook", {**wanted, "allowed_updates": list(line.door.allowed_updates)})
        line.receiving = True
        await asyncio.Event().wait()

    async def _introduce(self, line: Line) -> None:
        """Who this bot is, for links into it; the commands of its menu, in each language."""
        me = await self._asked(line, "getMe", {})
        if me and me.get("username"):
            self._usernames[line.api.bot] = str(me["username"])
        for language in LANGUAGES:
            words = catalogue(language)
            listed = [
                {"command": name, "description": words.text(Message(f"command-{line.api.bot}-{name}"))}
                for name in line.listed
            ]
            code = {} if language == "en" else {"language_code": language[:2]}
            await self._asked(line, "setMyCommands", {"commands": listed, **code})

    async def _asked(self, line: Line, method: str, params: Mapping[str, Any]) -> Any:
        """The answer; None when it is refused: without this we work on, only less comfortably."""
        try:
            return await line.api.call(method, params)
        except ApiError as error:
            log.warning("%s: %s is refused: %s", line.api.bot, method, error)
            return None

    def _stand_or_fall(self, line: Line, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Delivery is never begun again beside its own remains (that has cost sixty copies of one message): the process
        ends, and whoever watches it begins a new one.
        """

        async def supervised() -> None:
            try:
                await work()
            except Exception:
                log.exception("%s: delivery has died; this process ends", line.api.bot)
                self._broken.set()

        self._tasks.append(asyncio.create_task(supervised(), name=f"{line.api.bot} delivery"))

    def _watch(self, line: Line, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """A task that is begun again when it fails, so that one bot's trouble is not the other's."""

        async def supervised() -> None:
            pause = 1.0
            while True:
                try:
                    await work()
                except asyncio.CancelledError:
                    raise
                except Exception as error:
                    line.receiving = False
                    log.error("%s %s failed: %s", line.api.bot, name, error if isinstance(error, ApiError) else type(error).__name__, exc_info=not isinstance(error, ApiError))  # fmt: skip
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)

        self._tasks.append(asyncio.create_task(supervised(), name=f"{line.api.bot} {name}"))

    def _tell_staff(self, uow: UnitOfWork, row: Outgoing, ended: Finished) -> None:
        """What an owner has not got, and should have."""
        undelivered.tell_staff(uow, self.shops, row, ended, self.clock())

    # --- wiring --------------------------------------------------------------------------------------------

    def _owner_line(self, token: str, world: World) -> Line:
        session = OwnerSession(self._settings.telegram_api, self._settings.proxy)
        bot = Bot(token, session=session)
        self._closers.append(session.close)
        api = OwnerApi(bot)
        desk = Desk(OWNER_ENGINE, world)
        return self._line(api, desk, lambda life: OwnerDoor(bot, life), OWNER_LISTED)

    def _staff_line(self, token: str, world: World) -> Line:
        request = StaffRequest(self._settings.proxy)
        base = self._settings.telegram_api
        bot = StaffTelegram(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=request,
            get_updates_request=request,
        )
        self._closers.append(request.shutdown)
        return self._line(
            StaffApi(bot), StaffDesk(STAFF_ENGINE, world), lambda life: StaffDoor(bot, life), STAFF_LISTED
        )

    def _line(
        self, api: Api, desk: FrontDesk, door_of: Callable[[Life], Door], listed: Sequence[str]
    ) -> Line:
        showing = Showing(api, self.database, lambda seconds: delivery.hold(seconds))
        life = Life(desk, self.database, showing, self.clock)
        door = door_of(life)
        lease = PollingLease(api.bot, self.database, self.clock)
        polling = Polling(api, door, lease.held)
        self._apis[api.bot] = api
        topics = Topics(api, self.database, self.shops, self.clock) if api.bot == "staff" else None
        sending = Sending(api, self._apis, self.database, self.clock, topics)
        look = voice_of(self.company, self.shops).second_look
        delivery = Delivery(
            api.bot, self.database, sending, self.clock, tell=self._tell_staff, paused=showing.hold,
            pace=Pace(self.company.rates), second_look=look,
        )  # fmt: skip
        return Line(api, door, life, showing, lease, polling, delivery, listed)
