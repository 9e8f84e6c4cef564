"""Asking the Bot API a question, without a framework and without ever showing a token."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Protocol

from bot.config.settings import Settings

if TYPE_CHECKING:
    from aiohttp import ClientSession

    from bot.http_client import HttpClient

TIMEOUT = 10.0


class UnreachableError(Exception):
    """No answer came from the Bot API; the text carries no token."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the Bot API says: `result` where it is ok, else `code` and `description`; `date` by its clock."""

    ok: bool
    result: dict[str, Any]
    code: int
    description: str
    date: datetime | None


class Api(Protocol):
    """Where the checks ask."""

    async def call(self, token: str, method: str, **params: object) -> Answer:
        """One request. UnreachableError when nothing, or nothing of a Bot API, answers."""
        ...


class TelegramApi:
    """The Bot API of the settings, through their proxy."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http: HttpClient | None = None

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()

    def _session(self) -> ClientSession:
        from bot.http_client import HttpClient  # only asked for once there is a token to ask about

        if self._http is None:
            self._http = HttpClient(self._settings.proxy, connections=4)
        return self._http.open()

    async def call(self, token: str, method: str, **params: object) -> Answer:
        """One request. UnreachableError when nothing, or nothing of a Bot API, answers."""
        from aiohttp import ClientError, ClientTimeout

        url = f"{self._settings.telegram_api}/bot{token}/{method}"
        failures: tuple[type[Exception], ...] = (ClientError, OSError, *_proxy_errors(self._settings.proxy))
        try:
            async with self._session().post(
                url, json=params, timeout=ClientTimeout(total=TIMEOUT), allow_redirects=False
            ) as response:
                return _answer(response.status, await response.read(), response.headers.get("Date"))
        except failures as error:
            raise UnreachableError(_reason(error)) from None


def _reason(error: Exception) -> str:
    """What hinders us, in words where the error is one of a proxy."""
    kind = type(error).__name__
    return _PROXY.get(kind) or getattr(error, "strerror", None) or kind


_PROXY = {
    "ProxyConnectionError": "the proxy cannot be reached",
    "ProxyTimeoutError": "the proxy takes too long",
    "ProxyError": "the proxy refuses",
}


def _proxy_errors(proxy: str | None) -> tuple[type[Exception], ...]:
    if proxy is None:
        return ()
    from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

    return ProxyError, ProxyConnectionError, ProxyTimeoutError


def _answer(status: int, body: bytes, date: str | None) -> Answer:
    try:
        content = json.loads(body)
        good, code = bool(content["ok"]), int(content.get("error_code", status))
    except (ValueError, TypeError, KeyError):
        raise UnreachableError(f"HTTP {status}, and not from a Bot API") from None
    result = content.get("result")
    description = str(content.get("description", ""))
    return Answer(good, result if isinstance(result, dict) else {}, code, description, _parsed(date))


def _parsed(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date) if date else None
    except ValueError:
        return None
