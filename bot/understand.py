"""`servicebay understand`: what is read from a message, for people (a table) and programs (JSON lines)."""

from __future__ import annotations

import sys
from argparse import Namespace
from zoneinfo import ZoneInfo

from bot.clock import system_now
from dialogs.understanding.cli import run_jsonl, table

ZONE = ZoneInfo("Asia/Shanghai")


def run(args: Namespace) -> int:
    """Read stdin line by line with --jsonl, else the one message given."""
    if args.jsonl:
        for line in run_jsonl(sys.stdin):
            print(line, flush=True)
        return 0
    if not args.text:
        print(
            'servicebay: give a message, for example: servicebay understand "next Wed at 3pm" --lang en',
            file=sys.stderr,
        )
        return 2
    print(table(args.text, args.lang[:2], system_now().astimezone(ZONE), ZONE))
    return 0
