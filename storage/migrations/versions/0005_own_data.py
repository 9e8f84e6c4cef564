"""The house's own data: imports, service history, findings, links for owners."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Json, UtcInstant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("position", sa.String(length=180), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("started_at", UtcInstant(), nullable=False),
        sa.Column("finished_at", UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    op.create_table(
        "intake_note",
        sa.Column("id", Id, nullable=False),
        sa.Column("intake_id", sa.String(length=16), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cells", Json, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_note")),
    )
    with op.batch_alter_table("intake_note", schema=None) as batch_op:
        batch_op.create_index("ix_intake_note_intake", ["intake_id", "kind", "line"], unique=False)

    op.create_table(
        "intake_row",
        sa.Column("intake_id", sa.String(length=16), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("owner_order", sa.String(length=180), nullable=True),
        sa.Column("owner_key", sa.String(length=41), nullable=True),
        sa.Column("person_key", sa.String(length=41), nullable=True),
        sa.Column("car_key", sa.String(length=18), nullable=True),
        sa.Column("owner_id", Id, nullable=True),
        sa.Column("vehicle_id", Id, nullable=True),
        sa.Column("driver", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=128), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("reference", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("grade", sa.String(length=16), nullable=True),
        sa.Column("vip", sa.Integer(), nullable=True),
        sa.Column("advisor", sa.String(length=64), nullable=True),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("lunar_birthday", sa.String(length=11), nullable=True),
        sa.Column("wedding_on", sa.Date(), nullable=True),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("service_consent_at", UtcInstant(), nullable=True),
        sa.Column("marketing_consent_at", UtcInstant(), nullable=True),
        sa.Column("consent_how", sa.String(length=32), nullable=True),
        sa.Column("plate", sa.String(length=16), nullable=True),
        sa.Column("vin", sa.String(length=17), nullable=True),
        sa.Column("model", sa.String(length=64), nullable=True),
        sa.Column("colour", sa.String(length=32), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("engine_number", sa.String(length=40), nullable=True),
        sa.Column("purchase_way", sa.String(length=40), nullable=True),
        sa.Column("insurer", sa.String(length=64), nullable=True),
        sa.Column("insured_until", sa.Date(), nullable=True),
        sa.Column("inspection_due", sa.Date(), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("odometer_km", sa.Integer(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("mark", sa.String(length=40), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column("parts", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("visit_advisor", sa.String(length=64), nullable=True),
        sa.Column("technicians", sa.String(length=64), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("finding_mark", sa.String(length=40), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("finding_state", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("intake_id", "line", name=op.f("pk_intake_row")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("intake_row", schema=None) as batch_op:
        batch_op.create_index("ix_intake_row_car", ["intake_id", "car_key"], unique=False)
        batch_op.create_index("ix_intake_row_owner", ["intake_id", "owner_order"], unique=False)
        batch_op.create_index("ix_intake_row_phone", ["intake_id", "phone"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", Id, nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_finding_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "vehicle_id", "found_on", "mark", name=op.f("uq_finding_vehicle_id_found_on_mark")
        ),
    )
    op.create_table(
        "odometer_reading",
        sa.Column("vehicle_id", Id, nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("km", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_odometer_reading_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("vehicle_id", "read_on", "km", name=op.f("pk_odometer_reading")),
    )
    op.create_table(
        "owner_key",
        sa.Column("key", sa.String(length=41), nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_owner_key_owner_id_owner")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_owner_key")),
    )
    with op.batch_alter_table("owner_key", schema=None) as batch_op:
        batch_op.create_index("ix_owner_key_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "service_visit",
        sa.Column("id", Id, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", Id, nullable=False),
        sa.Column("owner_id", Id, nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column("parts", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("odometer_km", sa.Integer(), nullable=True),
        sa.Column("advisor", sa.String(length=64), nullable=True),
        sa.Column("technicians", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_service_visit_owner_id_owner")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_service_visit_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_visit")),
        sa.UniqueConstraint(
            "vehicle_id", "visited_on", "mark", name=op.f("uq_service_visit_vehicle_id_visited_on_mark")
        ),
    )
    with op.batch_alter_table("service_visit", schema=None) as batch_op:
        batch_op.create_index("ix_service_visit_owner_id", ["owner_id"], unique=False)

    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("batch", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("revoked_at", UtcInstant(), nullable=True))
        batch_op.alter_column("vehicle_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index("ix_link_batch", ["batch"], unique=False)
        batch_op.create_index("ix_link_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("uq_link_code_hash", ["code_hash"], unique=True)

    with op.batch_alter_table("owner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("birthday", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("lunar_birthday", sa.String(length=11), nullable=True))
        batch_op.add_column(sa.Column("wedding_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("licence_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("corrected_at", UtcInstant(), nullable=True))
        batch_op.add_column(sa.Column("import_key", sa.String(length=41), nullable=True))
        batch_op.create_index("uq_owner_import_key", ["import_key"], unique=True)
        batch_op.create_index("ix_owner_reference", ["reference"], unique=False)

    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("engine_number", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("purchase_way", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("insurer", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("insured_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("inspection_due", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("warranty_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("corrected_at", UtcInstant(), nullable=True))


def downgrade() -> None:
    # plain ALTER TABLE: recreating a table others point to would lose their rows on SQLite
    for column in (
        "corrected_at",
        "warranty_until",
        "inspection_due",
        "insured_until",
        "insurer",
        "purchase_way",
        "engine_number",
    ):
        op.drop_column("vehicle", column)
    for index in ("ix_owner_reference", "uq_owner_import_key"):
        op.drop_index(index, table_name="owner")
    for column in (
        "import_key",
        "corrected_at",
        "licence_until",
        "wedding_on",
        "lunar_birthday",
        "birthday",
        "reference",
    ):
        op.drop_column("owner", column)
    op.execute("DELETE FROM link WHERE vehicle_id IS NULL")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index("uq_link_code_hash")
        batch_op.drop_index("ix_link_owner_id")
        batch_op.drop_index("ix_link_batch")
        batch_op.alter_column("vehicle_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("revoked_at")
        batch_op.drop_column("batch")
        batch_op.drop_column("code_hash")

    with op.batch_alter_table("service_visit", schema=None) as batch_op:
        batch_op.drop_index("ix_service_visit_owner_id")

    op.drop_table("service_visit")
    with op.batch_alter_table("owner_key", schema=None) as batch_op:
        batch_op.drop_index("ix_owner_key_owner_id")

    op.drop_table("owner_key")
    op.drop_table("odometer_reading")
    op.drop_table("finding")
    with op.batch_alter_table("intake_row", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_row_owner")
        batch_op.drop_index("ix_intake_row_phone")
        batch_op.drop_index("ix_intake_row_car")

    op.drop_table("intake_row")
    with op.batch_alter_table("intake_note", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_note_intake")

    op.drop_table("intake_note")
    op.drop_table("intake")
