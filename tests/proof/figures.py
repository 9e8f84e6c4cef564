"""What a proof measured, written down with all that is needed to repeat it.

A sample runs by default; `SERVICEBAY_PROOF=full` (set by `make proof`) runs the full figures and keeps each as
`docs/proof/<name>.json`. A full run that was broken off goes on where it was: what is kept of this commit, and
was measured without changed files, is not measured again.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

FULL = os.environ.get("SERVICEBAY_PROOF") == "full"
ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "docs" / "proof"


def sized(sample: T, full: T) -> T:
    """How much of something: a sample, or the full figure."""
    return full if FULL else sample


def record(name: str, key: str, figures: dict[str, Any]) -> None:
    """Keep the figures of a full run under `key` of `docs/proof/<name>.json`; a sample only prints them."""
    print(f"{name} {key}: {json.dumps(figures, ensure_ascii=False, default=str)}")
    if not FULL:
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{name}.json"
    kept = _kept(path)
    about = {"commit": commit(), "dirty": is_dirty(), "on": f"{datetime.now(UTC):%Y-%m-%d}"}
    kept[key] = {**about, "machine": machine(), **figures}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf8")


def ensure_due(name: str, key: str) -> None:
    """Skip a part of a full run that is kept already, of this very commit."""
    kept = _kept(KEPT / f"{name}.json").get(key, {})
    if FULL and not is_dirty() and kept.get("commit") == commit() and not kept.get("dirty", True):
        pytest.skip(f"kept in docs/proof/{name}.json, of this commit")


def _kept(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf8"))) if path.exists() else {}


def commit() -> str:
    """The commit that is measured; one that only keeps figures is the one before it."""
    return _git("log", "-1", "--format=%h", "--abbrev=12", "--", ".", ":!docs/proof")


def is_dirty() -> bool:
    """Whether files differ from it, the figures themselves apart."""
    return bool(_git("status", "--porcelain", "--", ".", ":!docs/proof"))


def _git(*args: str) -> str:
    told = subprocess.run(["git", *args], cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def machine() -> dict[str, Any]:
    """Where it ran, without naming the place."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
        "postgresql": _postgresql(),
    }


def _postgresql() -> str | None:
    import asyncio

    import asyncpg
    from support.databases import SERVER

    async def asked() -> str:
        connection = await asyncpg.connect(f"{SERVER}/postgres")
        try:
            return str(await connection.fetchval("SHOW server_version"))
        finally:
            await connection.close()

    try:
        with ThreadPoolExecutor(1) as aside:  # a proof that asks may be within a loop of its own
            return aside.submit(asyncio.run, asked()).result()
    except (OSError, asyncpg.PostgresError):
        return None
