"""What every test may ask for: migrated databases of both kinds, the demo's company, the profiles of hypothesis."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.databases import postgres_url, sqlite_url

from bot.config import load_company
from dealership.domain.company import Company
from storage.database import Database, open_database

settings.register_profile(
    "default", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("proof", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

DATA = Path(__file__).parent.parent / "bot" / "data"


@pytest.fixture(scope="session")
def company() -> Company:
    """The demo's company: two stores, two zones."""
    return load_company(DATA / "demo.toml")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh migrated database of each kind; PostgreSQL is skipped where no server answers (never in CI)."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    with postgres_url() as url:
        yield url


@pytest.fixture
def sqlite_database_url(tmp_path: Path) -> str:
    """A fresh migrated SQLite file, for tests where the database does not matter."""
    return sqlite_url(tmp_path)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database of each kind."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_database_url: str) -> AsyncIterator[Database]:
    opened = open_database(sqlite_database_url)
    yield opened
    await opened.close()
