"""Where everything of a drawn report stands: blocks of text and boxes, from top to bottom, narrow enough for a phone.

A block is never torn; whoever paints decides how many fit on a page. Sizes are points (pixels at scale 1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.reports.worded import Cell, Table, Worded

WIDTH, MARGIN = 560.0, 28.0
ROOM = WIDTH - 2 * MARGIN
TITLE, HEAD, TEXT, SMALL = 17.0, 13.0, 10.5, 9.0
LEADING = 1.5
INK, QUIET, LINE, BLUE = "#1f2933", "#5f6c7b", "#dde3ea", "#3b6ea5"
SHADES = {5: ("#2e8b57", "#8fc99b", "#e8d48a", "#e79a5b", "#c8453b"), 3: ("#c8453b", "#e79a5b", "#e8d48a")}
BAR_SHARE = 0.48
Measure = Callable[[str, float], float]


@dataclass(frozen=True, slots=True)
class Text:
    """A line whose letters stand on `y`, counted from the block's top."""

    x: float
    y: float
    text: str
    size: float
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Block:
    """What belongs together."""

    height: float
    marks: Sequence[Text | Box]


def blocks(report: Worded, measure: Measure) -> Iterator[Block]:
    """The whole report."""
    yield _text_block(report.title, TITLE, measure)
    for table in report.tables:
        yield from _table(table, measure)


def _table(table: Table, measure: Measure) -> Iterator[Block]:
    """Title, columns and first row stay together."""
    widths, whole = _widths(table, measure), table.whole
    rows = [
        _row(row, widths, measure, INK, _bar(table.parts[number], whole) if table.parts else ())
        for number, row in enumerate(table.rows)
    ]
    title = Block(HEAD * 2.4, [Text(MARGIN, HEAD * 1.8, table.title, HEAD, BLUE)])
    yield _joined([title, _row(table.columns, widths, measure, QUIET), *rows[:1]])
    yield from rows[1:]
    if table.legend:
        yield _legend(table.legend, measure)


def _joined(parts: Sequence[Block]) -> Block:
    marks: list[Text | Box] = []
    top = 0.0
    for block in parts:
        marks += [replace(mark, y=mark.y + top) for mark in block.marks]
        top += block.height
    return Block(top, marks)


def _widths(table: Table, measure: Measure) -> Sequence[float]:
    """Each column as wide as it needs, the widest gives way; bars have their share at the right."""
    room = ROOM * (1 - BAR_SHARE) if table.parts else ROOM
    shown = [table.columns, *table.rows]
    wanted = [
        max(measure(str(row[place]), TEXT) for row in shown) + TEXT for place in range(len(table.columns))
    ]
    over = sum(wanted) - room
    if over > 0:
        widest = wanted.index(max(wanted))
        wanted[widest] = max(wanted[widest] - over, 6 * TEXT)
    return wanted


def _row(
    cells: Sequence[Cell], widths: Sequence[float], measure: Measure, colour: str, bar: Iterable[Box] = ()
) -> Block:
    wrapped = [
        list(wrap(_letters(str(cell)), width - TEXT / 2, TEXT, measure))
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = TEXT * LEADING * max(map(len, wrapped)) + TEXT * 0.5
    marks: list[Text | Box] = [Box(MARGIN, height - 0.5, ROOM, 0.5, LINE)]
    x = MARGIN
    for lines, width in zip(wrapped, widths, strict=True):
        marks += [
            Text(x, TEXT * LEADING * (number + 0.9), line, TEXT, colour) for number, line in enumerate(lines)
        ]
        x += width
    return Block(height, [*marks, *bar])


def _bar(parts: Sequence[int], whole: int | None) -> Iterator[Box]:
    """As long as its share of the whole; a distribution is its own whole."""
    total, left, room = whole or sum(parts), MARGIN + ROOM * (1 - BAR_SHARE), ROOM * BAR_SHARE
    for part, colour in zip(parts, SHADES.get(len(parts), (BLUE,)), strict=False):
        wide = room * part / total if total else 0
        if wide:
            yield Box(left, TEXT * 0.45, wide, TEXT, colour)
        left += wide


def _legend(legend: Sequence[str], measure: Measure) -> Block:
    marks: list[Text | Box] = []
    x = MARGIN
    for name, colour in zip(legend, SHADES[len(legend)], strict=True):
        marks += [
            Box(x, SMALL * 0.8, SMALL, SMALL, colour),
            Text(x + SMALL * 1.4, SMALL * 1.6, name, SMALL, QUIET),
        ]
        x += SMALL * 2.8 + measure(name, SMALL)
    return Block(SMALL * 2.6, marks)


def _letters(text: str) -> str:
    """Without pictures among the letters: no font of a report has them."""
    return "".join(
        char for char in text if unicodedata.category(char) not in ("So", "Mn", "Cf", "Cs")
    ).strip()


def _text_block(text: str, size: float, measure: Measure) -> Block:
    lines = list(wrap(text, ROOM, size, measure))
    marks = [Text(MARGIN, size * LEADING * (number + 1), line, size) for number, line in enumerate(lines)]
    return Block(size * LEADING * len(lines) + size * 0.6, marks)


def wrap(text: str, room: float, size: float, measure: Measure) -> Iterator[str]:
    """Lines that fit: broken at spaces, and anywhere in writing without them."""
    for paragraph in text.splitlines() or [""]:
        line = ""
        for piece in _pieces(paragraph):
            if line and measure(line + piece, size) > room:
                yield line.rstrip()
                line = piece.lstrip()
            else:
                line += piece
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Words with the space after them; each letter of a script without spaces, and bits of endless words."""
    word = ""
    for char in text:
        if char >= "\u2e80":
            if word:
                yield word
            yield char
            word = ""
            continue
        word += char
        if char == " " or len(word) >= 24:
            yield word
            word = ""
    if word:
        yield word
