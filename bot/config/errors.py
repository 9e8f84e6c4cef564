"""What is wrong in the configuration, said so that the reader can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `source` is the file (or "environment"), `key` the place in it ("" for the whole file)."""

    source: str
    key: str
    what: str
    remedy: str

    @property
    def place(self) -> str:
        """Where to look: the file, and the key in it."""
        return f"{self.source}: {self.key}" if self.key else self.source

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.remedy}{'' if self.remedy.endswith('?') else '.'}"


class ConfigurationError(UserFacingError):
    """The configuration cannot be used; the message has one sentence for each of `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for a word that is not known."""
    guess = nearest(word, known)
    return f'did you mean "{guess}"?' if guess else otherwise


def shown(value: object) -> str:
    """A value as the writer of the file knows it, cut to a readable length."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(shown(item) for item in value[:5])}]"
    text = repr(value) if isinstance(value, str) else "a table" if isinstance(value, dict) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, ignoring case; None when nothing is near."""
    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None
