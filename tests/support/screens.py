"""What a screen must be to be shown: Telegram's limits, a phone's width, whole sentences in one language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from support.phone import option_of

import locales
from bot.drawing import CAPTION_LIMIT, TEXT_LIMIT, TOAST_LIMIT, draw_payload, draw_screen, plain, toast, units
from dialogs.engine import Turn
from dialogs.inputs.paging import CHOICES, ROWS
from dialogs.model import Button, Screen
from locales import LANGUAGES

DATA_BYTES = 64
PICKER_LABELS, PICKER_ROWS = 16, 4
NAVIGATION = ("!", "~")
GOES_ON = ("next", "other", "part.am", "part.pm", "earliest")
WIDEST = {1: 288, 2: 140, 3: 85, 4: 61}
"""Pixels a small phone leaves a label, by buttons in the row: a keyboard is as wide as a message, some 300."""
PIXELS = ((r"[\U0001f000-\U0001faff\u2600-\u27bf]", 18.0), (r"[\u2e80-\u9fff\uff00-\uffef]", 14.5), (r"[ЖМФШЩЮжмфшщюы]", 10.5),
          (r"[А-Яа-яё]", 8.0), (r"[ .,:;!?·‹›'’()|]", 4.0), (r"[A-ZmwMW]", 9.5), (r"[ijltfrI]", 4.5))  # fmt: skip
OTHER_PIXELS = 7.5
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HOLES = {
    "three line ends": re.compile(r"\n\n\n"),
    "two spaces": re.compile(r"[^\n]  "),
    "space before punctuation": re.compile(r"\w [,.;!?，。；：！？）]"),
    "space at a line's end": re.compile(r" \n| $"),
    "a line of signs only": re.compile(r"(?m)^[^\w\n]+$"),
    "nothing in the brackets": re.compile(r"[(（「“«]\s*[)）」”»]"),
    "a placeable": re.compile(r"[{}$]"),
}
LATIN_SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
KEY = re.compile(r"(?m)^([a-z][\w-]*) =")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def faults_of(turn: Turn) -> Iterator[str]:
    """Everything wrong with what a turn shows, in any language; nothing when it may be shown."""
    if turn.screen is None:
        return
    yield from _shape(turn.screen)
    for language in LANGUAGES:
        drawn = draw_screen(turn.screen, language)
        for fault in _text(drawn.text, language, TEXT_LIMIT):
            yield f"{language}: {fault}"
        for row in drawn.keyboard:
            for button in row:
                for fault in _label(button["text"], len(row)):
                    yield f"{language}: {fault}"
        said = toast(turn.toast, language)
        if turn.toast and (not said or units(said) > TOAST_LIMIT):
            yield f"{language}: a toast of {units(said)} characters"


def faults_of_payload(payload: Mapping[str, Any]) -> Iterator[str]:
    """The same for a message of the outbox."""
    limit = CAPTION_LIMIT if payload.get("calendar") or payload.get("media") else TEXT_LIMIT
    for language in LANGUAGES:
        drawn = draw_payload(payload, language)
        if drawn.text:
            for fault in _text(drawn.text, language, limit):
                yield f"{language}: {fault}"
        for row in drawn.keyboard:
            for button in row:
                for fault in (*_label(button["text"], len(row)), *_data(button["callback_data"])):
                    yield f"{language}: {fault}"


def is_navigation(option: str) -> bool:
    """Verbs, paging and the way on are not choices."""
    return option.startswith(NAVIGATION) or option in GOES_ON


def _shape(screen: Screen) -> Iterator[str]:
    rows = [[button for button in row if not is_navigation(option_of(button))] for row in screen.rows]
    choices = sum(len(row) for row in rows)
    picker = any(len(row) > 3 for row in rows) or any(_is_time(button) for row in rows for button in row)
    most, lines = (PICKER_LABELS, PICKER_ROWS) if picker else (CHOICES, ROWS)
    if choices > most:
        yield f"{choices} choices"
    if sum(bool(row) for row in rows) > lines:
        yield f"{sum(bool(row) for row in rows)} rows of choices"
    if len(screen.rows) > ROWS + 2:
        yield f"{len(screen.rows)} rows"
    if any(len(row) > 4 for row in screen.rows):
        yield "more than four buttons in a row"
    for row in screen.rows:
        for button in row:
            yield from _data(button.data or "")


def _is_time(button: Button) -> bool:
    return option_of(button).isdecimal() and len(option_of(button)) == 10


def _data(data: str) -> Iterator[str]:
    if len(data.encode()) > DATA_BYTES:
        yield f"callback data {data} has {len(data.encode())} bytes"


def _text(text: str, language: str, limit: int) -> Iterator[str]:
    read = plain(text)
    if not read.strip():
        yield "no text"
    if units(read) > limit:
        yield f"{units(read)} characters: {read[:60]}"
    if text.endswith("\n…"):
        yield f"cut off: {text[-80:]}"
    for name, hole in HOLES.items():
        if found := hole.search(read):
            yield f"{name}: {read[max(0, found.start() - 30) : found.end() + 20]!r}"
    yield from _words(read, language)


def _words(read: str, language: str) -> Iterator[str]:
    """No mark that turns the direction, no key where a sentence should be, no other language's sentence."""
    if BIDI.search(read):
        yield "a bidirectional mark"
    if left := _keys() & set(re.findall(r"[a-z_]+(?:-[a-z_]+)+", read)):
        yield f"keys left in the text: {left}"
    if language == "zh-CN" and (found := LATIN_SENTENCE.search(read)):
        yield f"a Latin sentence: {found[0]}"
    if language == "en" and CYRILLIC.search(read.replace("Русский", "")):
        yield f"Cyrillic: {read[:80]}"


@cache
def _keys() -> frozenset[str]:
    files = Path(locales.__file__).parent.glob("*/*.ftl")
    return frozenset(key for file in files for key in KEY.findall(file.read_text(encoding="utf8")))


def _label(label: str, columns: int) -> Iterator[str]:
    if not label.strip():
        yield "an empty label"
    if pixels_of(label) > WIDEST[min(columns, 4)]:
        yield f"{columns} in a row, too wide ({pixels_of(label):.0f} pixels): {label}"
    if BIDI.search(label):
        yield f"a bidirectional mark in {label!r}"


def pixels_of(label: str) -> float:
    """About how wide a phone draws a label; selectors and joiners take no room."""
    return sum(_pixels(char) for char in label if unicodedata.category(char) not in ("Mn", "Cf", "Me"))


@cache
def _pixels(char: str) -> float:
    return next((width for kind, width in PIXELS if re.match(kind, char)), OTHER_PIXELS)


def unexpected(faults: Sequence[str]) -> str:
    """The faults for a test's message, each once."""
    return "\n".join(dict.fromkeys(faults))
