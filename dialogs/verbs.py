"""The verbs of every dialog said in a word: the whole message is one of the words kept in `verbs.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LONGEST = 40


@cache
def _words() -> dict[str, str]:
    table = tomllib.loads((files(__package__) / "verbs.toml").read_text(encoding="utf8"))
    return {word: verb for verb, words in table.items() for word in words}


def verb_of(text: str) -> str | None:
    """The verb (back, cancel, why, human, restart) a message stands for, or None when it says more."""
    if len(text) > LONGEST:
        return None
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return _words().get(" ".join(words))
