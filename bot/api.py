"""What the house needs of a Bot API, the same for both frameworks, and the errors it tells apart.

`ApiError` family: what to do next is in the class, not in a text: wait, give up, send anew, or try again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Params = Mapping[str, Any]


class ApiError(Exception):
    """Telegram did not do what was asked; the text is Telegram's (never a token)."""


class NotSentError(ApiError):
    """Surely not sent: repeating is safe."""


class MaybeSentError(ApiError):
    """The request went out and no answer came back: it may have arrived."""


class ServerError(MaybeSentError):
    """5xx: Telegram itself is in trouble, and has almost surely done nothing."""


class BlockedError(ApiError):
    """403: this person (or group) cannot be written to."""


class RefusedError(ApiError):
    """400 or another final no: the request itself is wrong."""


class NotModifiedError(RefusedError):
    """The message looks like that already."""


class MessageGoneError(RefusedError):
    """The message to edit is gone or cannot be edited."""


class ThreadGoneError(RefusedError):
    """The forum topic is deleted or closed. `closed` tells which."""

    @property
    def closed(self) -> bool:
        return "closed" in str(self).lower()


class RetryAfterError(ApiError):
    """429: the whole token pauses for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too Many Requests: retry after {seconds:g}")
        self.seconds = seconds


class MigratedError(ApiError):
    """The group became a supergroup with another id."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("group migrated")
        self.chat_id = chat_id


@dataclass(frozen=True, slots=True)
class File:
    """Bytes to be uploaded under a name."""

    name: str
    data: bytes


class Api(Protocol):
    """One bot's Telegram. Raises the ApiError family only."""

    bot: str

    async def call(self, method: str, params: Params) -> Any:
        """Plain JSON in, Telegram's `result` out."""

    async def upload(self, method: str, params: Params, field: str, file: File) -> Any:
        """The same with one file."""

    async def download(self, file_id: str) -> bytes:
        """A file this bot may fetch (20 MB at most)."""


_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to reply not found",
)
_THREAD = ("message thread not found", "topic_closed", "topic_deleted")


def refused(text: str) -> ApiError:
    """The error of a 400 answer by its text."""
    low = text.lower()
    if "message is not modified" in low:
        return NotModifiedError(text)
    if any(words in low for words in _THREAD):
        return ThreadGoneError(text)
    if any(words in low for words in _GONE):
        return MessageGoneError(text)
    return RefusedError(text)
