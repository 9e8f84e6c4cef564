"""Reading of messages against `dateparser.parse` on the same labelled rows, taken in turns: a table.

A figure is thread CPU time of one message, the best of a few; the collector is off meanwhile. Ratios are medians
over the rows. Both are given the language and now; what each reads right is counted by the rows' own rule.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any
from zoneinfo import ZoneInfo

import dateparser

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "proof"))

from understanding_score import is_right

from dialogs.understanding import understand

DATA = Path(__file__).parents[1] / "tests" / "unit" / "dialogs" / "data"
Row = dict[str, Any]
Answer = tuple[str | None, object]


def ours(row: Row) -> Answer:
    now = datetime.fromisoformat(row["ref"]).replace(tzinfo=ZoneInfo(row["tz"]))
    when = understand(row["text"], lang=row["lang"], now=now, zone=ZoneInfo(row["tz"])).when
    return (when.kind, when.value()) if when is not None else (None, None)


def theirs(row: Row) -> Answer:
    settings = {"RELATIVE_BASE": datetime.fromisoformat(row["ref"]), "PREFER_DATES_FROM": "future"}
    found = dateparser.parse(row["text"], languages=[row["lang"]], settings=settings)
    if found is None:
        return None, None
    kind = row["kind"] if row["kind"] in ("date", "datetime") else "datetime"
    return kind, found.date().isoformat() if kind == "date" else found.replace(tzinfo=None).isoformat()


def spent(read: Callable[[Row], Answer], row: Row, rounds: int) -> float:
    """Microseconds of the best of some rounds."""
    found = []
    for _ in range(rounds):
        begun = time.thread_time_ns()
        read(row)
        found.append((time.thread_time_ns() - begun) / 1000)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="per message, the best counts")
    options = parser.parse_args()
    files = [DATA / "dates_dev.jsonl", *sorted(DATA.glob("round*.jsonl"))]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    for row in rows:
        ours(row)
    gc.disable()
    print(
        f"{'':8}{'rows':>6}{'ours µs':>9}{'p99':>7}{'dateparser µs':>15}{'ratio':>7}{'right':>8}{'right of dateparser':>21}{'µs per right answer':>21}{'of dateparser':>15}"
    )
    for lang in ("zh", "en", "ru", "all"):
        chosen = [row for row in rows if lang in (row["lang"], "all")]
        own = [spent(ours, row, options.rounds) for row in chosen]
        peer = [spent(theirs, row, options.rounds) for row in chosen]
        right = [sum(is_right(row, *read(row)) for row in chosen) / len(chosen) for read in (ours, theirs)]
        ratio = median(b / a for a, b in zip(own, peer, strict=True))
        print(
            f"{lang:8}{len(chosen):>6}{median(own):>9.0f}{quantiles(own, n=100)[98]:>7.0f}{median(peer):>15.0f}"
            f"{ratio:>7.1f}{right[0]:>8.1%}{right[1]:>21.1%}"
            f"{mean(own) / right[0]:>21.0f}{mean(peer) / max(right[1], 0.001):>15.0f}"
        )


if __name__ == "__main__":
    main()
