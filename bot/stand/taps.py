"""Callback queries waiting for their answer; they grow old and are answered once."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

LIFETIME = 150  # seconds until Telegram forgets a query
KEPT = 20_000


@dataclass(slots=True)
class Tap:
    """A tap of a user on a button of a bot's message."""

    id: str
    role: str
    user_id: int
    chat_id: int
    message_id: int
    at: float
    answer: dict[str, Any] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Taps:
    """All taps of late by their query id."""

    def __init__(self) -> None:
        self._taps: dict[str, Tap] = {}

    def add(
        self, role: str, user_id: int, chat_id: int, message_id: int, at: float, query_id: str | None = None
    ) -> Tap:
        tap = Tap(query_id or str(secrets.randbits(62)), role, user_id, chat_id, message_id, at)
        self._taps[tap.id] = tap
        if len(self._taps) > KEPT:  # half at once: taking the first of a dict one by one grows slow
            self._taps = dict(list(self._taps.items())[KEPT // 2 :])
        return tap

    def unanswered(self, now: float) -> int:
        """How many queries of late still wait for their answer."""
        return sum(not tap.answered.is_set() and now - tap.at <= LIFETIME for tap in self._taps.values())

    def find_open(self, role: str, query_id: str, now: float) -> Tap | None:
        """The query if it belongs to this bot, is young enough and has no answer yet."""
        tap = self._taps.get(query_id)
        if tap is None or tap.role != role or tap.answered.is_set() or now - tap.at > LIFETIME:
            return None
        return tap
