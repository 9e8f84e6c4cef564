"""Conversations with a person, and complaints."""

from __future__ import annotations

from sqlalchemy import BigInteger as Big
from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.base import metadata
from storage.types import Id, Json, UtcInstant

case = Table(
    "case",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("appointment_id", Id, ForeignKey("appointment.id")),
    Column("taken_by", Id, ForeignKey("staff_member.id")),
    Column("chat_id", Big),
    Column("thread_id", Big),
    Column("opened_at", UtcInstant, nullable=False),
    Column("taken_at", UtcInstant),
    Column("closed_at", UtcInstant),
    Index("ix_case_thread", "chat_id", "thread_id"),
)
Index(
    "uq_case_open",
    case.c.owner_id,
    case.c.kind,
    unique=True,
    sqlite_where=case.c.closed_at.is_(None),
    postgresql_where=case.c.closed_at.is_(None),
)

message_link = Table(
    "message_link",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("case.id"), nullable=False),
    Column("from_bot", String(8), nullable=False),
    Column("from_chat_id", Big, nullable=False),
    Column("from_message_id", Big, nullable=False),
    Column("outbox_id", Id),
    Column("created_at", UtcInstant, nullable=False),
    UniqueConstraint("from_bot", "from_chat_id", "from_message_id", "outbox_id"),
    Index("ix_message_link_outbox_id", "outbox_id"),
    Index("ix_message_link_case_id", "case_id"),
)

complaint = Table(
    "complaint",
    metadata,
    Column("case_id", Id, ForeignKey("case.id"), primary_key=True, autoincrement=False),
    Column("store_id", Integer, nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id")),
    Column("category", String(16), nullable=False),
    Column("source", String(16), nullable=False),
    Column("level", String(12), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("since", Text, nullable=False, default=""),
    Column("wish", Text, nullable=False, default=""),
    Column("run", Integer, nullable=False, default=1),
    Column("runs_from", UtcInstant, nullable=False),
    Column("taken_at", UtcInstant),
    Column("answered_at", UtcInstant),
    Column("solved_at", UtcInstant),
    Column("pauses", Json, nullable=False),
    Column("promised_at", UtcInstant),
    Column("next_step_at", UtcInstant),
    Column("wake_at", UtcInstant),
    Column("works", String(16), nullable=False, default=""),
    Column("asks", Integer, nullable=False, default=0),
    Column("reopened", Integer, nullable=False, default=0),
    Column("offers", Integer, nullable=False, default=0),
    Column("cause", Text),
    Column("remedy", Text),
    Column("prevention", Text),
    Column("compensation", Big),
    Column("cost", Big),
    Column("closed_how", String(8)),
    Column("rated_result", String(8)),
    Column("rated_speed", String(8)),
    Index("ix_complaint_vehicle_id", "vehicle_id"),
)
_CLIMBING = complaint.c.next_step_at.is_not(None)
Index(
    "ix_complaint_step",
    complaint.c.next_step_at,
    sqlite_where=_CLIMBING,
    postgresql_where=_CLIMBING,
)
Index(
    "ix_complaint_works",
    complaint.c.store_id,
    complaint.c.works,
    sqlite_where=_CLIMBING,
    postgresql_where=_CLIMBING,
)
_ASLEEP = complaint.c.wake_at.is_not(None)
Index("ix_complaint_wake", complaint.c.wake_at, sqlite_where=_ASLEEP, postgresql_where=_ASLEEP)

escalation = Table(
    "escalation",
    metadata,
    Column("case_id", Id, ForeignKey("case.id"), nullable=False),
    Column("run", Integer, nullable=False),
    Column("key", String(24), nullable=False),
    Column("due_at", UtcInstant, nullable=False),
    Column("done_at", UtcInstant, nullable=False),
    Column("told", Json, nullable=False),
    Column("skipped", Json, nullable=False),
    PrimaryKeyConstraint("case_id", "run", "key"),
)

case_offer = Table(
    "case_offer",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("case.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("key", String(32), nullable=False),
    Column("label", Json, nullable=False),
    Column("cost", Big, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("state", String(12), nullable=False),
    Column("offered_by", Id, ForeignKey("staff_member.id"), nullable=False),
    Column("confirmed_by", Id, ForeignKey("staff_member.id")),
    Column("offered_at", UtcInstant, nullable=False),
    UniqueConstraint("case_id", "round", "key"),
)

duty = Table(
    "duty",
    metadata,
    Column("store_id", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("part", String(8), nullable=False),
    Column("staff_id", Id, ForeignKey("staff_member.id"), nullable=False),
    PrimaryKeyConstraint("store_id", "day", "part"),
)

absence = Table(
    "absence",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("staff_id", Id, ForeignKey("staff_member.id"), nullable=False),
    Column("since_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),
    Column("substitute_id", Id, ForeignKey("staff_member.id")),
    UniqueConstraint("staff_id", "since_on"),
    Index("ix_absence_store", "store_id", "until_on"),
)

media_copy = Table(
    "media_copy",
    metadata,
    Column("bot", String(8), nullable=False),
    Column("file_unique_id", String(64), nullable=False),
    Column("file_id", Text, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("bot", "file_unique_id"),
)
