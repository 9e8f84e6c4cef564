"""`servicebay misheard`: messages nobody understood, to be listed, labelled and exported as labelled test rows.

Kept are only words of owners who agreed, without plates, numbers and names, and not for ever.
"""

from __future__ import annotations

import asyncio
import json
import os
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.config import Settings, load_company
from bot.errors import UserFacingError
from bot.run import ensure_migrated
from dealership.domain.company import Company

if TYPE_CHECKING:
    from dealership.domain.records import Misheard
    from storage.uow import UnitOfWork

T = TypeVar("T")
LISTED = 50


def run(args: Namespace) -> int:
    """Label or drop what is named, export, else list what waits for a label."""
    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    ensure_migrated(settings.database_url)
    if args.label:
        _ask(settings, lambda uow: _label(uow, company, *args.label))
    elif args.drop is not None:
        if not _ask(settings, lambda uow: uow.misheard.drop(args.drop)):
            raise _unknown(args.drop)
    elif args.export:
        rows = _ask(settings, lambda uow: uow.misheard.labelled())
        print(f"{_export(company, rows, Path(args.export))} rows written to {args.export}")
    else:
        _print(company, _ask(settings, lambda uow: uow.misheard.unlabelled(LISTED)))
    return 0


def _ask(settings: Settings, work: Callable[[UnitOfWork], T]) -> T:
    async def ask() -> T:
        from storage.database import open_database

        database = open_database(settings.database_url)
        try:
            return await database.run(work)
        finally:
            await database.close()

    return asyncio.run(ask())


def _label(uow: UnitOfWork, company: Company, number: str, *pairs: str) -> None:
    from dialogs.understanding.labels import LabelError, parse

    row_id = int(number) if number.isdecimal() else -1
    if uow.misheard.find(row_id) is None:
        raise _unknown(number)
    jobs = {job.key: None for store in company.stores for job in store.menu}
    try:
        label = parse(pairs, jobs)
    except LabelError as error:
        raise UserFacingError(str(error)) from None
    if not label:
        raise UserFacingError("a label says nothing", "Write for example: intent=book jobs=oil_service")
    uow.misheard.label(row_id, label)


def _unknown(number: object) -> UserFacingError:
    return UserFacingError(f"there is no message {number}", "Run `servicebay misheard` for the list.")


def _print(company: Company, rows: Sequence[Misheard]) -> None:
    if not rows:
        print("Nothing waits for a label.")
        return
    zones = {store.id: store.zone for store in company.stores}
    for row in rows:
        said = row.said_at.astimezone(zones.get(row.store_id, company.stores[0].zone))
        print(
            f"{row.id:>6}  {said:%Y-%m-%d %H:%M}  {row.language:<5}  {row.asked:<20}  {' '.join(row.text.split())}"
        )


def _export(company: Company, rows: Sequence[Misheard], path: Path) -> int:
    from dialogs.understanding.labels import row as labelled

    zones = {store.id: store.zone for store in company.stores}
    lines = []
    for one in rows:
        zone = zones.get(one.store_id, company.stores[0].zone)
        label: Mapping[str, object] = one.label or {}
        made = labelled(one.text, one.language, one.said_at.astimezone(zone), zone.key, dict(label))
        lines.append(json.dumps(made, ensure_ascii=False))
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf8")
    except OSError as error:
        raise UserFacingError(
            f"{path} cannot be written: {error.strerror}.", "Give another path with --export."
        ) from None
    return len(lines)
