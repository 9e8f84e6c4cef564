"""What is planned for owners, the kinds they have switched off, and what is known of a coming visit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, UtcInstant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "planned_message",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("vehicle_id", Id, nullable=True),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("dedup_key", sa.String(length=96), nullable=False),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("look_at", UtcInstant(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("detail", sa.String(length=64), nullable=False),
        sa.Column("outbox_id", Id, nullable=True),
        sa.Column("decided_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_planned_message_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_planned_message_outbox_id_outbox")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_planned_message_owner_id_owner")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_planned_message_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_message")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_planned_message_dedup_key")),
    )
    op.create_index("ix_planned_message_owner_id", "planned_message", ["owner_id", "due_at"])
    op.create_index("ix_planned_message_outbox_id", "planned_message", ["outbox_id"])
    waiting = sa.text("look_at IS NOT NULL")
    op.create_index(
        "ix_planned_message_look",
        "planned_message",
        ["look_at", "owner_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "owner_switch",
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("off_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_owner_switch_owner_id_owner")),
        sa.PrimaryKeyConstraint("owner_id", "kind", name=op.f("pk_owner_switch")),
    )
    with op.batch_alter_table("appointment") as batch_op:
        batch_op.add_column(sa.Column("promised_at", UtcInstant(), nullable=True))
        batch_op.add_column(sa.Column("late_until", UtcInstant(), nullable=True))
    late = sa.text("late_until IS NOT NULL")
    op.create_index("ix_appointment_late", "appointment", ["late_until"], sqlite_where=late, postgresql_where=late)


def downgrade() -> None:
    op.drop_index("ix_appointment_late", table_name="appointment")
    with op.batch_alter_table("appointment") as batch_op:
        batch_op.drop_column("late_until")
        batch_op.drop_column("promised_at")
    op.drop_table("owner_switch")
    op.drop_table("planned_message")
