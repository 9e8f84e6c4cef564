"""`servicebay migrate`: bring the database to the schema of this version."""

from __future__ import annotations

import os
from argparse import Namespace

from bot.config.settings import Settings


def run(args: Namespace) -> int:
    """Migrate to the newest revision and say from where to where."""
    url = Settings.from_env(os.environ).database_url
    from storage import migrate

    before, head = migrate.current_revision(url), migrate.head_revision()
    if before == head:
        print(f"The database is at {head} already.")
        return 0
    migrate.upgrade(url)
    print(f"Migrated the database from {before or 'empty'} to {head}.")
    return 0
