"""A report as text for a terminal, as CSV, and as a workbook with a sheet for each section."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO

from bot.intake.table import harmless
from bot.reports.worded import Cell, Table, Worded

BAR, BLOCKS = 20, "█▓▒░·"
SHEET_NAME = 31


def as_table(report: Worded) -> str:
    """Columns under each other, wide letters counted as two; bars of blocks, best answers darkest."""
    return "\n".join([report.title, *(line for table in report.tables for line in _lines(table))]) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield ""
    yield f"── {table.title}"
    shown = [list(map(str, row)) for row in (table.columns, *table.rows)]
    last = len(table.columns) - 1
    widths = [max(width(row[place]) for row in shown) for place in range(len(table.columns))]
    for number, row in enumerate(shown):
        cells = [
            text if place == last and not table.parts else padded(text, widths[place])
            for place, text in enumerate(row)
        ]
        bar = _bar(table.parts[number - 1], table.whole) if table.parts and number else ""
        yield "  ".join([*cells, bar]).rstrip()
    if table.legend:
        marks = [f"{block} {name}" for block, name in zip(BLOCKS, table.legend, strict=False)]
        yield "   ".join(marks)


def _bar(parts: Sequence[int], whole: int | None) -> str:
    total = whole or sum(parts) or 1
    return "".join(block * round(BAR * part / total) for block, part in zip(BLOCKS, parts, strict=False))


def width(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def as_csv(report: Worded) -> bytes:
    """All sections in one file, an empty line between them; nothing in it is a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([report.title])
    for table in report.tables:
        writer.writerows([[], [table.title], table.columns, *(_safe(row) for row in table.rows)])
    return out.getvalue().encode("utf-8-sig")


def _safe(row: Sequence[Cell]) -> list[Cell]:
    return [harmless(cell) if isinstance(cell, str) else cell for cell in row]


def as_workbook(report: Worded) -> bytes:
    """A sheet for each section."""
    from openpyxl import Workbook  # takes a moment, and only this needs it

    book = Workbook()
    book.remove(book.active)
    for table in report.tables:
        sheet = book.create_sheet(_name(table.title))
        for row in ([report.title], [], table.columns, *(_safe(row) for row in table.rows)):
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _name(title: str) -> str:
    return "".join(" " if char in r"[]:*?/\\" else char for char in title)[:SHEET_NAME]
