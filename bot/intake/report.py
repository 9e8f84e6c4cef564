"""What an import says while and after it works, and the two files it leaves: rows not taken, values to look at."""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from bot.errors import UserFacingError
from bot.intake.run import Import, Summary, read_all
from bot.intake.table import Sheet, Table, harmless, place
from dealership.domain.intake.values import Context
from storage.intake.repository import CARS, CLEAR, OWNERS, STAGE
from storage.uow import UnitOfWork

SAYS = {STAGE: "reading", OWNERS: "owners", CARS: "cars and visits", CLEAR: "tidying up"}
NAMES = {"bad": "not-taken", "look": "look-at"}
SHOWN = 20


def ensure_readable(path: Path) -> None:
    """UserFacingError when there is no such file."""
    if not path.is_file():
        raise UserFacingError(f"{path} is no file.", "Give the path of a CSV or XLSX file.")


def show_mapping(table: Table, sheets: Sequence[Sheet]) -> None:
    """Each heading with the column it is taken for."""
    for sheet in sheets:
        print(f"{table.path.name}{f' · {sheet.name}' if sheet.name else ''}, headings on line {sheet.line}:")
        for heading, column in zip(sheet.headings, sheet.columns, strict=True):
            if heading:
                print(f"  {heading:<24} {column or '(left out)'}")
    for name in table.skipped:
        print(f"{table.path.name} · {name}: left out, no headings are known")


def try_out(table: Table, sheets: Sequence[Sheet], context: Context) -> int:
    """Read everything, keep nothing, and tell what would not be taken."""
    good, bad = 0, 0
    with _Reports(table.path, sheets) as reports:
        for row in table.rows():
            taken, notes = read_all([row], context)
            good += len(taken)
            for note in notes:
                bad += note["kind"] == "bad"
                reports.add(note["kind"], note["line"], note["reason"], note["cells"])
    print(f"{good} rows would be taken, {bad} would not. Nothing was written to the database.")
    _tell_files(reports.written())
    return 0


async def write(work: Import, sheets: Sequence[Sheet]) -> list[Path]:
    """The two files beside the import; none where there is nothing to tell."""
    with _Reports(work.table.path, sheets) as reports:
        for kind in NAMES:
            async for line, reason, cells in _noted(work, kind):
                reports.add(kind, line, reason, cells)
    return reports.written()


async def _noted(work: Import, kind: str) -> AsyncIterator[tuple[int, str, Any]]:
    after = (-1, 0)
    while True:
        page = await work.database.run(partial(_page, work, kind, after))
        for line, note_id, reason, cells in page:
            after = (line, note_id)
            yield line, reason, cells
        if not page:
            return


def _page(work: Import, kind: str, after: tuple[int, int], uow: UnitOfWork) -> Sequence[Any]:
    return uow.intake.notes(work.at, kind, after)


def show(summary: Summary, reports: Iterable[Path]) -> None:
    """What was done, in one line each."""
    for what, count in sorted(summary.counts.items()):
        if count:
            print(f"  {count:>9,} {what}")
    print(f"Import {summary.id} is done; no transaction took longer than {summary.longest * 1000:.0f} ms.")
    _tell_files(reports)


def _tell_files(paths: Iterable[Path]) -> None:
    for path in paths:
        print(f"See {path}")


@dataclass(slots=True)
class _Reports:
    """CSV files beside the import, opened when there is something to write: they hold personal values."""

    path: Path
    sheets: Sequence[Sheet]
    _files: dict[tuple[str, str], tuple[Path, IO[str], Any]] = field(default_factory=dict)

    def __enter__(self) -> _Reports:
        return self

    def __exit__(self, *_error: object) -> None:
        for _, file, _ in self._files.values():
            file.close()

    def add(self, kind: str, line: int, reason: str, cells: Sequence[str] | None) -> None:
        """One row: where, why, and for a row not taken its cells, so that it can be mended and imported again."""
        sheet, number = place(self.sheets, line)
        told = [*map(harmless, cells or ())]
        self._writer(kind, sheet).writerow([number, harmless(reason), *told])

    def written(self) -> list[Path]:
        return [path for path, _, _ in self._files.values()]

    def _writer(self, kind: str, sheet: str) -> Any:
        if (kind, sheet) not in self._files:
            self._files[kind, sheet] = self._open(kind, sheet)
        return self._files[kind, sheet][2]

    def _open(self, kind: str, sheet: str) -> tuple[Path, IO[str], Any]:
        part = f".{_safe(sheet)}" if sheet else ""
        path = self.path.with_name(f"{self.path.name}{part}.{NAMES[kind]}.csv")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        file = open(handle, "w", encoding="utf-8-sig", newline="")  # noqa: SIM115  closed by __exit__
        writer = csv.writer(file)
        own = next((one.headings for one in self.sheets if one.name == sheet), ())
        writer.writerow(["line in file", "reason", *(own if kind == "bad" else ())])
        return path, file, writer


def _safe(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name)[:40]


class Bar:
    """A line on stderr: phase, share done, rows a second, time left. Only for somebody who watches."""

    def __init__(self, out: IO[str] = sys.stderr) -> None:
        self._out, self._phase, self._began = out, "", 0.0
        self._watched = out.isatty()

    def __call__(self, phase: str, done: int, total: int) -> None:
        now = time.monotonic()
        if phase != self._phase:
            self._phase, self._began = phase, now
        rate = done / max(now - self._began, 0.05)
        if self._watched:
            print("\r" + line(SAYS[phase], done, total, rate), end="\033[K", file=self._out, flush=True)


def line(what: str, done: int, total: int, rate: float) -> str:
    """ "owners 40 %, 12,000 rows/s, 8 s left"; the total may not be known."""
    left = f", {max(0, total - done) / max(rate, 1):.0f} s left" if total else ""
    share = f"{min(100, done * 100 // total)} %" if total else f"{done:,} rows"
    return f"{what} {share}, {rate:,.0f} rows/s{left}"
