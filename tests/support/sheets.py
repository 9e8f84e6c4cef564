"""Spreadsheets for tests of the import, what an import leaves in the database, and a way to run one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.import_cli import context_for
from bot.intake.run import Import, Summary
from bot.intake.table import Table
from dealership.domain.company import Company
from storage.database import Database
from storage.uow import UnitOfWork

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)


def write_csv(path: Path, rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def import_of(
    database: Database, company: Company, path: Path, given: Mapping[str, str] | None = None, **more: Any
) -> Import:
    """An import into the company's first store, ready to begin."""
    context = context_for(company, company.stores[0], NOW, **more)
    return Import(database, Table(path, given or {}), context, company.default_language, NOW)


async def bring(database: Database, company: Company, path: Path, **more: Any) -> tuple[Summary, list[str]]:
    """Import a file; the summary, and why rows were not taken or should be looked at."""
    work = import_of(database, company, path, **more)
    await work.begin()
    work.pace.rest = 0
    summary = await work.run()

    def noted(uow: UnitOfWork) -> list[str]:
        return [note[2] for kind in ("bad", "look") for note in uow.intake.notes(work.at, kind)]

    reasons = await database.run(noted)
    await work.finish()
    return summary, reasons


CONTENT = (
    "SELECT name, phone, reference, grade, CASE WHEN vip THEN 1 ELSE 0 END, advisor, birthday, lunar_birthday, wedding_on, licence_until, language,"
    " service_consent_at, marketing_consent_at, consent_how FROM owner WHERE erased_at IS NULL",
    "SELECT plate, vin, model, colour, delivered_on, odometer_km, odometer_on, engine_number, purchase_way, insurer,"
    " insured_until, inspection_due, warranty_until FROM vehicle",
    "SELECT o.name, o.phone, o.reference, v.vin, v.plate, d.trust FROM vehicle_driver d"
    " JOIN owner o ON o.id = d.owner_id JOIN vehicle v ON v.id = d.vehicle_id WHERE d.ended_at IS NULL",
    "SELECT v.vin, v.plate, o.read_on, o.km FROM odometer_reading o JOIN vehicle v ON v.id = o.vehicle_id",
    "SELECT v.vin, v.plate, o.name, s.visited_on, s.number, s.work, s.parts, s.amount, s.currency, s.odometer_km,"
    " s.advisor, s.technicians FROM service_visit s JOIN vehicle v ON v.id = s.vehicle_id"
    " LEFT JOIN owner o ON o.id = s.owner_id",
    "SELECT v.vin, v.plate, f.found_on, f.what, f.state FROM finding f JOIN vehicle v ON v.id = f.vehicle_id",
)


async def content(database: Database) -> list[list[str]]:
    """Everything an import may write, without ids and in one order: equal when the records are."""

    def read(uow: UnitOfWork) -> list[list[str]]:
        return [
            sorted(
                str([None if v is None else str(v) for v in row])
                for row in uow.connection.execute(text(query))
            )
            for query in CONTENT
        ]

    return await database.run(read)
