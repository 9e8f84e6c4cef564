"""Files that cross from one bot to the other: a file id is good for one bot only.

What this bot knows already is sent by its id; anything else is fetched by the bot that received it and uploaded
by this one, and the new id is kept. What cannot cross is said in a sentence: nobody's words vanish.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.api import Api, ApiError, File, Params, RefusedError
from dealership.domain.message import Message
from dealership.domain.records import Media
from storage.database import Database

log = logging.getLogger("servicebay.sending")
DOWNLOAD_LIMIT = 20 * 1024 * 1024
TOO_BIG, LOST = Message("delivery-file-too-big"), Message("delivery-file-lost")
_METHODS = {
    "photo": ("sendPhoto", "jpg"),
    "document": ("sendDocument", "bin"),
    "voice": ("sendVoice", "ogg"),
    "video": ("sendVideo", "mp4"),
    "audio": ("sendAudio", "mp3"),
    "animation": ("sendAnimation", "mp4"),
    "video_note": ("sendVideoNote", "mp4"),
    "sticker": ("sendSticker", "webp"),
}
WITHOUT_CAPTION = frozenset({"video_note", "sticker"})


class UndeliverableFileError(Exception):
    """The file cannot cross; `said` is what is said instead of it."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.key)
        self.said = said


class FetchError(Exception):
    """The file could not be fetched for now; nothing has been sent."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Sends files of either bot through `api`. `apis` are both bots by name."""

    api: Api
    apis: Mapping[str, Api]
    database: Database
    clock: Callable[[], datetime]

    async def ready(self, media: Media) -> str | File:
        """What to send: an id this bot knows, or the bytes. Raises UndeliverableFileError, FetchError."""
        if media.kind not in _METHODS:
            raise UndeliverableFileError(LOST)
        known = media.file_id if media.bot == self.api.bot else await self._known(media)
        return known or await self._fetch(media)

    async def send(self, media: Media, ready: str | File, params: Params) -> Any:
        """Telegram's message. Raises UndeliverableFileError, FetchError, and what sending raises."""
        method, _ = _METHODS[media.kind]
        if isinstance(ready, str):
            try:
                return await self.api.call(method, {**params, media.kind: ready})
            except RefusedError as error:
                if "file" not in str(error).lower():
                    raise
                if media.bot == self.api.bot:
                    raise UndeliverableFileError(LOST) from error
                ready = await self._fetch(media)  # the copy is good no more
        sent = await self.api.upload(method, params, media.kind, ready)
        await self._keep(media, sent)
        return sent

    async def _known(self, media: Media) -> str | None:
        return await self.database.run(lambda uow: uow.media.find_copy(self.api.bot, media.file_unique_id))

    async def _fetch(self, media: Media) -> File:
        if media.size is not None and media.size > DOWNLOAD_LIMIT:
            raise UndeliverableFileError(TOO_BIG)
        try:
            data = await self.apis[media.bot].download(media.file_id)
        except RefusedError as error:
            raise UndeliverableFileError(TOO_BIG if "too big" in str(error) else LOST) from error
        except ApiError as error:
            raise FetchError(str(error)) from error
        if not data:
            raise UndeliverableFileError(LOST)
        return File(media.name or f"{media.kind}.{_METHODS[media.kind][1]}", data)

    async def _keep(self, media: Media, sent: Any) -> None:
        """Remember the new id. The message is out: nothing that fails here may make it go out again."""
        file_id = _file_id(media.kind, sent)
        if file_id is None:
            return
        now = self.clock()
        try:
            await self.database.run(
                lambda uow: uow.media.keep_copy(self.api.bot, media.file_unique_id, file_id, now)
            )
        except Exception:
            log.exception("a file's new id was not kept")


def _file_id(kind: str, sent: Any) -> str | None:
    file = sent.get(kind)
    if isinstance(file, list):
        file = file[-1] if file else None
    return str(file["file_id"]) if file else None
