"""Answers to what owners ask every day, from an editable file per language (`../answers/<language>.toml`).

Each entry has the terms of the question, in the notation of the lexicon, and a text in the language. The entry
whose terms cover most of the message answers; nothing is guessed: without its terms there is no answer.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dialogs.understanding.facts.automaton import Automaton
from dialogs.understanding.facts.lexicon import LexiconError
from dialogs.understanding.facts.terms import split
from dialogs.understanding.text import plain

SHIPPED = Path(__file__).parent.parent / "answers"
_FILES = {"zh": "zh-CN", "en": "en", "ru": "ru"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A ready answer: the key of the question and the text to say."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class _Book:
    terms: Automaton
    texts: Mapping[str, str]


def find_answer(text: str, lang: str, folder: Path | None = None) -> Answer | None:
    """The answer to the question in a message, or None.

    `folder`: the shop's own files: its entries take the place of ours of the same name, or come on top; one with
    nothing but a text keeps our ways to ask, one with an empty text is not answered.
    """
    book = _book(_FILES.get(lang.partition("-")[0].lower(), "en"), folder or SHIPPED)
    covered: Counter[str] = Counter()
    for hit in book.terms.scan(split(plain(text).text.replace("’", "'"))):
        covered[hit.key] += hit.last - hit.first
    if not covered:
        return None
    key = max(covered, key=lambda one: covered[one])
    return Answer(key, book.texts[key])


@cache
def _book(language: str, folder: Path) -> _Book:
    entries = _entries(SHIPPED / f"{language}.toml")
    own = folder / f"{language}.toml"
    if folder != SHIPPED and own.exists():
        for key, entry in _entries(own).items():
            entries[key] = {**entries.get(key, {}), **entry}
    try:
        terms = Automaton()
        known = {key: entry for key, entry in entries.items() if entry["text"].strip()}
        for key, entry in known.items():
            for term in entry["asked"]:
                terms.add(term, ("answer", key))
        return _Book(terms, {key: entry["text"].strip() for key, entry in known.items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"{own}: {error}") from error


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {key: dict(entry) for key, entry in table.items()}
    except (OSError, ValueError, TypeError) as error:
        raise LexiconError(f"{path}: {error}") from error
