"""The staff bot's Telegram through python-telegram-bot, in the house's words."""

from __future__ import annotations

from typing import Any

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.api import (
    ApiError,
    BlockedError,
    File,
    MaybeSentError,
    MigratedError,
    NotSentError,
    Params,
    RefusedError,
    RetryAfterError,
    ServerError,
    refused,
)
from bot.staff import transport

PATIENCE = 10.0
"""Seconds a long poll may be late before it counts as broken."""


class StaffApi:
    """One request at a time through the bot's own request object: plain JSON in and out.

    The library's typed methods build a model of each message that comes back; a screen needs only its id.
    """

    bot = "staff"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def call(self, method: str, params: Params) -> Any:
        data = RequestData([RequestParameter(name, value, None) for name, value in params.items()])
        waiting = params.get("timeout") if method == "getUpdates" else None
        return await self._post(method, data, None if waiting is None else waiting + PATIENCE)

    async def upload(self, method: str, params: Params, field: str, file: File) -> Any:
        parts = [RequestParameter(name, value, None) for name, value in params.items()]
        upload = RequestParameter.from_input(field, InputFile(file.data, filename=file.name))
        return await self._post(method, RequestData([*parts, upload]))

    async def download(self, file_id: str) -> bytes:
        try:
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise _told(error) from error

    async def _post(self, method: str, data: RequestData, read_timeout: float | None = None) -> Any:
        url = f"{self._bot.base_url}/{method}"
        timeouts = {} if read_timeout is None else {"read_timeout": read_timeout}
        try:
            return await self._bot.request.post(url, data, **timeouts)
        except TelegramError as error:
            raise _told(error) from error


def _told(error: TelegramError) -> ApiError:
    """The library's exception as ours. A bad request is a NetworkError there, so it is looked at first."""
    match error:
        case transport.NotSentError():
            return NotSentError(error.message)
        case RetryAfter():
            return RetryAfterError(error._retry_after.total_seconds())
        case Forbidden():
            return BlockedError(error.message)
        case ChatMigrated():
            return MigratedError(error.new_chat_id)
        case BadRequest():
            return refused(error.message)
        case InvalidToken() | EndPointNotFound() | Conflict():
            return RefusedError(error.message)
        case transport.MaybeSentError():
            return MaybeSentError(error.message)
        case NetworkError():
            return ServerError(error.message)
        case _:
            return ApiError(error.message)
