"""Small words that steer a talk ("instead", "also", "pick up"), from `cues.toml`, in all languages at once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_MARKS = " \t\n,，"
_HAN = re.compile(r"[\u4e00-\u9fff]")


def found(cue: str, text: str) -> re.Match[str] | None:
    """Where a cue of this kind stands in the message, if it does."""
    return _cues()[cue].search(text)


def is_all(cue: str, text: str) -> bool:
    """Whether the message is nothing but such a cue."""
    here = found(cue, text)
    rest = text[: here.start()] + text[here.end() :] if here is not None else ""
    return here is not None and not any(char.isalnum() for char in _cues()["joint"].sub("", rest))


def begins_hour(text: str) -> bool:
    """Whether the text goes on with a number, words of a time of day before it or not: ", в 10", "上午十点"."""
    left = text
    while (said := _cues()["before_hour"].match(left := left.lstrip(_MARKS))) is not None:
        left = left[said.end() :]
    return left[:1].isdigit() or _cues()["digit"].match(left) is not None


def joins(gap: str) -> bool:
    """Whether what stands between two words only joins them: nothing, or a small word, but no mark."""
    return not _cues()["joint"].sub("", gap).strip()


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf8"))
    return {kind: re.compile("|".join(map(pattern, words)), re.IGNORECASE) for kind, words in table.items()}


def pattern(words: str) -> str:
    """How a cue is looked for: Chinese anywhere, other words whole; `*` is any ending."""
    if _HAN.search(words):
        return re.escape(words)
    return r"\b" + re.escape(words).replace(r"\ ", r"\s+").replace(r"\*", r"\w+").replace("'", "['’]") + r"\b"
