"""Damaged files: never a crash, never a half row, always a reason. A sample by default, 2 000 of them in full."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from proof.figures import ensure_due, record, sized
from sqlalchemy import text
from support.damaged import damaged_files
from support.databases import sqlite_url
from support.sheets import import_of

from bot.errors import UserFacingError
from bot.import_cli import known_sheets
from bot.intake.table import Table
from dealership.domain.company import Company
from storage.database import Database, open_database
from storage.uow import UnitOfWork

FILES, SEED = sized(40, 2_000), 3
RECORDS = ("owner", "vehicle", "vehicle_driver", "odometer_reading", "service_visit", "finding")
pytestmark = pytest.mark.proof


def test_no_damaged_file_crashes_an_import_or_leaves_half_a_row(tmp_path: Path, company: Company) -> None:
    ensure_due("damaged", "sqlite")
    url, told = sqlite_url(tmp_path), Counter[str]()

    @seed(SEED)
    @settings(max_examples=FILES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(damaged_files())
    def tried(data: bytes) -> None:
        path = tmp_path / "damaged"
        path.write_bytes(data)
        told.update(asyncio.run(_tried(url, company, path)))

    tried()
    assert told["refused"] and told["taken"] and told["bad"]
    assert told["files"] >= FILES * 0.9  # hypothesis leaves out what it has tried already
    record("damaged", "sqlite", {"seed": SEED, **told})


async def _tried(url: str, company: Company, path: Path) -> dict[str, int]:
    database = open_database(url)
    try:
        return await _judged(database, company, path)
    finally:
        await database.close()


async def _judged(database: Database, company: Company, path: Path) -> dict[str, int]:
    """Import it: every row is either a record or told with a reason, or nothing changes and a sentence says why."""
    before = await database.run(_records)
    try:
        known_sheets(Table(path, {}))
        work = import_of(database, company, path)
        rows = len(list(work.table.rows()))
        await work.begin()
        work.pace.rest = 0
        counts = (await work.run()).counts
        reasons = await database.run(lambda uow: [note[2] for note in uow.intake.notes(work.at, "bad")])
        await work.finish()
    except UserFacingError as error:
        assert error.message and error.remedy
        assert await database.run(_records) == before
        return {"files": 1, "refused": 1}
    taken, bad = counts.get("rows", 0), counts.get("bad", 0)
    assert taken + bad == rows and len(reasons) == bad and all(reasons)
    assert taken or await database.run(_records) == before
    return {"files": 1, "read": 1, "taken": taken, "bad": bad}


def _records(uow: UnitOfWork) -> list[int]:
    return [uow.connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in RECORDS]
