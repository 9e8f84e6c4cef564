"""Writing into the outbox: what is said unasked, to whom, once.

A payload is paragraphs (messages), rows of buttons, and at most one attachment:
`calendar` (an .ics file), `venue` (a place on the map) or `media` (a file one of our bots has received).
Buttons of unasked messages carry an opaque token; what it opens is kept in the database.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dealership.domain.message import Message
from dealership.domain.records import Media, Owner
from dealership.services.ports import UnitOfWork

OWNER, STAFF = "owner", "staff"
ANSWERS = ("receipt", "proposal", "offer", "relay")
"""Purposes of what an owner has asked for by booking, waiting or talking to somebody."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button to be: its label, what it does and with what."""

    label: Message
    action: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be sent. `plain` lines are a person's own words, relayed as they are."""

    paragraphs: Sequence[Message]
    rows: Sequence[Sequence[Press]] = ()
    media: Media | None = None
    calendar: Mapping[str, Any] | None = None
    venue: Mapping[str, Any] | None = None
    place: tuple[float, float] | None = None


def to_owner(
    uow: UnitOfWork,
    owner_id: int,
    store_id: int,
    post: Post,
    *,
    purpose: str,
    dedup_key: str,
    now: datetime,
    **more: Any,
) -> int | None:
    """Queue a message to an owner; None when it was said already, they cannot be written to, or want no more.

    Who asked to be forgotten still hears what became of the visits they keep and gets an answer from people they
    talk to (`ANSWERS`), and nothing else.
    """
    target = _target(uow, owner_id, purpose)
    if target is None:
        return None
    return queue(uow, store_id, post, target, purpose=purpose, dedup_key=dedup_key, now=now, **more)


def tell_owner(
    uow: UnitOfWork, owner_id: int, store_id: int, post: Post, *, purpose: str, dedup_key: str, now: datetime
) -> None:
    """`to_owner` where nobody asks what became of it."""
    target = _target(uow, owner_id, purpose)
    if target is not None:
        put(uow, store_id, post, target, purpose=purpose, dedup_key=dedup_key, now=now)


def _target(uow: UnitOfWork, owner_id: int, purpose: str) -> Mapping[str, Any] | None:
    person = uow.owners.get(owner_id)
    chat_id = find_chat_of(uow, person)
    if chat_id is None or (person.stopped_at is not None and purpose not in ANSWERS):
        return None
    return {"bot": OWNER, "chat_id": chat_id, "owner_id": owner_id, "language": person.language}


def find_chat_of(uow: UnitOfWork, person: Owner) -> int | None:
    """Where an owner can be written to; None when they never started or blocked the bot."""
    chat = uow.owners.find_chat(OWNER, person.id)
    if chat is None or chat.blocked_at is not None:
        return None
    return chat.chat_id


def queue(
    uow: UnitOfWork,
    store_id: int,
    post: Post,
    target: Mapping[str, Any],
    *,
    purpose: str,
    dedup_key: str,
    now: datetime,
    **more: Any,
) -> int | None:
    """Queue a message to a chat (`target`: bot, chat_id, language, maybe thread_id).

    `owner_id` is whom it is about (or to): what it says of them is forgotten with them.
    """
    payload = _payload(uow, target["bot"], target["chat_id"], post, now)
    return uow.outbox.add(
        now, store_id=store_id, purpose=purpose, dedup_key=dedup_key, payload=payload, **target, **more
    )


def put(
    uow: UnitOfWork, store_id: int, post: Post, target: Mapping[str, Any], *, purpose: str, dedup_key: str,
    now: datetime, **more: Any,
) -> None:  # fmt: skip
    """`queue` where nobody asks what became of it; not for edits."""
    payload = _payload(uow, target["bot"], target["chat_id"], post, now)
    uow.outbox.put(
        now, store_id=store_id, purpose=purpose, dedup_key=dedup_key, payload=payload, **target, **more
    )


def token(uow: UnitOfWork, bot: str, chat_id: int | None, press: Press, now: datetime) -> str:
    """An opaque token for a button, good in this chat only."""
    value = _opaque()
    uow.tokens.add(value, bot, chat_id, press.action, press.args, now)
    return value


def _opaque() -> str:
    return secrets.token_urlsafe(12)


def _payload(uow: UnitOfWork, bot: str, chat_id: int, post: Post, now: datetime) -> dict[str, Any]:
    payload: dict[str, Any] = {"text": [paragraph.to_json() for paragraph in post.paragraphs]}
    if post.rows:
        rows = [[(_opaque(), press) for press in row] for row in post.rows]
        tokens = [(value, press.action, press.args) for row in rows for value, press in row]
        uow.tokens.add_all(tokens, bot, chat_id, now)
        payload["rows"] = [
            [{"label": press.label.to_json(), "token": value} for value, press in row] for row in rows
        ]
    if post.media:
        media = post.media
        payload["media"] = {"kind": media.kind, "bot": media.bot, "file_id": media.file_id, "name": media.name,
                            "file_unique_id": media.file_unique_id, "size": media.size}  # fmt: skip
    if post.calendar:
        payload["calendar"] = dict(post.calendar)
    if post.venue:
        payload["venue"] = dict(post.venue)
    if post.place:
        payload["place"] = list(post.place)
    return payload
