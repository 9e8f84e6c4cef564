"""Sending outbox rows: each becomes Bot API calls in its reader's language, each answer one of our outcomes.

Text with buttons, edits of what a row posted before, calendar files, places on the map, and files of either
bot. A post that is gone is sent anew, a topic that is gone is mended: what was to be said never vanishes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.api import (
    Api,
    ApiError,
    BlockedError,
    MaybeSentError,
    MessageGoneError,
    MigratedError,
    NotModifiedError,
    NotSentError,
    Params,
    RefusedError,
    RetryAfterError,
    ServerError,
    ThreadGoneError,
)
from bot.crossing import LOST, WITHOUT_CAPTION, Crossing, FetchError, UndeliverableFileError
from bot.drawing import CAPTION_LIMIT, Drawn, draw_payload, units
from bot.ics import calendar_file
from dealership.domain.message import Message
from dealership.domain.records import Media, Outgoing
from dealership.services import cases
from locales import catalogue, formats
from scheduler.outcome import Again, Blocked, Dead, Migrated, Outcome, Paused, Sent, Trouble
from storage.database import Database

PATIENCE = 5
"""Attempts after which a file that cannot be fetched is replaced by a sentence."""
_TOKEN_REFUSED = ("unauthorized", "not found")


class Topics(Protocol):
    """Knows the topic a row belongs into, and mends one that was deleted or closed."""

    async def ensure(self, row: Outgoing) -> int | None:
        """The thread to send to; made when the row's case has none yet. Raises ApiError."""

    async def mend(self, row: Outgoing, gone: ThreadGoneError) -> int | None:
        """The thread to send to instead; None is the group itself. Raises ApiError."""

    async def posted(self, row: Outgoing, thread: int | None, message_id: int) -> None:
        """The row stands there as this message now."""


class _NoTopics:
    async def ensure(self, row: Outgoing) -> int | None:
        return row.thread_id

    async def mend(self, row: Outgoing, gone: ThreadGoneError) -> int | None:
        return None

    async def posted(self, row: Outgoing, thread: int | None, message_id: int) -> None: ...


