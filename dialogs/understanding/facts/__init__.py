"""What a message says besides the time: jobs, faults, which car, whom to call, what the owner wants, how they feel.

`read_facts` is pure and never raises: what is told outright (`read_told`), else the likeliest intent (`with_guess`).
The lexicon of a language is loaded at its first message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from dialogs.understanding.facts.amounts import read_amounts
from dialogs.understanding.facts.answers import Answer, find_answer
from dialogs.understanding.facts.details import read_details, with_details
from dialogs.understanding.facts.faults import read_faults
from dialogs.understanding.facts.identifiers import Asked, read_identifiers
from dialogs.understanding.facts.intents import lead, read_intents, read_mood
from dialogs.understanding.facts.jobs import read_jobs
from dialogs.understanding.facts.lexicon import Language, Lexicon, LexiconError, load_lexicon
from dialogs.understanding.facts.model import Facts, Fault, Found, Intent, Mood
from dialogs.understanding.facts.names import read_name
from dialogs.understanding.facts.reading import Reading, read
from dialogs.understanding.text import Plain, plain

__all__ = [
    "Answer", "Facts", "Fault", "Found", "Intent", "Lexicon", "LexiconError", "Mood", "find_answer", "load_lexicon",
    "read_facts", "read_told", "with_guess",
]  # fmt: skip

_SCRIPTS = {"zh": re.compile(r"[\u4e00-\u9fff]"), "ru": re.compile(r"[а-я]")}
_LATIN_WORD = re.compile(r"[a-z]{2}")
_REGIONS = {"zh": "CN", "en": "CN", "ru": "RU"}
_FEW_LETTERS = 3
_WISHES = frozenset({"book", "price"})
_ANY = frozenset({"you_decide", "any"})
_NOTHING = Facts()
_NOT_ASKED = Asked()
_NOT_WORDS = frozenset({"plate", "vin", "phone", "email", "tyre_size", "oil_grade"})


def read_facts(
    text: str,
    *,
    lang: str,
    expected: frozenset[str] = frozenset(),
    lexicon: Lexicon | None = None,
    region: str | None = None,
) -> Facts:
    """All facts of one message but the time.

    `lang`: the chat's language (`zh`, `zh-CN`, `en`, `ru`); another script in the message wins over it.
    `expected`: what the last question asked for (jobs, plate, vin, phone, odometer, name).
    `region`: whose national phone numbers are meant; by default the language's.
    """
    told = read_told(text, lang=lang, expected=expected, lexicon=lexicon, region=region)
    return with_guess(told, text, lang=lang, lexicon=lexicon)


def with_guess(facts: Facts, text: str, *, lang: str, lexicon: Lexicon | None = None) -> Facts:
    """With the intent of the likeliest example, where the message tells nothing outright."""
    if facts.intents or facts.found:
        return facts
    simple, language = _simple(plain(text), text, lang, lexicon if lexicon is not None else load_lexicon())
    example = cast("Intent | None", language.examples.find(simple))
    return replace(facts, intent=example, intents=(example,), guessed=True) if example is not None else facts


def read_told(
    text: str,
    *,
    lang: str,
    expected: frozenset[str] = frozenset(),
    lexicon: Lexicon | None = None,
    region: str | None = None,
) -> Facts:
    """What is told outright; the arguments are those of `read_facts`."""
    form = plain(text)
    words = lexicon if lexicon is not None else load_lexicon()
    simple, language = _simple(form, text, lang, words)
    lang = lang.partition("-")[0].lower()
    asked = _asked(expected, region or _REGIONS.get(lang, "CN"))
    items = read_identifiers(simple, text, language, asked)
    items += _free(read_amounts(simple, language, asked="odometer" in expected), items)
    items += read_name(simple, text, language, asked="name" in expected)
    reading = read(_without(items, simple), language, words.rules)
    return _together(reading, items, form, text, asked_jobs="jobs" in expected)


def _asked(expected: frozenset[str], region: str) -> Asked:
    if not expected and region == _NOT_ASKED.region:
        return _NOT_ASKED
    return Asked("plate" in expected, "vin" in expected, "phone" in expected, region)


def _simple(form: Plain, typed: str, lang: str, words: Lexicon) -> tuple[str, Language]:
    """The message in the spelling of the language it is written in, and that language."""
    simple = form.text.replace("’", "'")
    language = words.language(_script(simple, lang.partition("-")[0].lower()))
    return language.fold(simple, typed), language


def _script(text: str, lang: str) -> str:
    """The language a message is written in: the chat's, unless its letters say otherwise."""
    if text.isascii():
        return "en" if _LATIN_WORD.search(text) else lang
    own = _SCRIPTS.get(lang)
    if own is not None and own.search(text):
        return lang
    for code, letters in _SCRIPTS.items():
        if len(letters.findall(text)) >= _FEW_LETTERS:
            return code
    return "en" if _LATIN_WORD.search(text) else lang


