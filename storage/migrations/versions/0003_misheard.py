"""Messages nobody understood are kept, by consent, to learn from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Json, UtcInstant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "misheard",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", UtcInstant(), nullable=False),
        sa.Column("label", Json, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_misheard_owner_id_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misheard")),
    )
    with op.batch_alter_table("misheard") as batch_op:
        batch_op.create_index("ix_misheard_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_misheard_said_at", ["said_at"], unique=False)
    with op.batch_alter_table("owner") as batch_op:
        batch_op.add_column(sa.Column("learning_consent_at", UtcInstant(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("owner") as batch_op:
        batch_op.drop_column("learning_consent_at")
    op.drop_table("misheard")
