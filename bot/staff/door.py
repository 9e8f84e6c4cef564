"""The staff bot's door: python-telegram-bot's Application parses and routes, then the update goes through its life.

Only the library's polling and webhook loops are not used: they acknowledge before the work is committed.
`process_update` swallows what a handler raises, so the handler hands its error to `feed`, which raises it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    filters,
)

from bot.incoming import Incoming
from bot.life import Life
from bot.reading import UNREADABLE, find_incoming
from dialogs.model import Command

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
MESSAGES = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
Json = Mapping[str, Any]
Context = CallbackContext[Any, Any, Any, Any]


@dataclass(slots=True)
class _Fed:
    """What is being fed right now, and what went wrong with it."""

    incoming: Incoming
    error: Exception | None = None


_FED: ContextVar[_Fed] = ContextVar("fed")


class StaffDoor:
    """Feeds raw updates to the library and what it routed to the house."""

    bot = "staff"
    allowed_updates = ALLOWED

    def __init__(self, bot: Bot, life: Life) -> None:
        self._bot = bot
        self._life = life
        self._is_open = False
        self._opening = asyncio.Lock()
        self._application = Application.builder().bot(bot).updater(None).build()
        self._application.add_handlers(self._handlers())

    def _handlers(self) -> list[BaseHandler[Any, Context, Any]]:
        return [
            CallbackQueryHandler(self._enter),
            MessageHandler(MESSAGES, self._enter),
            ChatMemberHandler(self._enter, ChatMemberHandler.MY_CHAT_MEMBER),
        ]

    async def open(self) -> None:
        """Ask Telegram once who we are; telegram.error.InvalidToken when the token is wrong."""
        async with self._opening:
            await self._application.initialize()
            self._is_open = True

    async def feed(self, raw: Json) -> None:
        """Return when the update may be acknowledged. One that the library cannot parse goes through its life all
        the same; what is no update at all needs no answer.
        """
        if not self._is_open:
            await self.open()
        incoming = find_incoming(self.bot, raw)
        if incoming is None:
            await self._life.let_go(raw)
        if incoming is None or not self._is_for_us(incoming):
            return
        update = self._parsed(raw)
        if update is None:
            await self._life.handle(incoming)
            return
        fed = _Fed(incoming)
        _FED.set(fed)
        await self._application.process_update(update)
        if fed.error is not None:
            raise fed.error

    async def _enter(self, _update: Update, _context: Context) -> None:
        fed = _FED.get()
        try:
            await self._life.handle(fed.incoming)
        except Exception as error:
            fed.error = error

    def _is_for_us(self, incoming: Incoming) -> bool:
        """Of a group's commands, those to other bots (`/today@other_bot`) are theirs."""
        if incoming.private or not isinstance(incoming.what, Command):
            return True
        words = str((incoming.raw.get("message") or {}).get("text") or "").split(maxsplit=1)
        named = words[0].partition("@")[2] if words else ""
        return not named or named.casefold() == self._bot.username.casefold()

    def _parsed(self, raw: Json) -> Update | None:
        try:
            return Update.de_json(lean(raw), self._bot)
        except UNREADABLE:
            return None


def lean(raw: Json) -> dict[str, Any]:
    """The update for the library's router, a tap without the message it quotes: our own, the router needs no word of it.

    Building the model of that message with its keyboard costs more than all the rest of the update.
    """
    query = raw.get("callback_query")
    if not isinstance(query, dict):
        return dict(raw)
    return {**raw, "callback_query": {name: value for name, value in query.items() if name != "message"}}
