"""What goes out, and each attempt at it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger as Big
from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    false,
)

from storage.schema.base import metadata
from storage.types import Id, Json, UtcInstant

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("bot", String(8), nullable=False),
    Column("chat_id", Big, nullable=False),
    Column("thread_id", Big),
    Column("owner_id", Id),
    Column("case_id", Id),
    Column("purpose", String(32), nullable=False),
    Column("lane", SmallInteger, nullable=False, server_default="0"),
    Column("unsure", String(8), nullable=False, server_default="resend"),
    Column("dedup_key", String(160), nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    Column("payload", Json, nullable=False),
    Column("edits_id", Id, ForeignKey("outbox.id")),
    Column("reply_to", Big),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("holder", String(32)),
    Column("left", Boolean, nullable=False, server_default=false()),
    Column("due_at", UtcInstant, nullable=False),
    Column("message_id", Big),
    Column("error", Text),
    Column("created_at", UtcInstant, nullable=False),
    Column("done_at", UtcInstant),
    Index("ix_outbox_message", "bot", "chat_id", "message_id"),
    Index("ix_outbox_owner_id", "owner_id"),
)
_OPEN = outbox.c.done_at.is_(None)
_NOT_DONE: dict[str, Any] = {"sqlite_where": _OPEN, "postgresql_where": _OPEN}
_PLANNED, _SENDING = outbox.c.state == "planned", outbox.c.state == "sending"
Index("ix_outbox_due", outbox.c.bot, outbox.c.due_at, outbox.c.id, **_NOT_DONE)  # what falls due next
Index(
    "ix_outbox_lane",  # in the order of sending, so that a closed lane is not walked through
    outbox.c.bot,
    outbox.c.lane,
    outbox.c.due_at,
    outbox.c.id,
    sqlite_where=_PLANNED,
    postgresql_where=_PLANNED,
)
Index(
    "ix_outbox_line", outbox.c.bot, outbox.c.chat_id, outbox.c.lane, outbox.c.id, **_NOT_DONE
)  # who is first
Index("ix_outbox_sending", outbox.c.bot, outbox.c.chat_id, sqlite_where=_SENDING, postgresql_where=_SENDING)
_EDITS = _OPEN & outbox.c.edits_id.is_not(None)
Index("ix_outbox_edits", outbox.c.edits_id, sqlite_where=_EDITS, postgresql_where=_EDITS)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Id, primary_key=True),
    Column("outbox_id", Id, ForeignKey("outbox.id"), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("error", Text),
    Column("at", UtcInstant, nullable=False),
    Index("ix_attempt_outbox_id", "outbox_id"),
)
