"""Settings of one installation, read from `SERVICEBAY_…` variables of the environment.

Secrets (tokens, webhook secret, passwords inside addresses) never show in `repr`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from bot.config.errors import ConfigurationError, Problem, nearest
from bot.errors import UserFacingError

PREFIX = "SERVICEBAY_"
SOURCE = "environment"
TELEGRAM_API = "https://api.telegram.org"
DATABASE_URL = "sqlite:///servicebay.sqlite3"
WEBHOOK_PORTS = (443, 80, 88, 8443)  # Telegram delivers to no other
LOOPBACK = ("127.0.0.1", "localhost", "::1")
DATABASES = ("sqlite", "postgresql")
PROXIES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs from one installation to the next; `unknown` are SERVICEBAY_ names nobody reads."""

    owner_token: str | None = field(default=None, repr=False)
    staff_token: str | None = field(default=None, repr=False)
    database_url: str = field(default=DATABASE_URL, repr=False)
    webhook_url: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    telegram_api: str = TELEGRAM_API
    proxy: str | None = field(default=None, repr=False)
    config: Path = Path("servicebay.toml")
    listen: tuple[str, int] | None = ("127.0.0.1", 8080)  # None: no web server (the demo)
    unknown: tuple[str, ...] = ()

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """Settings with what is given; an empty one is not given. ConfigurationError with every mistake."""
        given = {
            name.removeprefix(PREFIX): text.strip()
            for name, text in environment.items()
            if name.startswith(PREFIX) and text.strip()
        }
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, parse in PARSED.items():
            if name in given:
                try:
                    values[name.lower()] = parse(given[name])
                except _WrongError as wrong:
                    problems.append(Problem(SOURCE, PREFIX + name, wrong.what, wrong.remedy))
        settings = cls(**values, unknown=tuple(sorted(given.keys() - PARSED.keys())))
        problems += settings._contradictions()
        if problems:
            raise ConfigurationError(problems)
        return settings

    def _contradictions(self) -> list[Problem]:
        problems = []
        if self.owner_token and self.owner_token == self.staff_token:
            what = "is the owners' bot's token as well"
            problems.append(_problem("STAFF_TOKEN", what, "make a second bot with @BotFather for the staff"))
        if self.webhook_url and not self.webhook_secret:
            what, remedy = (
                "is missing though SERVICEBAY_WEBHOOK_URL is set",
                "run `openssl rand -hex 32` for one",
            )
            problems.append(_problem("WEBHOOK_SECRET", what, remedy))
        if self.webhook_url and self.telegram_api == TELEGRAM_API:
            problems += _telegram_reaches(self.webhook_url)
        return problems

    def ensure_tokens(self) -> tuple[str, str]:
        """Owners' and staff bot's tokens; ConfigurationError when one is missing."""
        named = {"OWNER_TOKEN": self.owner_token, "STAFF_TOKEN": self.staff_token}
        missing = [name for name, token in named.items() if not token]
        if not self.owner_token or not self.staff_token:
            remedy = "ask @BotFather for a bot with /newbot and set the variable to its token"
            raise ConfigurationError([_problem(name, "is missing", remedy) for name in missing])
        return self.owner_token, self.staff_token

    def secrets(self) -> tuple[str, ...]:
        """Everything that must not be printed, longest first, for masking messages of others."""
        quoted = [urlsplit(address).password or "" for address in (self.database_url, self.proxy or "")]
        found = (self.owner_token, self.staff_token, self.webhook_secret, *quoted, *map(unquote, quoted))
        return tuple(sorted((secret for secret in found if secret), key=len, reverse=True))

    def masked(self, text: str) -> str:
        """The text without any of the secrets."""
        for secret in self.secrets():
            text = text.replace(secret, "***")
        return text


class _WrongError(Exception):
    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy


def _problem(name: str, what: str, remedy: str) -> Problem:
    return Problem(SOURCE, PREFIX + name, what, remedy)


def _telegram_reaches(webhook_url: str) -> list[Problem]:
    parts = urlsplit(webhook_url)
    if parts.scheme != "https" or parts.hostname in LOOPBACK:
        what = "is an address Telegram cannot reach"
        return [_problem("WEBHOOK_URL", what, "give a public https address, or unset it to use polling")]
    if (parts.port or 443) not in WEBHOOK_PORTS:
        what = f"uses port {parts.port}, to which Telegram does not deliver"
        return [_problem("WEBHOOK_URL", what, "use 443, 80, 88 or 8443")]
    return []


def _token(text: str) -> str:
    if _TOKEN.fullmatch(text):
        return text
    remedy = "copy it whole from @BotFather; it looks like 123456789:AA… with about 35 signs after the colon"
    raise _WrongError("does not have the shape of a bot token", remedy)


def _secret(text: str) -> str:
    if _SECRET.fullmatch(text):
        return text
    raise _WrongError("has signs Telegram does not allow, or too many", "use 1 to 256 of A-Z a-z 0-9 _ and -")


def _address(text: str, schemes: tuple[str, ...], remedy: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        complete = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        complete = False
    if not complete:
        raise _WrongError("is no address we can use", remedy)
    return parts


def _webhook(text: str) -> str:
    _address(text, ("http", "https"), "write the public address, for example https://bots.example.com")
    return text.rstrip("/")


def _telegram_api(text: str) -> str:
    _address(
        text,
        ("http", "https"),
        f"write http://host:port of your Bot API server, or unset it for {TELEGRAM_API}",
    )
    return text.rstrip("/")


def _proxy(text: str) -> str:
    _address(text, PROXIES, "write socks5://user:password@host:port (or http, https, socks4)")
    return text


def _database(text: str) -> str:
    remedy = f"write {DATABASE_URL} or postgresql://user:password@host/name"
    kind = text.partition(":")[0].partition("+")[0]
    if kind not in DATABASES:
        guess = nearest(kind, DATABASES)
        raise _WrongError(
            "names no database we know", f"{remedy} (did you mean {guess}?)" if guess else remedy
        )
    rest = text.partition("://")[2]
    if not rest or (kind == "sqlite" and not rest.startswith("/")):
        raise _WrongError("is no database address", remedy)
    return text


def ensure_database_url(text: str) -> str:
    """An address given on the command line; UserFacingError if it is none."""
    try:
        return _database(text)
    except _WrongError as error:
        raise UserFacingError(f"--database-url {error.what}", error.remedy) from None


def _listen(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise _WrongError(f"{text!r} is no host and port", "write for example 127.0.0.1:8080")
    return host.strip("[]"), int(port)


PARSED: dict[str, Callable[[str], object]] = {
    "OWNER_TOKEN": _token,
    "STAFF_TOKEN": _token,
    "DATABASE_URL": _database,
    "WEBHOOK_URL": _webhook,
    "WEBHOOK_SECRET": _secret,
    "TELEGRAM_API": _telegram_api,
    "PROXY": _proxy,
    "CONFIG": Path,
    "LISTEN": _listen,
}
