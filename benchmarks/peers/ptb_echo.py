"""python-telegram-bot, one handler that answers with the text. The argument is `httpx` or `ours`."""

from __future__ import annotations

import asyncio
import hmac
import json
import sys
from typing import Any

from aiohttp import web
from common import (
    API,
    SECRET,
    TOKEN,
    WEBHOOK,
    serve,
    settle,
    until_told_to_stop,
    webhook_path,
)
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ContextTypes,
    MessageHandler,
    filters,
)

PARALLEL = 64


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


def build() -> Application[Any, Any, Any, Any, Any, Any]:
    """The application on the transport asked for, with the library's own defaults otherwise."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{API}/bot").base_file_url(f"{API}/file/bot")
    builder.concurrent_updates(PARALLEL)
    if "ours" in sys.argv:
        from bot.staff.transport import StaffRequest

        builder.request(StaffRequest()).get_updates_request(StaffRequest())
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


async def by_webhook(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Answer 200 after the handler is done."""

    async def webhook(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), SECRET):
            return web.Response(status=401)
        await application.process_update(Update.de_json(json.loads(await request.read()), application.bot))
        return web.Response()

    app = web.Application()
    app.router.add_post(webhook_path(), webhook)
    await serve(app, lambda: application.bot.set_webhook(WEBHOOK, secret_token=SECRET))


async def main() -> None:
    """Run until told to stop."""
    async with build() as application:
        await application.start()
        if WEBHOOK:
            await by_webhook(application)
        else:
            assert application.updater
            await application.updater.start_polling()
            settle()
            await until_told_to_stop()
            await application.updater.stop()
        await application.stop()


asyncio.run(main())
