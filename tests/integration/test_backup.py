"""The scripts of docs/howto: a backup made while the house runs comes back whole, and never on top of another house."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from support.databases import empty_postgres_url, postgres_url

from storage import migrate
from storage.database import open_database
from storage.schema import outbox
from storage.uow import UnitOfWork

SAMPLES = Path(__file__).parents[2] / "docs" / "howto" / "samples"
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

pytestmark = pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")


def script(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SAMPLES / name, *words], capture_output=True, text=True, timeout=60)


async def queue(url: str, key: str) -> None:
    database = open_database(url)
    row = {"store_id": 1, "bot": "owner", "chat_id": 1, "purpose": "receipt", "language": "zh-CN"}
    await database.run(lambda uow: uow.outbox.add(NOW, payload={"text": ["您好"]}, dedup_key=key, **row))
    await database.run(lambda uow: uow.outbox.claim_due("owner", NOW, 1, holder="a replica"))
    await database.close()


async def rows(url: str) -> list[tuple[object, ...]]:
    def work(uow: UnitOfWork) -> list[tuple[object, ...]]:
        return [tuple(row) for row in uow.connection.execute(select(outbox))]

    database = open_database(url)
    try:
        return await database.run(work)
    finally:
        await database.close()


async def taken_up(url: str) -> tuple[int, int]:
    """How much is taken back from the replicas of the past, and goes out now."""
    database = open_database(url)
    try:
        taken = await database.run(lambda uow: uow.outbox.take_back("owner", NOW))
        return taken, len(await database.run(lambda uow: uow.outbox.claim_due("owner", NOW, 9)))
    finally:
        await database.close()


def test_a_backup_comes_back_whole(tmp_path: Path) -> None:
    with postgres_url() as url, empty_postgres_url() as other:
        asyncio.run(queue(url, "before"))
        made = script("backup.sh", url, str(tmp_path))
        assert made.returncode == 0, made.stderr
        asyncio.run(queue(url, "after the backup"))
        restored = script("restore.sh", made.stdout.strip(), other)
        assert restored.returncode == 0, restored.stderr
        assert asyncio.run(rows(other)) == asyncio.run(rows(url))[:1]


def test_what_was_being_sent_at_the_backup_is_sent_by_the_restored_house(tmp_path: Path) -> None:
    with postgres_url() as url, empty_postgres_url() as other:
        asyncio.run(queue(url, "in flight"))
        script("restore.sh", script("backup.sh", url, str(tmp_path)).stdout.strip(), other)
        assert asyncio.run(taken_up(other)) == (1, 1)


def test_the_restored_house_stands_at_the_same_schema(tmp_path: Path) -> None:
    with postgres_url() as url, empty_postgres_url() as other:
        script("restore.sh", script("backup.sh", url, str(tmp_path)).stdout.strip(), other)
        assert migrate.current_revision(other) == migrate.head_revision()


def test_a_house_is_never_restored_over(tmp_path: Path) -> None:
    with postgres_url() as url:
        made = script("backup.sh", url, str(tmp_path)).stdout.strip()
        refused = script("restore.sh", made, url)
        assert refused.returncode == 1
        assert "empty one" in refused.stderr


def test_backups_do_not_outlive_the_promise_to_forget(tmp_path: Path) -> None:
    old = tmp_path / "servicebay-20200101T000000Z.dump"
    old.touch()
    os.utime(old, (time.time() - 40 * 86400,) * 2)
    with postgres_url() as url:
        assert script("backup.sh", url, str(tmp_path)).returncode == 0
    assert not old.exists()


def test_a_backup_of_nothing_is_an_error(tmp_path: Path) -> None:
    failed = script("backup.sh", "postgresql://nobody@127.0.0.1:1/nothing", str(tmp_path))
    assert failed.returncode != 0
    assert list(tmp_path.glob("*.dump")) == []
