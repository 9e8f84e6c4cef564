"""The owners' bot's door: aiogram's Dispatcher parses and routes, then the update goes through its life.

Only aiogram's polling and webhook loops are not used: they acknowledge before the work is committed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import TelegramObject, Update

from bot.incoming import Incoming
from bot.life import Life
from bot.reading import find_incoming

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")


class OwnerDoor:
    """Feeds raw updates to aiogram and what it routed to the house."""

    bot = "owner"
    allowed_updates = ALLOWED

    def __init__(self, bot: Bot, life: Life) -> None:
        self._bot = bot
        self._life = life
        self._dispatcher = Dispatcher(disable_fsm=True)
        for kind in ALLOWED:
            self._dispatcher.observers[kind].register(self._enter)

    async def _enter(self, _event: TelegramObject, incoming: Incoming) -> None:
        await self._life.handle(incoming)

    async def feed(self, raw: Mapping[str, Any]) -> None:
        """Return when the update may be acknowledged. An update aiogram cannot parse is read by us alone."""
        incoming = find_incoming(self.bot, raw)
        if incoming is None:
            await self._life.let_go(raw)
            return
        update = self._parsed(raw)
        if update is None:
            await self._life.handle(incoming)
        else:
            await self._route(update, incoming)

    async def _route(self, update: Update, incoming: Incoming) -> None:
        """To the handler of its kind, past what the library puts before it (its error handlers and contexts): we have
        none, and they cost more than the routing.
        """
        await self._dispatcher.propagate_event(
            update_type=update.event_type, event=update.event, bot=self._bot, incoming=incoming
        )

    def _parsed(self, raw: Mapping[str, Any]) -> Update | None:
        try:
            return Update.model_validate(lean(raw), context={"bot": self._bot})
        except ValueError:
            return None


def lean(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The update for aiogram's router: a tap without the message it quotes, our own.

    Building the models of that message and its keyboard costs more than all the rest of the update.
    """
    query = raw.get("callback_query")
    if not isinstance(query, Mapping):
        return raw
    return {**raw, "callback_query": {name: value for name, value in query.items() if name != "message"}}
