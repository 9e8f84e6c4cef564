"""Free times and a race for places on one migrated database, in a process of its own: prints its figures as JSON.

    python benchmarks/capacity.py DATABASE_URL PAST_BOOKINGS

The shop has twelve bays, as many desks, PAST_BOOKINGS visits behind it and a half full fortnight ahead. Its free
times are asked for 14 days, in turns with the bare query beneath them (the claims of those days, read and given up).
Then RACERS bookings at once want the times of a few mornings; a place that two of them got counts as `twice`.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from load import percentile
from sqlalchemy import select, text

from bot.clock import system_now
from bot.config import load_company
from bot.house import shops_of
from dealership.domain.slots import claim_range
from dealership.services import holds
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from storage.database import Database, open_database
from storage.schema import claim
from storage.uow import UnitOfWork

DAYS, QUESTIONS, RACERS, AT_ONCE = 14, 600, 1000, 50
JOBS = ("wipers",)
_random = random.Random(7)
_NUMBERS = {
    "postgresql": "SELECT generate_series(1, {past}) AS n",
    "sqlite": "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {past}) SELECT n FROM c",
}
_VISITS = """
INSERT INTO appointment (id, store_id, owner_id, vehicle_id, state, jobs, safety, minutes, price_from, price_to,
    currency, start_at, finish_at, bay, advisor, squeezed, repeat_repair, revision, created_at, updated_at)
SELECT n, {store}, {owner}, {vehicle}, 'done', CAST('["wipers"]' AS {json}), {no}, 15, 0, 0, 'CNY', CAST({slot} AS BIGINT) * 900000000,
    CAST({slot} + 1 AS BIGINT) * 900000000, 'lift-' || (n % 12), 'advisor-' || (n % 12), {no}, {no}, 0, 0, 0
FROM ({numbers}) AS numbers
"""
_CLAIMS = """
INSERT INTO claim (store_id, resource, slot, appointment_id)
SELECT {store}, '{kind}-' || (n % 12), {slot}, n FROM ({numbers}) AS numbers
"""


@dataclass
class Figures:
    """Milliseconds of a whole transaction; `to_bare` is the median ratio of neighbours."""

    p50_ms: float
    p99_ms: float
    to_bare: float
    attempts_per_second: float
    won: int
    twice: int


def fill(uow: UnitOfWork, shop: Shop, past: int, now: datetime) -> Wish:
    """Visits behind, twelve at a time back into the past; a car and its owner for those ahead."""
    owner_id = uow.owners.add(now, store_id=shop.id, name="Owner", language="zh-CN")
    vehicle_id = uow.vehicles.add(now, store_id=shop.id, plate="沪A00001")
    words: dict[str, object] = {"store": shop.id, "owner": owner_id, "vehicle": vehicle_id}
    dialect = uow.connection.dialect.name
    no, json_type = ("false", "JSONB") if dialect == "postgresql" else ("0", "TEXT")
    words |= {"no": no, "json": json_type, "numbers": _NUMBERS[dialect].format(past=past)}
    words["slot"] = f"{int(now.timestamp()) // 900 - 100} - n / 12"
    uow.connection.execute(text(_VISITS.format(**words)))
    for kind in ("bay:lift", "advisor:advisor"):
        uow.connection.execute(text(_CLAIMS.format(kind=kind, **words).replace(":", r"\:")))
    if dialect == "postgresql":
        uow.connection.execute(
            text("SELECT setval(pg_get_serial_sequence('appointment', 'id'), :n)"), {"n": past + 1}
        )
    return Wish(owner_id, vehicle_id, JOBS)


def book_ahead(uow: UnitOfWork, shop: Shop, wish: Wish, now: datetime) -> None:
    """Every other free time of the fortnight, several times over."""
    request = holds.request_of(shop, wish)
    for day in range(DAYS):
        for start in shop.free_times(uow, shop.today(now) + timedelta(days=day), request, now)[::2]:
            for _ in range(4):
                holds.hold(uow, shop, wish, start, now)


async def ask(database: Database, shop: Shop, wish: Wish, now: datetime) -> tuple[list[float], list[float]]:
    """Seconds of the free days and of the bare query, in turns."""
    request, today = holds.request_of(shop, wish), shop.today(now)
    first, end = claim_range(shop.store, today, today + timedelta(days=DAYS - 1), request, shop.table)
    free, bare = list[float](), list[float]()
    for _ in range(QUESTIONS):
        begun = time.perf_counter()
        await database.run(lambda uow: shop.free_days(uow, today, DAYS, request, now))
        between = time.perf_counter()
        await database.run(lambda uow: uow.appointments.taken(shop.id, first, end))
        free.append(between - begun)
        bare.append(time.perf_counter() - between)
    return free, bare


async def race(database: Database, shop: Shop, wish: Wish, now: datetime) -> tuple[float, int, int]:
    """Attempts per second, places won, places given twice."""
    request, day = holds.request_of(shop, wish), shop.today(now) + timedelta(days=DAYS + 1)
    times = await database.run(lambda uow: [*shop.free_times(uow, day, request, now)])
    times += await database.run(lambda uow: [*shop.free_times(uow, day + timedelta(days=1), request, now)])
    wanted, left = [_random.choice(times[:24]) for _ in range(RACERS)], count()
    won: list[int] = []

    async def racer() -> None:
        while (number := next(left)) < RACERS:
            held = await database.run(lambda uow: holds.hold(uow, shop, wish, wanted[number], now))
            if held is not None:
                won.append(held.id)

    begun = time.perf_counter()
    await asyncio.gather(*(racer() for _ in range(AT_ONCE)))
    seconds = time.perf_counter() - begun
    taken = select(claim.c.resource, claim.c.slot).where(claim.c.appointment_id.in_(won))
    rows = await database.run(lambda uow: [tuple(row) for row in uow.connection.execute(taken)])
    return RACERS / seconds, len(won), sum(n - 1 for n in Counter(rows).values())


async def main(url: str, past: int) -> None:
    """Fill, ask, race."""
    company, now = load_company(Path("servicebay.toml")), system_now()
    shop, database = shops_of(company)[company.stores[0].id], open_database(url)
    wish = await database.run(lambda uow: fill(uow, shop, past, now))
    await database.run(lambda uow: book_ahead(uow, shop, wish, now))
    if database.dialect == "postgresql":
        await database.run(lambda uow: uow.connection.execute(text("ANALYZE")) and None)
    await ask(database, shop, wish, now)  # warm
    free, bare = await ask(database, shop, wish, now)
    ratio = median(own / other for own, other in zip(free, bare, strict=True))
    attempts = await race(database, shop, wish, now)
    await database.close()
    shown = [(percentile(free, share) or 0) * 1000 for share in (50, 99)]
    print(json.dumps(asdict(Figures(*shown, ratio, *attempts))))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
