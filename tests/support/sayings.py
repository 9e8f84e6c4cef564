"""What the house says, for stories that look for it: labels and the fixed words of sentences, by key."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast

LOCALES = Path(__file__).parents[2] / "locales"


def saying(language: str, key: str) -> str:
    """A regular expression for the longest fixed words of a sentence of ours."""
    entry = _messages(language)[key]
    assert entry.value is not None
    pieces = [element.value for element in entry.value.elements if isinstance(element, ast.TextElement)]
    lines = [line.strip() for piece in pieces for line in re.split(r"<[^>]+>|\n", piece)]
    return re.escape(max(lines, key=len))


@cache
def _messages(language: str) -> dict[str, ast.Message]:
    parser = FluentParser()
    entries = [
        entry
        for path in sorted((LOCALES / language).glob("*.ftl"))
        for entry in parser.parse(path.read_text(encoding="utf8")).body
    ]
    return {entry.id.name: entry for entry in entries if isinstance(entry, ast.Message)}
