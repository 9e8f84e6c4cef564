"""Delivery of updates to a bot's own address: in order per chat, several chats at once, again until it says
2xx.
"""

import asyncio
import json
import ssl
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, MultipartReader

from bot.stand.errors import ApiError, bad_request
from bot.stand.files import Upload
from bot.stand.params import parse_body, read_form
from bot.stand.updates import Inbox, Item

CONNECTIONS = 40
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
PATIENCE = ClientTimeout(total=60)
Reply = Callable[[str, dict[str, Any]], Awaitable[object]]


class Webhook:
    """Where one bot wants its updates. `reply` executes a method that the bot answers with."""

    def __init__(self, inbox: Inbox, reply: Reply, now: Callable[[], int]) -> None:
        self._inbox, self._reply, self._now = inbox, reply, now
        self.url = ""
        self._secret: str | None = None
        self._session: ClientSession | None = None
        self._trust: ssl.SSLContext | bool = True
        self._closing: asyncio.Future[None] | None = None
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._lanes: dict[int, deque[Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.info: dict[str, Any] = {}

    def set(self, url: str, params: dict[str, Any]) -> None:
        """Begin delivery to `url` (http only on this machine); what is pending goes there too."""
        ensure_address(url)
        trust = trusted(params.get("certificate"))
        self.remove()
        most = params.get("max_connections") or CONNECTIONS
        self.url, self._secret, self._room = url, params.get("secret_token"), asyncio.Semaphore(most)
        self.info = {"max_connections": most, "has_custom_certificate": bool(params.get("certificate"))}
        self._session = ClientSession(timeout=PATIENCE)
        self._trust = trust
        self._inbox.listening = True
        self._inbox.push = self._push
        for item in list(self._inbox.items.values()):
            self._push(item)

    def remove(self) -> None:
        """End delivery; pending updates wait for getUpdates."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._lanes.clear()
        self.url, self.info, self._inbox.push = "", {}, None
        if self._session is not None:
            self._closing = asyncio.ensure_future(self._session.close())
            self._session = None

    async def close(self) -> None:
        """End delivery and let its connections go."""
        self.remove()
        if self._closing is not None:
            await self._closing

    def _push(self, item: Item) -> None:
        lane = self._lanes.setdefault(item.lane, deque())
        lane.append(item)
        if len(lane) == 1:
            task = asyncio.ensure_future(self._run(lane, item.lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: deque[Item], number: int) -> None:
        pause = FIRST_PAUSE
        while lane:
            item = lane[0]
            if item.id in self._inbox.items and not await self._delivered(item):
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            if self._inbox.remove(item.id):
                lane.popleft()
        self._lanes.pop(number, None)

    async def _delivered(self, item: Item) -> bool:
        """One attempt; False with the reason kept when the bot does not say 2xx."""
        assert self._session is not None
        item.delivered = True
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        try:
            async with (
                self._room,
                self._session.post(
                    self.url, data=json.dumps(item.body), headers=headers, ssl=self._trust
                ) as answer,
            ):
                if not 200 <= answer.status < 300:
                    return self._failed(f"Wrong response from the webhook: {phrase(answer.status)}")
                await self._execute(answer)
                return True
        except TimeoutError:
            return self._failed("Read timeout expired")
        except (ClientError, OSError) as error:
            return self._failed(f"Connection failed: {type(error).__name__}")

    def _failed(self, why: str) -> bool:
        self.info |= {"last_error_date": self._now(), "last_error_message": why}
        return False

    async def _execute(self, answer: ClientResponse) -> None:
        """A bot may answer with a method to call; its result is not told to the bot."""
        if answer.content_type.startswith("multipart/"):
            params = await read_form(MultipartReader.from_response(answer).stream)
        else:
            body = await answer.read()
            known = answer.content_type in ("application/json", "application/x-www-form-urlencoded")
            try:
                params = parse_body(answer.content_type, body) if body and known else {}
            except ApiError:
                params = {}
        method = params.pop("method", None)
        if isinstance(method, str):
            await self._reply(method, params)


def trusted(certificate: Upload | None) -> ssl.SSLContext | bool:
    """A certificate of the bot's own is trusted for its own address."""
    if certificate is None:
        return True
    try:
        return ssl.create_default_context(cadata=certificate.data.decode())
    except (ssl.SSLError, UnicodeDecodeError):
        raise bad_request("bad webhook: certificate is not PEM") from None


def ensure_address(url: str) -> None:
    """https anywhere; plain http only to this machine, which Telegram's own servers would refuse."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return
    if parts.scheme != "http" or not is_loopback(host):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
