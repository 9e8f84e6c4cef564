"""What is planned for owners, before it goes out."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from storage.schema.base import metadata
from storage.types import Id, UtcInstant

planned_message = Table(
    "planned_message",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id")),
    Column("appointment_id", Id, ForeignKey("appointment.id")),
    Column("kind", String(24), nullable=False),
    Column("step", Integer, nullable=False),
    Column("period", String(32), nullable=False),
    Column("dedup_key", String(96), nullable=False, unique=True),
    Column("due_at", UtcInstant, nullable=False),
    Column("look_at", UtcInstant),
    Column("state", String(12), nullable=False),
    Column("reason", String(24), nullable=False),
    Column("detail", String(64), nullable=False),
    Column("outbox_id", Id, ForeignKey("outbox.id")),
    Column("decided_at", UtcInstant),
    Index("ix_planned_message_owner_id", "owner_id", "due_at"),
    Index("ix_planned_message_outbox_id", "outbox_id"),
)
_OPEN_PLAN = planned_message.c.look_at.is_not(None)
Index(
    "ix_planned_message_look",
    planned_message.c.look_at,
    planned_message.c.owner_id,
    sqlite_where=_OPEN_PLAN,
    postgresql_where=_OPEN_PLAN,
)

reminder_answer = Table(
    "reminder_answer",
    metadata,
    Column("kind", String(24), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("period", String(32), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("answered_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("kind", "subject_id", "period"),
)

upkeep = Table(
    "upkeep",
    metadata,
    Column("vehicle_id", Id, ForeignKey("vehicle.id"), primary_key=True, autoincrement=False),
    Column("store_id", Integer, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("base_on", Date),
    Column("due_on", Date),
    Column("due_km", Integer),
    Column("by_km", Boolean, nullable=False),
    Column("ask_on", Date),
    Column("done_on", Date),
    Column("done_where", String(12)),
    Column("stale_at", UtcInstant),
    Index("ix_upkeep_due", "store_id", "kind", "due_on"),
    Index("ix_upkeep_ask", "store_id", "ask_on"),
)
_STALE = upkeep.c.stale_at.is_not(None)
Index("ix_upkeep_stale", upkeep.c.vehicle_id, sqlite_where=_STALE, postgresql_where=_STALE)

staff_task = Table(
    "staff_task",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id")),
    Column("kind", String(24), nullable=False),
    Column("period", String(32), nullable=False),
    Column("why", String(16), nullable=False),
    Column("dedup_key", String(96), nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("due_at", UtcInstant, nullable=False),
    Column("calls", Integer, nullable=False, default=0),
    Column("ended_by", Id, ForeignKey("staff_member.id")),
    Column("ended_at", UtcInstant),
    Index("ix_staff_task_owner_id", "owner_id"),
)
_TO_DO = staff_task.c.ended_at.is_(None)
Index(
    "ix_staff_task_due",
    staff_task.c.store_id,
    staff_task.c.due_at,
    sqlite_where=_TO_DO,
    postgresql_where=_TO_DO,
)

owner_switch = Table(
    "owner_switch",
    metadata,
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("off_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("owner_id", "kind"),
)
