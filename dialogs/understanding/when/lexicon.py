"""The words of dates and times, one data file per language (`data/<lang>.toml`), and the kinds they have.

Every kind is one letter of a small alphabet, so that a whole message becomes a short string of letters and
the grammar can be regular expressions over that string.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

Value = str | int
Entry = tuple[str, Value]

#: Kinds that no file lists: they are read from the shape of the text itself.
SHAPES = ("NUM", "YMD", "HM", "PAIR", "ORD", "WD", "WHICH", "OTHER", "NUMWORD", "JUNK", "ODD")


@dataclass(slots=True)
class Token:
    """A word of the message: `kind` is a letter of `Alphabet`, `start` and `end` are indexes of plain text."""

    kind: str
    value: object
    text: str
    start: int
    end: int
    slip: bool = False


class Alphabet:
    """Kind names to single letters, handed out in order of appearance."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for name in SHAPES:
            self.letter(name)

    def letter(self, name: str) -> str:
        if name not in self._letters:
            letter = chr(0x100 + len(self._letters))
            self._letters[name], self.names[letter] = letter, name
        return self._letters[name]


ALPHABET = Alphabet()
_NEVER_DULL = r"\s0-9a-z(零〇一二两三四五六七八九十百千万廿卅俩仨下上这本再当隔"


@dataclass(slots=True)
class Lexicon:
    """`entries` by the whole word; `by_first` holds the words by first letter (Chinese) or first word.

    `lengths` are those of the words with that beginning, longest first. `counters` are words that turn a number before them into junk (公里, km). `guards` names what must follow a
    word, `bars` what must not. `stems` are beginnings of words (скрип*), by their first letter.
    `dull`: a run of letters no word begins with. `suffixes` may stand right behind a number, `innocent` words are
    no misspelt dates. Of Chinese alone: `sounds` (characters typed for the number of a weekday), `no_weekday`
    (characters that are no misspelt one), `before_name`, and `mornings` (words that begin like a number).
    """

    lang: str
    entries: dict[str, Entry] = field(default_factory=dict)
    by_first: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    guards: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bars: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stems: dict[str, tuple[tuple[str, Entry], ...]] = field(default_factory=dict)
    suffixes: frozenset[str] = frozenset()
    innocent: frozenset[str] = frozenset()
    sounds: dict[str, int] = field(default_factory=dict)
    no_weekday: frozenset[str] = frozenset()
    before_name: frozenset[str] = frozenset()
    mornings: tuple[str, ...] = ()
    dull: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))


@lru_cache(maxsize=8)
def lexicon(lang: str) -> Lexicon:
    """The words of one language; of two equal ones the later table wins."""
    table = tomllib.loads(files(__package__).joinpath(f"data/{lang}.toml").read_text("utf-8"))
    guards = {word: tuple(after) for word, after in table.pop("before", {}).items()}
    bars = {word: tuple(after) for word, after in table.pop("not_before", {}).items()}
    counters = table.pop("counters", {"": []})
    suffixes, innocent = _listed(table.pop("suffixes", {})), _listed(table.pop("innocent", {}))
    words = Lexicon(lang, guards=guards, bars=bars, suffixes=suffixes, innocent=innocent)
    _know_slips(words, table)
    words.counters = _by_first(
        [word for group in counters.values() for word in group], whole_words=lang != "zh"
    )
    for kind, values in table.items():
        for value, spellings in values.items():
            for spelling in spellings:
                _enter(words, spelling, (ALPHABET.letter(kind), _value(value)))
    words.by_first = _by_first(words.entries, whole_words=lang != "zh")
    words.lengths = {
        head: tuple(sorted({len(spelling) for spelling in found}, reverse=True))
        for head, found in words.by_first.items()
    }
    if lang == "zh":
        words.dull = re.compile(f"[^{re.escape(''.join(words.lengths))}{_NEVER_DULL}]+")
    return words


def _know_slips(words: Lexicon, table: dict[str, dict[str, list[str]]]) -> None:
    """Take the tables that are no words of dates out of `table`."""
    sounds = table.pop("sounds", {})
    words.sounds = {letter: int(day) for day, letters in sounds.items() for letter in "".join(letters)}
    words.no_weekday = frozenset("".join(_listed(table.pop("no_weekday", {}))))
    words.before_name = _listed(table.pop("before_name", {}))
    words.mornings = tuple(sorted(_listed(table.pop("mornings", {}))))


def _listed(table: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(word for group in table.values() for word in group)


def _enter(words: Lexicon, spelling: str, entry: Entry) -> None:
    if spelling.endswith("*"):
        stem = spelling[:-1]
        words.stems[stem[0]] = (*words.stems.get(stem[0], ()), (stem, entry))
    else:
        words.entries[spelling] = entry


def _value(text: str) -> Value:
    return int(text) if text.lstrip("-").isdigit() else text


def _by_first(entries: Iterable[str], *, whole_words: bool) -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for spelling in entries:
        head = spelling.split()[0] if whole_words and spelling[0].isalnum() else spelling[0]
        heads.setdefault(head, []).append(spelling)
    return {head: tuple(sorted(found, key=len, reverse=True)) for head, found in heads.items()}
