"""No framework: aiohttp in, aiohttp out, JSON between. The least an echo can cost here."""

from __future__ import annotations

import asyncio
import json

from aiohttp import ClientSession, DummyCookieJar, web
from common import API, SECRET, TOKEN, WEBHOOK, serve, webhook_path


async def main() -> None:
    """Answer every message with its text."""
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:

        async def post(method: str, params: dict[str, object]) -> None:
            async with session.post(f"{API}/bot{TOKEN}/{method}", json=params) as answer:
                json.loads(await answer.read())

        async def webhook(request: web.Request) -> web.Response:
            message = json.loads(await request.read())["message"]
            await post(
                "sendMessage",
                {"chat_id": message["chat"]["id"], "text": message["text"]},
            )
            return web.Response()

        app = web.Application()
        app.router.add_post(webhook_path(), webhook)
        await serve(app, lambda: post("setWebhook", {"url": WEBHOOK, "secret_token": SECRET}))


asyncio.run(main())
