"""A driver whose claim is not proven sees a car by what they typed, never by what is recorded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("vehicle_driver") as batch_op:
        batch_op.add_column(sa.Column("known_as", sa.String(length=17), nullable=True))
    op.execute(
        "UPDATE vehicle_driver SET known_as = (SELECT COALESCE(vehicle.plate, vehicle.vin) FROM vehicle"
        " WHERE vehicle.id = vehicle_driver.vehicle_id) WHERE trust = 'claimed'"
    )


def downgrade() -> None:
    with op.batch_alter_table("vehicle_driver") as batch_op:
        batch_op.drop_column("known_as")
