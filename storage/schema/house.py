"""The house itself: leases, gates and the audit trail."""

from __future__ import annotations

from sqlalchemy import BigInteger as Big
from sqlalchemy import (
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from storage.schema.base import metadata
from storage.types import Id, Json, UtcInstant

lease = Table(
    "lease",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until_at", UtcInstant, nullable=False),
)

process_lease = Table(
    "process_lease",
    metadata,
    Column("holder", String(32), primary_key=True),
    Column("bot", String(8), nullable=False),
    Column("began_at", UtcInstant, nullable=False),
    Column("until_at", UtcInstant, nullable=False),
)

gate = Table(
    "gate",
    metadata,
    Column("bot", String(8), primary_key=True),
    Column("free_at", UtcInstant, nullable=False),
    Column("paused_at", UtcInstant, nullable=False),
    Column("paused_until", UtcInstant, nullable=False),
    Column("share", Integer, nullable=False),
    Column("slowed_at", UtcInstant, nullable=False),
    Column("closed", Json, nullable=False),
)

chat_gate = Table(
    "chat_gate",
    metadata,
    Column("bot", String(8), nullable=False),
    Column("chat_id", Big, nullable=False),
    Column("free_at", UtcInstant, nullable=False),
    Column("tat_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("bot", "chat_id"),
    Index("ix_chat_gate_free", "bot", "free_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer),
    Column("at", UtcInstant, nullable=False),
    Column("actor", String(16), nullable=False),
    Column("actor_id", Id),
    Column("action", String(48), nullable=False),
    Column("subject", String(24), nullable=False),
    Column("subject_id", Id),
    Column("owner_id", Id),
    Column("details", Json, nullable=False),
    Index("ix_audit_subject", "subject", "subject_id"),
    Index("ix_audit_owner_id", "owner_id"),
)
