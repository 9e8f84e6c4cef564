"""The import in figures: a dealer's whole history in a minute, with kill -9 at random moments, twice, in another order.

A sample by default; SERVICEBAY_PROOF=full for 100 000 owners, 130 000 cars, 200 000 visits and 20 kills.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from proof.figures import FULL, record, sized
from support import dealer
from support.databases import postgres_url, sqlite_url
from support.sheets import content

from storage.database import open_database

SIZES = sized((400, 500, 800), (100_000, 130_000, 200_000))
KILLS = sized(2, 20)
SECONDS, MEGABYTES = 60, 300
ROOT = Path(__file__).parents[2]
COMMAND = "from bot.cli import main; raise SystemExit(main())"
pytestmark = pytest.mark.proof


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases of a kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path), sqlite_url(tmp_path)
        return
    with postgres_url() as first, postgres_url() as second:
        yield first, second


async def _started(url: str, path: Path) -> asyncio.subprocess.Process:
    env = {
        **os.environ, "SERVICEBAY_DATABASE_URL": url, "SERVICEBAY_CONFIG": str(ROOT / "bot/data/demo.toml"), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    quiet = asyncio.subprocess.DEVNULL
    args = ("import", str(path), "--store", "pudong", "--yes")
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        COMMAND,
        *args,
        env=env,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        cwd=path.parent,
    )


async def _brought(url: str, path: Path) -> int:
    """Import a file to its end; the most memory it used, in MB."""
    process = await _started(url, path)
    most = 0
    while process.returncode is None:
        most = max(most, _memory(process.pid))
        await asyncio.wait([asyncio.ensure_future(process.wait())], timeout=0.1)
    assert process.returncode == 0
    return most


def _memory(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0].split()[1]) // 1024 if found else 0


async def _rows(url: str) -> list[list[str]]:
    database = open_database(url)
    try:
        return await content(database)
    finally:
        await database.close()


async def test_killed_again_and_again_twice_and_in_another_order_the_rows_are_the_same(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    quiet, killed = urls
    began = time.monotonic()
    memory = [await _brought(quiet, path) for path in dealer.write(tmp_path, *SIZES)]
    seconds = time.monotonic() - began
    expected = await _rows(quiet)
    assert [len(kind) for kind in expected[:3]] == [SIZES[0], SIZES[1], SIZES[1]] and len(
        expected[4]
    ) == SIZES[2]
    moments, kills = random.Random(3), 0
    paths = dealer.write(tmp_path, *SIZES, order=5)
    while kills < KILLS:
        for path in paths:
            process = await _started(killed, path)
            await asyncio.wait(
                [asyncio.ensure_future(process.wait())], timeout=1 + moments.random() * (seconds / 3)
            )
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
            await process.wait()
    for path in [*paths, *paths]:
        await _brought(killed, path)
    assert await _rows(killed) == expected
    figures = {"rows": sum(SIZES), "seconds": round(seconds, 1), "megabytes": max(memory), "kills": kills}
    record("import", quiet.partition(":")[0], figures)
    if FULL:
        assert max(memory) < MEGABYTES and seconds < SECONDS
