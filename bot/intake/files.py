"""Reading a table, row by row, whatever program wrote it: CSV in several encodings, or a workbook.

Memory stays flat: nothing is kept but the row at hand. A workbook is a zip archive, so what it promises to
unpack to is checked before anything is unpacked.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import UserFacingError
from dealership.domain.intake.values import Cell

WIDEST = 400
"""Columns; a row with more is damaged."""
LONGEST_CELL = 20_000
LONGEST_LINE = 2_000_000
MOST_UNPACKED = 1_500_000_000
MOST_SHARED_TEXT = 100_000_000
_ENCODINGS = ("utf-8-sig", "gb18030", "cp1251")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet as it stands there, and its number."""

    number: int
    cells: Sequence[Cell | None]


def fingerprint(path: Path) -> str:
    """What a file contains, in 64 hexadecimal digits."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserFacingError(
            f"{path} cannot be read: {error.strerror}.", "Give the path of a CSV or XLSX file."
        ) from None


Sheets = Iterator[tuple[str, Iterator[Line]]]


def read(path: Path, encoding: str | None = None) -> Sheets:
    """Every sheet (a CSV is one) by name, each with its rows, empty ones left out. Nothing is read before it is asked for."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PK"):
        return _workbook(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserFacingError(
            f"{path} is an old workbook (.xls).", "Save it as .xlsx or as CSV and import that."
        )
    return iter([("", _csv(path, encoding or encoding_of(path)))])


def count(path: Path) -> int:
    """About how many rows a CSV has; 0 for a workbook, which does not say before it is read."""
    with path.open("rb") as file:
        if file.read(2) == b"PK":
            return 0
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


# --- CSV ---------------------------------------------------------------------------------------------------


def encoding_of(path: Path) -> str:
    """UTF-8, UTF-16 by its mark, else the one of GB18030 and cp1251 that gives more of the letters it is for."""
    with path.open("rb") as file:
        sample = file.read(400_000)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    cut = sample.rpartition(b"\n")[0] or sample
    return max(_ENCODINGS, key=lambda name: _likelihood(cut, name))


def _likelihood(sample: bytes, encoding: str) -> float:
    """Share of the letters beyond ASCII that somebody writing in this encoding would use; -1 when it is not."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    if encoding == "utf-8-sig":
        return 2.0
    beyond = [letter for letter in text if ord(letter) > 127]
    usual = _is_russian if encoding == "cp1251" else _is_chinese
    return sum(map(usual, beyond)) / len(beyond) if beyond else 0.0


def _is_russian(letter: str) -> bool:
    return "а" <= letter.lower() <= "я" or letter in "ёЁ№«»–—"


def _is_chinese(letter: str) -> bool:
    """The characters in everyday use come first in the Chinese standard; rare ones betray another encoding."""
    raw = letter.encode("gb18030", "replace")
    return len(raw) == 2 and (0xB0 <= raw[0] <= 0xD7 or 0xA1 <= raw[0] <= 0xA3) and raw[1] >= 0xA1


def _csv(path: Path, encoding: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_LINE)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            delimiter = _delimiter(file)
            for number, cells in enumerate(csv.reader(_bounded(file), delimiter=delimiter), 1):
                if any(cells):
                    yield Line(number, cells)
    except csv.Error as error:
        raise UserFacingError(f"{path} is damaged: {error}.", "Save it as CSV again.") from None
    except LookupError:
        raise UserFacingError(f"there is no encoding {encoding!r}", "Use utf-8, gb18030 or cp1251.") from None


def _delimiter(file: io.TextIOWrapper) -> str:
    """Comma, semicolon or tab, whichever the first lines have most of."""
    sample = file.read(20_000)
    file.seek(0)
    return max(",;\t", key=sample.count)


def _bounded(file: io.TextIOWrapper) -> Iterator[str]:
    """Lines of a length somebody may have meant; NUL, which no table has, is dropped."""
    while line := file.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise csv.Error("a line is longer than two million characters")
        yield line.replace("\0", "")


# --- workbooks ---------------------------------------------------------------------------------------------


def _workbook(path: Path) -> Sheets:
    """Whatever its name ends with: many an .xls is none."""
    with _telling(path), path.open("rb") as file:
        _ensure_modest(path)
        import openpyxl

        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                yield sheet.title, _sheet(path, sheet)
        finally:
            book.close()


def _sheet(path: Path, sheet: Any) -> Iterator[Line]:
    with _telling(path):
        sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=WIDEST), 1):
            if any(cell is not None and cell != "" for cell in cells):
                yield Line(number, cells)


def _ensure_modest(path: Path) -> None:
    """Refuse an archive that would unpack to more than any honest table."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    shared = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
    if sum(part.file_size for part in parts) > MOST_UNPACKED or shared > MOST_SHARED_TEXT:
        raise UserFacingError(
            f"{path} would unpack to more than a table can be.", "Save it as CSV and import that."
        )


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """A damaged workbook fails in as many ways as there are parts in it; each is told as one sentence."""
    try:
        yield
    except UserFacingError:
        raise
    except MemoryError:
        raise
    except Exception as error:
        what = type(error).__name__
        raise UserFacingError(
            f"{path} is damaged and cannot be read as a workbook ({what}).",
            "Open it and save it again, or save it as CSV.",
        ) from error
