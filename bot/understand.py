"""`servicebay understand`: what is read from a message, for people (a table) and programs (JSON lines)."""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import system_now
from bot.config import Settings, load_company
from dialogs.understanding.cli import run_jsonl, table
from dialogs.understanding.facts import Lexicon

ZONE = ZoneInfo("Asia/Shanghai")


def run(args: Namespace) -> int:
    """Read stdin line by line with --jsonl, by the shipped words alone; else the one message given, as the shop
    whose `servicebay.toml` is here would read it."""
    if args.jsonl:
        _read_and_write_any_text()
        for line in run_jsonl(sys.stdin):
            print(line, flush=True)
        return 0
    if not args.text:
        print(
            'servicebay: give a message, for example: servicebay understand "next Wed at 3pm" --lang en',
            file=sys.stderr,
        )
        return 2
    zone, lexicon = _shop(Settings.from_env(os.environ).config)
    print(table(args.text, args.lang[:2], system_now().astimezone(zone), zone, lexicon))
    return 0


def _read_and_write_any_text() -> None:
    """A byte that is no UTF-8, or half a character, spoils its own line and not the rest."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _shop(config: Path) -> tuple[ZoneInfo, Lexicon | None]:
    """The zone and words of the shop; those we ship where there is none yet."""
    from bot.words import reading_of

    if not config.is_file():
        return ZONE, None
    company = load_company(config)
    return company.stores[0].zone, reading_of(company, config.parent).lexicon
