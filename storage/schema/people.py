"""People and cars: owners, the accounts they chat from, who drives what."""

from __future__ import annotations

from sqlalchemy import BigInteger as Big
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

owner = Table(
    "owner",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("name", String(128), nullable=False, default=""),
    Column("language", String(8), nullable=False),
    Column("phone", String(20)),
    Column("grade", String(16), nullable=False, default="ordinary"),
    Column("vip", Boolean, nullable=False, default=False),
    Column("advisor", String(64)),
    Column("reference", String(40)),
    Column("birthday", Date),
    Column("lunar_birthday", String(11)),
    Column("wedding_on", Date),
    Column("licence_until", Date),
    Column("privacy_seen_at", UtcInstant),
    Column("service_consent_at", UtcInstant),
    Column("marketing_consent_at", UtcInstant),
    Column("learning_consent_at", UtcInstant),
    Column("consent_how", String(32)),
    Column("stopped_at", UtcInstant),
    Column("deletion_asked_at", UtcInstant),
    Column("erased_at", UtcInstant),
    Column("corrected_at", UtcInstant),
    Column("import_key", String(41)),
    Column("created_at", UtcInstant, nullable=False),
    Index("ix_owner_phone", "phone"),
    Index("ix_owner_deletion", "deletion_asked_at"),
    Index("uq_owner_import_key", "import_key", unique=True),
    Index("ix_owner_reference", "reference"),
    Index("ix_owner_licence_until", "store_id", "licence_until"),
)

owner_key = Table(
    "owner_key",
    metadata,
    Column("key", String(41), primary_key=True),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Index("ix_owner_key_owner_id", "owner_id"),
)

owner_chat = Table(
    "owner_chat",
    metadata,
    Column("bot", String(8), nullable=False),
    Column("user_id", Big, nullable=False),
    Column("chat_id", Big, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("blocked_at", UtcInstant),
    Column("created_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("bot", "user_id"),
    Index("ix_owner_chat_owner_id", "owner_id"),
)

vehicle = Table(
    "vehicle",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("plate", String(16), unique=True),
    Column("vin", String(17), unique=True),
    Column("model", String(64), nullable=False, default=""),
    Column("colour", String(32)),
    Column("delivered_on", Date),
    Column("odometer_km", Integer),
    Column("odometer_on", Date),
    Column("engine_number", String(40)),
    Column("purchase_way", String(40)),
    Column("insurer", String(64)),
    Column("insured_until", Date),
    Column("inspection_due", Date),
    Column("warranty_until", Date),
    Column(
        "merged_into", Id
    ),  # the car this record turned out to be: its plate leads there, all else has gone there
    Column("corrected_at", UtcInstant),
    Column("created_at", UtcInstant, nullable=False),
    Index("ix_vehicle_insured_until", "store_id", "insured_until"),
    Index("ix_vehicle_inspection_due", "store_id", "inspection_due"),
    Index("ix_vehicle_warranty_until", "store_id", "warranty_until"),
    Index("ix_vehicle_delivered_on", "store_id", "delivered_on"),
)

vehicle_driver = Table(
    "vehicle_driver",
    metadata,
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id"), nullable=False),
    Column("trust", String(8), nullable=False),
    Column("known_as", String(17)),  # the plate or VIN this driver typed: all they see before it is proven
    Column("since_at", UtcInstant, nullable=False),
    Column("ended_at", UtcInstant),
    PrimaryKeyConstraint("owner_id", "vehicle_id"),
    Index("ix_vehicle_driver_vehicle_id", "vehicle_id"),
)

binding_try = Table(
    "binding_try",
    metadata,
    Column("id", Id, primary_key=True),
    Column("bot", String(8), nullable=False),
    Column("user_id", Big, nullable=False),
    Column("tried_at", UtcInstant, nullable=False),
    Index("ix_binding_try_user", "bot", "user_id", "tried_at"),
)

link = Table(
    "link",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("code_hash", String(64)),
    Column("batch", String(16)),
    Column("vehicle_id", Id, ForeignKey("vehicle.id")),
    Column("owner_id", Id, ForeignKey("owner.id")),
    Column("created_by", Id),
    Column("created_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("used_at", UtcInstant),
    Column("revoked_at", UtcInstant),
    Index("uq_link_code_hash", "code_hash", unique=True),
    Index("ix_link_batch", "batch"),
    Index("ix_link_owner_id", "owner_id"),
)
