"""The words of each language and what they mean together, read from data files, once and only when needed.

Files: `../lexicon/<language>/<kind>.toml` (a key and its terms) and `../lexicon/rules.toml` (what the keys mean).
An administrator's folder of the same layout adds terms; the shop's own synonyms come from its configuration.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dialogs.understanding.facts.automaton import Automaton
from dialogs.understanding.facts.likeness import Examples
from dialogs.understanding.facts.numerals import Numerals
from dialogs.understanding.facts.terms import Mark
from dialogs.understanding.text import plain

SHIPPED = Path(__file__).parent.parent / "lexicon"
KINDS = {
    "jobs": "job",
    "places": "place",
    "states": "state",
    "intents": "intent",
    "moods": "mood",
    "words": "word",
}

#: What the owner wants and feels hides neither what is said of the car nor each other.
_LAYERS = {"intent": 1, "mood": 2}

Synonyms = Mapping[str, Mapping[str, Sequence[str]]]
Table = dict[str, Any]


class LexiconError(ValueError):
    """A lexicon file cannot be read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the keys mean together; see the comments of `rules.toml`."""

    job: Mapping[str, Mapping[str, str]]
    symptom: Mapping[str, Mapping[str, str]]
    denied: Mapping[str, str]
    part_of: Mapping[str, str]
    echo: Mapping[str, frozenset[str]]
    unsafe_symptoms: frozenset[str]
    serious_lights: frozenset[str]
    negation: Mapping[str, tuple[frozenset[str], int]]
    rank: Mapping[str, int]
    quiet: frozenset[str]
    opening: frozenset[str]
    ends_as: Mapping[str, str]
    moods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language ready to read: its terms, its expressions for amounts and details, its examples."""

    code: str
    terms: Automaton
    details: Mapping[str, re.Pattern[str]]
    numerals: Numerals
    letters: Mapping[int, int]
    capitals: Mapping[str, str]
    examples: Examples

    def fold(self, text: str, typed: str) -> str:
        """Spellings of the language brought to one, length kept: traditional characters to simplified, and
        abbreviations that are words unless typed in capitals («ТО») to a sign of their own."""
        text = text.translate(self.letters) if self.letters else text
        if self.capitals and len(text) == len(typed) and not typed.isupper():
            for word, sign in self.capitals.items():
                text = _marked(text, typed, word, sign)
        return text


class Lexicon:
    """All languages; each is built at its first use."""

    def __init__(self, extra: Synonyms | None = None, folder: Path | None = None) -> None:
        self._extra = extra or {}
        self._folders = (SHIPPED,) if folder is None else (SHIPPED, folder)
        self._languages: dict[str, Language] = {}
        self.rules = _rules(self._merged("rules.toml"))

    def language(self, code: str) -> Language:
        """The language `zh`, `en` or `ru`; any other code reads as English."""
        built = self._languages.get(code)
        if built is None:
            known = code if (SHIPPED / code).is_dir() else "en"
            built = self._languages[code] = self._build(known)
        return built

    def _build(self, code: str) -> Language:
        terms = Automaton(layers=1 + len(_LAYERS))
        for file, kind in KINDS.items():
            layer = _LAYERS.get(kind, 0)
            for key, phrases in self._merged(f"{code}/{file}.toml").items():
                for phrase in phrases:
                    _learn(terms, phrase, (kind, key), layer)
        for job, phrase in self._own_synonyms(code):
            _learn(terms, phrase, ("job", job), 0)
        details = self._merged(f"{code}/details.toml")
        numerals = Numerals(details.pop("numerals", {}), details.pop("multipliers", {}))
        letters = self._merged(f"{code}/letters.toml")
        return Language(
            code,
            terms,
            {key: re.compile(value) for key, value in details.items()},
            numerals,
            str.maketrans(letters.get("typed", ""), letters.get("read", "")),
            letters.get("capitals", {}),
            Examples(self._merged(f"{code}/examples.toml")),
        )

    def _own_synonyms(self, code: str) -> Iterator[tuple[str, str]]:
        for job, by_language in self._extra.items():
            for language, phrases in by_language.items():
                if language.split("-")[0] == code:
                    yield from ((job, phrase) for phrase in phrases if phrase.strip())

    def _merged(self, name: str) -> Table:
        merged: Table = {}
        for folder in self._folders:
            _add(merged, _table(folder / name))
        return merged


def _learn(terms: Automaton, phrase: str, mark: Mark, layer: int) -> None:
    try:
        terms.add(plain(phrase).text.replace("’", "'"), mark, layer)
    except ValueError as error:
        raise LexiconError(f"{mark[0]} {mark[1]}: {error}") from error


def _marked(text: str, typed: str, word: str, sign: str) -> str:
    at = typed.find(word)
    while at >= 0:
        end = at + len(word)
        if not (typed[max(0, at - 1) : at].isalpha() or typed[end : end + 1].isalpha()):
            text = text[:at] + sign + text[end:]
        at = typed.find(word, end)
    return text


def _add(into: Table, more: Table) -> None:
    """Lists grow, tables are merged, anything else is replaced."""
    for key, value in more.items():
        old = into.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            _add(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            into[key] = [*old, *value]
        else:
            into[key] = value


def _table(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: {error}") from error


def _rules(table: Table) -> Rules:
    intent, safety = table["intent"], table["safety"]
    return Rules(
        job=table["job"],
        symptom=table["symptom"],
        denied=table["denied"],
        part_of=table["part_of"],
        echo={symptom: frozenset(others) for symptom, others in table["echo"].items()},
        unsafe_symptoms=frozenset(safety["symptoms"]),
        serious_lights=frozenset(safety["lights"]),
        negation={word: (frozenset(one["kinds"]), one["reach"]) for word, one in table["negation"].items()},
        rank={name: place for place, name in enumerate(intent["order"])},
        quiet=frozenset(intent["quiet"]),
        opening=frozenset(intent["opening"]),
        ends_as=intent["ends_as"],
        moods=tuple(table["mood"]["order"]),
    )


@cache
def shipped() -> Lexicon:
    """The lexicon as it is shipped, shared by all who bring none of their own."""
    return Lexicon()


def load_lexicon(extra: Synonyms | None = None, folder: Path | None = None) -> Lexicon:
    """A lexicon with the shop's own words.

    `extra`: job key → language (`zh-CN`, `en`, `ru`) → synonyms, as in `servicebay.toml`; `folder`: further files
    in the layout of the shipped ones.
    """
    return shipped() if not extra and folder is None else Lexicon(extra, folder)
