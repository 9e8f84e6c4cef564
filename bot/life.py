"""The life of an update, the same for both bots (way 1 of the house).

turn of (bot, chat) → one transaction: seen before? → session → what was said is applied → session saved →
commit → the callback is answered with the toast → the screen is sent or edited → shown is marked → acknowledged.
The turn ends after the send, so screens never overtake each other; chats run side by side, each in order.
A crash anywhere loses nothing: before the commit Telegram repeats the update, after it the session knows that
its screen has not been shown. That an edited screen was shown is written a moment later, with that of others: a
crash in between sends it once more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.api import ApiError, BlockedError
from bot.drawing import toast as draw_toast
from bot.incoming import Incoming
from bot.reading import find_stray_tap, storable
from bot.showing import Showing, View
from dealership.domain.message import Message
from dealership.domain.records import Session
from dialogs.engine import Turn
from dialogs.model import Screen
from locales import language_for
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.life")

PATIENCE = 1.0
THIRD = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What a transaction decided: the session as saved, what to show, and how.

    `screen` None: nothing to draw. `anew`: send it below, the old one loses its buttons.
    `put_away`: the reply keyboard goes. `reaction` marks the person's message (an emoji).
    """

    session: Session
    screen: Screen | None = None
    toast: Message | None = None
    anew: bool = False
    old_screen: int | None = None
    put_away: bool = False
    reaction: str | None = None
    leave_chat: bool = False
    spent: bool = False  # the tapped message loses its buttons
    replaces: bool = False  # the old screen goes altogether


