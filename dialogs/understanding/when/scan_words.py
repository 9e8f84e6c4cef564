"""From plain text to tokens for languages that part words with spaces: the longest known phrase wins.

A word that no table knows is OTHER, unless it is a date word with one slip of the finger.
"""

from __future__ import annotations

import re

from dialogs.understanding.when.lexicon import ALPHABET, Lexicon, Token
from dialogs.understanding.when.shapes import HM, JUNK, NUM, read_shape
from dialogs.understanding.when.typos import mended

letter = ALPHABET.letter
OTHER, NUMBER = letter("OTHER"), letter("NUMBER")
MOST_TOKENS = 250

_WORD = re.compile(r"[^\W\d_]{1,40}(?:['.-][^\W\d_]{1,20}){0,3}\.?")
_MIXED = re.compile(r"[a-zа-я]{1,20}-?\d[a-zа-я0-9]{0,20}")
_SPELLED = re.compile(r"\d[a-z]{2,9}(?![^\W_])")
_HEAD = re.compile(r"[^\W\d_]{1,40}")


def scan(text: str, words: Lexicon) -> list[Token]:
    """The tokens of one message, at most `MOST_TOKENS`."""
    tokens: list[Token] = []
    place, length = 0, len(text)
    while place < length and len(tokens) < MOST_TOKENS:
        char = text[place]
        if char.isspace() and char != "\n":
            place += 1
        elif "0" <= char <= "9":
            place = _digits(text, place, words, tokens)
        elif char.isalpha():
            place = _word(text, place, words, tokens)
        else:
            place = _mark(text, place, words, tokens)
    return tokens


def _mark(text: str, place: int, words: Lexicon, tokens: list[Token]) -> int:
    for spelling in words.by_first.get(text[place], ()):
        if text.startswith(spelling, place):
            return _known(spelling, text, place, words, tokens)
    tokens.append(Token(OTHER, None, text[place], place, place + 1))
    return place + 1


def _known(spelling: str, text: str, place: int, words: Lexicon, tokens: list[Token]) -> int:
    kind, value = words.entries[spelling]
    end = place + len(spelling)
    if kind == JUNK:
        kind = OTHER
    if kind == NUMBER:
        token = Token(NUM, value, spelling, place, end)
        return _counted(text, token, words, tokens)
    tokens.append(Token(kind, value, spelling, place, end))
    return end


def _digits(text: str, place: int, words: Lexicon, tokens: list[Token]) -> int:
    spelled = _SPELLED.match(text, place)
    if spelled is not None and spelled.group() in words.entries:  # 2moro
        return _known(spelled.group(), text, place, words, tokens)
    token = read_shape(text, place, words.suffixes)
    if token is None:
        tokens.append(Token(OTHER, None, text[place], place, place + 1))
        return place + 1
    if token.kind == JUNK:
        tokens.append(Token(OTHER, None, token.text, place, token.end))
        return token.end
    return _counted(text, token, words, tokens)


def _counted(text: str, token: Token, words: Lexicon, tokens: list[Token]) -> int:
    """A number with what it counts: kilometres, roubles, people; then it is no part of a date."""
    if token.kind == HM:
        tokens.append(token)
        return token.end
    place = token.end
    while text[place : place + 1] in " -" and text[place : place + 1] and place < token.end + 2:
        place += 1
    head = _HEAD.match(text, place)
    for unit in words.counters.get(head.group() if head else text[place : place + 1], ()):
        if text.startswith(unit, place) and not _goes_on(text, place + len(unit)):
            tokens.append(
                Token(OTHER, None, text[token.start : place + len(unit)], token.start, place + len(unit))
            )
            return place + len(unit)
    tokens.append(token)
    return token.end


def _goes_on(text: str, end: int) -> bool:
    if not text[end - 1].isalpha():
        return False
    follows = text[end : end + 1]
    return follows.isalpha() or (follows == "'" and text[end + 1 : end + 2].isalpha())


def _word(text: str, place: int, words: Lexicon, tokens: list[Token]) -> int:
    stuck = bool(tokens) and tokens[-1].end == place and tokens[-1].kind == NUM
    found, head = _WORD.match(text, place), _HEAD.match(text, place)
    whole, short = found.group() if found else text[place], head.group() if head else text[place]
    mixed = None if stuck or short in words.entries else _MIXED.match(text, place)
    if mixed is not None and mixed.group() not in words.entries:
        tokens.append(Token(OTHER, None, mixed.group(), place, mixed.end()))
        return mixed.end()
    for first in (mixed.group() if mixed else whole, whole.rstrip("."), short):
        for spelling in words.by_first.get(first, ()):
            if text.startswith(spelling, place) and not _goes_on(text, place + len(spelling)):
                return _known(spelling, text, place, words, tokens)
    return _unknown(whole.rstrip("."), short, place, words, tokens)


def _unknown(whole: str, short: str, place: int, words: Lexicon, tokens: list[Token]) -> int:
    """Mended if it is nearly a date word; else the whole hyphenated word, unless a part of it is known (mon-wed)."""
    stemmed = next((entry for stem, entry in words.stems.get(short[0], ()) if short.startswith(stem)), None)
    entry = stemmed or mended(short, words.lang)
    if entry is not None:
        tokens.append(Token(entry[0], entry[1], short, place, place + len(short), slip=stemmed is None))
        return place + len(short)
    parts = re.split(r"[-.']", whole)
    piece = short if any(part in words.entries for part in parts[1:]) else whole
    last = tokens[-1] if tokens else None
    if last is not None and last.kind == OTHER:
        last.end = place + len(piece)
    else:
        tokens.append(Token(OTHER, None, piece, place, place + len(piece)))
    return place + len(piece)
