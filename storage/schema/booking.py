"""Visits and the capacity they claim."""

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
    Text,
)

from storage.schema.base import metadata
from storage.types import Id, Json, UtcInstant

appointment = Table(
    "appointment",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("jobs", Json, nullable=False),
    Column("fault", Text),
    Column("safety", Boolean, nullable=False, default=False),
    Column("minutes", Integer, nullable=False),
    Column("price_from", Integer, nullable=False),
    Column("price_to", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("start_at", UtcInstant, nullable=False),
    Column("finish_at", UtcInstant, nullable=False),
    Column("bay", String(64)),
    Column("advisor", String(64)),
    Column("pickup", Text),
    Column("remark", Text),
    Column("note", Text),
    Column("odometer_km", Integer),
    Column("squeezed", Boolean, nullable=False, default=False),
    Column("repeat_repair", Boolean, nullable=False, default=False),
    Column("hold_expires_at", UtcInstant),
    Column("remind_at", UtcInstant),
    Column("promised_at", UtcInstant),
    Column("late_until", UtcInstant),
    Column("origin", String(64), unique=True),
    Column("reason", String(64)),
    Column("revision", Integer, nullable=False, default=0),
    Column("moved_to", Id),
    Column("created_at", UtcInstant, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
    Index("ix_appointment_store_start", "store_id", "start_at"),
    Index("ix_appointment_owner", "owner_id", "start_at"),
    Index("ix_appointment_vehicle", "vehicle_id", "start_at"),
)
Index(
    "ix_appointment_hold",
    appointment.c.hold_expires_at,
    sqlite_where=appointment.c.hold_expires_at.is_not(None),
    postgresql_where=appointment.c.hold_expires_at.is_not(None),
)
Index(
    "ix_appointment_remind",
    appointment.c.remind_at,
    sqlite_where=appointment.c.remind_at.is_not(None),
    postgresql_where=appointment.c.remind_at.is_not(None),
)

Index(
    "ix_appointment_late",
    appointment.c.late_until,
    sqlite_where=appointment.c.late_until.is_not(None),
    postgresql_where=appointment.c.late_until.is_not(None),
)

claim = Table(
    "claim",
    metadata,
    Column("store_id", Integer, nullable=False),
    Column("resource", String(80), nullable=False),
    Column("slot", Integer, nullable=False),
    Column("appointment_id", Id, ForeignKey("appointment.id"), nullable=False),
    PrimaryKeyConstraint("store_id", "slot", "resource"),
    Index("ix_claim_appointment_id", "appointment_id"),
    sqlite_with_rowid=False,
)

capacity_day = Table(
    "capacity_day",
    metadata,
    Column("store_id", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("squeezed", Integer, nullable=False, default=0),
    PrimaryKeyConstraint("store_id", "day"),
)

waitlist = Table(
    "waitlist",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id"), nullable=False),
    Column("jobs", Json, nullable=False),
    Column("fault", Text),
    Column("day", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("offer_id", Id, ForeignKey("appointment.id")),
    Column("offer_expires_at", UtcInstant),
    Column("created_at", UtcInstant, nullable=False),
    Index("ix_waitlist_state", "store_id", "state", "day"),
)
Index(
    "uq_waitlist_waiting",
    waitlist.c.owner_id,
    waitlist.c.vehicle_id,
    waitlist.c.day,
    unique=True,
    sqlite_where=waitlist.c.state.in_(("waiting", "offered")),
    postgresql_where=waitlist.c.state.in_(("waiting", "offered")),
)

photo = Table(
    "photo",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("appointment_id", Id, ForeignKey("appointment.id")),
    Column("bot", String(8), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", String(64), nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Index("ix_photo_appointment_id", "appointment_id"),
)
