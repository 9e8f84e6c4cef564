"""A PDF of start links to cut up and hand out: QR code, plate, first name, code, and how to use it.

A sheet shows no more of a person than the first name: whoever finds one learns nothing else. Latin and Cyrillic
letters are drawn with a font of ours inside the file; Chinese ones with a font every PDF reader has, for a Chinese
font inside would be larger than all the sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import groupby
from pathlib import Path
from typing import Any

from dealership.domain.message import Message
from locales import catalogue

COLUMNS, ROWS = 2, 7
MARGIN, QR_SIZE, GAP = 24, 92, 12
CHINESE, OWN = "STSong-Light", "DejaVuSansCondensed"
PLATE, NAME, CODE, HINT, SMALLEST = 15.0, 11.0, 13.0, 8.0, 6.0
"""Sizes of type in points; a line that does not fit gets smaller, then shorter."""
LEADING = 1.35


@dataclass(frozen=True, slots=True)
class Slip:
    """One owner's part of a sheet. `language` is the one they are spoken to in."""

    plate: str
    first_name: str
    code: str
    url: str
    language: str


def write_pdf(path: Path, slips: Iterable[Slip]) -> None:
    """All slips, as many pages as they need."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    own = register()
    canvas = Canvas(str(path), pagesize=A4)
    width, height = (A4[0] - 2 * MARGIN) / COLUMNS, (A4[1] - 2 * MARGIN) / ROWS
    for index, slip in enumerate(slips):
        place = index % (COLUMNS * ROWS)
        if index and place == 0:
            canvas.showPage()
        row, column = divmod(place, COLUMNS)
        x, y = MARGIN + column * width, A4[1] - MARGIN - (row + 1) * height
        _draw(canvas, own, slip, x, y, width, height)
    canvas.save()


def register() -> frozenset[str]:
    """Make both fonts known; the letters ours has."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    with as_file(files("bot").joinpath("data", "fonts", f"{OWN}.ttf")) as path:
        font = TTFont(OWN, str(path))
    pdfmetrics.registerFont(font)
    return frozenset(map(chr, font.face.charToGlyph))


def _draw(
    canvas: Any, own: frozenset[str], slip: Slip, x: float, y: float, width: float, height: float
) -> None:
    canvas.setLineWidth(0.3)
    canvas.setDash(2, 2)
    canvas.rect(x, y, width, height)
    _qr(canvas, slip.url, x + GAP, y + (height - QR_SIZE) / 2)
    hint = catalogue(slip.language).text(Message("slip-hint", {"code": slip.code}))
    lines = [
        (text, size)
        for text, size in (
            (slip.plate, PLATE), (slip.first_name, NAME), (slip.code, CODE), *((line, HINT) for line in hint.split("\n")),
        )
        if text
    ]  # fmt: skip
    left, room = x + QR_SIZE + 2 * GAP, width - QR_SIZE - 3 * GAP
    top = y + (height + sum(size * LEADING for _, size in lines)) / 2
    for text, size in lines:
        top -= size * LEADING
        _write(canvas, own, text, (left, top + size * (LEADING - 1)), size, room)


def _write(
    canvas: Any, own: frozenset[str], text: str, at: tuple[float, float], size: float, room: float
) -> None:
    text, size = fitted(text, size, room, lambda text, size: width_of(canvas, own, text, size))
    x, y = at
    for font, part in runs(text, own):
        canvas.setFont(font, size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, font, size)


def width_of(canvas: Any, own: frozenset[str], text: str, size: float) -> float:
    return float(sum(canvas.stringWidth(part, font, size) for font, part in runs(text, own)))


def fitted(text: str, size: float, room: float, width: Callable[[str, float], float]) -> tuple[str, float]:
    """The line as large as there is room for; one that is too long at the smallest size ends in an ellipsis."""
    while size > SMALLEST and width(text, size) > room:
        size -= 0.5
    cut = text
    while cut and width(text, size) > room:
        cut = cut[:-1]
        text = f"{cut.rstrip()}…"
    return text, size


def runs(text: str, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Stretches of letters of one font: ours where it has them, else the reader's Chinese one."""
    for is_own, letters in groupby(text, own.__contains__):
        yield (OWN if is_own else CHINESE), "".join(letters)


def _qr(canvas: Any, url: str, x: float, y: float) -> None:
    import segno

    matrix = [list(row) for row in segno.make(url, error="m", micro=False).matrix]
    module = QR_SIZE / len(matrix)
    path = canvas.beginPath()
    for line, row in enumerate(matrix):
        for place, dark in enumerate(row):
            if dark:
                path.rect(x + place * module, y + QR_SIZE - (line + 1) * module, module, module)
    canvas.setDash()
    canvas.drawPath(path, stroke=0, fill=1)