class FrontDesk(Protocol):
    """What a bot does with an update, inside its transaction."""

    @property
    def bot(self) -> str: ...

    def receive(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        """Apply the update; None when there is nothing to answer."""

    def again(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        """The update was seen before: the present screen, unchanged."""

    def present(self, uow: UnitOfWork, session: Session, now: datetime) -> Answer | None:
        """The screen of a session as it stands (after a crash)."""


class Turns:
    """One at a time per chat, first come first served; other chats do not wait."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, chat_id: int) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(chat_id) or (asyncio.Lock(), 0)
        self._locks[chat_id] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[chat_id]
            if waiting == 1:
                del self._locks[chat_id]
            else:
                self._locks[chat_id] = (lock, waiting - 1)

    def is_taken(self, chat_id: int) -> bool:
        return chat_id in self._locks

    @property
    def busy(self) -> int:
        return len(self._locks)


class Life:
    """Takes each update of one bot through its life."""

    def __init__(
        self, desk: FrontDesk, database: Database, showing: Showing, clock: Callable[[], datetime]
    ) -> None:
        self._desk = desk
        self._database = database
        self._showing = showing
        self._clock = clock
        self.turns = Turns()

    async def handle(self, incoming: Incoming) -> None:
        """Return when the update may be acknowledged. Raises what made its transaction fail (try again)."""
        async with self.turns.of(incoming.chat_id):
            try:
                answer = await self._decide(incoming)
            except Exception as error:
                if await self._failed(incoming, error) < THIRD:
                    raise
                await self._apologise(incoming)
                return
            await self._show(incoming, answer)

    async def let_go(self, raw: Mapping[str, Any]) -> None:
        """An update that is nobody's: nothing to do, but a tap is answered."""
        tap = find_stray_tap(raw)
        if tap is not None:
            callback_id, code = tap
            await self._showing.answer(callback_id, draw_toast(Message("engine-stale"), language_for(code)))

    async def show_unshown(self, session: Session) -> None:
        """Send a screen that was decided but never reached its chat.

        A turn in hand shows a screen itself, however slowly, and one whose mark is still being written has been
        shown: sent once more under load, both would add to the load.
        """
        if self.turns.is_taken(session.chat_id):
            return
        async with self.turns.of(session.chat_id):
            await self._showing.marked()
            now = self._clock()
            answer = await self._database.run(lambda uow: self._present(uow, session, now), brief=True)
            if answer is not None:
                await self._draw(below(answer), None)

    def _present(self, uow: UnitOfWork, session: Session, now: datetime) -> Answer | None:
        fresh = uow.sessions.load(session.bot, session.chat_id, session.thread_id, session.user_id)
        if fresh is None or fresh.shown_version >= fresh.version:
            return None
        return self._desk.present(uow, fresh, now)

    async def _decide(self, incoming: Incoming) -> Answer | None:
        now = self._clock()

        def work(uow: UnitOfWork) -> Answer | None:
            if not uow.updates.first_time(incoming.bot, incoming.update_id, now):
                return repeated(self._desk.again(uow, incoming, now), incoming)
            return self._desk.receive(uow, incoming, now)

        if incoming.callback_id is None:
            return await self._database.run(work, brief=True)
        timer = asyncio.get_running_loop().call_later(
            PATIENCE, self._showing.answer_soon, incoming.callback_id
        )
        try:
            return await self._database.run(work, brief=True)
        finally:
            timer.cancel()

    async def _show(self, incoming: Incoming, answer: Answer | None) -> None:
        words = ""
        if answer is not None:
            words = draw_toast(answer.toast, answer.session.language)
        answering = (
            asyncio.ensure_future(self._showing.answer(incoming.callback_id, words))
            if incoming.callback_id
            else None
        )
        try:
            if answer is not None:
                await self._draw(answer, incoming)
        finally:
            if answering is not None:
                await answering

    async def _draw(self, answer: Answer, incoming: Incoming | None) -> None:
        view = View(answer.session.chat_id, answer.session.thread_id, answer.session.language)
        if answer.leave_chat:
            await self._showing.leave(view, answer.screen)
            return
        if answer.reaction and incoming is not None:
            await self._showing.react(view, incoming.message_id, answer.reaction)
        if answer.spent and incoming is not None:
            await self._showing.strip(view, incoming.message_id)
        if answer.put_away:
            await self._showing.put_keyboard_away(view)
        if answer.screen is None:
            return
        try:
            shown = await self._screen(view, answer)
        except BlockedError:
            await self._showing.blocked(answer.session)
            shown = answer.session.screen_id
        except ApiError as error:
            log.warning("screen not shown: %s", error)  # it is sent again by the sweep of unshown screens
            return
        except Exception:  # what was decided is committed: repeating the update would mend nothing
            log.exception("screen could not be drawn: bot=%s", answer.session.bot)
            return
        await self._showing.mark(answer.session, shown)
        if answer.old_screen and answer.old_screen != shown:
            away = self._showing.delete if answer.replaces else self._showing.strip
            await away(view, answer.old_screen)  # last, so that the chat is never without a screen

    async def _screen(self, view: View, answer: Answer) -> int | None:
        assert answer.screen is not None
        current = answer.session.screen_id
        if answer.anew or current is None:
            return await self._showing.send(view, answer.screen)
        return await self._showing.edit(view, current, answer.screen)

    async def _failed(self, incoming: Incoming, error: Exception) -> int:
        """Count the failure; its traceback is logged without anybody's words."""
        log.error(
            "update failed: bot=%s update=%s error=%s",
            incoming.bot,
            incoming.update_id,
            type(error).__name__,
            exc_info=error,
        )
        now = self._clock()
        name, raw = f"{type(error).__name__}", storable(incoming.raw)
        return await self._database.run(
            lambda uow: uow.updates.note_failure(incoming.bot, incoming.update_id, name, raw, now),
            brief=True,
        )

    async def _apologise(self, incoming: Incoming) -> None:
        if incoming.callback_id:
            await self._showing.answer(incoming.callback_id, "")
        await self._showing.sorry(incoming)


def answered(saved: Session, turn: Turn, incoming: Incoming, *, put_away: bool = False) -> Answer:
    """The usual answer: edit the screen that was tapped, send it anew after anything else."""
    tapped_current = incoming.callback_id is not None and incoming.message_id == saved.screen_id
    return Answer(
        saved,
        turn.screen,
        turn.toast,
        anew=not tapped_current,
        old_screen=None if tapped_current else saved.screen_id,
        put_away=put_away,
        replaces=turn.replaces,
    )


def below(answer: Answer) -> Answer:
    """The screen as a new message, where it cannot be overlooked."""
    return replace(answer, anew=True, old_screen=answer.session.screen_id)


def repeated(answer: Answer | None, incoming: Incoming) -> Answer | None:
    """What is not shown yet stands where it would have stood at first: in place of a tap, below anything else."""
    if answer is None or answer.session.shown_version >= answer.session.version:
        return answer
    tapped_current = incoming.callback_id is not None and incoming.message_id == answer.session.screen_id
    return answer if tapped_current else below(answer)
