"""The least HTTP/1.1 that a bot needs from a server, so that the server is never what is measured."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import urlsplit

Answer = bytes
"""A JSON body; the status is always 200."""


class Request(NamedTuple):
    """One request; `content_type` in lower case."""

    path: str
    content_type: str
    body: bytes


Handle = Callable[[Request], Answer | Awaitable[Answer]]

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_TYPE = re.compile(rb"\r\ncontent-type: *([^\r]*)", re.IGNORECASE)
_LAST_CHUNK = b"0\r\n\r\n"


class ServerConnection(asyncio.Protocol):
    """Keep-alive connection of a bot; requests are answered one after the other."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._buffer = b""
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete by now."""
        self._buffer += data
        while (request := self._take()) is not None:
            answer = self._handle(request)
            if isinstance(answer, bytes):
                self._write(answer)
            else:
                task = asyncio.ensure_future(self._write_later(answer))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def connection_lost(self, error: Exception | None) -> None:
        """Nobody waits for the answers any more."""
        for task in self._tasks:
            task.cancel()

    def _take(self) -> Request | None:
        head, separator, rest = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return None
        body, left = _body(head, rest)
        if body is None:
            return None
        self._buffer = left
        content_type = _TYPE.search(head)
        path = head.split(b" ", 2)[1].decode()
        return Request(path, content_type.group(1).decode().lower() if content_type else "", body)

    async def _write_later(self, answer: Awaitable[Answer]) -> None:
        self._write(await answer)

    def _write(self, body: Answer) -> None:
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (len(body), body)
        )


def _body(head: bytes, rest: bytes) -> tuple[bytes | None, bytes]:
    """The body and what follows it; None while it is incomplete."""
    if _CHUNKED.search(head):
        return _chunked(rest)
    length = _LENGTH.search(head)
    size = int(length.group(1)) if length else 0
    return (None, b"") if len(rest) < size else (rest[:size], rest[size:])


def _chunked(rest: bytes) -> tuple[bytes | None, bytes]:
    body = b""
    while True:
        line, separator, rest = rest.partition(b"\r\n")
        size = int(line, 16) if separator else 0
        if not separator or len(rest) < size + 2:
            return None, b""
        body, rest = body + rest[:size], rest[size + 2 :]
        if size == 0:
            return body, rest


class WebhookClient:
    """Posts updates to a bot over kept connections."""

    def __init__(self, url: str, secret: str | None) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "", parts.port or 80
        secret_line = f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
        self._head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n{secret_line}"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def post(self, body: bytes) -> tuple[int, bytes]:
        """Status and body of the bot's answer."""
        reader, writer = pair = await self._connection()
        writer.write(self._head + b"%d\r\n\r\n%s" % (len(body), body))
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length:
            answer = await reader.readexactly(int(length.group(1)))
        else:
            answer = await reader.readuntil(_LAST_CHUNK) if _CHUNKED.search(head) else b""
        self._free.append(pair)
        return int(head[9:12]), answer

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection(self.host, self.port)

    def close(self) -> None:
        """Drop the kept connections."""
        for _, writer in self._free:
            writer.close()
        self._free.clear()
