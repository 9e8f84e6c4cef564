"""The first house."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Json, UtcInstant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_token",
        sa.Column("token", sa.String(length=24), nullable=False),
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("args", Json, nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_action_token")),
    )
    with op.batch_alter_table("action_token", schema=None) as batch_op:
        batch_op.create_index("ix_action_token_created_at", ["created_at"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("actor", sa.String(length=16), nullable=False),
        sa.Column("actor_id", Id, nullable=True),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("subject_id", Id, nullable=True),
        sa.Column("owner_id", Id, nullable=True),
        sa.Column("details", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_audit_subject", ["subject", "subject_id"], unique=False)

    op.create_table(
        "binding_try",
        sa.Column("id", Id, nullable=False),
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding_try")),
    )
    with op.batch_alter_table("binding_try", schema=None) as batch_op:
        batch_op.create_index("ix_binding_try_user", ["bot", "user_id", "tried_at"], unique=False)

    op.create_table(
        "capacity_day",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("squeezed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("store_id", "day", name=op.f("pk_capacity_day")),
    )
    op.create_table(
        "failed_update",
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("payload", Json, nullable=True),
        sa.Column("failed_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "update_id", name=op.f("pk_failed_update")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "media_copy",
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("file_unique_id", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "file_unique_id", name=op.f("pk_media_copy")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("owner_id", Id, nullable=True),
        sa.Column("case_id", Id, nullable=True),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("dedup_key", sa.String(length=160), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("edits_id", Id, nullable=True),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("done_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["edits_id"], ["outbox.id"], name=op.f("fk_outbox_edits_id_outbox")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_outbox_dedup_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_due",
            ["bot", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index(
            "ix_outbox_edits",
            ["edits_id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND edits_id IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NULL AND edits_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_line",
            ["bot", "chat_id", "id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index("ix_outbox_message", ["bot", "chat_id", "message_id"], unique=False)
        batch_op.create_index("ix_outbox_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "owner",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("grade", sa.String(length=16), nullable=False),
        sa.Column("vip", sa.Boolean(), nullable=False),
        sa.Column("advisor", sa.String(length=64), nullable=True),
        sa.Column("privacy_seen_at", UtcInstant(), nullable=True),
        sa.Column("service_consent_at", UtcInstant(), nullable=True),
        sa.Column("marketing_consent_at", UtcInstant(), nullable=True),
        sa.Column("consent_how", sa.String(length=32), nullable=True),
        sa.Column("stopped_at", UtcInstant(), nullable=True),
        sa.Column("deletion_asked_at", UtcInstant(), nullable=True),
        sa.Column("erased_at", UtcInstant(), nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
    )
    with op.batch_alter_table("owner", schema=None) as batch_op:
        batch_op.create_index("ix_owner_deletion", ["deletion_asked_at"], unique=False)
        batch_op.create_index("ix_owner_phone", ["phone"], unique=False)

    op.create_table(
        "seen_update",
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "update_id", name=op.f("pk_seen_update")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("seen_update", schema=None) as batch_op:
        batch_op.create_index("ix_seen_update_seen_at", ["seen_at"], unique=False)

    op.create_table(
        "session",
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("talk", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown_version", sa.Integer(), nullable=False),
        sa.Column("screen_id", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "chat_id", "thread_id", "user_id", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index("ix_session_person", ["bot", "person_id"], unique=False)
        batch_op.create_index(
            "ix_session_unshown",
            ["updated_at"],
            unique=False,
            sqlite_where=sa.text("shown_version < version"),
            postgresql_where=sa.text("shown_version < version"),
        )

    op.create_table(
        "staff_group",
        sa.Column("store_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("forum", sa.Boolean(), nullable=False),
        sa.Column("bound_by", Id, nullable=True),
        sa.Column("bound_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_staff_group")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_staff_group_chat_id")),
    )
    op.create_table(
        "staff_invite",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("advisor", sa.String(length=64), nullable=True),
        sa.Column("created_by", Id, nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("expires_at", UtcInstant(), nullable=False),
        sa.Column("used_at", UtcInstant(), nullable=True),
        sa.Column("used_by", Id, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_invite")),
    )
    op.create_table(
        "staff_member",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("advisor", sa.String(length=64), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", UtcInstant(), nullable=True),
        sa.Column("blocked_at", UtcInstant(), nullable=True),
        sa.Column("left_at", UtcInstant(), nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("user_id", name=op.f("uq_staff_member_user_id")),
    )
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.create_index("ix_staff_member_store", ["store_id", "role"], unique=False)

    op.create_table(
        "vehicle",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.String(length=16), nullable=True),
        sa.Column("vin", sa.String(length=17), nullable=True),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("colour", sa.String(length=32), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("odometer_km", sa.Integer(), nullable=True),
        sa.Column("odometer_on", sa.Date(), nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
        sa.UniqueConstraint("plate", name=op.f("uq_vehicle_plate")),
        sa.UniqueConstraint("vin", name=op.f("uq_vehicle_vin")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("vehicle_id", Id, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("jobs", Json, nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("price_from", sa.Integer(), nullable=False),
        sa.Column("price_to", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("start_at", UtcInstant(), nullable=False),
        sa.Column("finish_at", UtcInstant(), nullable=False),
        sa.Column("bay", sa.String(length=64), nullable=True),
        sa.Column("advisor", sa.String(length=64), nullable=True),
        sa.Column("pickup", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("odometer_km", sa.Integer(), nullable=True),
        sa.Column("squeezed", sa.Boolean(), nullable=False),
        sa.Column("repeat_repair", sa.Boolean(), nullable=False),
        sa.Column("hold_expires_at", UtcInstant(), nullable=True),
        sa.Column("remind_at", UtcInstant(), nullable=True),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("moved_to", Id, nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_appointment_owner_id_owner")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_appointment_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("origin", name=op.f("uq_appointment_origin")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_appointment_hold",
            ["hold_expires_at"],
            unique=False,
            sqlite_where=sa.text("hold_expires_at IS NOT NULL"),
            postgresql_where=sa.text("hold_expires_at IS NOT NULL"),
        )
        batch_op.create_index("ix_appointment_owner", ["owner_id", "start_at"], unique=False)
        batch_op.create_index(
            "ix_appointment_remind",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
        batch_op.create_index("ix_appointment_store_start", ["store_id", "start_at"], unique=False)
        batch_op.create_index("ix_appointment_vehicle", ["vehicle_id", "start_at"], unique=False)

    op.create_table(
        "attempt",
        sa.Column("id", Id, nullable=False),
        sa.Column("outbox_id", Id, nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_attempt_outbox_id_outbox")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_outbox_id", ["outbox_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", Id, nullable=False),
        sa.Column("owner_id", Id, nullable=True),
        sa.Column("created_by", Id, nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("expires_at", UtcInstant(), nullable=False),
        sa.Column("used_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_link_owner_id_owner")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_link_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_link")),
    )
    op.create_table(
        "owner_chat",
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("blocked_at", UtcInstant(), nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_owner_chat_owner_id_owner")),
        sa.PrimaryKeyConstraint("bot", "user_id", name=op.f("pk_owner_chat")),
    )
    with op.batch_alter_table("owner_chat", schema=None) as batch_op:
        batch_op.create_index("ix_owner_chat_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "vehicle_driver",
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("vehicle_id", Id, nullable=False),
        sa.Column("trust", sa.String(length=8), nullable=False),
        sa.Column("since_at", UtcInstant(), nullable=False),
        sa.Column("ended_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_vehicle_driver_owner_id_owner")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_vehicle_driver_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("owner_id", "vehicle_id", name=op.f("pk_vehicle_driver")),
    )
    with op.batch_alter_table("vehicle_driver", schema=None) as batch_op:
        batch_op.create_index("ix_vehicle_driver_vehicle_id", ["vehicle_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("taken_by", Id, nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", UtcInstant(), nullable=False),
        sa.Column("taken_at", UtcInstant(), nullable=True),
        sa.Column("closed_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_case_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_case_owner_id_owner")),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["staff_member.id"], name=op.f("fk_case_taken_by_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index("ix_case_thread", ["chat_id", "thread_id"], unique=False)
        batch_op.create_index(
            "uq_case_open",
            ["owner_id", "kind"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "claim",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("resource", sa.String(length=80), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("appointment_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_claim_appointment_id_appointment")
        ),
        sa.PrimaryKeyConstraint("store_id", "slot", "resource", name=op.f("pk_claim")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index("ix_claim_appointment_id", ["appointment_id"], unique=False)

    op.create_table(
        "photo",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_photo_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_photo_owner_id_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index("ix_photo_appointment_id", ["appointment_id"], unique=False)

    op.create_table(
        "waitlist",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("vehicle_id", Id, nullable=False),
        sa.Column("jobs", Json, nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("offer_id", Id, nullable=True),
        sa.Column("offer_expires_at", UtcInstant(), nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["appointment.id"], name=op.f("fk_waitlist_offer_id_appointment")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_waitlist_owner_id_owner")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_waitlist_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist")),
    )
    with op.batch_alter_table("waitlist", schema=None) as batch_op:
        batch_op.create_index("ix_waitlist_state", ["store_id", "state", "day"], unique=False)
        batch_op.create_index(
            "uq_waitlist_waiting",
            ["owner_id", "vehicle_id", "day"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting', 'offered')"),
            postgresql_where=sa.text("state IN ('waiting', 'offered')"),
        )

    op.create_table(
        "message_link",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("from_bot", sa.String(length=8), nullable=False),
        sa.Column("from_chat_id", sa.BigInteger(), nullable=False),
        sa.Column("from_message_id", sa.BigInteger(), nullable=False),
        sa.Column("outbox_id", Id, nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_message_link_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_link")),
        sa.UniqueConstraint(
            "from_bot",
            "from_chat_id",
            "from_message_id",
            "outbox_id",
            name=op.f("uq_message_link_from_bot_from_chat_id_from_message_id_outbox_id"),
        ),
    )
    with op.batch_alter_table("message_link", schema=None) as batch_op:
        batch_op.create_index("ix_message_link_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_message_link_outbox_id", ["outbox_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("message_link", schema=None) as batch_op:
        batch_op.drop_index("ix_message_link_outbox_id")
        batch_op.drop_index("ix_message_link_case_id")

    op.drop_table("message_link")
    with op.batch_alter_table("waitlist", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_waitlist_waiting",
            sqlite_where=sa.text("state IN ('waiting', 'offered')"),
            postgresql_where=sa.text("state IN ('waiting', 'offered')"),
        )
        batch_op.drop_index("ix_waitlist_state")

    op.drop_table("waitlist")
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index("ix_photo_appointment_id")

    op.drop_table("photo")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index("ix_claim_appointment_id")

    op.drop_table("claim")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_case_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_case_thread")

    op.drop_table("case")
    with op.batch_alter_table("vehicle_driver", schema=None) as batch_op:
        batch_op.drop_index("ix_vehicle_driver_vehicle_id")

    op.drop_table("vehicle_driver")
    with op.batch_alter_table("owner_chat", schema=None) as batch_op:
        batch_op.drop_index("ix_owner_chat_owner_id")

    op.drop_table("owner_chat")
    op.drop_table("link")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_outbox_id")

    op.drop_table("attempt")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_vehicle")
        batch_op.drop_index("ix_appointment_store_start")
        batch_op.drop_index(
            "ix_appointment_remind",
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_appointment_owner")
        batch_op.drop_index(
            "ix_appointment_hold",
            sqlite_where=sa.text("hold_expires_at IS NOT NULL"),
            postgresql_where=sa.text("hold_expires_at IS NOT NULL"),
        )

    op.drop_table("appointment")
    op.drop_table("vehicle")
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.drop_index("ix_staff_member_store")

    op.drop_table("staff_member")
    op.drop_table("staff_invite")
    op.drop_table("staff_group")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_session_unshown",
            sqlite_where=sa.text("shown_version < version"),
            postgresql_where=sa.text("shown_version < version"),
        )
        batch_op.drop_index("ix_session_person")

    op.drop_table("session")
    with op.batch_alter_table("seen_update", schema=None) as batch_op:
        batch_op.drop_index("ix_seen_update_seen_at")

    op.drop_table("seen_update")
    with op.batch_alter_table("owner", schema=None) as batch_op:
        batch_op.drop_index("ix_owner_phone")
        batch_op.drop_index("ix_owner_deletion")

    op.drop_table("owner")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_owner_id")
        batch_op.drop_index("ix_outbox_message")
        batch_op.drop_index(
            "ix_outbox_line",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_outbox_edits",
            sqlite_where=sa.text("done_at IS NULL AND edits_id IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NULL AND edits_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_outbox_due",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.drop_table("outbox")
    op.drop_table("media_copy")
    op.drop_table("lease")
    op.drop_table("failed_update")
    op.drop_table("capacity_day")
    with op.batch_alter_table("binding_try", schema=None) as batch_op:
        batch_op.drop_index("ix_binding_try_user")

    op.drop_table("binding_try")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_subject")
        batch_op.drop_index("ix_audit_owner_id")

    op.drop_table("audit")
    with op.batch_alter_table("action_token", schema=None) as batch_op:
        batch_op.drop_index("ix_action_token_created_at")

    op.drop_table("action_token")
