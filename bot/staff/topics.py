"""Forum topics of cases: one a case, made when its first message is sent, mended when somebody closed or deleted it.

A group that is no forum, or a message about no case, needs none. An owner's words never vanish with a topic, and
the case's card, pinned, comes into a new one as well.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.api import Api, ApiError, ThreadGoneError
from dealership.domain.message import Message
from dealership.domain.records import Case, Outgoing
from dealership.services import case_cards
from dealership.services.shop import Shop
from locales import catalogue
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger("servicebay.topics")
LONGEST_NAME = 128
CARD = "case"


class Topics:
    """The staff bot's topics."""

    def __init__(
        self, api: Api, database: Database, shops: Mapping[int, Shop], clock: Callable[[], datetime]
    ) -> None:
        self._api, self._database = api, database
        self._shops, self._clock = shops, clock

    async def ensure(self, row: Outgoing) -> int | None:
        """The topic this row belongs into; made now if its case has none yet. None outside forums."""
        if row.case_id is None or row.chat_id > 0:
            return row.thread_id
        case, forum, name = await self._database.run(lambda uow: _about(uow, row))
        if not forum:
            return None
        if case.thread_id is not None and case.chat_id == row.chat_id:
            return case.thread_id
        return await self._make(row, name)

    async def mend(self, row: Outgoing, gone: ThreadGoneError) -> int | None:
        """The topic was closed (opened again) or deleted (made anew); where to send now."""
        if row.case_id is None:
            return None
        case, _, name = await self._database.run(lambda uow: _about(uow, row))
        log.warning("topic of case %s is %s", row.case_id, "closed" if gone.closed else "deleted")
        if gone.closed and case.thread_id is not None:
            try:
                where = {"chat_id": row.chat_id, "message_thread_id": case.thread_id}
                await self._api.call("reopenForumTopic", where)
                return case.thread_id
            except ApiError:
                log.warning("topic of case %s cannot be reopened: a new one is made", row.case_id)
        return await self._make(row, name)

    async def posted(self, row: Outgoing, thread: int | None, message_id: int) -> None:
        """A case's card is pinned in its topic."""
        if row.purpose != CARD or thread is None:
            return
        try:
            where = {"chat_id": row.chat_id, "message_id": message_id, "disable_notification": True}
            await self._api.call("pinChatMessage", where)
        except ApiError as error:
            log.warning("card of case %s is not pinned: %s", row.case_id, error)

    async def _make(self, row: Outgoing, name: str) -> int:
        made = await self._api.call("createForumTopic", {"chat_id": row.chat_id, "name": name})
        thread_id = int(made["message_thread_id"])
        await self._database.run(lambda uow: self._keep(uow, row, thread_id))
        return thread_id

    def _keep(self, uow: UnitOfWork, row: Outgoing, thread_id: int) -> None:
        """The case is there from now on; unless the row is its card, that one follows."""
        assert row.case_id is not None
        case = uow.cases.get(row.case_id)
        uow.cases.update(case.id, expected=(case.state,), chat_id=row.chat_id, thread_id=thread_id)
        if row.purpose != CARD:
            case_cards.card(uow, self._shops[case.store_id], uow.cases.get(case.id), self._clock())


def _about(uow: UnitOfWork, row: Outgoing) -> tuple[Case, bool, str]:
    assert row.case_id is not None
    case = uow.cases.get(row.case_id)
    group = uow.staff.find_group_by_chat(row.chat_id)
    owner = uow.owners.get(case.owner_id)
    name = catalogue(row.language).text(
        Message("case-topic", {"number": str(case.id), "owner": owner.name or "–"})
    )
    return case, bool(group and group.forum), name[:LONGEST_NAME]
