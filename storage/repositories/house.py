"""The house itself: the audit trail, leases between replicas, and files as each bot knows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select

from dealership.domain.records import Media
from storage.prepared import Prepared
from storage.repositories.base import Repository, insert_into
from storage.repositories.questions import PHOTOS_OF_VISIT
from storage.schema import audit, lease, media_copy, photo

_NOTE = Prepared(insert(audit))


class AuditRepository(Repository):
    """Rows of `audit`: who did what to which record. Personal values hang on the owner and go with them."""

    def add(
        self,
        now: datetime,
        actor: str,
        actor_id: int | None,
        action: str,
        subject: str,
        subject_id: int | None,
        store_id: int | None,
        owner_id: int | None = None,
        **details: Any,
    ) -> None:
        self.write(
            _NOTE,
            {
                "at": now,
                "actor": actor,
                "actor_id": actor_id,
                "action": action,
                "subject": subject,
                "subject_id": subject_id,
                "store_id": store_id,
                "owner_id": owner_id,
                "details": details,
            },
        )


class LeaseRepository(Repository):
    """Rows of `lease`: one holder at a time, until it lets go or its time is over."""

    def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take or renew; False while somebody else holds it."""
        new = insert_into(self.connection, lease).values(name=name, holder=holder, until_at=until)
        mine = new.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": holder, "until_at": until},
            where=or_(lease.c.holder == holder, lease.c.until_at <= now),
        )
        return self.connection.execute(mine).rowcount == 1

    def holder(self, name: str) -> str | None:
        """Who has it, lapsed or not."""
        return self.connection.execute(select(lease.c.holder).where(lease.c.name == name)).scalar()

    def release(self, name: str, holder: str) -> None:
        self.connection.execute(delete(lease).where(lease.c.name == name, lease.c.holder == holder))


class MediaRepository(Repository):
    """Rows of `photo` and `media_copy`. A file id of one bot is refused for the other."""

    def add_photo(self, now: datetime, **values: Any) -> None:
        self.unlearn("photos")
        self.connection.execute(photo.insert().values(created_at=now, **values))

    def of_appointment(self, appointment_id: int) -> Sequence[Media]:
        return self.ask(PHOTOS_OF_VISIT, k_appointment=appointment_id)

    def find_copy(self, bot: str, file_unique_id: str) -> str | None:
        known = select(media_copy.c.file_id).where(
            media_copy.c.bot == bot, media_copy.c.file_unique_id == file_unique_id
        )
        return self.connection.execute(known).scalar()

    def keep_copy(self, bot: str, file_unique_id: str, file_id: str, now: datetime) -> None:
        new = insert_into(self.connection, media_copy).values(
            bot=bot, file_unique_id=file_unique_id, file_id=file_id, created_at=now
        )
        known = ["bot", "file_unique_id"]
        self.connection.execute(new.on_conflict_do_update(index_elements=known, set_={"file_id": file_id}))
