"""Cases (conversations and complaints) and the links between an owner's and the staff's messages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from dealership.domain.records import Case
from dealership.services.ports import NotFoundError
from storage.repositories.base import Repository, insert_into
from storage.repositories.questions import CASE, OPEN_CASES
from storage.schema import case, message_link, outbox


class CaseRepository(Repository):
    """Rows of `case` and `message_link`."""

    def get(self, case_id: int) -> Case:
        found = self._first(case.c.id == case_id)
        if found is None:
            raise NotFoundError(f"case {case_id}")
        return found

    def find_open(self, owner_id: int, kind: str) -> Case | None:
        open_ = self.ask(OPEN_CASES, k_owner=owner_id)
        return next((one for one in open_ if one.kind == kind), None)

    def find_by_thread(self, chat_id: int, thread_id: int) -> Case | None:
        return self._first(case.c.chat_id == chat_id, case.c.thread_id == thread_id)

    def open(self, now: datetime, **values: Any) -> int | None:
        """The new case's id, or None when this owner has one of the kind open already."""
        self.unlearn(OPEN_CASES.name)
        new = insert_into(self.connection, case).values(opened_at=now, state="new", **values)
        return self.connection.execute(new.on_conflict_do_nothing().returning(case.c.id)).scalar()

    def update(self, case_id: int, *, expected: Collection[str], **values: Any) -> bool:
        self.unlearn(OPEN_CASES.name)
        mine = (case.c.id == case_id) & case.c.state.in_(expected)
        return self.connection.execute(update(case).where(mine).values(**values)).rowcount == 1

    def take(self, case_id: int, staff_id: int, now: datetime) -> bool:
        """Make it this person's, if nobody has it and it is open; whoever is first."""
        self.unlearn(OPEN_CASES.name)
        free = (case.c.id == case_id) & case.c.taken_by.is_(None) & case.c.closed_at.is_(None)
        state = func.replace(case.c.state, "new", "taken")
        taken = update(case).where(free).values(taken_by=staff_id, taken_at=now, state=state)
        return self.connection.execute(taken).rowcount == 1

    def hand(self, case_id: int, from_id: int | None, to_id: int | None) -> bool:
        """Pass it from one to another (None: to nobody); False when it was no longer theirs."""
        self.unlearn(OPEN_CASES.name)
        mine = (case.c.id == case_id) & case.c.closed_at.is_(None)
        mine &= case.c.taken_by.is_(None) if from_id is None else case.c.taken_by == from_id
        return self.connection.execute(update(case).where(mine).values(taken_by=to_id)).rowcount == 1

    def kept_by(self, staff_id: int) -> Sequence[Case]:
        """Open cases this person has."""
        theirs = select(*CASE.columns).where(case.c.taken_by == staff_id, case.c.closed_at.is_(None))
        return CASE.all(self.connection.execute(theirs.order_by(case.c.id)).all())

    def link(
        self, case_id: int, bot: str, chat_id: int, message_id: int, outbox_id: int | None, now: datetime
    ) -> None:
        new = insert_into(self.connection, message_link).values(
            case_id=case_id,
            from_bot=bot,
            from_chat_id=chat_id,
            from_message_id=message_id,
            outbox_id=outbox_id,
            created_at=now,
        )
        self.connection.execute(new.on_conflict_do_nothing())

    def source_of(self, bot: str, chat_id: int, message_id: int) -> tuple[int, int, int] | None:
        """For a message we posted: (case, the chat and the message it was a copy of)."""
        joined = message_link.join(outbox, outbox.c.id == message_link.c.outbox_id)
        found = self.connection.execute(
            select(message_link.c.case_id, message_link.c.from_chat_id, message_link.c.from_message_id)
            .select_from(joined)
            .where(outbox.c.bot == bot, outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
        ).first()
        return None if found is None else (found[0], found[1], found[2])

    def origin_of(self, outbox_id: int) -> tuple[str, int, int] | None:
        """For a copy that crossed: the bot, the chat and the message it came from."""
        link = message_link.c
        of_copy = select(link.from_bot, link.from_chat_id, link.from_message_id).where(
            link.outbox_id == outbox_id
        )
        found = self.connection.execute(of_copy).first()
        return None if found is None else (found[0], found[1], found[2])

    def copies_of(self, bot: str, chat_id: int, message_id: int) -> Sequence[int]:
        """Outbox rows that carried this message to the other side."""
        rows = select(message_link.c.outbox_id).where(
            message_link.c.from_bot == bot,
            message_link.c.from_chat_id == chat_id,
            message_link.c.from_message_id == message_id,
            message_link.c.outbox_id.is_not(None),
        )
        return [int(value) for value in self.connection.execute(rows).scalars() if value is not None]

    def _first(self, *conditions: Any) -> Case | None:
        found = select(*CASE.columns).where(*conditions).order_by(case.c.id.desc())
        return CASE.maybe(self.connection.execute(found).first())
