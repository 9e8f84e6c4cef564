"""Surveys and their answers."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from storage.schema.base import metadata
from storage.types import Id, Json, UtcInstant

survey_response = Table(
    "survey_response",
    metadata,
    Column("id", Id, primary_key=True),
    Column("store_id", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("owner.id"), nullable=False),
    Column("vehicle_id", Id, ForeignKey("vehicle.id")),
    Column("appointment_id", Id, ForeignKey("appointment.id")),
    Column("survey", String(24), nullable=False),
    Column("version", Integer, nullable=False),
    Column("advisor", String(64)),
    Column("planned_id", Id, nullable=False, unique=True),
    Column("invited_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("answered_at", UtcInstant),
    Column("completed_at", UtcInstant),
    Column("listen_at", UtcInstant),
    Column("case_id", Id, ForeignKey("case.id")),
    Index("ix_survey_response_store", "store_id", "survey", "invited_at"),
    Index("ix_survey_response_owner_id", "owner_id"),
)
_UNHEARD = survey_response.c.listen_at.is_not(None)
Index(
    "ix_survey_response_listen",
    survey_response.c.listen_at,
    sqlite_where=_UNHEARD,
    postgresql_where=_UNHEARD,
)

survey_answer = Table(
    "survey_answer",
    metadata,
    Column("response_id", Id, ForeignKey("survey_response.id"), nullable=False),
    Column("question", String(24), nullable=False),
    Column("number", Integer),
    Column("said", Json),
    Column("answered_at", UtcInstant, nullable=False),
    PrimaryKeyConstraint("response_id", "question"),
)
