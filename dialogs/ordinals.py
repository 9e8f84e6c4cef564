"""One of the options shown, chosen by its place: "the second one", 第二个, «второе». The words are in `ordinals.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from dialogs.inputs.paging import TURN
from dialogs.model import Event, Option, Step, Tap, Typed
from dialogs.talk import Talk

LONGEST = 40
VERB = "!"
DAY = "day"
"""The step at which «второе» is a day of the month."""


def by_place(talk: Talk, step: Step, event: Event) -> Event:
    """The tap on the option that words name by its place; any other event as it came."""
    place = _place(event.text, asks_day=step.key == DAY) if isinstance(event, Typed) else None
    if place is None or step.heard:
        return event
    view = step.input.show(talk)
    options = [option for row in view.rows for option in row if _is_choice(option)] if view.counted else []
    return Tap(talk.frame.id, step.key, options[place - 1].id) if place <= len(options) else event


def _is_choice(option: Option) -> bool:
    return option.url is None and option.id[:1] not in (VERB, TURN)


def _place(text: str, *, asks_day: bool) -> int | None:
    if len(text) > LONGEST:
        return None
    plain = text.casefold().replace("’", "'")
    found = _words("sure").fullmatch(plain) or (None if asks_day else _words("bare").fullmatch(plain))
    return int(found.lastgroup[1:]) if found and found.lastgroup else None


@cache
def _words(kind: str) -> re.Pattern[str]:
    """The whole message: words around, the number, words around. Groups are named by the place (`p2`)."""
    table = tomllib.loads((files(__package__) / "ordinals.toml").read_text(encoding="utf8"))
    around = rf"(?>(?:{_any_of(table['around'])}|[\s,，.。!！~])*)"
    numbers = "|".join(f"(?P<p{place}>{_any_of(words)})" for place, words in table[kind].items())
    return re.compile(f"{around}(?:{numbers}){around}")


def _any_of(words: list[str]) -> str:
    """Longer ones first; letters that go on make another word."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + (r"(?!\w)" if word[-1] < "\u4e00" else "") for word in ordered)
