"""`servicebay export FOLDER`: owners, cars, readings, visits and findings as CSV files that the import takes back.

Cells a spreadsheet might take for a formula get an apostrophe in front, which the import takes away again.
"""

from __future__ import annotations

import asyncio
import csv
import os
import secrets
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Any

from bot.config import Settings, load_company
from bot.errors import UserFacingError
from bot.intake.table import harmless
from bot.run import ensure_migrated
from dealership.domain.company import Company, Store
from storage.database import Database, open_database
from storage.intake.export import KINDS
from storage.uow import UnitOfWork

PAGE = 1000


def run(args: Namespace) -> int:
    """Write the files and say how many rows each has."""
    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    ensure_migrated(settings.database_url)
    counts = asyncio.run(_export(settings, company, Path(args.folder)))
    for kind, count in counts.items():
        print(f"{count:>9,} {kind}: {Path(args.folder) / (kind + '.csv')}")
    return 0


async def _export(settings: Settings, company: Company, folder: Path) -> Mapping[str, int]:
    database = open_database(settings.database_url)
    try:
        return await export(database, company, folder)
    finally:
        await database.close()


async def export(database: Database, company: Company, folder: Path) -> Mapping[str, int]:
    """All kinds into a folder that is made if needed; nothing but the owner may read the files."""
    _make(folder)
    while await database.run(_number):
        pass
    return {kind: await _kind(database, company, kind, folder / f"{kind}.csv") for kind in KINDS}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(f"{folder} cannot be made: {error.strerror}.", "Give another folder.") from None


def _number(uow: UnitOfWork) -> int:
    """Give the next owners without a customer number one that nobody has; how many they were."""
    bare = uow.export.unnumbered(PAGE)
    uow.export.number({owner_id: f"S{secrets.token_hex(6)}" for owner_id, _, _ in bare}) if bare else None
    return len(bare)


async def _kind(database: Database, company: Company, kind: str, path: Path) -> int:
    names = [*KINDS[kind].selected_columns.keys(), *EXTRA.get(kind, {})]
    after, count = 0, 0
    with _private(path) as file:
        writer = csv.writer(file)
        writer.writerow(names)
        show = _shower(company, names)
        while True:
            after, rows = await database.run(partial(_page, kind, after))
            if not after:
                return count
            writer.writerows(show([*row, *EXTRA.get(kind, {}).values()]) for row in rows)
            count += len(rows)


def _private(path: Path) -> IO[str]:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise UserFacingError(
            f"{path} cannot be written: {error.strerror}.", "Give another folder."
        ) from None
    return open(handle, "w", encoding="utf-8-sig", newline="")


EXTRA: Mapping[str, Mapping[str, str]] = {"visits": {"driver": "no"}}
"""A visit says who came, not whose car it is: that is in the file of cars."""


def _page(kind: str, after: int, uow: UnitOfWork) -> tuple[int, Any]:
    return uow.export.page(kind, after, PAGE)


def _shower(company: Company, names: list[str]) -> Callable[[list[Any]], list[str]]:
    """Rows as text: stores by key, money in the store's currency, instants as days of the store."""
    from babel.numbers import get_currency_precision

    stores = {store.id: store for store in company.stores}
    place = names.index("store") if "store" in names else None

    def show(row: list[Any]) -> list[str]:
        store = stores.get(row[place], company.stores[0]) if place is not None else company.stores[0]
        decimals = get_currency_precision(store.currency)
        return [_cell(name, value, store, decimals) for name, value in zip(names, row, strict=True)]

    return show


def _cell(name: str, value: Any, store: Store, decimals: int) -> str:
    if value is None:
        return ""
    if name == "store":
        return store.key
    if name == "amount":
        return f"{value / 10**decimals:.{decimals}f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(store.zone).date().isoformat()
    return harmless(str(value))
