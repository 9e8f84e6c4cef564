"""HTTP towards Telegram, shared by both bots: one pool of connections, and what a failure means for a message.

Telegram has no idempotency key, so whoever sends must know whether a failed request may have taken effect:
- the connection was never made: surely not sent, safe to repeat;
- it broke, or fell silent, after the request went out: maybe sent, a repeat may show twice.
An answer with an error status is an answer, not a failure; the libraries turn it into their own exceptions.
Nothing raised here carries a URL, because the token is part of every URL.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import certifi
from aiohttp import (
    BaseConnector,
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)

from bot.errors import UserFacingError

KEEP_ALIVE = 30.0
"""Seconds an idle connection is kept; below what web servers customarily keep, so that we close first."""

_JSON = {"Content-Type": "application/json"}
_SURELY_NOT_SENT: tuple[type[Exception], ...] = (ClientConnectorError, ConnectionTimeoutError, InvalidURL)
_PROXY_SCHEMES = {
    "http": "http",
    "https": "http",
    "socks4": "socks4",
    "socks4a": "socks4",
    "socks5": "socks5",
    "socks5h": "socks5",
}


class RequestFailedError(Exception):
    """No answer came. `maybe_sent`: the request may have taken effect. `timed_out`: we stopped waiting."""

    def __init__(self, reason: str, *, maybe_sent: bool, timed_out: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.maybe_sent = maybe_sent
        self.timed_out = timed_out


class Upload(NamedTuple):
    """One file of a multipart body; `content` is bytes, an open binary file or an async iterator of bytes."""

    name: str
    filename: str
    content: Any
    content_type: str | None = None


def multipart(fields: Mapping[str, str], uploads: Iterable[Upload]) -> FormData:
    """A multipart body with file names in UTF-8, as Telegram wants them, and no control characters in them."""
    form = FormData(quote_fields=False, default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, value)
    for upload in uploads:
        filename = "".join(c if c.isprintable() else "_" for c in upload.filename)
        form.add_field(upload.name, upload.content, filename=filename, content_type=upload.content_type)
    return form


class HttpClient:
    """A pool of at most `connections`, opened at first use in the running loop, directly or through `proxy`.

    `proxy` is a URL: http, https, socks4(a), socks5(h), with user and password if needed.
    """

    def __init__(self, proxy: str | None = None, connections: int = 100) -> None:
        self._proxy = proxy
        self._connections = connections
        self._session: ClientSession | None = None
        self._proxy_errors = _proxy_errors() if proxy else ()
        self._failures: tuple[type[Exception], ...] = (ClientError, OSError, *self._proxy_errors)

    def open(self) -> ClientSession:
        """The session, made anew after `close`."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=_connector(self._proxy, self._connections),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": "servicebay"},
            )
        return self._session

    async def close(self) -> None:
        """Close every connection; doing so twice does no harm."""
        if self._session is not None:
            await self._session.close()

    async def request(
        self, method: str, url: str, timeout: ClientTimeout, body: bytes | FormData | None = None
    ) -> tuple[int, bytes]:
        """Status and body of the answer, whatever the status; `bytes` are sent as JSON. RequestFailedError.

        Redirects are not followed: the token goes to the configured server only.
        """
        headers = _JSON if isinstance(body, bytes) else None
        try:
            async with self.open().request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except self._failures as error:
            raise self._failure(error) from None

    async def stream(
        self, url: str, timeout: ClientTimeout, headers: Mapping[str, str], chunk_size: int
    ) -> AsyncIterator[bytes]:
        """The body of a download in chunks. RequestFailedError, also for an error status."""
        try:
            async with self.open().get(url, timeout=timeout, headers=headers) as response:
                if response.status >= 400:
                    raise RequestFailedError(f"HTTP {response.status}", maybe_sent=True, timed_out=False)
                async for chunk in response.content.iter_chunked(chunk_size):
                    yield chunk
        except self._failures as error:
            raise self._failure(error) from None

    def _failure(self, error: Exception) -> RequestFailedError:
        unsent = isinstance(error, _SURELY_NOT_SENT + self._proxy_errors)
        return RequestFailedError(
            _reason(error), maybe_sent=not unsent, timed_out=isinstance(error, TimeoutError)
        )


def _reason(error: Exception) -> str:
    name = type(error).__name__
    detail = getattr(error, "strerror", None) or ("" if isinstance(error, ClientError) else str(error))
    return f"{name}: {detail}" if detail else name


def _connector(proxy: str | None, connections: int) -> BaseConnector:
    options: dict[str, Any] = {"limit": connections, "keepalive_timeout": KEEP_ALIVE, "ssl": _trusted()}
    if proxy is None:
        return TCPConnector(**options)
    from aiohttp_socks import ProxyConnector  # only a shop behind a proxy pays for the import

    scheme, _, rest = proxy.partition("://")
    if scheme not in _PROXY_SCHEMES:
        raise UserFacingError(
            "the proxy's address has an unknown scheme", f"Use one of: {', '.join(_PROXY_SCHEMES)}."
        )
    if scheme == "https":
        options["proxy_ssl"] = _trusted()
    connector: BaseConnector = ProxyConnector.from_url(f"{_PROXY_SCHEMES[scheme]}://{rest}", **options)
    return connector


def _proxy_errors() -> tuple[type[Exception], ...]:
    from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

    return ProxyError, ProxyConnectionError, ProxyTimeoutError


@cache
def _trusted() -> ssl.SSLContext:
    """The machine's certificates and certifi's: bare containers lack the first, company proxies the second."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
