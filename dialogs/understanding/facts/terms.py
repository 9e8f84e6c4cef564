"""The notation of the lexicon: a term as owners type it, in small letters, and the units of a message it is met in.

    换机油            characters in this order
    oil change        words in this order; hyphens and other marks between them do not matter
    тормоз*           any word that begins so
    换(个|一下|)机油     alternatives, also an empty one
    几点 ~ 关门        the second part a few words later in the same sentence
Longer terms win over shorter ones inside them, so an exception is simply a longer term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from sys import intern
from typing import NamedTuple

_UNIT = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf〇]|[a-z]+(?:'[a-z]+)*|[0-9]+|[а-я]+|[.](?=\s|$)|[,;!?\n、]|[^\W\d_]"
)
_TERM_UNIT = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf〇]|(?:[a-z]+(?:'[a-z]+)*|[а-я]+)\*?|[0-9]+|[^\W\d_]|[?!、]"
)
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_PART_OF_A_WORD = re.compile(r"[a-zа-я0-9'*]")
Mark = tuple[str, str]
Units = tuple[str, ...]
#: A term as a row of segments, each with its alternatives (one of them may be empty).
Segments = tuple[tuple[Units, ...], ...]


class Unit(NamedTuple):
    """A Chinese character, a word, a number or a mark, and where it stands in the message."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """A term met: its kind and key, the units `[first, last)` it covers, and where the last part begins (`at`)."""

    kind: str
    key: str
    first: int
    last: int
    at: int


def split(text: str) -> list[Unit]:
    """The units of a message in its plain form (small letters, straight apostrophes)."""
    if "'" in text:
        return [Unit(m[0].replace("'", ""), *m.span()) for m in _UNIT.finditer(text)]
    return [Unit(m[0], *m.span()) for m in _UNIT.finditer(text)]


def parse(term: str) -> list[list[Segments]]:
    """The parts of a term (more than one with `~`), each in all its spellings.

    ValueError when a part may be empty or its brackets are nested.
    """
    parts = [list(_spellings(part)) for part in term.split("~")]
    for spelling in (one for part in parts for one in part):
        if all(() in segment for segment in spelling):
            raise ValueError(f"not a term: {term!r}")
    return parts


def _spellings(part: str) -> Iterator[Segments]:
    """One row of segments, or one for each spelling where a bracket cuts a word in two ("wip(er|ers)")."""
    pieces = [
        piece.split("|") if index % 2 else [piece] for index, piece in enumerate(_ALTERNATIVES.split(part))
    ]
    if any("(" in choice for piece in pieces for choice in piece):
        raise ValueError(f"brackets in brackets: {part!r}")
    if _cuts_a_word(pieces):
        yield from (((_units("".join(choice)),),) for choice in product(*pieces))
    else:
        rows = (tuple(dict.fromkeys(map(_units, piece))) for piece in pieces)
        yield tuple(row for row in rows if row != ((),))


def _cuts_a_word(pieces: list[list[str]]) -> bool:
    ends: set[str] = set()
    for piece in pieces:
        begins = {choice[0] for choice in piece if choice}
        if any(map(_PART_OF_A_WORD.match, ends)) and any(map(_PART_OF_A_WORD.match, begins)):
            return True
        ends = {choice[-1] for choice in piece if choice} | (ends if "" in piece else set())
    return False


def _units(text: str) -> Units:
    return tuple(intern(match.replace("'", "")) for match in _TERM_UNIT.findall(text))
