"""The owners' bot's Telegram through aiogram, in the house's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.api import (
    ApiError,
    BlockedError,
    File,
    MaybeSentError,
    MigratedError,
    NotSentError,
    Params,
    RetryAfterError,
    ServerError,
    refused,
)
from bot.http_client import Upload
from bot.owner import transport

PATIENCE = 10
"""Seconds a long poll may be late before it counts as broken."""


class OwnerApi:
    """One request at a time through the bot's session."""

    bot = "owner"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._session = cast(transport.OwnerSession, bot.session)

    async def call(self, method: str, params: Params) -> Any:
        waiting = params.get("timeout") if method == "getUpdates" else None
        return await self._post(method, params, None if waiting is None else int(waiting) + PATIENCE)

    async def upload(self, method: str, params: Params, field: str, file: File) -> Any:
        return await self._post(method, params, uploads=[Upload(field, file.name, file.data)])

    async def download(self, file_id: str) -> bytes:
        try:
            file = await self._bot.get_file(file_id)
            read = await self._bot.download_file(file.file_path or "")
        except AiogramError as error:
            raise _told(error) from error
        return read.read() if read is not None else b""

    async def _post(
        self, method: str, params: Params, patience: int | None = None, uploads: Sequence[Upload] = ()
    ) -> Any:
        try:
            return await self._session.post(self._bot, method, params, patience, uploads)
        except AiogramError as error:
            raise _told(error) from error


def _told(error: AiogramError) -> ApiError:
    """aiogram's exception as ours."""
    match error:
        case transport.NotSentError():
            return NotSentError(str(error.message))
        case TelegramRetryAfter():
            return RetryAfterError(error.retry_after)
        case TelegramForbiddenError():
            return BlockedError(error.message)
        case TelegramMigrateToChat():
            return MigratedError(error.migrate_to_chat_id)
        case TelegramServerError():
            return ServerError(error.message)
        case TelegramNetworkError():
            return MaybeSentError(error.message)
        case TelegramAPIError():
            return refused(error.message)
        case _:
            return ApiError(str(error))
