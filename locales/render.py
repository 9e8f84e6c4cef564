"""Messages become text: keys and arguments in, a sentence in the reader's language out.

Arguments are the tagged mappings of `dealership.domain.message`; a person's own words are escaped, so no
rendered sentence carries markup but ours. No bidirectional isolation marks leave the house.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Protocol

from fluent.runtime import FluentBundle, FluentResource

from locales import formats

LANGUAGES = ("zh-CN", "en", "ru")
_HERE = Path(__file__).parent
_WARMED = 2048
"""Sentences kept of a kind: every owner is offered the same days and times. Nobody's own words are kept."""
_NESTED = frozenset(("message", "items"))
_LONG = 1000
"""Longer words are put in after formatting: Fluent refuses placeables of more than 2500 characters."""


class MessageLike(Protocol):
    """A key and its arguments."""

    @property
    def key(self) -> str: ...

    @property
    def args(self) -> Mapping[str, Any]: ...


def language_for(code: str | None, default: str = "zh-CN") -> str:
    """The language of ours nearest to a language code ("zh-hans", "en-GB", "uk", None)."""
    short = (code or "").lower().partition("-")[0]
    known = {"zh": "zh-CN", "en": "en", "ru": "ru", "be": "ru", "uk": "ru", "kk": "ru"}
    return known.get(short, default if not short else "en")


class MissingMessageError(LookupError):
    """There is no such key in the language's files."""


class Catalogue:
    """All sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((_HERE / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf8")))
        self._plain = lru_cache(_WARMED)(self._format_plain)
        self._shown = lru_cache(_WARMED)(self._format_shown)
        self._filled = lru_cache(_WARMED)(self._format_filled)

    def html(self, message: MessageLike) -> str:
        """The sentence with our own markup; arguments escaped."""
        return self._render(message.key, message.args, True)

    def text(self, message: MessageLike) -> str:
        """The sentence for places without markup (buttons, toasts, files)."""
        return self._render(message.key, message.args, False)

    def has(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def pattern(self, key: str, **args: Any) -> str:
        """A date pattern, a zone's name, a length of time: messages of `formats.ftl` with plain arguments."""
        return self._format(key, args) if args else self._plain(key)

    def _render(self, key: str, args: Mapping[str, Any], html: bool) -> str:
        if not args:
            return self._plain(key)
        shown = {name: self._argument(value, html) for name, value in args.items()}
        # days, times and prices: not a word of somebody's in them
        if all(type(value) is dict and _NESTED.isdisjoint(value) for value in args.values()):
            return self._filled(key, tuple(shown.items()))
        return self._format(key, shown)

    def _format_filled(self, key: str, shown: tuple[tuple[str, Any], ...]) -> str:
        return self._format(key, dict(shown))

    def _format_plain(self, key: str) -> str:
        return self._format(key, {})

    def _format_shown(self, value: tuple[tuple[str, Any], ...]) -> str:
        return formats.shown(dict(value), self)

    def _format(self, key: str, args: dict[str, Any]) -> str:
        if not self._bundle.has_message(key):
            raise MissingMessageError(f"{self.language}: {key}")
        pattern = self._bundle.get_message(key).value
        if isinstance(pattern, str):  # no placeable in it
            return pattern
        if pattern is None:
            raise MissingMessageError(f"{self.language}: {key} has no text")
        long = {name: value for name, value in args.items() if isinstance(value, str) and len(value) > _LONG}
        stands = {name: f"\ue000{place}\ue001" for place, name in enumerate(long)}
        text, errors = self._bundle.format_pattern(pattern, {**args, **stands})
        if errors:
            raise MissingMessageError(f"{self.language}: {key}: {errors[0]}")
        whole = str(text)
        for name, mark in stands.items():
            whole = whole.replace(mark, long[name])
        return whole

    def _argument(self, value: Any, html: bool) -> Any:
        if isinstance(value, str):
            return escape(value, quote=False) if html else value
        if isinstance(value, Mapping):
            return self._tagged(value, html)
        if hasattr(value, "key") and hasattr(value, "args"):
            return self._render(value.key, value.args, html)
        return value

    def _tagged(self, value: Mapping[str, Any], html: bool) -> str:
        if "message" in value:
            return self._render(value["message"], value.get("args", {}), html)
        if "items" in value:
            parts = [str(self._argument(item, html)) for item in value["items"]]
            return formats.joined(parts, value["style"], self)
        if "labels" in value:
            shown = formats.shown(value, self)
        else:
            shown = self._shown(tuple(value.items()))
        return escape(shown, quote=False) if html else shown


@lru_cache(8)
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language of ours; any other gets the default's."""
    return Catalogue(language if language in LANGUAGES else LANGUAGES[0])


def keys_of(language: str) -> Iterator[tuple[str, str]]:
    """(file, key) of every message of a language: for the parity test."""
    from fluent.syntax import FluentParser, ast

    for path in sorted((_HERE / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf8")).body:
            if isinstance(entry, ast.Message):
                yield path.name, entry.id.name
