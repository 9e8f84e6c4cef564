"""Runs an aiogram dispatcher as a peer: by webhook or by aiogram's own polling."""

from __future__ import annotations

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from common import API, SECRET, TOKEN, WEBHOOK, serve, settle, webhook_path


async def run(dispatcher: Dispatcher, session: BaseSession | None = None) -> None:
    """Until told to stop; without `session` aiogram's own as it comes."""
    bot = Bot(TOKEN, session=session or AiohttpSession(api=TelegramAPIServer.from_base(API)))
    if WEBHOOK:
        app = web.Application()
        handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
        handler.register(app, path=webhook_path())
        await serve(app, lambda: bot.set_webhook(WEBHOOK, secret_token=SECRET))
    else:
        dispatcher.startup.register(settle)
        await dispatcher.start_polling(bot)
    await bot.session.close()
