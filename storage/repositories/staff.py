"""Who works here, how they joined, and the group they work in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from dealership.domain.records import StaffGroup, StaffMember
from dealership.services.ports import NotFoundError
from storage.repositories.base import Repository, insert_into
from storage.repositories.questions import GROUP, GROUP_OF_STORE, MEMBER, MEMBER_OF_ACCOUNT, MEMBERS_OF_STORE
from storage.schema import staff_group, staff_invite, staff_member


class StaffRepository(Repository):
    """Rows of `staff_member`, `staff_invite` and `staff_group`."""

    def get(self, staff_id: int) -> StaffMember:
        row = self.connection.execute(select(*MEMBER.columns).where(staff_member.c.id == staff_id)).first()
        if row is None:
            raise NotFoundError(f"staff member {staff_id}")
        return MEMBER.one(row)

    def find_by_account(self, user_id: int) -> StaffMember | None:
        """The member behind an account, while they work here: asked with every update."""
        return self.ask(MEMBER_OF_ACCOUNT, k_user=user_id)

    def of_store(self, store_id: int, roles: Collection[str] | None = None) -> Sequence[StaffMember]:
        """Who works in a store (in one of these roles)."""
        members = self.ask(MEMBERS_OF_STORE, k_store=store_id)
        return [member for member in members if roles is None or member.role in roles]

    def add(self, now: datetime, **values: Any) -> int:
        """A new member; somebody who had left joins again with the new values."""
        self.known.clear()
        new = insert_into(self.connection, staff_member).values(created_at=now, **values)
        again = {**values, "left_at": None, "blocked_at": None}
        done = self.connection.execute(
            new.on_conflict_do_update(index_elements=["user_id"], set_=again).returning(staff_member.c.id)
        )
        return int(done.scalar_one())

    def update(self, staff_id: int, **values: Any) -> None:
        self.known.clear()
        self.connection.execute(update(staff_member).where(staff_member.c.id == staff_id).values(**values))

    def add_invite(self, token_hash: str, now: datetime, **values: Any) -> None:
        self.connection.execute(staff_invite.insert().values(token_hash=token_hash, created_at=now, **values))

    def use_invite(self, token_hash: str, now: datetime) -> Mapping[str, Any] | None:
        """Spend an invite: its store, role and desk the first time before it expires, else None."""
        spend = (
            update(staff_invite)
            .where(
                staff_invite.c.token_hash == token_hash,
                staff_invite.c.used_at.is_(None),
                staff_invite.c.expires_at > now,
            )
            .values(used_at=now)
            .returning(staff_invite.c.store_id, staff_invite.c.role, staff_invite.c.advisor)
        )
        row = self.connection.execute(spend).first()
        return None if row is None else dict(row._mapping)

    def sign_invite(self, token_hash: str, staff_id: int) -> None:
        """Who joined by it."""
        mine = staff_invite.c.token_hash == token_hash
        self.connection.execute(update(staff_invite).where(mine).values(used_by=staff_id))

    def find_group(self, store_id: int) -> StaffGroup | None:
        return self.ask(GROUP_OF_STORE, k_store=store_id)

    def find_group_by_chat(self, chat_id: int) -> StaffGroup | None:
        known = select(*GROUP.columns).where(staff_group.c.chat_id == chat_id)
        return GROUP.maybe(self.connection.execute(known).first())

    def bind_group(self, store_id: int, chat_id: int, forum: bool, bound_by: int, now: datetime) -> None:
        """A store has one group and a group one store; binding again moves it."""
        self.known.clear()
        values = {"chat_id": chat_id, "forum": forum, "bound_by": bound_by, "bound_at": now}
        self.connection.execute(staff_group.delete().where(staff_group.c.chat_id == chat_id))
        new = insert_into(self.connection, staff_group).values(store_id=store_id, **values)
        self.connection.execute(new.on_conflict_do_update(index_elements=["store_id"], set_=values))

    def unbind_group(self, chat_id: int) -> None:
        self.known.clear()
        self.connection.execute(staff_group.delete().where(staff_group.c.chat_id == chat_id))

    def move_group(self, chat_id: int, to_chat_id: int) -> None:
        """Telegram made a supergroup of the group, with another id (topics were turned on)."""
        self.known.clear()
        mine = staff_group.c.chat_id == chat_id
        self.connection.execute(update(staff_group).where(mine).values(chat_id=to_chat_id))