class Sending:
    """The sender of one bot (`scheduler.delivery.Sender`). `apis` are both bots by name: files cross between them."""

    def __init__(
        self,
        api: Api,
        apis: Mapping[str, Api],
        database: Database,
        clock: Callable[[], datetime],
        topics: Topics | None = None,
    ) -> None:
        self._api, self._database, self._clock = api, database, clock
        self._crossing = Crossing(api, apis, database, clock)
        self._topics = topics or _NoTopics()

    async def __call__(self, row: Outgoing) -> Outcome:
        try:
            return await self._in_thread(row)
        except FetchError as error:
            return Again(Trouble.FILE, str(error))
        except ApiError as error:
            return outcome_of(error)

    async def _in_thread(self, row: Outgoing) -> Sent:
        try:
            return await self._deliver(row, await self._topics.ensure(row))
        except ThreadGoneError as gone:
            thread = await self._topics.mend(row, gone)
        try:
            return await self._deliver(row, thread)
        except ThreadGoneError:
            return await self._deliver(row, None)

    async def _deliver(self, row: Outgoing, thread: int | None) -> Sent:
        if row.edits_id is None:
            return Sent(await self._posted(row, thread))
        message_id, captioned = await self._standing(row.edits_id)
        if message_id is not None and await self._edit(row, message_id, captioned):
            return Sent(message_id)
        return Sent(await self._posted(row, thread), replaces=row.edits_id)

    async def _posted(self, row: Outgoing, thread: int | None) -> int:
        message_id = await self._post(row, thread)
        await self._topics.posted(row, thread, message_id)
        return message_id

    # --- edits ---------------------------------------------------------------------------------------------

    async def _standing(self, outbox_id: int) -> tuple[int | None, bool]:
        """What there is to edit: the message, and whether its words are a caption."""
        return await self._database.run(lambda uow: uow.outbox.standing(outbox_id), brief=True)

    async def _edit(self, row: Outgoing, message_id: int, captioned: bool) -> bool:
        """False when the message is gone."""
        drawn = draw_payload(_words_of(row.payload, captioned), row.language)
        method = "editMessageCaption" if captioned else "editMessageText"
        words = _caption(drawn) if captioned else drawn.params()
        try:
            await self._api.call(method, {"chat_id": row.chat_id, "message_id": message_id, **words})
        except NotModifiedError:
            return True
        except MessageGoneError:
            return False
        return True

    # --- posts ---------------------------------------------------------------------------------------------

    async def _post(self, row: Outgoing, thread: int | None) -> int:
        """Send it; the id of the message that carries the buttons."""
        where, payload = _where(row, thread), row.payload
        if payload.get("venue"):
            return await self._venue(row, where)
        if payload.get("place"):
            return await self._place(row, where)
        if payload.get("calendar"):
            return await self._calendar(row, where)
        if payload.get("media"):
            return await self._media(row, where, Media(**payload["media"]))
        drawn = draw_payload(payload, row.language)
        return _id(await self._api.call("sendMessage", {**where, **drawn.params()}))

    async def _venue(self, row: Outgoing, where: Params) -> int:
        venue, words = row.payload["venue"], catalogue(row.language)
        named = {name: formats.shown(venue[name], words) for name in ("title", "address")}
        place = {"latitude": venue["latitude"], "longitude": venue["longitude"], **named}
        buttons = await self._words(row, where, caption=False)
        return _id(await self._api.call("sendVenue", {**where, **place, **buttons}))

    async def _place(self, row: Outgoing, where: Params) -> int:
        """Where somebody is; whose place it is stands before it."""
        latitude, longitude = row.payload["place"]
        buttons = await self._words(row, where, caption=False)
        point = {"latitude": latitude, "longitude": longitude}
        return _id(await self._api.call("sendLocation", {**where, **point, **buttons}))

    async def _calendar(self, row: Outgoing, where: Params) -> int:
        file = calendar_file(row.payload["calendar"], row.language, self._clock())
        words = await self._words(row, where, caption=True)
        return _id(await self._api.upload("sendDocument", {**where, **words}, "document", file))

    async def _media(self, row: Outgoing, where: Params, media: Media) -> int:
        """The file with its words; when it cannot cross, the words with a sentence about it, and one to the sender."""
        try:
            ready = await self._crossing.ready(media)
            words = await self._words(row, where, caption=media.kind not in WITHOUT_CAPTION)
            return _id(await self._crossing.send(media, ready, {**where, **words}))
        except UndeliverableFileError as error:
            said = error.said
        except FetchError:
            if row.attempts < PATIENCE:
                raise
            said = LOST
        now, to_sender = self._clock(), Message(f"{said.key}-sender")
        await self._database.run(lambda uow: cases.not_passed(uow, row, to_sender, now))
        return await self._instead(row, where, said)

    async def _instead(self, row: Outgoing, where: Params, said: Message) -> int:
        words = _words_of(row.payload)
        drawn = draw_payload({**words, "text": [*words["text"], said.to_json()]}, row.language)
        return _id(await self._api.call("sendMessage", {**where, **drawn.params()}))

    async def _words(self, row: Outgoing, where: Params, caption: bool) -> dict[str, Any]:
        """Words and buttons as parameters of a file; words that are no caption go before it by themselves."""
        drawn = draw_payload(_words_of(row.payload), row.language)
        if caption and units(drawn.text) <= CAPTION_LIMIT:
            return _caption(drawn)
        if drawn.text:
            await self._api.call("sendMessage", {**where, **Drawn(drawn.text, []).params()})
        return _caption(Drawn("", drawn.keyboard))


def outcome_of(error: ApiError) -> Outcome:
    """What an answer of Telegram's (or its absence) means for the row."""
    match error:
        case RetryAfterError():
            return Paused(error.seconds)
        case BlockedError():
            return Blocked(str(error))
        case MigratedError():
            return Migrated(error.chat_id)
        case NotSentError():
            return Again(Trouble.UNSENT, str(error))
        case ServerError():
            return Again(Trouble.SERVER, str(error))
        case MaybeSentError():
            return Again(Trouble.MAYBE, str(error))
        case RefusedError() if str(error).lower() in _TOKEN_REFUSED:
            return Again(Trouble.UNSENT, f"the token is refused: {error}")
        case RefusedError():
            return Dead(str(error))
        case _:
            return Again(Trouble.ERROR, str(error))


def _where(row: Outgoing, thread: int | None) -> Params:
    where: dict[str, Any] = {"chat_id": row.chat_id}
    if thread:
        where["message_thread_id"] = thread
    if row.reply_to is not None:
        where["reply_parameters"] = {"message_id": row.reply_to, "allow_sending_without_reply": True}
    return where


def _words_of(payload: Mapping[str, Any], captioned: bool = False) -> dict[str, Any]:
    """The payload without what goes with it; `captioned` words are drawn within a caption's limit."""
    return {"text": payload["text"], "rows": payload.get("rows", ()), "media": captioned}


def _caption(drawn: Drawn) -> dict[str, Any]:
    words = drawn.params()
    text, parse_mode = words.pop("text"), words.pop("parse_mode")
    return {**words, "caption": text, "parse_mode": parse_mode} if text else words


def _id(message: Any) -> int:
    return int(message["message_id"])
