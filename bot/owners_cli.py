"""`servicebay owners find TEXT`: who is behind a plate, VIN, phone, name or customer number."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from collections.abc import Sequence

from bot.config import Settings, load_company
from bot.run import ensure_migrated
from dealership.domain.company import Company
from dealership.domain.identity import format_plate, normalise_plate, normalise_vin
from dealership.domain.people import Found, Sought
from storage.database import open_database


def run(args: Namespace) -> int:
    """One line for each; 1 when there is nobody."""
    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    ensure_migrated(settings.database_url)
    found = asyncio.run(_find(settings, sought(args.text, company)))
    keys = {store.id: store.key for store in company.stores}
    for one in found:
        cars = ", ".join(map(format_plate, one.cars)) or "no car"
        about = (f"#{one.id}", one.name or "(no name)", one.phone or "no phone", one.reference or "-", cars)
        print("  ".join((*about, keys.get(one.store_id, "?"))))
    if not found:
        print("Nobody is recorded with that.")
    return 0 if found else 1


def sought(text: str, company: Company) -> Sought:
    """Everything the text may be."""
    from bot.intake import phones

    numbers = (phones.reader(store.phone)(text) for store in company.stores)
    phone = next((number for number in numbers if number), None)
    return Sought(text.strip(), phone, normalise_plate(text), normalise_vin(text))


async def _find(settings: Settings, what: Sought) -> Sequence[Found]:
    database = open_database(settings.database_url)
    try:
        return await database.run(lambda uow: uow.people.find(what))
    finally:
        await database.close()
