"""Instants keep their microsecond through the database, and refuse to be local."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from storage.types import UtcInstant

DIALECT = sqlite.dialect()


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_an_instant_comes_back_as_it_was(at: datetime) -> None:
    kept = UtcInstant().process_bind_param(at, DIALECT)
    assert UtcInstant().process_result_value(kept, DIALECT) == at


def test_local_time_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcInstant().process_bind_param(datetime(2026, 11, 22, 9), DIALECT)
