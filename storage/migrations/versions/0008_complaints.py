"""Complaints: what a case of that kind has besides, the ladder it climbs, solutions offered, duty and absences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Json, UtcInstant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _complaint()
    _case()
    _roster()


def _complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("case_id", Id, autoincrement=False, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", Id, nullable=True),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("words", "since", "wish")),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("runs_from", UtcInstant(), nullable=False),
        *(sa.Column(f"{name}_at", UtcInstant(), nullable=True) for name in ("taken", "answered", "solved")),
        sa.Column("pauses", Json, nullable=False),
        *(
            sa.Column(f"{name}_at", UtcInstant(), nullable=True)
            for name in ("promised", "next_step", "wake")
        ),
        sa.Column("works", sa.String(length=16), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("asks", "reopened", "offers")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("cause", "remedy", "prevention")),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("compensation", "cost")),
        *(
            sa.Column(name, sa.String(length=8), nullable=True)
            for name in ("closed_how", "rated_result", "rated_speed")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_complaint_case_id_case")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_complaint_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_complaint")),
    )
    op.create_index("ix_complaint_vehicle_id", "complaint", ["vehicle_id"])
    for name, columns, when in (
        ("step", ["next_step_at"], "next_step_at IS NOT NULL"),
        ("works", ["store_id", "works"], "next_step_at IS NOT NULL"),
        ("wake", ["wake_at"], "wake_at IS NOT NULL"),
    ):
        some = sa.text(when)
        op.create_index(
            f"ix_complaint_{name}", "complaint", columns, sqlite_where=some, postgresql_where=some
        )


def _case() -> None:
    op.create_table(
        "escalation",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("done_at", UtcInstant(), nullable=False),
        sa.Column("told", Json, nullable=False),
        sa.Column("skipped", Json, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_escalation_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "run", "key", name=op.f("pk_escalation")),
    )
    op.create_table(
        "case_offer",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("label", Json, nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("offered_by", Id, nullable=False),
        sa.Column("confirmed_by", Id, nullable=True),
        sa.Column("offered_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_offer_case_id_case")),
        *_by_staff("case_offer", "offered_by", "confirmed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_offer")),
        sa.UniqueConstraint("case_id", "round", "key", name=op.f("uq_case_offer_case_id_round_key")),
    )


def _roster() -> None:
    op.create_table(
        "duty",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        *_by_staff("duty", "staff_id"),
        sa.PrimaryKeyConstraint("store_id", "day", "part", name=op.f("pk_duty")),
    )
    op.create_table(
        "absence",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("substitute_id", Id, nullable=True),
        *_by_staff("absence", "staff_id", "substitute_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("staff_id", "since_on", name=op.f("uq_absence_staff_id_since_on")),
    )
    op.create_index("ix_absence_store", "absence", ["store_id", "until_on"])


def _by_staff(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], ["staff_member.id"], name=op.f(f"fk_{table}_{column}_staff_member")
        )
        for column in columns
    ]


def downgrade() -> None:
    for table in ("absence", "duty", "case_offer", "escalation", "complaint"):
        op.drop_table(table)
