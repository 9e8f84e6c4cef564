"""Of two records of one car the emptied one says which it became."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vehicle", sa.Column("merged_into", Id))


def downgrade() -> None:
    with op.batch_alter_table("vehicle") as batch:
        batch.drop_column("merged_into")
