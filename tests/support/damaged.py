"""Files as no dealer should have them: any headings and cells, odd encodings, formulas, cut and scratched, bombs."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

import openpyxl
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from bot.intake import files
from bot.intake.headings import known_headings

CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["2025-02-30", "03/04/2025", "=1+1", "=cmd|' /C calc'!A0", "1e400", "-1", "NaN", "١٢٣", "\x00", "'", '"', "12:00", "99999", "0000-00-00",
         "沪A12345", "13800000001", "L13-31", "9" * 50, "1,2,3.4", "闰十三月卅十", "∞"]
    ),
    st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
)  # fmt: skip
GOOD = {
    "phone": "13800000001", "plate": "沪A12345", "vin": "WVWZZZ1JZXW000001", "birthday": "31.05.1984", "visited_on": "2025-05-01",
    "odometer_km": "12 000 км", "amount": "1 234,50", "vip": "是", "store": "pudong", "driver": "да", "grade": "key",
    "language": "ru", "read_on": "2025/5/2", "delivered_on": "2024年5月1日", "found_on": "2025-05-01",
}  # fmt: skip
"""What may stand in a column; in others a name."""
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "cp1251", "shift_jis"])
SCRATCHES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12)


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """The bytes of one file: a table or workbook, whole, scratched or cut; seldom a bomb or a desert."""
    kind = draw(st.sampled_from(["csv"] * 12 + ["xlsx"] * 12 + ["bomb", "desert", "noise"]))
    if kind == "bomb":
        return bomb()
    if kind == "desert":
        return b"name,phone\n" + b",\n" * 1_000_000
    if kind == "noise":
        return draw(st.binary(max_size=400))
    headings = draw(st.lists(st.sampled_from(sorted(known_headings())), min_size=1, max_size=7))
    headings += draw(st.lists(st.text(max_size=12), max_size=2))
    good = [GOOD.get(known_headings().get(heading, ""), "王芳") for heading in headings]
    rows = [
        headings,
        *draw(st.lists(st.just(good) | st.lists(CELLS, max_size=len(headings) + 1), min_size=1, max_size=6)),
    ]
    data = _table(rows, draw(ENCODINGS), draw(st.sampled_from(",;\t"))) if kind == "csv" else _book(rows)
    if draw(st.sampled_from([True, False, False])):
        data = scratched(data, draw(SCRATCHES))[: draw(st.integers(0, 10_000)) or None]
    return data


def scratched(data: bytes, places: Sequence[tuple[int, int]]) -> bytes:
    """The bytes with some of them replaced."""
    raw = bytearray(data)
    for place, byte in places:
        if raw:
            raw[place % len(raw)] = byte
    return bytes(raw)


def bomb() -> bytes:
    """A workbook of a few kilobytes that would unpack to more than it may."""
    out = BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as part,
    ):
        for _ in range(files.MOST_SHARED_TEXT // (1 << 20) + 1):
            part.write(b" " * (1 << 20))
    return out.getvalue()


def _table(rows: Sequence[Sequence[Any]], encoding: str, delimiter: str) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def _book(rows: Sequence[Sequence[Any]]) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append([_cell(cell) for cell in row])
    book.save(out)
    return out.getvalue()


def _cell(cell: Any) -> Any:
    if isinstance(cell, float) and (cell != cell or abs(cell) == float("inf")):
        return str(cell)
    if isinstance(cell, str):
        return ILLEGAL_CHARACTERS_RE.sub("", cell).encode("utf-8", "replace").decode()
    return str(cell) if isinstance(cell, int) and abs(cell) > 10**15 else cell
