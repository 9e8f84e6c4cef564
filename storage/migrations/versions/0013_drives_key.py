"""Staged rows say by which name and car their person is known, too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("intake_row", sa.Column("drives_key", sa.String(length=41)))


def downgrade() -> None:
    with op.batch_alter_table("intake_row") as batch:
        batch.drop_column("drives_key")
