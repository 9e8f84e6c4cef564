"""Showing screens in one bot's chats: send, edit, strip, answer; that they were shown is marked (`bot.marks`).

Interactive screens are sent directly; a pause Telegram asked for (429) holds them as well.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.api import (
    Api,
    ApiError,
    File,
    MessageGoneError,
    NotModifiedError,
    NotSentError,
    Params,
    RefusedError,
    RetryAfterError,
)
from bot.drawing import draw_screen
from bot.errors import UserFacingError
from bot.incoming import Incoming
from bot.marks import Marker
from bot.pictures import qr_picture, report_picture
from dealership.domain.message import Message
from dealership.domain.records import Session
from dealership.domain.report import Report
from dialogs.model import Screen
from locales import catalogue, language_for
from storage.database import Database

log = logging.getLogger("servicebay.showing")
TRIES = 4
LONGEST_PAUSE = 30.0
ANSWER_WITHIN, ANSWER_PAUSE = 140.0, 1.0
"""Seconds: Telegram forgets a tap after about 150; the first pause before it is answered again, then doubled."""


@dataclass(frozen=True, slots=True)
class View:
    """Where something is shown, and in which language."""

    chat_id: int
    thread_id: int
    language: str

    def params(self) -> dict[str, object]:
        where: dict[str, object] = {"chat_id": self.chat_id}
        if self.thread_id:
            where["message_thread_id"] = self.thread_id
        return where


class Showing:
    """One bot's chats. `paused` hears of the seconds Telegram wants everybody to wait: they hold the whole token."""

    def __init__(
        self, api: Api, database: Database, paused: Callable[[float], None] = lambda _seconds: None
    ) -> None:
        self._api = api
        self.paused = paused
        self._database = database
        self._marker = Marker(database)
        self._answered: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._resume_at = 0.0

    async def send(self, view: View, screen: Screen) -> int:
        """A new message; its id. The request for a contact follows as a message with a reply keyboard."""
        drawn = draw_screen(screen, view.language)
        sent = await self._patiently("sendMessage", {**view.params(), **drawn.params()})
        await self._below(view, screen)
        return int(sent["message_id"])

    async def edit(self, view: View, message_id: int, screen: Screen) -> int:
        """The message in place; a new one when it is gone."""
        drawn = draw_screen(screen, view.language)
        try:
            await self._patiently(
                "editMessageText", {"chat_id": view.chat_id, "message_id": message_id, **drawn.params()}
            )
        except NotModifiedError:
            return message_id
        except MessageGoneError:
            return await self.send(view, screen)
        await self._below(view, screen)
        return message_id

    async def strip(self, view: View, message_id: int) -> None:
        """An old screen loses its buttons; that it is gone or bare already is as good."""
        try:
            await self._patiently(
                "editMessageReplyMarkup", {"chat_id": view.chat_id, "message_id": message_id}
            )
        except ApiError as error:
            log.debug("not stripped: %s", error)

    async def delete(self, view: View, message_id: int) -> None:
        """A screen that answered half a thought goes; one that cannot be deleted loses its buttons."""
        try:
            await self._patiently("deleteMessage", {"chat_id": view.chat_id, "message_id": message_id})
        except ApiError:
            await self.strip(view, message_id)

    async def answer(self, callback_id: str, text: str) -> None:
        """Each callback is answered once; a late one has expired by itself."""
        if callback_id in self._answered:
            self._answered.discard(callback_id)
            return
        await self._answer(callback_id, text)

    async def _answer(self, callback_id: str, text: str) -> None:
        """Once now; what Telegram could not take goes on beside the turn."""
        params = {"callback_query_id": callback_id, **({"text": text} if text else {})}
        if not await self._is_answered(params):
            self._beside(self._answer_again(params))

    async def _answer_again(self, params: Params) -> None:
        """Until it is taken or too late. An answer that had arrived after all is refused, which does no harm."""
        pause, until = ANSWER_PAUSE, asyncio.get_running_loop().time() + ANSWER_WITHIN
        while asyncio.get_running_loop().time() + pause < until:
            await asyncio.sleep(pause)
            if await self._is_answered(params):
                return
            pause *= 2

    async def _is_answered(self, params: Params) -> bool:
        """Whether Telegram has said its last word on it."""
        try:
            await self._patiently("answerCallbackQuery", params)
        except RefusedError as error:
            log.debug("callback not answered: %s", error)
        except ApiError as error:
            log.info("callback not answered yet: %s", error)
            return False
        return True

    def answer_soon(self, callback_id: str) -> None:
        """The work takes long: answer empty now, so that the button stops turning."""
        self._answered.add(callback_id)
        self._beside(self._answer(callback_id, ""))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def busy(self) -> int:
        """Taps that wait for their answer beside their turns, and marks that are not written."""
        return len(self._tasks) + self._marker.busy

    def hold(self, seconds: float) -> None:
        """Telegram wants this bot to be silent for so long."""
        self._resume_at = max(self._resume_at, asyncio.get_running_loop().time() + seconds)

    async def put_keyboard_away(self, view: View) -> None:
        words = catalogue(view.language).html(Message("engine-keyboard-away"))
        await self._quietly(
            "sendMessage", {**view.params(), "text": words, "reply_markup": {"remove_keyboard": True}}
        )

    async def react(self, view: View, message_id: int, emoji: str) -> None:
        reaction = [{"type": "emoji", "emoji": emoji}]
        await self._quietly(
            "setMessageReaction", {"chat_id": view.chat_id, "message_id": message_id, "reaction": reaction}
        )

    async def leave(self, view: View, screen: Screen | None) -> None:
        """Say why and leave a group this bot does not belong in."""
        if screen is not None:
            await self._quietly(
                "sendMessage", {**view.params(), **draw_screen(screen, view.language).params()}
            )
        await self._quietly("leaveChat", {"chat_id": view.chat_id})

    async def sorry(self, incoming: Incoming) -> None:
        """One kind sentence after the third failure of an update."""
        language = language_for(incoming.language_code)
        view = View(incoming.chat_id, incoming.thread_id, language)
        text = catalogue(language).html(Message("engine-sorry"))
        await self._quietly("sendMessage", {**view.params(), "text": text})

    async def mark(self, session: Session, screen_id: int | None) -> None:
        """A new message is marked before the turn ends, so that the next tap finds it; one edited in place soon."""
        in_place = screen_id == session.screen_id
        done = self._marker.mark(session, screen_id, at_once=not in_place)
        if not in_place:
            await done

    async def marked(self) -> None:
        """Return when the database knows of every screen shown by now."""
        await self._marker.written()

    async def blocked(self, session: Session) -> None:
        """The person has blocked the bot: noted when Telegram tells it too, so nothing more to do here."""
        log.info("blocked: bot=%s", session.bot)

    async def _below(self, view: View, screen: Screen) -> None:
        """What a screen has besides its text and buttons."""
        if screen.contact is not None:
            await self._ask_contact(view, screen.contact)
        if screen.qr is not None:
            with suppress(ApiError):  # the link stands in the text as well
                await self._api.upload(
                    "sendPhoto", view.params(), "photo", File("qr.png", qr_picture(screen.qr))
                )

        if screen.report is not None:
            await self._picture_of(view, screen.report)

    async def _picture_of(self, view: View, report: Report) -> None:
        """Drawn beside the event loop: it takes a moment. Where no font can draw it, the figures above stay."""
        try:
            picture = await asyncio.to_thread(report_picture, report, view.language)
            await self._api.upload("sendPhoto", view.params(), "photo", File("report.png", picture))
        except (ApiError, UserFacingError) as error:
            log.warning("no picture of a report: %s", error)

    async def _ask_contact(self, view: View, label: Message) -> None:
        words = catalogue(view.language)
        keyboard = {
            "keyboard": [[{"text": words.text(label), "request_contact": True}]],
            "resize_keyboard": True,
            "one_time_keyboard": True,
        }
        text = words.html(Message("engine-contact-hint"))
        await self._quietly("sendMessage", {**view.params(), "text": text, "reply_markup": keyboard})

    async def _quietly(self, method: str, params: Params) -> None:
        try:
            await self._patiently(method, params)
        except ApiError as error:
            log.info("%s failed: %s", method, error)

    async def _wait_out(self, seconds: float) -> None:
        """A long pause is no reason to sit there with a turn in hand: what waits is sent afterwards."""
        if seconds > LONGEST_PAUSE:
            raise RetryAfterError(seconds)
        if seconds > 0:
            await asyncio.sleep(seconds)

    async def _patiently(self, method: str, params: Params) -> Any:
        """One request; waits out a short pause Telegram asks for, tries again what surely was not sent."""
        loop = asyncio.get_running_loop()
        for attempt in range(TRIES):
            await self._wait_out(self._resume_at - loop.time())
            try:
                return await self._api.call(method, params)
            except RetryAfterError as error:
                self.hold(error.seconds)
                self.paused(error.seconds)
                if attempt == TRIES - 1:
                    raise
            except NotSentError:
                if attempt == TRIES - 1:
                    raise
                await asyncio.sleep(0.1 * 2**attempt)
        raise ApiError(f"{method}: gave up")
