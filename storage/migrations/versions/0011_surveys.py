"""Surveys: who was asked, what they answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Json, UtcInstant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_response",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("vehicle_id", Id, nullable=True),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("survey", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("advisor", sa.String(length=64), nullable=True),
        sa.Column("planned_id", Id, nullable=False),
        sa.Column("invited_at", UtcInstant(), nullable=False),
        sa.Column("expires_at", UtcInstant(), nullable=False),
        sa.Column("answered_at", UtcInstant(), nullable=True),
        sa.Column("completed_at", UtcInstant(), nullable=True),
        sa.Column("listen_at", UtcInstant(), nullable=True),
        sa.Column("case_id", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_survey_response_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_survey_response_case_id_case")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_survey_response_owner_id_owner")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_survey_response_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_response")),
        sa.UniqueConstraint("planned_id", name=op.f("uq_survey_response_planned_id")),
    )
    op.create_index("ix_survey_response_store", "survey_response", ["store_id", "survey", "invited_at"])
    op.create_index("ix_survey_response_owner_id", "survey_response", ["owner_id"])
    unheard = sa.text("listen_at IS NOT NULL")
    op.create_index(
        "ix_survey_response_listen",
        "survey_response",
        ["listen_at"],
        sqlite_where=unheard,
        postgresql_where=unheard,
    )
    op.create_table(
        "survey_answer",
        sa.Column("response_id", Id, nullable=False),
        sa.Column("question", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("said", Json, nullable=True),
        sa.Column("answered_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["survey_response.id"], name=op.f("fk_survey_answer_response_id_survey_response")
        ),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_survey_answer")),
    )


def downgrade() -> None:
    op.drop_table("survey_answer")
    op.drop_table("survey_response")
