"""A report as PDF pages and as one long picture. Letters as on the sheets of links: ours where it has them.

The PDF's Chinese font is the reader's own; a picture needs one on this machine, and says so where there is none.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from io import BytesIO
from itertools import groupby
from typing import Any

from bot.errors import UserFacingError
from bot.intake.sheet import OWN, register, runs, width_of
from bot.reports.layout import MARGIN, WIDTH, Block, Box, Text, blocks
from bot.reports.worded import Worded

PAGE = 800.0
SCALE = 2
CHINESE_FONTS = (
    "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "SourceHanSansSC-Regular.otf", "NotoSerifCJK-Regular.ttc",
    "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf", "PingFang.ttc", "Hiragino Sans GB.ttc", "msyh.ttc",
    "simsun.ttc",
)  # fmt: skip


def as_pdf(report: Worded) -> bytes:
    """Pages of a phone's width."""
    from reportlab.pdfgen.canvas import Canvas  # half a second; only who asks for paper pays it

    own, out = register(), BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, PAGE))
    canvas.setTitle(report.title)
    top = MARGIN
    for block in blocks(report, lambda text, size: width_of(canvas, own, text, size)):
        if top + block.height > PAGE - MARGIN:
            canvas.showPage()
            top = MARGIN
        _on_page(canvas, own, block, top)
        top += block.height
    canvas.save()
    return out.getvalue()


def _on_page(canvas: Any, own: frozenset[str], block: Block, top: float) -> None:
    for mark in block.marks:
        canvas.setFillColor(mark.colour)
        if isinstance(mark, Box):
            canvas.rect(mark.x, PAGE - top - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1)
            continue
        x = mark.x
        for font, part in runs(mark.text, own):
            canvas.setFont(font, mark.size)
            canvas.drawString(x, PAGE - top - mark.y, part)
            x += canvas.stringWidth(part, font, mark.size)


def as_picture(report: Worded) -> bytes:
    """One PNG, as long as it has to be."""
    from PIL import Image, ImageDraw

    letters = _Letters()
    drawn = list(blocks(report, letters.measure))
    height = sum(block.height for block in drawn) + 2 * MARGIN
    image = Image.new("RGB", (round(WIDTH * SCALE), round(height * SCALE)), "white")
    draw = ImageDraw.Draw(image)
    top = MARGIN
    for block in drawn:
        for mark in block.marks:
            _on_picture(draw, letters, mark, top)
        top += block.height
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _on_picture(draw: Any, letters: _Letters, mark: Text | Box, top: float) -> None:
    x, y = mark.x * SCALE, (top + mark.y) * SCALE
    if isinstance(mark, Box):
        draw.rectangle((x, y, x + mark.width * SCALE, y + max(mark.height * SCALE - 1, 0)), fill=mark.colour)
        return
    for font, part in letters.parts(mark.text, mark.size):
        draw.text((x, y), part, font=font, fill=mark.colour, anchor="ls")
        x += font.getlength(part)


class _Letters:
    """Our font and this machine's Chinese one, in every size asked for."""

    def __init__(self) -> None:
        from PIL import ImageFont

        self._truetype = ImageFont.truetype
        self._own = register()
        self._fonts: dict[tuple[bool, float], Any] = {}

    def measure(self, text: str, size: float) -> float:
        return float(sum(font.getlength(part) for font, part in self.parts(text, size))) / SCALE

    def parts(self, text: str, size: float) -> list[tuple[Any, str]]:
        """Stretches of letters with the font that has them."""
        return [
            (self._font(is_own, size), "".join(letters))
            for is_own, letters in groupby(text, self._own.__contains__)
        ]

    def _font(self, is_own: bool, size: float) -> Any:
        known = self._fonts.get((is_own, size))
        if known is None:
            known = self._fonts[is_own, size] = self._load(is_own, round(size * SCALE))
        return known

    def _load(self, is_own: bool, pixels: int) -> Any:
        if is_own:
            with as_file(files("bot").joinpath("data", "fonts", f"{OWN}.ttf")) as path:
                return self._truetype(str(path), pixels)
        for name in CHINESE_FONTS:
            try:
                return self._truetype(name, pixels)
            except OSError:
                continue
        raise UserFacingError(
            "No Chinese font is installed here, so a picture would show empty boxes.",
            "Install one (Debian: apt install fonts-noto-cjk), or use --format pdf.",
        )
