"""A file as tables: per sheet the line with the headings, what each column means, and the rows below.

Lines above the headings (a title, a date) are left out. A sheet without headings we know is left out, too, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bot.errors import UserFacingError
from bot.intake import files
from bot.intake.files import Line
from bot.intake.headings import guess, looks_like_headings
from dealership.domain.intake.values import Cell, text_of

SEARCHED = 30
"""Lines of a sheet among which the headings are looked for."""
PER_SHEET = 10_000_000
MOST_SHEETS = 200
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings of a sheet, the column each means ("" for none), and the line they stand on."""

    index: int
    name: str
    line: int
    headings: Sequence[str]
    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row below headings. `line` is its place in the whole file, good as a key; `cells` by column."""

    sheet: Sheet
    line: int
    cells: Mapping[str, Cell]
    raw: Sequence[Cell | None]


@dataclass(slots=True)
class Table:
    """A file with a mapping; `skipped` are sheets without headings, known after reading."""

    path: Path
    given: Mapping[str, str]
    encoding: str | None = None
    skipped: list[str] = field(default_factory=list)

    def sheets(self) -> list[Sheet]:
        """Every sheet that has headings."""
        return [sheet for sheet, _ in self._sheets()]

    def rows(self, after: int = -1) -> Iterator[Row]:
        """The rows that come after a place in the file."""
        for sheet, lines in self._sheets():
            for line in lines:
                place = sheet.index * PER_SHEET + line.number
                if place > after:
                    yield _row(sheet, place, line)

    def _sheets(self) -> Iterator[tuple[Sheet, Iterator[Line]]]:
        self.skipped.clear()
        for index, (name, own) in enumerate(files.read(self.path, self.encoding)):
            if index >= MOST_SHEETS:
                raise UserFacingError(
                    f"{self.path} has more than {MOST_SHEETS} sheets.", "Import them in parts."
                )
            sheet = self._headings(index, name, own)
            if sheet is None:
                self.skipped.append(name)
            else:
                yield sheet, own

    def _headings(self, index: int, name: str, lines: Iterator[Line]) -> Sheet | None:
        for line in islice(lines, SEARCHED):
            if looks_like_headings(line.cells, self.given):
                headings = ["" if cell is None else text_of(cell) for cell in line.cells]
                return Sheet(index, name, line.number, headings, guess(headings, self.given))
        return None


def place(sheets: Sequence[Sheet], line: int) -> tuple[str, int]:
    """The sheet's name and the number of the line a place in the file stands for."""
    index, number = divmod(line, PER_SHEET) if len(sheets) > 1 else (0, line)
    names = {sheet.index: sheet.name for sheet in sheets}
    return names.get(index, ""), number


def _row(sheet: Sheet, place: int, line: Line) -> Row:
    cells = {
        column: bare(cell)
        for column, cell in zip(sheet.columns, line.cells, strict=False)
        if column and cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())
    }
    return Row(sheet, place, cells, line.cells)


def bare(cell: Cell) -> Cell:
    """The cell without the apostrophe that keeps programs from taking text for a formula."""
    if isinstance(cell, str) and cell.startswith("'") and cell.lstrip("'").startswith(_DANGEROUS):
        return cell[1:]
    return cell


def harmless(text: str) -> str:
    """Text that no program takes for a formula; `bare` gives it back as it was."""
    return "'" + text if text.lstrip("'").startswith(_DANGEROUS) else text
