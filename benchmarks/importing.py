"""The import against a bare `executemany` of the same rows on SQLite: CPU time of both, and their ratio.

The bare one reads nothing, checks nothing and merges nothing; it is the limit of writing rows at all.
"""

from __future__ import annotations

import asyncio
import csv
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SIZES = (10_000, 13_000, 20_000)


def cpu() -> float:
    """Seconds this process has computed, all threads."""
    return time.process_time()


def bare(paths: list[Path], folder: Path) -> float:
    """Rows of each file into a table of text columns, 1 000 a transaction."""
    encodings = {"owners.csv": "gb18030"}
    rows = [list(csv.reader(path.open(encoding=encodings.get(path.name, "utf-8")))) for path in paths]
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    began = cpu()
    for number, table in enumerate(rows):
        width = len(table[0])
        connection.execute(f"CREATE TABLE t{number} ({', '.join(f'c{i}' for i in range(width))})")
        for start in range(0, len(table), 1000):
            connection.execute("BEGIN IMMEDIATE")
            marks = ", ".join("?" * width)
            connection.executemany(f"INSERT INTO t{number} VALUES ({marks})", table[start : start + 1000])
            connection.execute("COMMIT")
    connection.close()
    return cpu() - began


async def imported(paths: list[Path], url: str) -> float:
    """The same files through the import."""
    from support.sheets import import_of

    from bot.config import load_company
    from storage.database import open_database

    company, database = load_company(ROOT / "bot/data/demo.toml"), open_database(url)
    began = cpu()
    for path in paths:
        work = import_of(database, company, path)
        await work.begin()
        work.pace.rest = 0
        await work.run()
        await work.finish()
    took = cpu() - began
    await database.close()
    return took


def main() -> None:
    """Print rows, both times and the ratio."""
    from support import dealer
    from support.databases import sqlite_url

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = dealer.write(folder, *SIZES)
        limit, took = bare(paths, folder), asyncio.run(imported(paths, sqlite_url(folder)))
    rows, memory = sum(SIZES), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{rows:,} rows: executemany {limit:.2f} s CPU, import {took:.2f} s CPU, ratio {took / limit:.0f}")
    print(f"{rows / took:,.0f} rows per CPU second, at most {memory} MB")


if __name__ == "__main__":
    main()
