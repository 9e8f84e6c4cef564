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

from dialogs.understanding.facts.lexicon import LexiconError
from dialogs.understanding.facts.terms import Automaton, split
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
    """The answer to the question in a message, or None. `folder`: the shop's own files, each in place of ours."""
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
    path = folder / f"{language}.toml"
    if not path.exists():
        path = SHIPPED / path.name
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        terms = Automaton()
        for key, entry in table.items():
            for term in entry["asked"]:
                terms.add(term, ("answer", key))
        return _Book(terms, {key: entry["text"].strip() for key, entry in table.items()})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LexiconError(f"{path}: {error}") from error
