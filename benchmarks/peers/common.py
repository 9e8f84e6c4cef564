"""What every peer shares: where the Bot API is, how updates come in, and the same garbage collection.

All peers answer a webhook only after the work is done, as our product does. All freeze what start-up made and
collect rarely (a full collection over a framework's 200 000 objects takes 90 ms), as our product does.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

API = os.environ["SERVICEBAY_TELEGRAM_API"]
TOKEN = os.environ["SERVICEBAY_OWNER_TOKEN"]
WEBHOOK = os.environ.get("SERVICEBAY_WEBHOOK_URL", "")
SECRET = os.environ.get("SERVICEBAY_WEBHOOK_SECRET", "")
GC_THRESHOLDS = (50_000, 50, 50)  # as in bot/house.py


def settle() -> None:
    """Call when start-up is done."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


async def until_told_to_stop() -> None:
    """Until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


async def serve(app: web.Application, announce: Callable[[], Awaitable[Any]]) -> None:
    """Serve `app` where the webhook points, then `announce` the webhook, until told to stop."""
    address = urlsplit(WEBHOOK)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, address.hostname, address.port).start()
    await announce()
    settle()
    await until_told_to_stop()
    await runner.cleanup()


def webhook_path() -> str:
    """The path part of the webhook's address."""
    return urlsplit(WEBHOOK).path or "/"
