"""Bringing a database to the schema of this version, up or down, on SQLite and PostgreSQL.

On PostgreSQL an advisory lock lets one replica migrate while the others wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.sqlite import sqlite_engine

T = TypeVar("T")
_LOCK = 4_502_010_001
_HERE = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate up to the revision. Raises what the database raises."""
    _with_connection(url, lambda connection: command.upgrade(_config(connection), revision))


def downgrade(url: str, revision: str = "base") -> None:
    """Migrate down to the revision (tests; and the way back of a rolling upgrade)."""
    _with_connection(url, lambda connection: command.downgrade(_config(connection), revision))


def current_revision(url: str) -> str | None:
    """The revision the database stands at; None when it has never been migrated."""
    return _with_connection(
        url, lambda connection: MigrationContext.configure(connection).get_current_revision()
    )


def head_revision() -> str | None:
    """The revision this version of the code wants."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["connection"] = connection
    return config


def _with_connection(url: str, work: Callable[[Connection], T]) -> T:
    if make_url(url).get_backend_name() == "sqlite":
        engine = sqlite_engine(url)
        try:
            with engine.connect() as connection, connection.begin():
                return work(connection)
        finally:
            engine.dispose()
    return asyncio.run(_on_postgres(url, work))


async def _on_postgres(url: str, work: Callable[[Connection], T]) -> T:
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), poolclass=NullPool)

    def locked(connection: Connection) -> T:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        return work(connection)

    try:
        async with engine.connect() as connection, connection.begin():
            return await connection.run_sync(locked)
    finally:
        await engine.dispose()
