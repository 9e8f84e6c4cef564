"""Scores the reading of facts on labelled rows, field by field, and draws the confusion of intents.

usage: python tests/proof/facts_score.py [--wrong] [--write docs/understanding-facts.md] FILE.jsonl …

A row's `intent` and `mood` list every answer that is right, the likeliest first; a symptom may be written `a|b`,
and a fault that may as well be left out is `optional`.
A field of a row counts as a whole: all jobs and no other, all faults and no other.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dialogs.understanding.facts import Facts, Fault, read_facts

Row = dict[str, Any]
LANGUAGES = ("zh", "en", "ru")


def rows(paths: Iterable[Path]) -> list[Row]:
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def has_faults(facts: Facts, wanted: list[Row]) -> bool:
    """Each wanted fault is there under one of its names, and nothing else is."""
    left = list(facts.faults)
    for fault in wanted:
        found = next((one for one in left if is_fault(one, fault)), None)
        if found is not None:
            left.remove(found)
        elif not fault.get("optional"):
            return False
    return not left


def is_fault(found: Fault, wanted: Row) -> bool:
    names = wanted["symptom"].split("|")
    if len(names) == 1:
        return found.symptom == names[0] and found.safety == wanted["safety"]
    return found.symptom in [name.rstrip("!") for name in names]


def is_safe(facts: Facts, wanted: Row) -> bool:
    """Where a fault may be read as a dangerous one or another, either answer counts."""
    either = any("|" in fault["symptom"] and "!" in fault["symptom"] for fault in wanted["faults"])
    return either or facts.safety == wanted["safety"]


FIELDS: dict[str, Callable[[Facts, Row], bool]] = {
    "intent": lambda facts, wanted: facts.intent in wanted["intent"],
    "mood": lambda facts, wanted: facts.mood in wanted["mood"],
    "jobs": lambda facts, wanted: sorted(facts.jobs) == sorted(wanted["jobs"]),
    "faults": lambda facts, wanted: has_faults(facts, wanted["faults"]),
    "safety": is_safe,
    "plate": lambda facts, wanted: facts.plate == wanted["plate"],
    "vin": lambda facts, wanted: facts.vin == wanted["vin"],
    "phone": lambda facts, wanted: facts.phone == wanted["phone"],
    "odometer_km": lambda facts, wanted: facts.odometer_km == wanted["odometer_km"],
}
#: Fields that most messages lack: their rows that have something are shown apart, or silence would look like skill.
RARE = ("mood", "jobs", "faults", "safety", "plate", "vin", "phone", "odometer_km")


class Tally:
    """Right answers by field, of all rows and of those with something to find; who was taken for whom."""

    def __init__(self, found: Iterable[Row]) -> None:
        self.all, self.right = Counter[str](), Counter[str]()
        self.some, self.some_right = Counter[str](), Counter[str]()
        self.confusion = Counter[tuple[str, str]]()
        self.wrong: list[tuple[Row, dict[str, object]]] = []
        for row in found:
            self._add(row)

    def _add(self, row: Row) -> None:
        facts, wanted = read_facts(row["text"], lang=row["lang"]), row["facts"]
        missed: dict[str, object] = {}
        for name, is_right in FIELDS.items():
            if name not in wanted:
                continue
            right = is_right(facts, wanted)
            self.all[name] += 1
            self.right[name] += right
            self.some[name] += _says_something(name, wanted[name])
            self.some_right[name] += right and _says_something(name, wanted[name])
            if not right:
                missed[name] = getattr(facts, name)
        as_meant = facts.intent if facts.intent in wanted["intent"] else wanted["intent"][0]
        self.confusion[as_meant, facts.intent] += 1
        if missed:
            self.wrong.append((row, missed))

    def share(self, name: str) -> str:
        return f"{self.right[name] / max(1, self.all[name]):.1%}"

    def share_of_some(self, name: str) -> str:
        return f"{self.some_right[name]} of {self.some[name]}" if name in RARE else ""


def _says_something(name: str, value: object) -> bool:
    return value != ["calm"] if name == "mood" else bool(value)


def accuracies(found: list[Row]) -> str:
    """A table: each field in each language, and the rows that have something of it."""
    parts = {lang: Tally(row for row in found if row["lang"] == lang) for lang in LANGUAGES}
    total = Tally(found)
    lines = ["| field | zh | en | ru | all | of rows that have it |", "| --- | --- | --- | --- | --- | --- |"]
    for name in FIELDS:
        cells = [
            *(parts[lang].share(name) for lang in LANGUAGES),
            total.share(name),
            total.share_of_some(name),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def confusion(found: list[Row]) -> str:
    """A table: meant in the rows, read in the columns."""
    taken = Tally(found).confusion
    names = sorted({name for pair in taken for name in pair})
    lines = [
        f"| meant ↓ read → | {' | '.join(names)} |",
        "| --- |" + " --- |" * len(names),
    ]
    for meant in names:
        lines.append(f"| **{meant}** | {' | '.join(str(taken[meant, read] or '') for read in names)} |")
    return "\n".join(lines)


BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def write(path: Path, found: list[Row], names: list[str]) -> None:
    """Puts both tables between the marks of a page; the rest of the page is kept."""
    page = path.read_text("utf-8")
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    langs = Counter(row["lang"] for row in found)
    counted = ", ".join(f"{lang} {langs[lang]}" for lang in LANGUAGES)
    body = f"{BEGIN}\n{len(found)} messages ({counted}) of {', '.join(names)}.\n\n{accuracies(found)}\n\n{confusion(found)}\n"
    path.write_text(head + body + END + tail, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what was read wrong")
    parser.add_argument("--write", type=Path, help="a page to put the tables into")
    options = parser.parse_args()
    found = rows(options.files)
    print(f"{len(found)} rows\n{accuracies(found)}")
    if options.wrong:
        for row, missed in Tally(found).wrong:
            wanted = {name: row["facts"][name] for name in missed}
            print(f"{row['lang']} {row['text']!r}\n     want {wanted}\n     got  {missed}")
    if options.write:
        write(options.write, found, [path.name for path in options.files])


if __name__ == "__main__":
    main()
