"""The owner's name: after "my name is", or alone when it was asked."""

from __future__ import annotations

import re
from itertools import islice

from dialogs.understanding.facts.lexicon import Language
from dialogs.understanding.facts.model import Found

_MOST = 8
_END_OF_NAME = re.compile(r"\s(?:and|и|from|with|but|а|here)\s|\s(?:and|и|here)$")


def read_name(text: str, typed: str, language: Language, *, asked: bool) -> list[Found]:
    """The longest name said, as typed. Without the question only words that introduce one count."""
    found: list[Found] = []
    for pattern in ("name", "name_asked", "name_alone") if asked else ("name",):
        expression = language.details.get(pattern)
        for match in islice(expression.finditer(text), _MOST) if expression is not None else ():
            start, end = match.span("name")
            if any(start < one.end and one.start < end for one in found):
                continue
            cut = _END_OF_NAME.search(text, start, end)
            end = cut.start() if cut is not None else end
            found.append(Found("name", typed[start:end].strip(" .,"), start, end, 0.9 if asked else 0.6))
    return [max(found, key=lambda item: len(item.value))] if found else []
