"""The owners' bot's way to Telegram: an aiogram session that says whether a failed send may have arrived.

It also has a lean path for screens. `Call` is one request as plain data: aiogram's models for a keyboard of 16
buttons and for the message that comes back cost half a millisecond, and a screen needs only a message id.
Typed methods (`SendMessage`, `bot.get_me()`, uploads) work as ever.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import ClientTimeout, FormData

from bot.http_client import HttpClient, RequestFailedError, Upload, multipart

TELEGRAM = "https://api.telegram.org"


class NotSentError(TelegramNetworkError):
    """The request surely did not reach Telegram; repeating it is safe."""


class MaybeSentError(TelegramNetworkError):
    """The request went out and no readable answer came back; repeating it may show the message twice."""


class DownloadError(AiogramError):
    """A file could not be fetched; the text names the reason and never the address."""


class Call(TelegramMethod[Any]):
    """A request as plain data: `await bot(Call(api_method="sendMessage", params={...}))` → parsed JSON result.

    `params` are JSON values named as in the Bot API, a keyboard as nested dicts; no files, no bot defaults,
    nothing validated. Errors are those of every other method.
    """

    __returning__ = Any
    api_method: str
    params: dict[str, Any]

    @property
    def __api_method__(self) -> str:  # type: ignore[override]  # aiogram has one class per method, here one for all
        return self.api_method


class OwnerSession(BaseSession):
    """`telegram_api` is the server's address without a path. Timeouts are seconds: to connect, to be answered."""

    def __init__(
        self,
        telegram_api: str = TELEGRAM,
        proxy: str | None = None,
        connections: int = 100,
        timeout: float = 20.0,
        connect_timeout: float = 10.0,
        upload_timeout: float = 60.0,
    ) -> None:
        super().__init__(api=TelegramAPIServer.from_base(telegram_api), timeout=timeout)
        self._client = HttpClient(proxy, connections)
        self._connect_timeout = connect_timeout
        self._upload_timeout = upload_timeout
        self._usual = ClientTimeout(total=None, connect=connect_timeout, sock_read=timeout)

    async def close(self) -> None:
        """Close every connection; the session opens again when used."""
        await self._client.close()

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """The method's result. NotSentError, MaybeSentError, or what Telegram answered as aiogram's exception."""
        if isinstance(method, Call):
            return cast(TelegramType, await self.post(bot, method.api_method, method.params, timeout))
        status, answer = await self._ask(bot, method.__api_method__, _encode(self, bot, method), timeout)
        response = self.check_response(bot, method, status, answer.decode(errors="replace"))
        return cast(TelegramType, response.result)

    async def post(
        self,
        bot: Bot,
        method: str,
        params: Mapping[str, Any],
        timeout: int | None = None,
        uploads: Iterable[Upload] = (),
    ) -> Any:
        """The same as plain data: JSON values and files in, the result's JSON out, no model of anything between."""
        body = multipart(_fields(params), uploads) if uploads else json.dumps(params).encode()
        status, answer = await self._ask(bot, method, body, timeout)
        if status == 200:
            return _plain_result(method, answer)
        asked = Call(api_method=method, params={})
        return self.check_response(bot, asked, status, answer.decode(errors="replace")).result

    async def _ask(
        self, bot: Bot, method: str, body: bytes | FormData, timeout: int | None
    ) -> tuple[int, bytes]:
        url = self.api.api_url(token=bot.token, method=method)
        try:
            return await self._client.request("POST", url, self._patience(body, timeout), body)
        except RequestFailedError as failure:
            kind = MaybeSentError if failure.maybe_sent else NotSentError
            raise kind(method=Call(api_method=method, params={}), message=failure.reason) from None

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """As aiogram reads it; an unreadable body is told by its status, and never a decoding error."""
        try:
            return super().check_response(bot, method, status_code, content)
        except (ClientDecodeError, TypeError):  # TypeError: an error without a description
            if status_code >= 500:
                raise TelegramServerError(method=method, message=f"HTTP {status_code}") from None
            raise _unreadable(method) from None

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file in chunks; `timeout` bounds the whole download. DownloadError."""
        patience = ClientTimeout(total=timeout, connect=self._connect_timeout)
        try:
            async for chunk in self._client.stream(url, patience, headers or {}, chunk_size):
                yield chunk
        except RequestFailedError as failure:
            raise DownloadError(f"download failed: {failure.reason}") from None

    def _patience(self, body: bytes | FormData, timeout: int | None) -> ClientTimeout:
        """aiohttp watches silence only once a body is out: an upload is bounded as a whole, too."""
        if isinstance(body, bytes) and timeout is None:
            return self._usual
        silence = self.timeout if timeout is None else timeout
        total = None if isinstance(body, bytes) else self._connect_timeout + self._upload_timeout + silence
        return ClientTimeout(total=total, connect=self._connect_timeout, sock_read=silence)


def without_quoted_keyboard(update: dict[str, Any]) -> dict[str, Any]:
    """The update as it came, a tap without the keyboard of the message it quotes: our own, we know it.

    Parsing 16 quoted buttons costs more than the rest of the update. Nothing but a dict is looked into.
    """
    query = update.get("callback_query")
    if not isinstance(query, dict) or not isinstance(message := query.get("message"), dict):
        return update
    bare = {name: value for name, value in message.items() if name != "reply_markup"}
    return update | {"callback_query": query | {"message": bare}}


def _encode(session: BaseSession, bot: Bot, method: TelegramMethod[Any]) -> bytes | FormData:
    """JSON, nested as it is, unless files go with it: Telegram reads both, and JSON costs least."""
    files: dict[str, InputFile] = {}
    prepared = {name: session.prepare_value(value, bot, files, _dumps_json=False) for name, value in method}
    params = {name: value for name, value in prepared.items() if value is not None}
    if not files:
        return json.dumps(params).encode()
    return multipart(
        _fields(params), (Upload(key, f.filename or key, f.read(bot)) for key, f in files.items())
    )


def _fields(params: Mapping[str, Any]) -> dict[str, str]:
    """Parameters as the fields of a form."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}


def _plain_result(method: str, answer: bytes) -> Any:
    try:
        return json.loads(answer)["result"]
    except (ValueError, KeyError, TypeError):
        raise _unreadable(Call(api_method=method, params={})) from None


def _unreadable(method: TelegramMethod[Any]) -> MaybeSentError:
    return MaybeSentError(method=method, message="the answer is not one of the Bot API")
