"""The database's own time. Leases, rates and pauses are kept by it, because the clocks of replicas differ.

This is the one function that asks for it; a simulator or a movable clock hands another to `open_database`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import literal_column, select

from storage.prepared import Driver, Prepared
from storage.types import UtcInstant

Time = Callable[[Driver], datetime]
"""(connection) → aware UTC now."""

_MICROSECONDS = {
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)",
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)",
}
_NOW = Prepared(
    {name: select(literal_column(words, UtcInstant).label("now")) for name, words in _MICROSECONDS.items()}
)


def database_time(driver: Driver) -> datetime:
    """The moment this statement is run, not the one its transaction began at; to the millisecond at least."""
    now: datetime = _NOW.run(driver, {}).scalar()
    return now
