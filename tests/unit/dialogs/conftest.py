"""Owners and staff in one morning of the demo's company, anew for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.cast import Cast, connected
from support.databases import sqlite_url

from dealership.domain.company import Company


@pytest.fixture(scope="module")
def whole_cast(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """Everybody; what is changed stays changed for the module."""
    with connected(sqlite_url(Path(tmp_path_factory.mktemp("dialogs")))) as connection:
        yield Cast(connection, company)


@pytest.fixture
def cast(whole_cast: Cast) -> Iterator[Cast]:
    """Everybody; what a test changes is taken back."""
    with whole_cast.owner("known").branch():
        yield whole_cast
