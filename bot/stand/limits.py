"""Telegram's sending limits: one chat, one group, one token. Refused calls are not counted.

A private chat takes one new message a second on average with a short burst (Telegram allows "short
bursts"); a group 20 messages in any minute over all its topics, edits included; a token 30 messages in any
second. Seconds are the stand's clock, so that moving the clock also ends a wait.
"""

from collections import deque
from dataclasses import dataclass
from math import ceil

from bot.stand.errors import ApiError, too_many


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers of Telegram, changeable for tests; `enabled=False` for benchmarks that measure something
    else.
    """

    enabled: bool = True
    chat_seconds: float = 1.0
    chat_burst: int = 8
    group_messages: int = 20
    group_seconds: float = 60.0
    token_messages: int = 30
    token_seconds: float = 1.0


class Window:
    """At most `most` events within any `seconds`."""

    __slots__ = ("_most", "_seconds", "_times")

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds, self._times = most, seconds, deque[float]()

    def wait(self, now: float) -> float:
        """Seconds until the next event is allowed; 0 when it is now."""
        times = self._times
        while times and times[0] <= now - self._seconds:
            times.popleft()
        return times[0] + self._seconds - now if len(times) >= self._most else 0.0

    def count(self, now: float) -> None:
        self._times.append(now)


class Pace:
    """One event per `seconds` on average, `burst` at once: the virtual scheduling form of a leaky bucket."""

    __slots__ = ("_due", "_seconds", "_slack")

    def __init__(self, seconds: float, burst: int) -> None:
        self._seconds, self._slack, self._due = seconds, seconds * (burst - 1), 0.0

    def wait(self, now: float) -> float:
        return max(0.0, self._due - self._slack - now)

    def count(self, now: float) -> None:
        self._due = max(self._due, now) + self._seconds


class Meter:
    """What one bot token has sent lately."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._token = Window(limits.token_messages, limits.token_seconds)
        self._chats: dict[int, Window | Pace] = {}

    def take(self, chat_id: int, now: float, count: int = 1, edit: bool = False) -> None:
        """Count `count` messages, or refuse with 429; edits count in groups only, an album passes as a
        whole.
        """
        if not self._limits.enabled or count == 0 or (edit and chat_id > 0):
            return
        meters = [self._chat(chat_id)] if edit else [self._chat(chat_id), self._token]
        wait = max(meter.wait(now) for meter in meters)
        if wait > 0:
            raise self._refusal(wait)
        for meter in meters:
            for _ in range(count):
                meter.count(now)

    def _refusal(self, wait: float) -> ApiError:
        return too_many(max(1, ceil(wait)))

    def _chat(self, chat_id: int) -> Window | Pace:
        meter = self._chats.get(chat_id)
        if meter is None:
            limits = self._limits
            meter = self._chats[chat_id] = (
                Pace(limits.chat_seconds, limits.chat_burst)
                if chat_id > 0
                else Window(limits.group_messages, limits.group_seconds)
            )
        return meter
