"""Talks, updates seen, and what the buttons of unasked messages open."""

from __future__ import annotations

from sqlalchemy import BigInteger as Big
from sqlalchemy import (
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from storage.schema.base import metadata
from storage.types import Id, Json, UtcInstant

session = Table(
    "session",
    metadata,
    Column("bot", String(8), nullable=False),
    Column("chat_id", Big, nullable=False),
    Column("thread_id", Big, nullable=False),
    Column("user_id", Big, nullable=False),
    Column("person_id", Id),
    Column("language", String(8), nullable=False),
    Column("talk", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("shown_version", Integer, nullable=False),
    Column("screen_id", Big),
    Column("updated_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("bot", "chat_id", "thread_id", "user_id"),
    Index("ix_session_person", "bot", "person_id"),
)
Index(
    "ix_session_unshown",
    session.c.updated_at,
    sqlite_where=session.c.shown_version < session.c.version,
    postgresql_where=session.c.shown_version < session.c.version,
)

seen_update = Table(
    "seen_update",
    metadata,
    Column("bot", String(8), nullable=False),
    Column("update_id", Big, nullable=False),
    Column("seen_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("bot", "update_id"),
    Index("ix_seen_update_seen_at", "seen_at"),
    sqlite_with_rowid=False,
)

failed_update = Table(
    "failed_update",
    metadata,
    Column("bot", String(8), nullable=False),
    Column("update_id", Big, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("payload", Json),
    Column("failed_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("bot", "update_id"),
)

action_token = Table(
    "action_token",
    metadata,
    Column("token", String(24), primary_key=True),
    Column("bot", String(8), nullable=False),
    Column("chat_id", Big),
    Column("action", String(32), nullable=False),
    Column("args", Json, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Index("ix_action_token_created_at", "created_at"),
)
