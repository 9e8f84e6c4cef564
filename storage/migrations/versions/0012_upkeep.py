"""When each car wants service next, calls for staff to make, and the days reminders are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, UtcInstant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

DAYS = (
    ("vehicle", "insured_until", ["store_id", "insured_until"]),
    ("vehicle", "inspection_due", ["store_id", "inspection_due"]),
    ("vehicle", "warranty_until", ["store_id", "warranty_until"]),
    ("vehicle", "delivered_on", ["store_id", "delivered_on"]),
    ("owner", "licence_until", ["store_id", "licence_until"]),
    ("finding", "found_on", ["store_id", "state", "found_on"]),
)


def upgrade() -> None:
    op.create_table(
        "upkeep",
        sa.Column("vehicle_id", Id, autoincrement=False, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("base_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_km", sa.Integer(), nullable=True),
        sa.Column("by_km", sa.Boolean(), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_where", sa.String(length=12), nullable=True),
        sa.Column("stale_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_upkeep_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("vehicle_id", name=op.f("pk_upkeep")),
    )
    op.create_index("ix_upkeep_due", "upkeep", ["store_id", "kind", "due_on"])
    op.create_index("ix_upkeep_ask", "upkeep", ["store_id", "ask_on"])
    stale = sa.text("stale_at IS NOT NULL")
    op.create_index("ix_upkeep_stale", "upkeep", ["vehicle_id"], sqlite_where=stale, postgresql_where=stale)
    op.execute(
        "INSERT INTO upkeep (vehicle_id, store_id, kind, by_km, stale_at) "
        "SELECT id, store_id, '', CAST(0 AS BOOLEAN), created_at FROM vehicle"
    )
    _tasks()
    for table, day, columns in DAYS:
        op.create_index(f"ix_{table}_{day}", table, columns)


def _tasks() -> None:
    op.create_table(
        "staff_task",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("vehicle_id", Id, nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("dedup_key", sa.String(length=96), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("ended_by", Id, nullable=True),
        sa.Column("ended_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_staff_task_owner_id_owner")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_staff_task_vehicle_id_vehicle")),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["staff_member.id"], name=op.f("fk_staff_task_ended_by_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_task")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_staff_task_dedup_key")),
    )
    op.create_index("ix_staff_task_owner_id", "staff_task", ["owner_id"])
    to_do = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_staff_task_due", "staff_task", ["store_id", "due_at"], sqlite_where=to_do, postgresql_where=to_do
    )


def downgrade() -> None:
    for table, day, _ in DAYS:
        op.drop_index(f"ix_{table}_{day}", table_name=table)
    op.drop_table("staff_task")
    op.drop_table("upkeep")
