"""Options in pages that fit a phone: at most four rows and eight choices a screen."""

from __future__ import annotations

from collections.abc import Sequence

from dealership.domain.message import Message
from dialogs.model import Event, Option, Tap

ROWS, CHOICES = 4, 8
TURN = "~"
Rows = list[list[Option]]


def in_rows(options: Sequence[Option], width: int) -> Rows:
    """Options in rows of `width`."""
    return [list(options[start : start + width]) for start in range(0, len(options), width)]


def page_of(options: Sequence[Option], page: int, width: int, extra: Sequence[Option] = ()) -> Rows:
    """One page of options with the ways to the pages around it; `extra` stand on the first page.

    With two or more in a row, paging fills the last cells; with one in a row it shares a row with `extra`.
    """
    pages = _pages(options, width, len(extra))
    page = min(max(page, 0), len(pages) - 1)
    foot = [Option(f"{TURN}{page - 1}", Message("input-former"))] if page else list(extra)
    if page < len(pages) - 1:
        foot.append(Option(f"{TURN}{page + 1}", Message("input-more")))
    if width == 1:
        return [*in_rows(pages[page], 1), *in_rows(foot, 3)]
    return in_rows([*pages[page], *foot], width)


def turned(event: Event) -> int | None:
    """The page asked for by a paging button."""
    if isinstance(event, Tap) and event.option[:1] == TURN and event.option[1:].isdecimal():
        return min(int(event.option[1:][:4]), 1000)
    return None


def _pages(options: Sequence[Option], width: int, foot: int) -> list[list[Option]]:
    room = min(ROWS * width, CHOICES)
    pages, rest = [], list(options)
    while len(rest) > room - _cells(foot, width):
        fits = room - _cells(foot + 1, width)
        pages.append(rest[:fits])
        rest, foot = rest[fits:], 1
    return [*pages, rest]


def _cells(foot: int, width: int) -> int:
    """What the foot of a page takes away: a cell a button, or one row for all of them."""
    return foot if width > 1 else min(foot, 1)
