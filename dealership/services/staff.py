"""Who works here: joining by a one-time invite, leaving, and the group a store works in.

Only the hash of an invite is kept; used, expired and invented ones are alike to who opens them. Everybody acts
in their own store; the first invite of an installation is made at the command line.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from dealership.domain.company import Company, Store
from dealership.domain.message import Message
from dealership.domain.records import StaffMember
from dealership.domain.rights import Action, NotAllowedError, Role, ensure_member_may, roles_with
from dealership.services.binding import token_hash
from dealership.services.cards import direct
from dealership.services.notify import STAFF, Post, queue
from dealership.services.ports import NotFoundError, UnitOfWork

JOIN = "j_"
"""What the payload of an invite's link begins with."""


class UnknownRoleError(ValueError):
    """There is no such role; the text names them all."""


class UnknownDeskError(ValueError):
    """The store has no such reception desk; the text names those it has."""


def invite(
    uow: UnitOfWork,
    store: Store,
    role: str,
    now: datetime,
    valid: timedelta,
    advisor: str | None = None,
    by: StaffMember | None = None,
) -> str:
    """A one-time payload (`j_…`) with which somebody joins the store. `by` None: from the command line."""
    if by is not None:
        ensure_member_may(by, Action.INVITE_STAFF, store.id)
    _ensure_known(store, role, advisor)
    token = secrets.token_urlsafe(24)
    values = {"store_id": store.id, "role": role, "advisor": advisor, "created_by": by.id if by else None}
    uow.staff.add_invite(token_hash(token), now, expires_at=now + valid, **values)
    _note(uow, by, "staff.invited", None, store.id, now, role=role)
    return JOIN + token


def join(
    uow: UnitOfWork, company: Company, payload: str, user_id: int, name: str, language: str, now: datetime
) -> StaffMember | None:
    """Somebody opened an invite: they work here from now on. None when it opens nothing (any more).

    Who worked here before, or in another role, goes on with what the invite says.
    """
    if not payload.startswith(JOIN):
        return None
    hashed = token_hash(payload.removeprefix(JOIN))
    spent = uow.staff.use_invite(hashed, now)
    if spent is None or spent["store_id"] not in {store.id for store in company.stores}:
        return None
    person = {"name": name or "–", "language": language, "user_id": user_id, "started_at": now}
    staff_id = uow.staff.add(now, **spent, **person)
    uow.staff.sign_invite(hashed, staff_id)
    member = uow.staff.get(staff_id)
    _note(uow, member, "staff.joined", staff_id, member.store_id, now, role=member.role)
    return member


def remove(uow: UnitOfWork, member: StaffMember, gone_id: int, now: datetime) -> StaffMember:
    """Somebody works here no more: the bot knows them no longer from this moment. Nobody removes themselves."""
    gone = uow.staff.get(gone_id)
    ensure_member_may(member, Action.REMOVE_STAFF, gone.store_id)
    if gone.id == member.id:
        raise NotAllowedError("nobody removes themselves")
    uow.staff.update(gone.id, left_at=now)
    uow.sessions.forget(STAFF, gone.id)
    _note(uow, member, "staff.removed", gone.id, gone.store_id, now)
    return gone


def set_language(uow: UnitOfWork, member: StaffMember, language: str) -> None:
    """The language of the member's chats and cards."""
    uow.staff.update(member.id, language=language)


def bind_group(uow: UnitOfWork, member: StaffMember, chat_id: int, forum: bool, now: datetime) -> None:
    """This group is the store's: cards go there from now on. A store has one group, a group one store."""
    ensure_member_may(member, Action.BIND_GROUP, member.store_id)
    uow.staff.bind_group(member.store_id, chat_id, forum, member.id, now)
    _note(uow, member, "group.bound", None, member.store_id, now, chat_id=chat_id, forum=forum)


def lose_group(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """The bot was taken out of a group: cards go by direct message again, and those in charge are told."""
    group = uow.staff.find_group_by_chat(chat_id)
    if group is None:
        return
    uow.staff.unbind_group(chat_id)
    uow.audit.add(
        now, "telegram", None, "group.lost", "store", group.store_id, group.store_id, chat_id=chat_id
    )
    for member in uow.staff.of_store(group.store_id, roles_with(Action.BIND_GROUP)):
        if member.user_id is not None and member.blocked_at is None:
            key = f"group-lost:{chat_id}:{int(now.timestamp())}:{member.id}"
            post = Post([Message("staff-group-lost")])
            queue(uow, group.store_id, post, direct(member), purpose="staff", dedup_key=key, now=now)


def set_blocked(uow: UnitOfWork, user_id: int, at: datetime | None) -> None:
    """A member stopped or started the bot: nobody is written to who cannot be."""
    member = uow.staff.find_by_account(user_id)
    if member is not None:
        uow.staff.update(member.id, blocked_at=at)


def colleague(uow: UnitOfWork, member: StaffMember, staff_id: int) -> StaffMember:
    """Somebody of the member's own store; NotFoundError for everybody else."""
    found = uow.staff.get(staff_id)
    if found.store_id != member.store_id or found.left_at is not None:
        raise NotFoundError(f"staff member {staff_id}")
    return found


def _ensure_known(store: Store, role: str, advisor: str | None) -> None:
    if role not in Role.__members__.values():
        raise UnknownRoleError(f"there is no role {role!r}; roles are {', '.join(Role)}")
    desks = [desk.key for desk in store.advisors]
    if advisor is not None and advisor not in desks:
        raise UnknownDeskError(f"store {store.key} has no desk {advisor!r}; its desks are {', '.join(desks)}")


def _note(
    uow: UnitOfWork,
    actor: StaffMember | None,
    action: str,
    subject_id: int | None,
    store_id: int,
    now: datetime,
    **details: object,
) -> None:
    kind, actor_id = ("staff", actor.id) if actor else ("console", None)
    uow.audit.add(now, kind, actor_id, action, "staff", subject_id, store_id, None, **details)
