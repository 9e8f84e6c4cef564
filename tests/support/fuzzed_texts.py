"""Hostile and near-miss texts for readers of messages: words of dates run together, numbers, any Unicode."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from importlib.resources import files

LONGEST = 4096
SIGNS = tuple(" ,.;:-/~|()'\"!?\n\t，。、：；～—·’\u200b\u0301\ufeff０３年月日号点半周")


@cache
def words() -> tuple[str, ...]:
    """Every word the grammars of dates know."""
    found: list[str] = []
    for lang in ("zh", "en", "ru"):
        text = files("dialogs.understanding.when").joinpath(f"data/{lang}.toml").read_text("utf-8")
        for values in tomllib.loads(text).values():
            found.extend(word for spellings in values.values() for word in spellings if word)
    return tuple(dict.fromkeys(found))


def fuzzed(rng: random.Random) -> str:
    """One text: mostly a short message, now and then as long as Telegram allows."""
    size = rng.choice((3, 6, 10, 20, 40)) if rng.random() < 0.97 else 1500
    kind = rng.random()
    if kind < 0.55:
        text = rng.choice(("", " ", " ", ", ")).join(_piece(rng) for _ in range(size))
    elif kind < 0.75:
        text = "".join(chr(_codepoint(rng)) for _ in range(size * 3))
    else:
        text = "".join(_piece(rng) for _ in range(rng.randint(1, 3))) * rng.choice((2, 9, 60, 400))
    return text[:LONGEST]


def _piece(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(words())
    return rng.choice(SIGNS) if kind < 0.8 else str(rng.randrange(10 ** rng.randint(1, 6)))


def _codepoint(rng: random.Random) -> int:
    point = rng.choice((rng.randrange(0x20, 0x500), rng.randrange(0x2000, 0xA000), rng.randrange(0x110000)))
    return 0x20 if 0xD800 <= point < 0xE000 else point
