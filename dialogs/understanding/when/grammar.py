"""The grammar's engine: rules are regular expressions over the kinds of words, each with an action.

`Rule("NUM MON NUM HAO?", month_day)` reads 12月3号. Rules are tried in order at each place; an action that
returns None does not fit, one that returns an empty tuple takes the words and says nothing.
A word that no rule takes is a sign (OR, NOTPRE, COMMA, …) or plain talk (OTHER).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dialogs.understanding.when.items import LEFT, Context, Item, Sign, Value
from dialogs.understanding.when.lexicon import ALPHABET, Token


@dataclass(slots=True)
class Match:
    """The words a rule took: `tokens[first:last]` of the whole message."""

    tokens: Sequence[Token]
    kinds: str
    first: int
    last: int

    def all(self, name: str) -> list[Token]:
        kind = ALPHABET.letter(name)
        return [token for token in self.tokens[self.first : self.last] if token.kind == kind]

    def find(self, name: str) -> Token | None:
        kind = ALPHABET.letter(name)
        place = self.kinds.find(kind, self.first, self.last)
        return self.tokens[place] if place >= 0 else None

    def has(self, name: str) -> bool:
        return self.kinds.find(ALPHABET.letter(name), self.first, self.last) >= 0

    def number(self, index: int = 0) -> int:
        value = self.all("NUM")[index].value
        return value if isinstance(value, int) else 0

    def numbers(self) -> list[int]:
        return [token.value for token in self.all("NUM") if isinstance(token.value, int)]

    def integer(self, name: str, default: int | None = None) -> int | None:
        token = self.find(name)
        return token.value if token is not None and isinstance(token.value, int) else default

    def word(self, name: str) -> str:
        token = self.find(name)
        return str(token.value) if token is not None else ""

    def slip(self) -> bool:
        return any(token.slip for token in self.tokens[self.first : self.last])

    def clause_has(self, name: str, *, before: bool) -> bool:
        """Is there such a word in the same clause, before (or after) the words taken?"""
        comma, kind = ALPHABET.letter("COMMA"), ALPHABET.letter(name)
        if before:
            return kind in self.kinds[: self.first].rpartition(comma)[2]
        return kind in self.kinds[self.last :].partition(comma)[0]


Action = Callable[[Context, Match], Value | Sequence[Value] | None]
Compiled = tuple[re.Pattern[str], Action]


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` names kinds in capitals, apart from that it is a regular expression (spaces do not count)."""

    pattern: str
    action: Action


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by the two letters they can begin with (by one: those that may take it alone), the kinds that are signs,
    and whether after/before stand behind."""

    rules: Mapping[str, tuple[Compiled, ...]]
    signs: dict[str, Sign]
    postfix: bool


_NAME = re.compile(r"[A-Z]{2,}")
Opening = tuple[str, ...]
_NEUTRAL = frozenset(
    [
        "MAKING",
        "THATDAY",
        "APPROX",
        "JUNK",
        "GE",
        "FEN",
        "NUMPY",
        "THE",
        "AT",
        "IN",
        "AN",
        "ISH",
        "NUMBER",
        "FOR",
        "MINUTES",
        "UNIT",
        "COMING",
        "TIME",
        "QUARTER",
        "HALF",
        "ORDWORD",
    ]
)


#: Numbers, names of days and words of the calendar or the clock that no rule could place: a reason to ask back.
_UNPLACED = (
    *("NUM", "PAIR", "HM", "YMD", "WD", "ORDSUFFIX", "ODD"),
    *("MON", "MONTH", "WEEK", "WHICH", "CHISLO", "DIAN", "OCLOCK", "CHAS", "DNYA", "AMPM"),
)
#: Words of counted days that no rule could place: a reason to ask even when nothing else was read.
_STRAY = (
    *("FIRSTDAY", "LASTDAY", "NTHDAY", "NEXTDAY", "FIRSTWORKDAY", "LASTWORKDAY", "DAYBEFORE", "DAYAFTER"),
    *("WEEKPART", "NTHWEEK", "MONTHHALF", "MONTHPART", "LUNARDAY", "LUNARMONTH", "YEARPART"),
)
_STRAYS = frozenset(ALPHABET.letter(name) for name in _STRAY)
STRAY = Sign("STRAY")
_LEFT = frozenset(ALPHABET.letter(name) for name in _UNPLACED)
_LARGEST_DAY = 31


def grammar(rules: Sequence[Rule], lexicon_kinds: Sequence[str], *, postfix: bool) -> Grammar:
    found = [(_compiled(rule), _in_letters(_openings(rule.pattern))) for rule in rules]
    heads = {opening for _, openings in found for opening in openings if opening}
    table = {
        head: tuple(rule for rule, openings in found if head in openings or head[:1] in openings)
        for head in heads | {head[:1] for head in heads}
    }
    signs = {
        ALPHABET.letter(name): Sign(name)
        for name in lexicon_kinds
        if name not in (*_NEUTRAL, *_UNPLACED, *_STRAY)
    }
    return Grammar(table, signs, postfix)


def _compiled(rule: Rule) -> Compiled:
    compact = _NAME.sub(lambda name: ALPHABET.letter(name.group()), rule.pattern).replace(" ", "")
    return re.compile(compact), rule.action


def _in_letters(openings: set[Opening]) -> set[str]:
    return {"".join(map(ALPHABET.letter, opening)) for opening in openings}


def _openings(pattern: str) -> set[Opening]:
    """The first two kinds of all that a pattern takes; fewer where it takes fewer."""
    found: set[Opening] = {()}
    place = 0
    while place < len(pattern):
        if pattern.startswith(("(?=", "(?!", "(?<"), place):
            place = _past_spaces(pattern, _closing(pattern, place) + 1)
            continue
        element, place = _element(pattern, place)
        found = _in_a_row(found, element)
    return found


def _in_a_row(before: set[Opening], after: set[Opening]) -> set[Opening]:
    return {(*first, *last)[:2] for first in before for last in after}


def _element(pattern: str, place: int) -> tuple[set[Opening], int]:
    """One kind or group at `place`: what it begins with, and where the next one is."""
    found: set[Opening]
    if pattern.startswith("(?:", place):
        end = _closing(pattern, place)
        found = set().union(*map(_openings, _alternatives(pattern[place + 3 : end])))
        place = end + 1
    else:
        name = _NAME.match(pattern, place)
        if name is None:
            raise ValueError(f"cannot read the rule {pattern!r} at {place}")
        found, place = {(name.group(),)}, name.end()
    mark = pattern[place : place + 1]
    if mark and mark in "?*+":
        found = found | {()} if mark != "+" else found
        found = found | _in_a_row(found, found) if mark != "?" else found
        place += 1
    return found, _past_spaces(pattern, place)


def _past_spaces(pattern: str, place: int) -> int:
    while pattern[place : place + 1] == " ":
        place += 1
    return place


def _closing(pattern: str, place: int) -> int:
    depth = 0
    for index in range(place, len(pattern)):
        depth += {"(": 1, ")": -1}.get(pattern[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"unclosed group in the rule {pattern!r}")


def _alternatives(inner: str) -> list[str]:
    depth, parts = 0, [""]
    for char in inner:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def parse(ctx: Context, tokens: Sequence[Token], rules: Grammar) -> list[Item]:
    """The values and signs of a message, from left to right."""
    kinds = "".join([token.kind for token in tokens])
    items: list[Item] = []
    place = 0
    while place < len(tokens):
        tried = rules.rules.get(kinds[place : place + 2]) or rules.rules.get(kinds[place], ())
        last = _apply(ctx, tokens, kinds, place, tried, items) if tried else None
        if last is None:
            token = tokens[place]
            sign = rules.signs.get(token.kind)
            if sign is not None:
                items.append(Item(sign, token.start, token.end))
            elif token.kind in _LEFT and not (isinstance(token.value, int) and token.value > _LARGEST_DAY):
                items.append(Item(LEFT, token.start, token.end))
            elif token.kind in _STRAYS:
                items.append(Item(STRAY, token.start, token.end))
            last = place + 1
        place = last
    return items


def _apply(
    ctx: Context,
    tokens: Sequence[Token],
    kinds: str,
    place: int,
    rules: Sequence[Compiled],
    items: list[Item],
) -> int | None:
    for pattern, action in rules:
        found = pattern.match(kinds, place)
        if found is None or found.end() == place:
            continue
        made = action(ctx, Match(tokens, kinds, place, found.end()))
        if made is None:
            continue
        start, end = tokens[place].start, tokens[found.end() - 1].end
        values = made if isinstance(made, (tuple, list)) else (made,)
        items.extend(Item(value, start, end) for value in values)
        return found.end()
    return None
