"""The demo's people as a dealer would bring them: one table of owners, cars and readings, taken in by the import.

Only what no spreadsheet knows is written by `bot.seed`: chats, what is merely claimed, appointments.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.config.people import Car, DemoOwner, People
from bot.import_cli import context_for
from bot.intake.run import Import
from bot.intake.table import Table
from dealership.domain.company import Company, Store
from storage.database import Database

COLUMNS = (
    "store", "name", "phone", "language", "grade", "vip", "advisor", "plate", "vin", "model", "colour", "delivered_on",
    "odometer_km", "read_on",
)  # fmt: skip


async def bring(database: Database, company: Company, people: People, now: datetime) -> None:
    """Import everybody, as `servicebay import` would."""
    with tempfile.TemporaryDirectory(prefix="servicebay-people-") as folder:
        path = Path(folder) / "people.csv"
        write(path, company, people, now)
        context = context_for(company, company.stores[0], now)
        work = Import(database, Table(path, {}), context, company.default_language, now)
        await work.begin()
        work.pace.rest = 0  # nobody works beside it yet
        await work.run()
        await work.finish()


def write(path: Path, company: Company, people: People, now: datetime) -> None:
    """The file: a row for each person, each car, and each odometer reading."""
    stores = {store.key: store for store in company.stores}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for person in people.owners:
            writer.writerows(_rows(person, stores[person.store], now))


def _rows(person: DemoOwner, store: Store, now: datetime) -> Iterator[dict[str, object]]:
    yield {
        "store": store.key,
        "name": person.name,
        "phone": person.phone,
        "language": person.language,
        "grade": person.grade,
        "vip": "yes" if person.vip else "no",
        "advisor": person.advisor or "",
    }
    for car in person.cars:
        yield from _car(person, car, store, now)


def _car(person: DemoOwner, car: Car, store: Store, now: datetime) -> Iterator[dict[str, object]]:
    today = now.astimezone(store.zone).date()
    named = {"store": store.key, "plate": car.plate, "vin": car.vin}
    proven = {"name": person.name, "phone": person.phone} if car.trust == "proven" else {}
    yield {
        **named,
        **proven,
        "model": car.model,
        "colour": car.colour,
        "delivered_on": car.delivered.day(today).isoformat(),
    }
    for visit in car.visits:
        yield {**named, "odometer_km": visit.odometer, "read_on": visit.when.day(today).isoformat()}