def _without(items: list[Found], text: str) -> str:
    """The text with identifiers blanked, so that no part of them is read as a word; places stay."""
    for item in items:
        if item.kind in _NOT_WORDS:
            text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def _free(items: Iterable[Found], taken: list[Found]) -> list[Found]:
    """Those that stand in no place already read."""
    return [item for item in items if not any(item.start < one.end and one.start < item.end for one in taken)]


def _together(reading: Reading, items: list[Found], form: Plain, typed: str, *, asked_jobs: bool) -> Facts:
    if not (reading.hits or items):
        return _NOTHING
    jobs = read_jobs(reading, asked=asked_jobs)
    faults, fault_items = read_faults(reading)
    details = read_details(reading) if faults else []
    mood, mood_items = read_mood(reading, typed)
    keys, intent_items = read_intents(reading)
    ordered = jobs.wished or (jobs.work and "thanks" not in keys)  # "you repaired it well" orders nothing
    also = [
        key for key, things in (("job", ordered), ("fault", faults), ("unwanted", jobs.unwanted)) if things
    ]
    also += ["sum"] if any(item.kind == "money" for item in items) else []
    intents = lead(keys, mood, also, reading.rules)
    if intents[:1] == ["complain"] and _WISHES.isdisjoint(keys):
        jobs = jobs._replace(wished=[])  # who complains of a job does not order it
    values = _surest(items)
    found = _in_typed_places([*items, *jobs.found, *fault_items, *details, *mood_items, *intent_items], form)
    return Facts(
        intent=cast("Intent", intents[0] if intents else "other"),
        intents=cast("tuple[Intent, ...]", tuple(intents)),
        mood=cast("Mood", mood),
        jobs=tuple(jobs.wished),
        unwanted_jobs=tuple(jobs.unwanted),
        faults=with_details(faults, details),
        safety=any(fault.safety for fault in faults) or _is_danger(reading),
        you_decide=not _ANY.isdisjoint(keys),
        plate=values.get("plate"),
        vin=values.get("vin"),
        phone=values.get("phone"),
        email=values.get("email"),
        odometer_km=int(values["odometer"]) if "odometer" in values else None,
        name=values.get("name"),
        confidence=min([item.confidence for item in found]) if found else 0.0,
        found=found,
    )


def _surest(items: list[Found]) -> dict[str, str]:
    """Of each kind the value we are surest of, the first of equals."""
    best: dict[str, Found] = {}
    for item in items:
        if item.kind not in best or item.confidence > best[item.kind].confidence:
            best[item.kind] = item
    return {kind: item.value for kind, item in best.items()}


def _is_danger(reading: Reading) -> bool:
    return any(
        hit.kind == "word" and hit.key == "danger" and reading.denial[index] is None
        for index, hit in enumerate(reading.hits)
    )


def _in_typed_places(items: list[Found], form: Plain) -> tuple[Found, ...]:
    if form.places is None:
        return tuple(items)
    spans = [form.span(item.start, item.end) for item in items]
    return tuple(
        item._replace(start=span.start, end=span.end) for item, span in zip(items, spans, strict=True)
    )
