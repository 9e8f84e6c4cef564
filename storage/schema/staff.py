"""Who works here, and the groups they work in."""

from __future__ import annotations

from sqlalchemy import BigInteger as Big
from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
)

from storage.schema.base import metadata
from storage.types import Id, UtcInstant

staff_member = Table(
    "staff_member",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("name", String(128), nullable=False),
    Column("role", String(24), nullable=False),
    Column("language", String(8), nullable=False),
    Column("advisor", String(64)),
    Column("user_id", Big, unique=True),
    Column("started_at", UtcInstant),
    Column("blocked_at", UtcInstant),
    Column("left_at", UtcInstant),
    Column("created_at", UtcInstant, nullable=False),
    Index("ix_staff_member_store", "store_id", "role"),
)

staff_invite = Table(
    "staff_invite",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("role", String(24), nullable=False),
    Column("advisor", String(64)),
    Column("created_by", Id),
    Column("created_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("used_at", UtcInstant),
    Column("used_by", Id),
)

staff_group = Table(
    "staff_group",
    metadata,
    Column("store_id", Integer, primary_key=True, autoincrement=False),
    Column("chat_id", Big, nullable=False, unique=True),
    Column("forum", Boolean, nullable=False),
    Column("bound_by", Id),
    Column("bound_at", UtcInstant, nullable=False),
)
