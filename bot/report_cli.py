"""`servicebay report surveys|complaints`: what owners answered, and how complaints went, in any form one reads."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.config import Settings, load_company
from bot.errors import UserFacingError
from bot.reports.worded import Worded, worded
from bot.run import ensure_migrated
from dealership.domain.company import Company
from dealership.domain.report import Report, Span
from dealership.services.complaint_reports import complaint_report
from dealership.services.shop import Shop
from dealership.services.survey_reports import survey_report, week_before
from dialogs.surveys import SURVEYS
from storage.uow import UnitOfWork


def run(args: Namespace) -> int:
    """Print it, or write it into a file."""
    from bot.clock import system_now
    from bot.ledger import in_one_transaction
    from bot.shops import shops_of

    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    ensure_migrated(settings.database_url)
    now = system_now()
    shops = _stores(company, shops_of(company), args.store)
    span = _span(args, shops[0], now)
    report = in_one_transaction(settings, lambda uow: _report(uow, args, shops, span, now))
    return _out(worded(report, args.lang or company.default_language), args)


def _stores(company: Company, shops: Mapping[int, Shop], key: str | None) -> Sequence[Shop]:
    found = [shops[store.id] for store in company.stores if key in (None, store.key)]
    if not found:
        raise UserFacingError(
            f"there is no store {key!r}", f"Use one of: {', '.join(store.key for store in company.stores)}."
        )
    return found


def _span(args: Namespace, shop: Shop, now: datetime) -> Span:
    last_week = week_before(shop, now)
    span = Span(args.first or last_week.first, args.last or max(last_week.last, args.first or last_week.last))
    if span.last < span.first:
        raise UserFacingError("--to lies before --from.")
    return span


def _report(uow: UnitOfWork, args: Namespace, shops: Sequence[Shop], span: Span, now: datetime) -> Report:
    if args.about == "complaints":
        return complaint_report(uow, shops, span, now)
    return survey_report(uow, shops, SURVEYS[args.survey], span, args.advisor)


def _out(report: Worded, args: Namespace) -> int:
    """To the terminal if it is text and no file was asked for."""
    content = _forms()[args.format](report)
    if args.out is None and args.format in ("table", "csv"):
        sys.stdout.write(content.decode("utf-8-sig"))
        return 0
    path = Path(args.out or f"report-{args.about}.{args.format}")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserFacingError(
            f"{path} cannot be written: {error.strerror}.", "Give another path with --out."
        ) from None
    print(path)
    return 0


def _forms() -> Mapping[str, Callable[[Worded], bytes]]:
    from bot.reports.painted import as_pdf, as_picture
    from bot.reports.written import as_csv, as_table, as_workbook

    return {
        "table": lambda report: as_table(report).encode(),
        "csv": as_csv,
        "xlsx": as_workbook,
        "pdf": as_pdf,
        "png": as_picture,
    }
