"""aiogram, one handler that answers with the text. `ours`: on the product's session instead of aiogram's own."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Dispatcher
from aiogram.types import Message
from common import API
from on_aiogram import run

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say the same."""
    await message.answer(message.text or "")


async def main() -> None:
    """Run on the session asked for."""
    session = None
    if "ours" in sys.argv:
        from bot.owner.transport import OwnerSession

        session = OwnerSession(API)
    await run(dispatcher, session)


asyncio.run(main())
