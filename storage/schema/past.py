"""The house's own history, before the bot and beside it."""

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

odometer_reading = Table(
    "odometer_reading",
    metadata,
    Column("vehicle_id", Id, ForeignKey("vehicle.id"), nullable=False),
    Column("read_on", Date, nullable=False),
    Column("km", Integer, nullable=False),
    PrimaryKeyConstraint("vehicle_id", "read_on", "km"),
)

service_visit = Table(
    "service_visit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id"), nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id")),
    Column("visited_on", Date, nullable=False),
    Column("mark", String(40), nullable=False),
    Column("number", String(40)),
    Column("work", Text),
    Column("parts", Text),
    Column("amount", Big),
    Column("currency", String(3), nullable=False),
    Column("odometer_km", Integer),
    Column("advisor", String(64)),
    Column("technicians", String(64)),
    UniqueConstraint("vehicle_id", "visited_on", "mark"),
    Index("ix_service_visit_owner_id", "owner_id"),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id"), nullable=False),
    Column("found_on", Date, nullable=False),
    Column("mark", String(40), nullable=False),
    Column("what", Text, nullable=False),
    Column("state", String(12), nullable=False),
    UniqueConstraint("vehicle_id", "found_on", "mark"),
    Index("ix_finding_found_on", "store_id", "state", "found_on"),
)

intake = Table(
    "intake",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("holder", String(32), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("position", String(180), nullable=False, default=""),
    Column("counts", Json, nullable=False),
    Column("started_at", UtcInstant, nullable=False),
    Column("finished_at", UtcInstant),
)

intake_row = Table(
    "intake_row",
    metadata,
    Column("intake_id", String(16), nullable=False),
    Column("line", Integer, nullable=False),
    Column("store_id", Integer, nullable=False),
    Column("owner_order", String(180)),
    Column("owner_key", String(41)),
    Column("person_key", String(41)),
    Column(
        "drives_key", String(41)
    ),  # by which somebody of this name with this car, but without a number, is known
    Column("car_key", String(18)),
    Column("owner_id", Id),
    Column("vehicle_id", Id),
    Column("driver", Integer),
    Column("name", String(128)),
    Column("phone", String(20)),
    Column("reference", String(40)),
    Column("language", String(8)),
    Column("grade", String(16)),
    Column("vip", Integer),
    Column("advisor", String(64)),
    Column("birthday", Date),
    Column("lunar_birthday", String(11)),
    Column("wedding_on", Date),
    Column("licence_until", Date),
    Column("service_consent_at", UtcInstant),
    Column("marketing_consent_at", UtcInstant),
    Column("consent_how", String(32)),
    Column("plate", String(16)),
    Column("vin", String(17)),
    Column("model", String(64)),
    Column("colour", String(32)),
    Column("delivered_on", Date),
    Column("engine_number", String(40)),
    Column("purchase_way", String(40)),
    Column("insurer", String(64)),
    Column("insured_until", Date),
    Column("inspection_due", Date),
    Column("warranty_until", Date),
    Column("read_on", Date),
    Column("odometer_km", Integer),
    Column("visited_on", Date),
    Column("mark", String(40)),
    Column("number", String(40)),
    Column("work", Text),
    Column("parts", Text),
    Column("amount", Big),
    Column("currency", String(3)),
    Column("visit_advisor", String(64)),
    Column("technicians", String(64)),
    Column("found_on", Date),
    Column("finding_mark", String(40)),
    Column("finding", Text),
    Column("finding_state", String(12)),
    PrimaryKeyConstraint("intake_id", "line"),
    Index("ix_intake_row_owner", "intake_id", "owner_order"),
    Index("ix_intake_row_car", "intake_id", "car_key"),
    Index("ix_intake_row_phone", "intake_id", "phone"),
    sqlite_with_rowid=False,
    postgresql_with={"fillfactor": 45},  # each row is written anew beside itself when its records are found
)

intake_note = Table(
    "intake_note",
    metadata,
    Column("id", Id, primary_key=True),
    Column("intake_id", String(16), nullable=False),
    Column("line", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("cells", Json),
    Index("ix_intake_note_intake", "intake_id", "kind", "line"),
)

misheard = Table(
    "misheard",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("language", String(8), nullable=False),
    Column("asked", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("said_at", UtcInstant, nullable=False),
    Column("label", Json),
    Index("ix_misheard_owner_id", "owner_id"),
    Index("ix_misheard_said_at", "said_at"),
)
