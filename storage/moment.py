"""The database's own time. Leases, rates and pauses are kept by it, because the clocks of replicas differ.

This is the one place that asks for it; a simulator or a movable clock hands another to `open_database`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import literal_column, select

from storage.prepared import Driver, Prepared
from storage.types import UtcInstant

Time = Callable[[Driver], datetime]
"""(connection) → aware UTC now."""

_MICROSECONDS = {
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)",
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)",
}


def now_column(dialect: str) -> Any:
    """The database's time, as a column beside others."""
    return literal_column(_MICROSECONDS[dialect], UtcInstant).label("now")


_NOW = Prepared({name: select(now_column(name)) for name in _MICROSECONDS})


def database_time(driver: Driver) -> datetime:
    """The moment this statement is run, not the one its transaction began at; to the millisecond at least."""
    now: datetime = _NOW.run(driver, {}).scalar()
    return now


def moment_of(time: Time, driver: Driver, read: datetime) -> datetime:
    """`read` beside something else just now, unless another clock was handed in."""
    return read if time is database_time else time(driver)
