"""Failures of the world outside that have a remedy: database, ports, network, tokens.

The classes are looked up by name among the modules already loaded, because importing a framework to recognise
its errors would cost seconds. Texts of the frameworks are not passed on where they can carry a token.
"""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable, Iterator

from bot.errors import UserFacingError

Tell = Callable[[Exception], UserFacingError | None]


def explain(error: Exception) -> UserFacingError | None:
    """The sentence and remedy for an error; None when it is a fault of ours and needs its traceback."""
    if isinstance(error, ExceptionGroup):
        told = [explain(one) for one in _leaves(error)]
        return told[0] if all(told) else None
    if isinstance(error, UserFacingError):
        return error
    for module, name, tell in _FOREIGN:
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and isinstance(error, kind):
            return tell(error)
    return _system(error) if isinstance(error, OSError) else None


def _leaves(group: ExceptionGroup[Exception]) -> Iterator[Exception]:
    for error in group.exceptions:
        if isinstance(error, ExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _as_it_says(error: Exception) -> UserFacingError:
    return UserFacingError(str(error), getattr(error, "remedy", ""))


def _database(error: Exception) -> UserFacingError | None:
    """The driver's own words, unless it is a mistake in our SQL."""
    text = str(getattr(error, "orig", None) or error).partition("\n")[0]
    if (
        "no such table" in text
        or "no such column" in text
        or "UndefinedTable" in text
        or "UndefinedCol" in text
    ):
        return UserFacingError(f"The database has an old schema: {text}.", "Run: servicebay migrate")
    if type(error).__name__ not in ("OperationalError", "InterfaceError", "DatabaseError", "DBAPIError"):
        return None
    if "database is locked" in text:
        remedy = "Stop the other process that uses this file, or use PostgreSQL for several."
        return UserFacingError("The database file is in use by another process.", remedy)
    remedy = "Check SERVICEBAY_DATABASE_URL, that the database exists and that you may use it."
    return UserFacingError(f"The database cannot be used: {text}.", remedy)


def _network(error: Exception) -> UserFacingError:
    reason = getattr(error, "reason", None) or type(error).__name__
    return UserFacingError(
        f"Telegram cannot be reached ({reason}).",
        "Check the network, or set SERVICEBAY_PROXY where a proxy is needed. See: servicebay doctor",
    )


def _token(error: Exception) -> UserFacingError:
    return UserFacingError(
        "Telegram refuses a bot token.",
        "Compare SERVICEBAY_OWNER_TOKEN and _STAFF_TOKEN with what @BotFather shows. See: servicebay doctor",
    )


def _conflict(error: Exception) -> UserFacingError:
    return UserFacingError(
        "Another program polls Telegram with the same bot token.",
        "Stop it, or let all replicas use one PostgreSQL database, where they agree on who polls.",
    )


def _system(error: OSError) -> UserFacingError | None:
    if isinstance(error, socket.gaierror):
        return UserFacingError(
            f"An address cannot be resolved: {error.strerror}.",
            "Check the host names in SERVICEBAY_DATABASE_URL, SERVICEBAY_TELEGRAM_API and SERVICEBAY_PROXY.",
        )
    what, remedy = _SYSTEM.get(error.errno or 0, ("", ""))
    return UserFacingError(f"{what}: {error.strerror or error}.", remedy) if what else None


_SYSTEM = {
    errno.ECONNREFUSED: (
        "A connection was refused",
        "Check that the database of SERVICEBAY_DATABASE_URL runs and listens at that address.",
    ),
    errno.ENOSPC: ("The disk is full", "Make room; nothing confirmed so far is lost."),
    errno.EROFS: ("The disk is read-only", "Use a database path that can be written to."),
}

_FOREIGN: tuple[tuple[str, str, Tell], ...] = (
    ("storage.database", "DatabaseError", _as_it_says),
    ("dialogs.understanding.facts.lexicon", "LexiconError", _as_it_says),
    ("sqlalchemy.exc", "DBAPIError", _database),
    ("bot.http_client", "RequestFailedError", _network),
    ("aiogram.exceptions", "TelegramUnauthorizedError", _token),
    ("aiogram.exceptions", "TelegramConflictError", _conflict),
    ("aiogram.exceptions", "TelegramNetworkError", _network),
    ("telegram.error", "InvalidToken", _token),
    ("telegram.error", "Conflict", _conflict),
    ("telegram.error", "BadRequest", lambda error: None),  # a fault of ours, though PTB counts it as network
    ("telegram.error", "NetworkError", _network),
)
