"""The staff bot's way to Telegram: python-telegram-bot on aiohttp instead of httpx.

An update costs a sixth of what it costs on httpx (`make bench`), and a failed send says whether it may have
arrived. Answers with an error status become RetryAfter, BadRequest, Forbidden and so on in the library itself;
5xx come as a plain NetworkError.
"""

from __future__ import annotations

import json
from typing import Any

from aiohttp import ClientTimeout, FormData
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.http_client import HttpClient, RequestFailedError, Upload, multipart


class NotSentError(NetworkError):
    """The request surely did not reach Telegram; repeating it is safe."""


class MaybeSentError(NetworkError):
    """The request went out and no readable answer came back; repeating it may show the message twice."""


class NotSentTimeoutError(NotSentError, TimedOut):
    """No connection in time: surely not sent, and a TimedOut for the library's own handlers."""


class MaybeSentTimeoutError(MaybeSentError, TimedOut):
    """No answer in time: maybe sent, and a TimedOut for the library's own handlers."""


class StaffRequest(BaseRequest):
    """Timeouts are seconds. `write_timeout` and `media_write_timeout` bound an upload as a whole."""

    def __init__(
        self,
        proxy: str | None = None,
        connections: int = 100,
        read_timeout: float | None = 20.0,
        connect_timeout: float | None = 10.0,
        write_timeout: float | None = 20.0,
        media_write_timeout: float | None = 60.0,
        pool_timeout: float | None = 5.0,
    ) -> None:
        self._client = HttpClient(proxy, connections)
        self._read, self._connect, self._pool = read_timeout, connect_timeout, pool_timeout
        self._write, self._media_write = write_timeout, media_write_timeout

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer when a call does not say."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; a wrong proxy address shows here."""
        self._client.open()

    async def shutdown(self) -> None:
        """Close the pool."""
        await self._client.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. NotSentError, MaybeSentError."""
        body = _body(request_data) if request_data else None
        upload = isinstance(body, FormData)
        timeout = _timeout(
            read=_given(read_timeout, self._read),
            connect=_given(connect_timeout, self._connect),
            pool=_given(pool_timeout, self._pool),
            write=_given(write_timeout, self._media_write if upload else self._write) if upload else None,
        )
        try:
            return await self._client.request(method, url, timeout, body)
        except RequestFailedError as failure:
            raise _ERRORS[failure.maybe_sent, failure.timed_out](failure.reason) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict; an unreadable one (a proxy's page, a cut body) is a MaybeSentError."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "ok" not in answer:
            raise MaybeSentError("the answer is not one of the Bot API")
        return answer


_ERRORS: dict[tuple[bool, bool], type[NetworkError]] = {
    (False, False): NotSentError,
    (False, True): NotSentTimeoutError,
    (True, False): MaybeSentError,
    (True, True): MaybeSentTimeoutError,
}


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _timeout(
    read: float | None, connect: float | None, pool: float | None, write: float | None
) -> ClientTimeout:
    """aiohttp has no write timeout: an upload is bounded as a whole instead, whatever is not one by silence."""
    waiting = None if connect is None or pool is None else connect + pool
    total = None if write is None or read is None or waiting is None else waiting + write + read
    return ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


def _body(data: RequestData) -> bytes | FormData:
    """JSON, nested as it is, unless files go with it: Telegram reads both, and JSON costs least."""
    if not data.contains_files:
        return json.dumps(data.parameters).encode()
    uploads = [Upload(name, *file) for name, file in data.multipart_data.items()]
    return multipart(data.json_parameters, uploads)
