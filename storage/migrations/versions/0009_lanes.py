"""Lanes of the outbox, leases of sending processes, gates that keep the rate; the house's own time is the database's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcInstant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LANES = {1: ("danger",), 2: ("card", "staff"), 3: ("planned",)}
_OPEN, _PLANNED, _SENDING = (
    sa.text(words) for words in ("done_at IS NULL", "state = 'planned'", "state = 'sending'")
)


def upgrade() -> None:
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("lane", sa.SmallInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("unsure", sa.String(length=8), nullable=False, server_default="resend"))
        table.add_column(sa.Column("holder", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("left", sa.Boolean(), nullable=False, server_default=sa.false()))
    outbox = sa.table("outbox", sa.column("lane"), sa.column("purpose"))
    for lane, purposes in _LANES.items():
        op.execute(outbox.update().where(outbox.c.purpose.in_(purposes)).values(lane=lane))
    op.drop_index("ix_outbox_line", table_name="outbox")
    _index("ix_outbox_line", ["bot", "chat_id", "lane", "id"], _OPEN)
    _index("ix_outbox_lane", ["bot", "lane", "due_at", "id"], _PLANNED)
    _index("ix_outbox_sending", ["bot", "chat_id"], _SENDING)
    _process_lease()
    _gates()


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)


def _process_lease() -> None:
    op.create_table(
        "process_lease",
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("began_at", UtcInstant(), nullable=False),
        sa.Column("until_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("holder", name=op.f("pk_process_lease")),
    )


def _gates() -> None:
    op.create_table(
        "gate",
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("free_at", UtcInstant(), nullable=False),
        sa.Column("paused_at", UtcInstant(), nullable=False),
        sa.Column("paused_until", UtcInstant(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("slowed_at", UtcInstant(), nullable=False),
        sa.Column("closed", Json, nullable=False),
        sa.PrimaryKeyConstraint("bot", name=op.f("pk_gate")),
    )
    op.create_table(
        "chat_gate",
        sa.Column("bot", sa.String(length=8), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("free_at", UtcInstant(), nullable=False),
        sa.Column("tat_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "chat_id", name=op.f("pk_chat_gate")),
    )
    op.create_index("ix_chat_gate_free", "chat_gate", ["bot", "free_at"])


def downgrade() -> None:
    for name in ("chat_gate", "gate", "process_lease"):
        op.drop_table(name)
    for name in ("ix_outbox_sending", "ix_outbox_lane", "ix_outbox_line"):
        op.drop_index(name, table_name="outbox")
    _index("ix_outbox_line", ["bot", "chat_id", "id"], _OPEN)
    with op.batch_alter_table("outbox") as table:
        for name in ("left", "holder", "unsure", "lane"):
            table.drop_column(name)
