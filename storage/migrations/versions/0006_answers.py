"""What owners say of the matters they were reminded of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, UtcInstant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder_answer",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("answered_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", "period", name=op.f("pk_reminder_answer")),
    )


def downgrade() -> None:
    op.drop_table("reminder_answer")
