"""`servicebay dialogs`: lists every dialog with its steps, or draws each as a picture for the docs.

Asked steps stand one below the other as they are asked; optional ones, asked when jumped to, stand aside. The
same dialogs give the same files to the byte, so a test can tell whether the drawings are current.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from dialogs.model import Dialog, Step

ASKED_BY = {
    "Choice": "one of several",
    "Confirm": "read back: yes, or change a line",
    "Day": "days with room, a week a page",
    "Menu": "menu",
    "Photos": "words and photos",
    "Picture": "a photo, or passed over",
    "PhoneNumber": "own phone, or words",
    "Several": "several of several",
    "Tapped": "one tap",
    "Time": "free times of a day",
    "Toggles": "switches",
    "Told": "words, or passed over",
    "Words": "words",
}
README = "README.md"

# --- the picture -------------------------------------------------------------------------------------------

WIDTH, LEFT, ASIDE, BOX, TOP, GAP = 660, 24, 364, 272, 74, 24
LINE, PADDING = 17, 10
FONT = 'font-family="system-ui, -apple-system, Segoe UI, Noto Sans, sans-serif"'
INK, QUIET, EDGE, PAPER, OPTIONAL, END = "#1f2933", "#5f6c7b", "#3b6ea5", "#eef4fb", "#fbf6ea", "#e6f4ea"


@dataclass(frozen=True, slots=True)
class Row:
    """A step that is asked (none: the dialog begins with optional ones) and the optional ones beside it."""

    step: Step | None
    aside: tuple[Step, ...]

    @property
    def height(self) -> int:
        own = height_of(self.step) if self.step else 0
        beside = sum(height_of(step) + PADDING for step in self.aside) - PADDING
        return max(own, beside)


def rows_of(dialog: Dialog) -> list[Row]:
    """The steps in order, optional ones beside the step before them."""
    rows: list[Row] = []
    for step in dialog.steps:
        if not step.optional:
            rows.append(Row(step, ()))
        else:
            last = rows.pop() if rows else Row(None, ())
            rows.append(Row(last.step, (*last.aside, step)))
    return rows


def lines_of(step: Step) -> list[str]:
    """What is said about a step below its key."""
    kind = type(getattr(step.input, "inner", step.input)).__name__.strip("_")
    lines = [ASKED_BY.get(kind, kind.lower())]
    if step.skip_if is not None:
        lines.append("asked only if needed")
    if step.resets:
        lines.append(f"↺ {', '.join(step.resets)}")
    return lines


def height_of(step: Step) -> int:
    return 2 * PADDING + LINE * (1 + len(lines_of(step)))


def ending_of(dialog: Dialog) -> str:
    """How the dialog ends."""
    if dialog.root:
        return "the main menu: always behind everything"
    if dialog.reading:
        return "only shows: back leads out"
    return f"done: {dialog.done.__name__.replace('_', ' ')}" if dialog.done else "ends with the answer"


def svg_of(dialog: Dialog) -> str:
    """The whole picture."""
    parts: list[str] = []
    y = TOP
    for row in rows_of(dialog):
        parts += _row(row, y)
        parts.append(_arrow(y + (height_of(row.step) if row.step else 0), y + row.height + GAP))
        y += row.height + GAP
    parts += _pill(ending_of(dialog), y)
    height = y + LINE + 2 * PADDING + LEFT
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" {FONT}>',
        f'<rect width="{WIDTH}" height="{height}" rx="12" fill="#ffffff"/>',
        _words(LEFT, 42, dialog.key, 20, INK, bold=True),
    ]
    return "\n".join([*head, *parts, "</svg>"]) + "\n"


def _row(row: Row, y: int) -> Iterator[str]:
    if row.step:
        yield from _box(row.step, LEFT, y)
    below = y + (height_of(row.step) if row.step else 0)
    for step in row.aside:
        middle = y + height_of(step) // 2
        start = LEFT + BOX if middle < below else LEFT + BOX // 2
        yield f'<path d="M{start} {middle} H{ASIDE}" stroke="{QUIET}" stroke-dasharray="4 4" fill="none"/>'
        yield from _box(step, ASIDE, y)
        y += height_of(step) + PADDING


def _box(step: Step, x: int, y: int) -> Iterator[str]:
    fill, dashes = (OPTIONAL, ' stroke-dasharray="5 4"') if step.optional else (PAPER, "")
    edge = QUIET if step.optional else EDGE
    yield f'<rect x="{x}" y="{y}" width="{BOX}" height="{height_of(step)}" rx="8" fill="{fill}" stroke="{edge}"{dashes}/>'
    y += PADDING + 13
    yield _words(x + 14, y, step.key, 14, INK, bold=True)
    for line in lines_of(step):
        y += LINE
        yield _words(x + 14, y, line, 12, QUIET)


def _pill(text: str, y: int) -> Iterator[str]:
    height = LINE + 2 * PADDING
    yield f'<rect x="{LEFT}" y="{y}" width="{BOX}" height="{height}" rx="{height // 2}" fill="{END}" stroke="#3d8b5f"/>'
    yield _words(LEFT + 18, y + PADDING + 13, text, 13, INK)


def _arrow(start: int, end: int) -> str:
    x = LEFT + BOX // 2
    return f'<path d="M{x} {start} V{end - 2} M{x - 5} {end - 9} L{x} {end - 2} L{x + 5} {end - 9}" stroke="{EDGE}" stroke-width="1.5" fill="none"/>'


def _words(x: int, y: int, text: str, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{colour}">{escape(text)}</text>'


# --- the files and the list --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Family:
    """The dialogs of one bot."""

    name: str
    title: str
    dialogs: Sequence[Dialog]


def families() -> list[Family]:
    """Both bots' dialogs; imported here, for reading sentences takes a moment."""
    from dialogs.owner.family import OWNER_DIALOGS
    from dialogs.staff.family import STAFF_DIALOGS

    return [Family("owner", "Owners' bot", OWNER_DIALOGS), Family("staff", "Staff bot", STAFF_DIALOGS)]


def path_of(dialog: Dialog) -> str:
    """One line: the steps in order, optional ones in brackets."""
    return " → ".join(f"({step.key})" if step.optional else step.key for step in dialog.steps)


def files() -> dict[str, str]:
    """Every file of the drawn dialogs: name → content."""
    drawn = {
        f"{family.name}-{dialog.key}.svg": svg_of(dialog)
        for family in families()
        for dialog in family.dialogs
    }
    return {**drawn, README: _readme()}


def _readme() -> str:
    said = [
        "# The dialogs",
        "",
        "Drawn by `make docs` from the dialogs themselves; a test keeps them current. Steps stand in the order in",
        "which they are asked, optional ones (asked when jumped to) aside; ↺ names the steps a new answer asks again.",
        "At every step one can go back, leave, talk to a person, and write instead of tapping.",
    ]
    for family in families():
        said += ["", f"## {family.title}"]
        for dialog in family.dialogs:
            picture = f"![{path_of(dialog)}]({family.name}-{dialog.key}.svg)"
            said += ["", f"### {dialog.key}", "", path_of(dialog), "", picture]
    return "\n".join(said) + "\n"


def run(args: Namespace) -> int:
    """Draw into the folder asked for, or list."""
    if not args.svg:
        for family in families():
            width = max(len(dialog.key) for dialog in family.dialogs)
            print(family.title)
            for dialog in family.dialogs:
                print(f"  {dialog.key:<{width}}  {path_of(dialog)}")
        return 0
    folder = Path(args.svg)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_text(content, encoding="utf8")
    print(f"{len(files()) - 1} dialogs drawn into {folder}", file=sys.stderr)
    return 0
