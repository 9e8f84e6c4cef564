"""The owners' bot's Telegram through aiogram, in the house's words."""

from __future__ import annotations

from typing import Any

from aiogram import Bot, methods
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile

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
from bot.owner import transport

PATIENCE = 10
"""Seconds a long poll may be late before it counts as broken."""


class OwnerApi:
    """One request at a time through the bot's session."""

    bot = "owner"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def call(self, method: str, params: Params) -> Any:
        waiting = params.get("timeout") if method == "getUpdates" else None
        patience = None if waiting is None else int(waiting) + PATIENCE
        return await self._do(transport.Call(api_method=method, params=dict(params)), patience)

    async def upload(self, method: str, params: Params, field: str, file: File) -> Any:
        typed = getattr(methods, method[0].upper() + method[1:])
        upload = BufferedInputFile(file.data, filename=file.name)
        sent = await self._do(typed(**params, **{field: upload}))
        return sent.model_dump(mode="json", exclude_none=True, by_alias=True)

    async def download(self, file_id: str) -> bytes:
        try:
            file = await self._bot.get_file(file_id)
            read = await self._bot.download_file(file.file_path or "")
        except AiogramError as error:
            raise _told(error) from error
        return read.read() if read is not None else b""

    async def _do(self, method: TelegramMethod[Any], patience: int | None = None) -> Any:
        try:
            return await self._bot(method, patience)
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
