"""Fresh migrated databases. One is migrated per process and kind, the others are copies of it: that is fast."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import asyncpg
import pytest

from storage import migrate

SERVER = os.environ.get("SERVICEBAY_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


@cache
def _sqlite_template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="servicebay-test-")) / "template.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    return path


def sqlite_url(folder: Path) -> str:
    """A migrated SQLite file in this folder."""
    target = folder / f"{secrets.token_hex(4)}.sqlite3"
    shutil.copy(_sqlite_template(), target)
    return f"sqlite:///{target}"


@cache
def _postgres_template() -> str | None:
    """The name of a migrated template database, or None where no server answers."""
    name = f"sb_template_{os.getpid()}"
    try:
        _on_server(f'CREATE DATABASE "{name}"')
    except (OSError, asyncpg.PostgresError):
        if os.environ.get("CI") == "true":
            raise
        return None
    migrate.upgrade(f"{SERVER}/{name}")
    import atexit

    atexit.register(_on_server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    return name


@contextmanager
def postgres_url() -> Iterator[str]:
    """A migrated PostgreSQL database, dropped afterwards; skips the test where no server answers."""
    template = _postgres_template()
    if template is None:
        pytest.skip(f"no PostgreSQL at {SERVER}")
    name = f"sb_test_{secrets.token_hex(6)}"
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield f"{SERVER}/{name}"
    finally:
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def empty_postgres_url() -> Iterator[str]:
    """A PostgreSQL database with nothing in it, dropped afterwards."""
    name = f"sb_test_{secrets.token_hex(6)}"
    _on_server(f'CREATE DATABASE "{name}"')
    try:
        yield f"{SERVER}/{name}"
    finally:
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    async def execute() -> None:
        connection = await asyncpg.connect(f"{SERVER}/postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(execute())
