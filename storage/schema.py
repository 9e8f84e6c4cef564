"""Every table of the house, as SQLAlchemy Core. Alembic makes them; nothing else does.

Rules kept here by the database itself, on SQLite and PostgreSQL alike:
one active claim per (store, resource, quarter-hour); one row per update seen; one outbox row per `dedup_key`;
one session per (bot, chat, thread, user); one owner per Telegram account; one vehicle per plate and per VIN.
Every business row names its store. Every Telegram id is kept with its bot.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger as Big
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.types import Id, Json, UtcInstant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- people and cars ---------------------------------------------------------------------------------------

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

# --- the house's own history, before the bot and beside it -------------------------------------------------

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

# --- booking -----------------------------------------------------------------------------------------------

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

# --- staff -------------------------------------------------------------------------------------------------

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

# --- conversations with a person, and complaints -----------------------------------------------------------

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

# --- chats -------------------------------------------------------------------------------------------------

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

# --- what goes out -----------------------------------------------------------------------------------------

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

# --- what is planned for owners, before it goes out --------------------------------------------------------

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

# --- surveys -----------------------------------------------------------------------------------------------

survey_response = Table(
    "survey_response",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id")),
    Column("appointment_id", Id, ForeignKey("appointment.id")),
    Column("survey", String(24), nullable=False),
    Column("version", Integer, nullable=False),
    Column("advisor", String(64)),
    Column("planned_id", Id, nullable=False, unique=True),
    Column("invited_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("answered_at", UtcInstant),
    Column("completed_at", UtcInstant),
    Column("listen_at", UtcInstant),
    Column("case_id", Id, ForeignKey("case.id")),
    Index("ix_survey_response_store", "store_id", "survey", "invited_at"),
    Index("ix_survey_response_owner_id", "owner_id"),
)
_UNHEARD = survey_response.c.listen_at.is_not(None)
Index(
    "ix_survey_response_listen",
    survey_response.c.listen_at,
    sqlite_where=_UNHEARD,
    postgresql_where=_UNHEARD,
)

survey_answer = Table(
    "survey_answer",
    metadata,
    Column("response_id", Id, ForeignKey("survey_response.id"), nullable=False),
    Column("question", String(24), nullable=False),
    Column("number", Integer),
    Column("said", Json),
    Column("answered_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("response_id", "question"),
)

# --- the house itself --------------------------------------------------------------------------------------

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
