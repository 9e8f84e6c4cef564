"""Drawing: screens and outbox payloads become Telegram's parameters, in the reader's language.

Everything that reaches a chat as text passes here once, so escaping and limits live in one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from dealership.domain.message import Message
from dialogs.model import Button, Screen
from locales import Catalogue, catalogue

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
TOKEN = "t:"  # noqa: S105  a prefix of callback data, no secret
Keyboard = list[list[dict[str, Any]]]
_TAG = re.compile(r"</?[a-z]+(?: [^>]*)?>")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message ready to be sent: HTML text and an inline keyboard."""

    text: str
    keyboard: Keyboard

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {"text": self.text, "parse_mode": "HTML"}
        if self.keyboard:
            params["reply_markup"] = {"inline_keyboard": self.keyboard}
        return params


def draw_screen(screen: Screen, language: str) -> Drawn:
    """A dialog's screen."""
    words = catalogue(language)
    text = "\n\n".join(words.html(paragraph) for paragraph in screen.paragraphs)
    return Drawn(shortened(text), [[_button(button, words) for button in row] for row in screen.rows])


def _button(button: Button, words: Catalogue) -> dict[str, Any]:
    label = words.text(button.label)
    if button.url:
        return {"text": label, "url": button.url}
    return {"text": label, "callback_data": button.data}


def draw_payload(payload: Mapping[str, Any], language: str) -> Drawn:
    """An outbox row: paragraphs and buttons with opaque tokens."""
    words = catalogue(language)
    text = "\n\n".join(words.html(Message.from_json(paragraph)) for paragraph in payload["text"])
    rows = payload.get("rows", ())
    limit = TEXT_LIMIT if not (payload.get("calendar") or payload.get("media")) else CAPTION_LIMIT
    return Drawn(shortened(text, limit), [[_token_button(button, words) for button in row] for row in rows])


def _token_button(button: Mapping[str, Any], words: Catalogue) -> dict[str, Any]:
    return {"text": words.text(Message.from_json(button["label"])), "callback_data": TOKEN + button["token"]}


def toast(message: Message | None, language: str) -> str:
    """The short answer to a tap."""
    return catalogue(language).text(message)[:TOAST_LIMIT] if message else ""


def shortened(text: str, limit: int = TEXT_LIMIT) -> str:
    """HTML of at most `limit` UTF-16 units as they are read, cut at a line so that no tag is left open."""
    if units(text) <= limit or units(plain(text)) <= limit:
        return text
    lines: Sequence[str] = text.split("\n")
    while lines and units(plain("\n".join(lines))) > limit - 2:
        lines = lines[:-1]
    return "\n".join([*lines, "…"]) if lines else escape(plain(text)[: limit // 2], quote=False)


def plain(html: str) -> str:
    """What is read of our HTML: tags are ours alone, for everybody's words are escaped."""
    return unescape(_TAG.sub("", html))


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
