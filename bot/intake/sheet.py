"""A PDF of start links to cut up and hand out: QR code, plate, first name, code, and one sentence in three languages.

A sheet shows no more of a person than the first name: whoever finds one learns nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealership.domain.message import Message
from locales import catalogue

COLUMNS, ROWS = 3, 7
MARGIN, QR_SIZE = 24, 88
FONT = "STSong-Light"
"""One of the fonts every PDF reader has for Chinese; it has Latin and Cyrillic letters, too. Nothing is embedded."""


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
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4)
    width, height = (A4[0] - 2 * MARGIN) / COLUMNS, (A4[1] - 2 * MARGIN) / ROWS
    for index, slip in enumerate(slips):
        place = index % (COLUMNS * ROWS)
        if index and place == 0:
            canvas.showPage()
        row, column = divmod(place, COLUMNS)
        x, y = MARGIN + column * width, A4[1] - MARGIN - (row + 1) * height
        _draw(canvas, slip, x, y, width, height)
    canvas.save()


def _draw(canvas: Any, slip: Slip, x: float, y: float, width: float, height: float) -> None:
    canvas.setLineWidth(0.3)
    canvas.setDash(2, 2)
    canvas.rect(x, y, width, height)
    _qr(canvas, slip.url, x + 6, y + (height - QR_SIZE) / 2)
    say = catalogue(slip.language).text
    hint = say(Message("slip-hint", {"code": slip.code}))
    lines = [
        (slip.plate, 11),
        (slip.first_name, 9),
        (slip.code, 9),
        *((line, 6.5) for line in hint.split("\n")),
    ]
    top = y + height - 26
    for text, size in lines:
        _text(canvas, text, x + QR_SIZE + 12, top, size, width - QR_SIZE - 16)
        top -= size + 5


def _text(canvas: Any, text: str, x: float, y: float, size: float, width: float) -> None:
    """A line, made smaller until it fits."""
    while size > 4 and canvas.stringWidth(text, FONT, size) > width:
        size -= 0.5
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)


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
