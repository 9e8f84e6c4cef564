"""The plan of one day for a large house, beside the bare `INSERT … SELECT` of the same sets; then the governor.

    python benchmarks/planning.py [--owners 1000000] [--only sqlite|postgresql]

There are 1.3 vehicles and two visits an owner, made by the database itself. Measured in turns on one database: the bare
sets (no unique key asked, rolled back), the plan (every set in a transaction of its own, unique for ever), the plan once
more (adds nothing), on PostgreSQL three planners at once (the same rows), and the rows a second the governor decides.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from bot.config import load_company
from bot.shops import shops_of
from scheduler.sweeps.voice import dues_of, plan, speak, voice_of
from storage.database import Database, open_database
from storage.due import COLUMNS
from storage.schema import planned_message
from storage.uow import UnitOfWork

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
"""Half past ten in Shanghai."""
VEHICLES, VISITS = 1.3, 2
NUMBERS = {
    "postgresql": "generate_series(1, {n}) AS numbers(n)",
    "sqlite": "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {n}) SELECT n FROM c)",
}
DAY = {
    "postgresql": "(DATE '2026-01-01' + CAST({n} AS INTEGER))",
    "sqlite": "date('2026-01-01', '+' || ({n}) || ' days')",
}
FILL = """
INSERT INTO owner (id, store_id, name, language, grade, vip, birthday, licence_until, service_consent_at, created_at)
 SELECT n, 1, 'Owner', 'zh-CN', 'ordinary', {no}, {birthday}, {licence}, 0, 0 FROM {owners};
INSERT INTO owner_chat (bot, user_id, chat_id, owner_id, created_at) SELECT 'owner', n, n, n, 0 FROM {owners};
INSERT INTO vehicle (id, store_id, plate, model, insured_until, inspection_due, warranty_until, created_at)
 SELECT n, 1, 'P' || n, 'Solin 5', {insured}, {inspection}, {warranty}, 0 FROM {vehicles};
INSERT INTO vehicle_driver (owner_id, vehicle_id, trust, since_at) SELECT n % {count} + 1, n, 'proven', 0 FROM {vehicles};
INSERT INTO upkeep (vehicle_id, store_id, kind, base_on, due_on, by_km)
 SELECT n, 1, 'periodic_service', {base}, {due}, {no} FROM {vehicles};
INSERT INTO service_visit (store_id, vehicle_id, owner_id, visited_on, mark, currency)
 SELECT 1, n % {cars} + 1, n % {count} + 1, {base}, CAST(n AS VARCHAR(40)), 'CNY' FROM {visits}
"""


def fill(uow: UnitOfWork, owners: int) -> None:
    """Owners, chats, cars with their days, drivers, what is due, visits."""
    dialect, cars = uow.connection.dialect.name, int(owners * VEHICLES)
    days = {"birthday": "(n * 7) % 365", "licence": "(n * 11) % 1500 + 100", "insured": "(n * 13) % 365 + 200",
            "inspection": "(n * 17) % 730 + 200", "warranty": "(n * 19) % 1095 + 200", "base": "(n * 23) % 100",
            "due": "(n * 29) % 180 + 280"}  # fmt: skip
    words = {name: DAY[dialect].format(n=number) for name, number in days.items()}
    counts = {"owners": owners, "vehicles": cars, "visits": owners * VISITS}
    words |= {name: NUMBERS[dialect].format(n=number) for name, number in counts.items()}
    words |= {"count": str(owners), "cars": str(cars), "no": "false" if dialect == "postgresql" else "0"}
    for statement in FILL.format(**words).split(";"):
        uow.connection.execute(text(statement))


class _TakenBack(Exception):  # noqa: N818 (it ends a transaction and is no error)
    pass


async def bare(database: Database, shops: Any) -> float:
    """Seconds of the same sets as they are, all in one transaction, which is rolled back."""
    seconds = 0.0

    def work(uow: UnitOfWork) -> None:
        nonlocal seconds
        began = time.perf_counter()
        for due in dues_of(shops, NOW):
            statement = due.statement.order_by(None)
            uow.connection.execute(planned_message.insert().from_select(list(COLUMNS), statement))
        seconds = time.perf_counter() - began
        raise _TakenBack

    with suppress(_TakenBack):
        await database.run(work)
    return seconds


async def timed(work: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    done = await work
    return time.perf_counter() - began, done


async def measure(url: str, owners: int) -> dict[str, Any]:
    """The figures of one database."""
    company, database = load_company(ROOT / "bot/data/demo.toml"), open_database(url)
    shops = {1: shops_of(company)[1]}
    await database.run(lambda uow: fill(uow, owners))
    if database.dialect == "postgresql":
        await database.run(lambda uow: uow.connection.execute(text("ANALYZE")) and None)
    await bare(database, shops)  # warm
    bare_seconds = await bare(database, shops)
    plans = 3 if database.dialect == "postgresql" else 1
    seconds, added = await timed(asyncio.gather(*(plan(database, shops, NOW) for _ in range(plans))))
    again, none = await timed(plan(database, shops, NOW))
    rows = await database.run(
        lambda uow: uow.connection.execute(select(func.count(planned_message.c.id))).scalar()
    )
    governed, told = await timed(speak(database, voice_of(company, shops), NOW))
    await database.close()
    return {
        "database": url.partition(":")[0], "owners": owners, "rows": rows, "planners": plans,
        "bare_seconds": round(bare_seconds, 2), "plan_seconds": round(seconds, 2),
        "to_bare": round(seconds / plans / bare_seconds, 2), "same_rows": sum(added) == rows,
        "again_seconds": round(again, 2), "again_adds": none, "owners_told": told,
        "governor_rows_per_second": round(rows / governed),
    }  # fmt: skip


@contextmanager
def fresh(kind: str) -> Iterator[str]:
    sys.path[:0] = [str(ROOT / "tests")]
    from support.databases import postgres_url, sqlite_url

    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield sqlite_url(Path(folder))
    else:
        with postgres_url() as url:
            yield url


def main() -> None:
    """Measure what was asked for, a line of JSON a database."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--owners", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    for kind in ("sqlite", "postgresql"):
        if options.only in (None, kind):
            with fresh(kind) as url:
                print(json.dumps(asyncio.run(measure(url, options.owners))), flush=True)


if __name__ == "__main__":
    main()
