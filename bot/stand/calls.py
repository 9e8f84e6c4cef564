"""The call log: every request of the bots with its answer, the newest kept."""

import json
from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.stand.clock import iso
from bot.stand.events import Events
from bot.stand.files import Upload

KEPT = 20_000
MOST = 1000


@dataclass(slots=True)
class Call:
    """One request and the answer's JSON text (one string is cheaper to keep than its objects).

    `ms` is the time between both, `at` unix seconds of the stand's clock.
    """

    seq: int
    at: float
    bot: str
    method: str
    params: dict[str, Any]
    ok: bool
    error: str | None
    answer: str
    ms: float

    def as_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "at": iso(self.at),
            "bot": self.bot,
            "method": self.method,
            "params": {name: shown(value) for name, value in self.params.items()},
            "ok": self.ok,
            "error": self.error,
            "result": json.loads(self.answer).get("result"),
            "ms": round(self.ms, 2),
        }


class Calls:
    """A ring of calls with growing numbers."""

    def __init__(self, events: Events) -> None:
        self.seq = 0
        self._ring: deque[Call] = deque(maxlen=KEPT)
        self._events = events

    def add(self, **about: Any) -> Call:
        self.seq += 1
        call = Call(self.seq, **about)
        self._ring.append(call)
        self._events.emit("call", lambda: {"bot": call.bot, "call": call.as_json()})
        return call

    def find(self, bot: str | None, method: str | None, after: int | None, limit: int) -> list[Call]:
        """Calls in order: the first `limit` above `after`, or without `after` the last `limit`."""
        wanted = [
            call
            for call in self._ring
            if (not bot or call.bot == bot) and (not method or call.method.lower() == method.lower())
        ]
        limit = max(1, min(limit, KEPT))
        if after is None:
            return wanted[-limit:]
        return [call for call in wanted if call.seq > after][:limit]


def shown(value: Any) -> Any:
    """Parameters as sent, files as their name and size."""
    if isinstance(value, Upload):
        return f"<file {value.name}, {len(value.data)} bytes>"
    return value
