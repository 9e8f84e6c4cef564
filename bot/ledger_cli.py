"""`servicebay why OWNER` and `servicebay plan`: why did this owner get this, why not that, what comes next."""

from __future__ import annotations

import os
from argparse import Namespace

from bot.config import Settings, load_company
from bot.run import ensure_migrated


def run(args: Namespace) -> int:
    """Print the ledger of an owner, or the plan of a day."""
    from bot import ledger
    from bot.clock import system_now

    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    ensure_migrated(settings.database_url)
    if args.command == "why":
        print(ledger.why(settings, company, args.owner))
    else:
        day = args.date or system_now().astimezone(company.stores[0].zone).date()
        print(ledger.plan(settings, company, day, rehearse=args.dry_run))
    return 0
