"""Things that begin with a digit: full dates, clock times, pairs like 12/5, plain numbers, and what only looks alike.

Plates, VINs, phone numbers, tyre and oil sizes, prices come out as JUNK, so that no date is read from them.
Every quantifier is bounded: the cost of a position does not depend on the length of the message.
"""

from __future__ import annotations

import re

from dialogs.understanding.when.lexicon import ALPHABET, Token

JUNK, NUM, YMD, HM, PAIR = (ALPHABET.letter(name) for name in ("JUNK", "NUM", "YMD", "HM", "PAIR"))

_YEAR = r"20[2-9]\d"
_SHAPES = re.compile(
    rf"""
    (?P<ymd>{_YEAR}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}(?!\d)(?:\s?[日号]|t(?=\d))?)
  | (?P<dmy>\d{{1,2}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)(?:{_YEAR}|\d\d)(?![\d/.-]?\d))
  | (?P<compact>{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))
  | (?P<tyre>\d{{3}}\s?/\s?\d{{2}}[\s/]{{0,2}}z?r?f?\s?(?:1\d|2[0-4])(?:\s?\d{{2,3}}[a-z])?(?!\d)|\d{{3}}/\d{{2}}(?!\d)
      |\d{{1,2}}w[-\s]?\d{{2}}(?!\d))
  | (?P<hm>(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|\s?[hч]\s?[0-5]\d)(?!\d))
  | (?P<phone>(?=(?:[-\s()]{{0,2}}\d){{7}})(?=[\d\s()-]{{0,12}}\d{{3}})\d{{1,4}}[-\s()]{{1,2}}\d{{2,4}}[-\s()]{{1,2}}\d{{2,4}}(?:[-\s()]{{1,2}}\d{{2,4}}){{0,3}}(?!\d)
      |\d{{3}}-\d{{4}}(?!\d))
  | (?P<pair>\d{{1,2}}(?P<mid>[-/.~])\d{{1,2}}(?![\d:]|[.,]\d|(?P=mid)\d))
  | (?P<big>\d{{1,3}}(?:[,\s]\d{{3}}(?!\d)){{1,3}}|\d{{5,}}|\d{{1,3}}[.,]\d+)
  | (?P<num>\d{{1,4}})
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(r"[a-zа-я]{1,12}")
_MIXED = re.compile(r"[a-zа-я0-9]{1,40}")


def read_shape(text: str, place: int, suffixes: frozenset[str]) -> Token | None:
    """The token that begins with the digit at `place`; letters stuck to it must be a known suffix (3pm, 25th)."""
    found = _SHAPES.match(text, place)
    if found is None:
        return None
    end = found.end()
    kind = found.lastgroup or "num"
    if kind in ("num", "pair", "hm", "big") and _is_stuck(text, end, suffixes):
        stuck = _MIXED.match(text, end)
        return Token(JUNK, None, "", place, stuck.end() if stuck else end)
    return _token(kind, found)


def _is_stuck(text: str, end: int, suffixes: frozenset[str]) -> bool:
    letters = _LETTERS.match(text, end)
    if letters is None:
        return False
    after = text[letters.end() : letters.end() + 1]
    return letters.group() not in suffixes or (after.isdigit() and letters.group() not in ("pm", "am"))


def _token(kind: str, found: re.Match[str]) -> Token:
    piece, (start, end) = found.group(), found.span()
    numbers = [int(part) for part in re.findall(r"\d+", piece)] if kind != "num" else [int(piece)]
    if kind == "num":
        return Token(NUM, numbers[0], piece, start, end)
    if kind == "hm":
        return Token(HM, (numbers[0], numbers[1]), piece, start, end)
    if kind == "ymd":
        return Token(YMD, tuple(numbers[:3]), piece, start, end)
    if kind == "compact":
        return Token(YMD, (int(piece[:4]), int(piece[4:6]), int(piece[6:])), piece, start, end)
    if kind == "dmy":
        return Token(YMD, (*numbers,), piece, start, end)
    if kind == "pair":
        return Token(PAIR, (numbers[0], numbers[1], found.group("mid")), piece, start, end)
    return Token(JUNK, None, piece, start, end)
