"""Logs: one line of JSON an event, English, without personal data and without secrets."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """A record as a line of JSON; `mask` takes secrets out of whatever a library has put in."""

    def __init__(self, mask: Callable[[str], str]) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "log": record.name, "event": record.getMessage()}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = frames_of(record)
        return self._mask(json.dumps(line, ensure_ascii=False))


def frames_of(record: logging.LogRecord) -> str:
    """Where it happened: files and lines, never the error's text, which may quote somebody's words."""
    found, trace = [], record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(found[-8:])


def set_up(mask: Callable[[str], str], level: int = logging.INFO) -> None:
    """Log to stderr; libraries only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(mask))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("aiogram", "telegram", "apscheduler", "aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
