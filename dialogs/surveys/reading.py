"""A survey's file becomes a survey; whatever is wrong with it is said, all at once.

What is required: a version, what it is about, and questions with a key and a form. The first question is answered by
one tap, for it stands on the invitation itself; a condition speaks of a question asked before.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dealership.domain.survey import LISTED, NUMBERS, About, Form, Question, Survey

KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")
RESERVED = ("response", "happened", "store")
KNOWN = {"version", "about", "questions"}
OF_QUESTION = {"key", "form", "options", "optional", "when"}
MOST_OPTIONS = 8


class SurveyError(ValueError):
    """What is wrong with a survey's file, a line each."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        super().__init__("\n".join(f"{name}: {problem}" for problem in problems))
        self.problems = problems


def read_survey(name: str, text: str) -> Survey:
    """The survey a file describes; SurveyError names every mistake."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SurveyError(name, [f"not TOML: {error}"]) from None
    problems = list(_problems(name, table))
    if problems:
        raise SurveyError(name, problems)
    questions = tuple(_question(given) for given in table["questions"])
    return Survey(name, table["version"], About(table["about"]), questions)


def _question(given: Mapping[str, Any]) -> Question:
    when = {key: () if value is True else tuple(value) for key, value in given.get("when", {}).items()}
    options = tuple(given.get("options", ()))
    return Question(given["key"], Form(given["form"]), options, given.get("optional", False), when)


# --- what can be wrong -------------------------------------------------------------------------------------


def _problems(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    if not KEY.fullmatch(name):
        yield "the file's name is the survey's key: small letters, digits and _"
    yield from (f"{key} is not known here" for key in table.keys() - KNOWN)
    version = table.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        yield "version is missing: a whole number from 1 on"
    if table.get("about") not in set(About):
        yield f"about is one of: {', '.join(About)}"
    questions = table.get("questions")
    if (
        not isinstance(questions, list)
        or not all(isinstance(one, dict) for one in questions)
        or not questions
    ):
        yield "there are no [[questions]]"
        return
    yield from _of_questions(questions)


def _of_questions(questions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    before: dict[str, Mapping[str, Any]] = {}
    for number, given in enumerate(questions, 1):
        key = given.get("key")
        named = f"question {number}" + (f" ({key})" if isinstance(key, str) else "")
        yield from (f"{named}: {problem}" for problem in _of_question(given, before))
        if isinstance(key, str):
            before[key] = given
    if questions[0].get("form") not in (*NUMBERS, Form.ONE) or questions[0].get("optional"):
        yield "the first question is answered by one tap and is not optional"
    optional = [bool(given.get("optional")) for given in questions]
    if optional != sorted(optional):
        yield "optional questions come last"


def _of_question(given: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    key, form, options = given.get("key"), given.get("form"), given.get("options", [])
    yield from (f"{one} is not known here" for one in given.keys() - OF_QUESTION)
    if not isinstance(key, str) or not KEY.fullmatch(key) or key in RESERVED:
        yield f"key is missing or not allowed (small letters, digits and _; not {', '.join(RESERVED)})"
    elif key in before:
        yield "there is one with this key already"
    if form not in set(Form):
        yield f"form is one of: {', '.join(Form)}"
    if not isinstance(given.get("optional", False), bool):
        yield "optional is true or false"
    yield from _of_options(form, options)
    yield from _of_condition(given.get("when", {}), before)


def _of_options(form: Any, options: Any) -> Iterator[str]:
    if form not in LISTED:
        if options:
            yield f"{form} has no options of its own"
        return
    keys = options if isinstance(options, list) else []
    if not 2 <= len(keys) <= MOST_OPTIONS or len(set(map(str, keys))) != len(keys):
        yield f"options are 2 to {MOST_OPTIONS} different keys"
    if not all(isinstance(one, str) and KEY.fullmatch(one) for one in keys):
        yield "an option's key has small letters, digits and _"


def _of_condition(when: Any, before: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if not isinstance(when, dict):
        yield "when is a table: { question = [values] } or { question = true }"
        return
    for key, wanted in when.items():
        if key not in before:
            yield f"when speaks of {key}, which is not asked before"
        elif wanted is not True and not _are_answers(before[key], wanted):
            yield f"when: {wanted} are no answers to {key}"


def _are_answers(asked: Mapping[str, Any], wanted: Any) -> bool:
    form = asked.get("form")
    known = (
        NUMBERS[Form(str(form))] if form in NUMBERS else asked.get("options", ()) if form == Form.ONE else ()
    )
    return isinstance(wanted, list) and bool(wanted) and all(value in known for value in wanted)
