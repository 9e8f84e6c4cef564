"""Owners and the accounts they chat from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, null, select, update

from dealership.domain.records import Owner, OwnerChat
from dealership.services.ports import NotFoundError
from storage.prepared import Prepared
from storage.repositories.base import Repository, insert_into
from storage.repositories.questions import CHAT, CHAT_OF_OWNER, ONE_OWNER, OPEN_CASES, OWNER
from storage.schema import (
    appointment,
    audit,
    case,
    complaint,
    link,
    misheard,
    outbox,
    owner,
    owner_chat,
    owner_key,
    owner_switch,
    photo,
    planned_message,
    service_visit,
    session,
    staff_task,
    survey_answer,
    survey_response,
    vehicle_driver,
    waitlist,
)

_QUEUE = Prepared(
    select(owner.c.id).where(owner.c.id == bindparam("owner_id")).with_for_update(key_share=True)
)


class OwnerRepository(Repository):
    """Rows of `owner` and `owner_chat`."""

    def get(self, owner_id: int) -> Owner:
        found = self.ask(ONE_OWNER, k_owner=owner_id)
        if found is None:
            raise NotFoundError(f"owner {owner_id}")
        return found

    def add(self, now: datetime, **values: Any) -> int:
        done = self.connection.execute(owner.insert().values(created_at=now, **values).returning(owner.c.id))
        return int(done.scalar_one())

    def update(self, owner_id: int, **values: Any) -> None:
        self.known.clear()
        self.connection.execute(update(owner).where(owner.c.id == owner_id).values(**values))

    def queue_up(self, owner_id: int) -> None:
        """One decision about an owner at a time (PostgreSQL; SQLite has one writer anyway)."""
        if self.postgres:
            self.change(_QUEUE, {"owner_id": owner_id})

    def find_by_account(self, bot: str, user_id: int) -> Owner | None:
        joined = owner.join(owner_chat, owner_chat.c.owner_id == owner.c.id)
        found = self.connection.execute(
            select(*OWNER.columns)
            .select_from(joined)
            .where(owner_chat.c.bot == bot, owner_chat.c.user_id == user_id)
        )
        return OWNER.maybe(found.first())

    def by_phone(self, phone: str) -> Sequence[Owner]:
        known = select(*OWNER.columns).where(owner.c.phone == phone, owner.c.erased_at.is_(None))
        return OWNER.all(self.connection.execute(known.order_by(owner.c.id)).all())

    def link_account(self, bot: str, user_id: int, chat_id: int, owner_id: int, now: datetime) -> None:
        self.known.clear()
        row = {"bot": bot, "user_id": user_id, "chat_id": chat_id, "owner_id": owner_id, "created_at": now}
        new = insert_into(self.connection, owner_chat).values(**row, blocked_at=None)
        self.connection.execute(
            new.on_conflict_do_update(
                index_elements=["bot", "user_id"], set_={"owner_id": owner_id, "chat_id": chat_id}
            )
        )

    def find_chat(self, bot: str, owner_id: int) -> OwnerChat | None:
        return self.ask(CHAT_OF_OWNER, k_bot=bot, k_owner=owner_id)

    def set_blocked(self, bot: str, user_id: int, at: datetime | None) -> None:
        self.known.clear()
        mine = (owner_chat.c.bot == bot) & (owner_chat.c.user_id == user_id)
        self.connection.execute(update(owner_chat).where(mine).values(blocked_at=at))

    def with_chats(self, bot: str) -> Sequence[tuple[Owner, OwnerChat]]:
        """Everybody one of our bots knows, with their chat (the stand brings them back after a restart)."""
        joined = owner.join(owner_chat, owner_chat.c.owner_id == owner.c.id)
        columns = [*OWNER.columns, *CHAT.columns]
        known = select(*columns).select_from(joined).where(owner_chat.c.bot == bot)
        rows = [tuple(row) for row in self.connection.execute(known.order_by(owner.c.id))]
        return [(OWNER.one(row[: len(OWNER.columns)]), CHAT.one(row[len(OWNER.columns) :])) for row in rows]

    def asked_deletion_before(self, at: datetime, after: int, limit: int) -> Sequence[int]:
        """A page of those who asked to be forgotten and are not yet, by id."""
        due = select(owner.c.id).where(
            owner.c.deletion_asked_at <= at, owner.c.erased_at.is_(None), owner.c.id > after
        )
        return self.connection.execute(due.order_by(owner.c.id).limit(limit)).scalars().all()

    def next_deletion_asked(self, after: datetime) -> datetime | None:
        soonest = select(func.min(owner.c.deletion_asked_at))
        return self.connection.execute(
            soonest.where(owner.c.deletion_asked_at > after, owner.c.erased_at.is_(None))
        ).scalar()

    def erase(self, owner_id: int, at: datetime) -> None:
        """Personal values go; visits stay as business records without a person."""
        self.known.clear()
        run = self.connection.execute
        blank = {
            "name": "",
            "phone": None,
            "advisor": None,
            "reference": None,
            "birthday": None,
            "lunar_birthday": None,
            "wedding_on": None,
            "licence_until": None,
            "erased_at": at,
            "grade": "ordinary",
            "vip": False,
        }
        run(update(owner).where(owner.c.id == owner_id).values(**blank))
        run(delete(owner_chat).where(owner_chat.c.owner_id == owner_id))
        run(delete(vehicle_driver).where(vehicle_driver.c.owner_id == owner_id))
        run(delete(photo).where(photo.c.owner_id == owner_id))
        run(delete(session).where(session.c.bot == "owner", session.c.person_id == owner_id))
        run(delete(waitlist).where(waitlist.c.owner_id == owner_id))
        run(delete(link).where(link.c.owner_id == owner_id))
        run(delete(planned_message).where(planned_message.c.owner_id == owner_id))
        run(delete(owner_switch).where(owner_switch.c.owner_id == owner_id))
        asked = select(survey_response.c.id).where(survey_response.c.owner_id == owner_id)
        run(update(survey_answer).where(survey_answer.c.response_id.in_(asked)).values(said=null()))
        run(update(service_visit).where(service_visit.c.owner_id == owner_id).values(owner_id=None))
        run(delete(staff_task).where(staff_task.c.owner_id == owner_id))
        words = {"fault": None, "remark": None, "pickup": None}
        run(update(appointment).where(appointment.c.owner_id == owner_id).values(**words))
        self._forget_complaints(owner_id, at)
        run(update(audit).where(audit.c.owner_id == owner_id).values(details={}))

    def _forget_complaints(self, owner_id: int, at: datetime) -> None:
        """What is open ends, nothing is awaited any more, and no word of theirs or about them is kept."""
        theirs = select(case.c.id).where(case.c.owner_id == owner_id)
        words = {"words": "", "since": "", "wish": "", "cause": None, "remedy": None, "prevention": None}
        quiet = {"next_step_at": None, "wake_at": None}
        run = self.connection.execute
        run(update(complaint).where(complaint.c.case_id.in_(theirs)).values(**words, **quiet))
        is_open = (case.c.owner_id == owner_id) & case.c.closed_at.is_(None)
        ended = complaint.c.case_id.in_(select(case.c.id).where(is_open))
        run(update(complaint).where(ended).values(closed_how="erased"))
        self.unlearn(OPEN_CASES.name)
        run(update(case).where(is_open).values(closed_at=at, state="closed"))

    def merge(self, owner_id: int, into_id: int, now: datetime) -> None:
        """What hangs on one record moves to another; the emptied one is marked erased."""
        self.known.clear()
        run = self.connection.execute
        open_there = select(case.c.kind).where(case.c.owner_id == into_id, case.c.closed_at.is_(None))
        twice = (case.c.owner_id == owner_id) & case.c.closed_at.is_(None) & case.c.kind.in_(open_there)
        run(update(case).where(twice).values(closed_at=now, state="closed"))
        waits_there = select(waitlist.c.day).where(waitlist.c.owner_id == into_id)
        run(delete(waitlist).where(waitlist.c.owner_id == owner_id, waitlist.c.day.in_(waits_there)))
        off_there = select(owner_switch.c.kind).where(owner_switch.c.owner_id == into_id)
        run(
            delete(owner_switch).where(
                owner_switch.c.owner_id == owner_id, owner_switch.c.kind.in_(off_there)
            )
        )
        for table in (
            appointment, waitlist, case, photo, outbox, misheard, link, owner_key, service_visit, planned_message,
            owner_switch, staff_task, survey_response,
        ):  # fmt: skip
            run(update(table).where(table.c.owner_id == owner_id).values(owner_id=into_id))
        known = select(vehicle_driver.c.vehicle_id).where(vehicle_driver.c.owner_id == into_id)
        mine = vehicle_driver.c.owner_id == owner_id
        run(delete(vehicle_driver).where(mine, vehicle_driver.c.vehicle_id.in_(known)))
        run(update(vehicle_driver).where(mine).values(owner_id=into_id))
        run(update(owner_chat).where(owner_chat.c.owner_id == owner_id).values(owner_id=into_id))
        empty = {"phone": None, "name": "", "reference": None, "import_key": None}
        run(update(owner).where(owner.c.id == owner_id).values(erased_at=now, **empty))
