"""Scores the reading of dates on labelled rows: right, asked, silently wrong.

usage: python tests/proof/understanding_score.py [--lang zh] [--wrong] FILE.jsonl …
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dialogs.understanding import understand

Row = dict[str, Any]


@dataclass
class Score:
    """`wrong` holds row, kind, value and whether it was asked back."""

    count: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Row, str | None, object, bool]] = field(default_factory=list)

    def share(self, name: str, of: str = "rows") -> float:
        return self.count[name] / max(self.count[of], 1)


def rows(paths: Iterable[Path], lang: str | None = None) -> Iterator[Row]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if lang is None or row["lang"] == lang:
                yield row


def answer(row: Row) -> tuple[str | None, object, bool]:
    zone = ZoneInfo(row["tz"])
    now = datetime.fromisoformat(row["ref"]).replace(tzinfo=zone)
    found = understand(row["text"], lang=row["lang"], now=now, zone=zone)
    if found.when is None:
        return None, None, found.ask
    return found.when.kind, found.when.value(), found.ask


def is_right(row: Row, kind: str | None, value: object) -> bool:
    """Right: kind and value as expected or accepted; of an open range only the edge that was said counts."""
    if row["kind"] == "none":
        return kind is None
    if kind == row["kind"] and (value == row["expect"] or _is_open_match(row, value)):
        return True
    return value in row.get("accept", ()) and value != []


def _is_open_match(row: Row, value: object) -> bool:
    if "open" not in row or not isinstance(value, dict):
        return False
    edge = "start" if row["open"] == "end" else "end"
    return value[edge] == row["expect"][edge] or value[edge] in row.get("accept_start", ())


def score(found: Iterable[Row]) -> Score:
    total = Score()
    for row in found:
        kind, value, ask = answer(row)
        right = is_right(row, kind, value)
        total.count["rows"] += 1
        total.count["right" if right else "wrong"] += 1
        total.count["right asked"] += right and ask
        total.count["silently wrong"] += not right and not ask
        if not right:
            total.wrong.append((row, kind, value, ask))
    return total


def report(total: Score) -> str:
    return (
        f"rows {total.count['rows']}  right {total.share('right'):.1%}  "
        f"silently wrong {total.share('silently wrong'):.1%}  asked of right {total.share('right asked', 'right'):.1%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--lang")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    for path in options.files:
        for lang in [options.lang] if options.lang else ["zh", "en", "ru"]:
            total = score(rows([path], lang))
            print(f"{path.name} {lang}: {report(total)}")
            for row, kind, value, ask in total.wrong if options.wrong else ():
                print(
                    f"   {row['text']!r} ref {row['ref']}\n      want {row['kind']} {row['expect']}\n      got  {kind} {value} ask={ask}"
                )


if __name__ == "__main__":
    main()
