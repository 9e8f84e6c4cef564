"""What a proof measured, written down with all that is needed to repeat it.

A sample runs by default; `SERVICEBAY_PROOF=full` (set by `make proof`) runs the full figures and keeps each as
`docs/proof/<name>.json`.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

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
    kept = json.loads(path.read_text(encoding="utf8")) if path.exists() else {}
    kept[key] = {"commit": commit(), "on": f"{datetime.now(UTC):%Y-%m-%d}", "machine": machine(), **figures}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf8")


def commit() -> str:
    """The commit that was measured; `+` when files differed from it."""
    at = _git("rev-parse", "--short=12", "HEAD")
    return f"{at}+" if _git("status", "--porcelain", "--untracked-files=no") else at


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
        return asyncio.run(asked())
    except (OSError, asyncpg.PostgresError):
        return None
