"""Pydantic's findings as sentences: what is wrong at which key, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from bot.config.errors import Problem, did_you_mean, shown
from bot.config.schema import Section

Location = tuple[int | str, ...]
Sentence = tuple[str, str]
Holder = type[Section] | None

WORDS: dict[str, str] = {
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "a text in quotes",
    "bool_type": "true or false, without quotes",
    "list_type": "a list in square brackets (sections of a list have two: [[stores]])",
    "dict_type": "a table of keys and values",
    "model_type": "a table of keys and values",
}


def problem_of(error: ErrorDetails, source: str, raw: dict[str, Any], schema: type[Section]) -> Problem:
    """The sentence for one finding; `raw` is the file as parsed, for naming list items by their key."""
    section = section_at(error["loc"][:-1], schema)
    what, remedy = _SENTENCES.get(error["type"], _type_or_other)(error, section)
    return Problem(source, place(error["loc"], raw), what, remedy)


def place(location: Location, raw: object) -> str:
    """`("stores", 1, "zone")` as `stores[berlin].zone`: items by their own key, else by number from 1."""
    parts = ""
    for step in location:
        raw = _inside(raw, step)
        if isinstance(step, str):
            parts += f".{step}" if parts else step
        else:
            parts += f"[{_name_of(raw) or f'no. {step + 1}'}]"
    return parts


def _inside(raw: object, step: int | str) -> object:
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None


def _name_of(item: object) -> str | None:
    name = (item.get("key") or item.get("model")) if isinstance(item, dict) else None
    return name if isinstance(name, str) else None


def section_at(location: Location, schema: type[Section]) -> type[Section] | None:
    """The section of the schema that a location names; None where it is no section."""
    kind: Any = schema
    for step in location:
        section = _section_in(kind)
        if isinstance(step, int):
            kind = get_args(kind)[0]
        elif section is not None and step in section.model_fields:
            kind = section.model_fields[step].annotation
        else:  # a table with free keys: its values
            kind = _table_in(kind)
    return _section_in(kind)


def _section_in(kind: Any) -> type[Section] | None:
    if isinstance(kind, type) and issubclass(kind, Section):
        return kind
    return None


def _table_in(kind: Any) -> Any:
    for option in (kind, *get_args(kind)):
        if get_origin(option) is dict:
            return get_args(option)[1]
    return None


def _own(error: ErrorDetails, section: Holder) -> Sentence:
    context = error["ctx"]
    return str(context["what"]), str(context["remedy"])


def _missing(error: ErrorDetails, section: Holder) -> Sentence:
    key = error["loc"][-1]
    examples = section.model_fields[str(key)].examples if section else None
    if not examples:
        return "is missing", f'add "{key}" (`servicebay init` writes an example of the whole file)'
    return "is missing", f"add for example: {key} = {examples[0]}"


def _unknown(error: ErrorDetails, section: Holder) -> Sentence:
    known = sorted(section.model_fields) if section else []
    return "is no known key", did_you_mean(str(error["loc"][-1]), known, f"use one of {', '.join(known)}")


def _key_shape(error: ErrorDetails, section: Holder) -> Sentence:
    return (
        f"{shown(error['input'])} cannot be a key",
        "use up to 32 small letters, digits, _ and -, beginning with a letter",
    )


def _bound(error: ErrorDetails, section: Holder) -> Sentence:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    (limit,) = (name for name in words if name in error["ctx"])
    return f"{shown(error['input'])} is out of range", f"write {words[limit]} {error['ctx'][limit]:g}"


def _empty(error: ErrorDetails, section: Holder) -> Sentence:
    return "is empty", "give at least one"


def _too_long(error: ErrorDetails, section: Holder) -> Sentence:
    return "is too long", f"keep it within {error['ctx']['max_length']} characters"


def _choice(error: ErrorDetails, section: Holder) -> Sentence:
    return f"{shown(error['input'])} is not among the choices", f"write {error['ctx']['expected']}"


def _type_or_other(error: ErrorDetails, section: Holder) -> Sentence:
    if expected := WORDS.get(error["type"]):
        return f"{shown(error['input'])} has the wrong type", f"write {expected}"
    return f"{shown(error['input'])} cannot be used", error["msg"].rstrip(".")


_SENTENCES: dict[str, Callable[[ErrorDetails, Holder], Sentence]] = {
    "servicebay": _own,
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_pattern_mismatch": _key_shape,
    "greater_than": _bound,
    "greater_than_equal": _bound,
    "less_than": _bound,
    "less_than_equal": _bound,
    "too_short": _empty,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "literal_error": _choice,
}
