"""Which column of a file is which: a guess from its headings, or what a mapping file says.

Words live in `bot/data/headings.toml`. A mapping file is TOML with `"heading" = "column"` lines; `""` leaves a
column out. What it does not name is guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.errors import UserFacingError
from dealership.domain.intake.rows import FIELDS
from dealership.domain.intake.values import fold


@cache
def _data() -> dict[str, Any]:
    text = files("bot").joinpath("data", "headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def known_headings() -> Mapping[str, str]:
    """The column each folded heading means."""
    words = {fold(word): key for key, words in _data()["headings"].items() for word in words}
    return words | {fold(key): key for key in FIELDS}


@cache
def choices() -> Mapping[str, Mapping[str, object]]:
    """For each closed list its values by folded word."""
    lists = {
        name: {fold(word): value for value, words in values.items() for word in words}
        for name, values in _data()["words"].items()
    }
    flags = {word: value == "yes" for word, value in lists["flag"].items()}
    return lists | {
        "flag": flags,
        "kilometres": {word: int(times) for word, times in lists["kilometres"].items()},
    }


def guess(headings: Sequence[str], given: Mapping[str, str]) -> list[str]:
    """The column each heading means, "" for those not taken. Of two that mean one the first is taken."""
    by_fold = {fold(heading): column for heading, column in given.items()}
    found: list[str] = []
    for heading in headings:
        key = fold(heading)
        column = by_fold.get(key, known_headings().get(key, ""))
        claimed = column in found or (key not in by_fold and column in by_fold.values())
        found.append("" if claimed else column)
    return found


def looks_like_headings(cells: Sequence[object], given: Mapping[str, str]) -> bool:
    """Whether a row names columns: at least half of what it says is known, and two things or all of them."""
    told = [fold(str(cell)) for cell in cells if cell is not None and str(cell).strip()]
    words = known_headings().keys() | {fold(heading) for heading in given}
    known = sum(word in words for word in told)
    return known >= 1 and (known >= 2 or known == len(told))


def read_mapping(path: Path | None) -> Mapping[str, str]:
    """The mapping file; UserFacingError when it is none."""
    if path is None:
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserFacingError(
            f"{path} cannot be read as a mapping: {error}", 'Write lines like "Car no." = "plate".'
        ) from None
    for heading, column in given.items():
        if column != "" and column not in FIELDS:
            raise UserFacingError(
                f"{path}: {heading!r} = {column!r}, and there is no such column",
                f"Use one of: {', '.join(FIELDS)}.",
            )
    return given
