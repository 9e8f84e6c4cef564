"""`servicebay import FILE`: a dealer's own spreadsheet becomes owners, cars, visits and what else is in it.

What each column is taken for is shown first. Rows that cannot be taken go to a file beside the import with the
reason, and so do values that did not agree. The same command again goes on after a kill.
"""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import Namespace
from datetime import date, datetime, time
from pathlib import Path

from bot.config import Settings, load_company
from bot.errors import UserFacingError
from bot.intake import phones, report
from bot.intake.headings import choices, read_mapping
from bot.intake.run import Import, Summary
from bot.intake.table import Sheet, Table
from bot.run import ensure_migrated
from dealership.domain.company import Company, Store
from dealership.domain.intake.values import Context, fold


def run(args: Namespace) -> int:
    """Show what will be done, do it, tell what was done."""
    from bot.clock import system_now

    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    table = Table(Path(args.file), read_mapping(args.map and Path(args.map)), args.encoding)
    sheets = known_sheets(table)
    store, now = store_of(company, args.store), system_now()
    context = context_for(company, store, now, as_of=args.as_of, day_first=args.day_first)
    report.show_mapping(table, sheets)
    if args.dry_run:
        return report.try_out(table, sheets, context)
    if (
        sys.stdin.isatty()
        and not args.yes
        and input("Import this? [y/N] ").strip().lower() not in ("y", "yes")
    ):
        return 1
    ensure_migrated(settings.database_url)
    asyncio.run(_import(settings, table, sheets, context, company.default_language, now))
    return 0


def known_sheets(table: Table) -> list[Sheet]:
    """The sheets with headings we know; UserFacingError when there is none."""
    report.ensure_readable(table.path)
    sheets = table.sheets()
    if not sheets:
        raise UserFacingError(
            f"{table.path} has no headings that are known here.",
            'Name its columns in a file with lines like "Car no." = "plate" and give it with --map.',
        )
    return sheets


def store_of(company: Company, key: str | None) -> Store:
    """The store the rows belong to where they name none."""
    if key is None and len(company.stores) == 1:
        return company.stores[0]
    for store in company.stores:
        if store.key == key:
            return store
    keys = ", ".join(store.key for store in company.stores)
    what = "say which store the rows belong to" if key is None else f"there is no store {key!r}"
    raise UserFacingError(what, f"Use --store with one of: {keys}.")


def context_for(
    company: Company, store: Store, now: datetime, *, as_of: date | None = None, day_first: bool | None = None
) -> Context:
    """What reading rows for this store needs to know."""
    from babel.numbers import get_currency_precision

    stores = {fold(one.key): one.id for one in company.stores}
    stores |= {fold(name): one.id for one in company.stores for name in one.name.values()}
    desks = [desk for one in company.stores for desk in one.advisors]
    return Context(
        store_id=store.id,
        stores=stores,
        phone=phones.reader(store.phone),
        words=choices(),
        advisors={fold(name): desk.key for desk in desks for name in (desk.key, desk.name)},
        today=now.astimezone(store.zone).date(),
        currency=store.currency,
        instant=lambda day: datetime.combine(day, time(12), store.zone),
        decimals=get_currency_precision(store.currency),
        day_first=day_first,
        as_of=as_of,
    )


async def _import(
    settings: Settings, table: Table, sheets: list[Sheet], context: Context, language: str, now: datetime
) -> Summary:
    from storage.database import open_database

    database = open_database(settings.database_url)
    work = Import(database, table, context, language, now, report.Bar())
    try:
        at = await work.begin()
        print(
            f"Import {at.id}" + (f", going on after {at.phase} {at.position}" if at.position else ""),
            flush=True,
        )
        summary = await work.run()
        report.show(summary, await report.write(work, sheets))
        await work.finish()
        return summary
    finally:
        await database.close()
