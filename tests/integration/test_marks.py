"""That a screen was shown is written: at once for a new message, together with others for one edited in place."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from bot.marks import Marker
from dealership.domain.records import Session
from storage.database import Database, Work

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Counted:
    """A database that counts its transactions."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        self._database = database
        self.dialect = database.dialect
        self.on_commit = database.on_commit
        self.close = database.close

    async def run(self, work: Work[Any], *, brief: bool = False) -> Any:
        self.count += 1
        return await self._database.run(work, brief=brief)


def _talk(chat: int, version: int) -> Session:
    return Session("owner", chat, 0, chat, None, "en", {}, version, 0, None)


async def _kept(database: Database, *talks: Session) -> list[tuple[int, int | None]]:
    def work(uow: Any) -> list[Session]:
        return [uow.sessions.load(talk.bot, talk.chat_id, 0, talk.user_id) for talk in talks]

    return [(talk.shown_version, talk.screen_id) for talk in await database.run(work)]


async def _open(database: Database, *talks: Session) -> None:
    await database.run(lambda uow: [uow.sessions.create(talk, NOW) for talk in talks] and None)


async def test_screens_edited_in_place_are_marked_together(database: Database) -> None:
    talks = [_talk(chat, 1) for chat in range(1, 21)]
    await _open(database, *talks)
    counted = Counted(database)
    marker = Marker(counted)
    async with asyncio.timeout(5):
        await asyncio.gather(*(marker.mark(talk, 7, at_once=False) for talk in talks))
    assert await _kept(database, *talks) == [(1, 7)] * 20
    assert counted.count == 1


async def test_a_new_message_is_marked_without_waiting_for_others(database: Database) -> None:
    slow, quick = _talk(1, 1), _talk(2, 1)
    await _open(database, slow, quick)
    marker = Marker(database)
    waiting = marker.mark(slow, 7, at_once=False)
    await marker.mark(quick, 8, at_once=True)
    assert waiting.done()  # it went along
    await asyncio.sleep(0)
    assert not marker.busy


async def test_a_mark_that_comes_late_takes_nothing_back(database: Database) -> None:
    await _open(database, _talk(1, 3))
    await database.run(lambda uow: uow.sessions.mark_shown([(_talk(1, 3), 9)]))
    await database.run(lambda uow: uow.sessions.mark_shown([(_talk(1, 2), 5)]))
    assert await _kept(database, _talk(1, 3)) == [(3, 9)]
