"""Column types of the house: one for instants, one for JSON values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Json = JSON().with_variant(JSONB(), "postgresql")
"""A JSON value: TEXT on SQLite, JSONB on PostgreSQL."""

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A row id: SQLite grows ids by itself only for INTEGER."""


class UtcInstant(TypeDecorator[datetime]):
    """An aware UTC instant, kept as microseconds since 1970: same order and arithmetic on both databases.

    A naive value is refused: local time exists only at the edges.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must carry its zone")
        delta = value - _EPOCH
        return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        seconds, micros = divmod(int(value), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
