"""`servicebay simulate`: years of messages in minutes, and whether every rule held."""

from __future__ import annotations

import gc
import json
import logging
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LISTED = 20
IN_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it; nobody waits for a disk there


def run(args: Namespace) -> int:
    """Simulate, print what came of it; 1 when a rule was broken."""
    from bot.config import load_company
    from bot.demo import DATA
    from bot.simulate.days import Outcome, Wanted, simulate

    logging.getLogger("servicebay").setLevel(logging.CRITICAL if args.json else logging.ERROR)
    wanted = Wanted(args.owners, args.days, args.seed, args.faults)
    began = time.monotonic()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)  # as the house does when it has started
    with _database(args.database_url) as url:
        outcome: Outcome = simulate(load_company(DATA / "demo.toml"), url, wanted)
    if args.json:
        print(json.dumps(outcome.to_json(), ensure_ascii=False))
    else:
        _tell(outcome.sent, "sent")
        _tell(outcome.held, "not sent")
        _tell(outcome.tasks, "tasks")
        for breach in outcome.breaches[:LISTED]:
            print(f"BREACH {breach.rule} owner {breach.owner} {breach.at:%F %R}: {breach.detail}")
        print(
            f"{len(outcome.breaches)} breaches; {wanted.owners:,} owners, {wanted.days} days, seed {wanted.seed}, "
            f"{time.monotonic() - began:.0f} s"
        )
    return 1 if outcome.breaches else 0


@contextmanager
def _database(url: str | None) -> Iterator[str]:
    """The given one, which must be empty, or a fresh SQLite file that goes afterwards."""
    from bot.errors import UserFacingError
    from storage import migrate

    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        chosen = url or f"sqlite:///{Path(folder) / 'simulated.sqlite3'}"
        if url and migrate.current_revision(url) is not None:
            raise UserFacingError(
                "the database is not empty", "A simulation writes its own people: give it a new one."
            )
        migrate.upgrade(chosen)
        yield chosen


def _tell(counts: Mapping[str, int], title: str) -> None:
    for name, number in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{number:>9,} {title:<9} {name}")
