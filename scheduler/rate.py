"""How fast one bot may speak: Telegram's limits as windows over the times of what was sent.

About 30 messages a second in all, one a second in a chat, 20 a minute in a group over all its topics, edits
included; and a pause of the whole bot whenever Telegram asks for one. Times are seconds and are passed in, so
the same rules hold under any clock. One that is set back makes nobody wait for it to catch up.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rates:
    """Telegram's numbers. `margin` widens each window, because requests do not all travel equally fast."""

    messages: int = 30
    seconds: float = 1.0
    chat_seconds: float = 1.0
    group_messages: int = 20
    group_seconds: float = 60.0
    margin: float = 0.02


class Window:
    """At most `most` events within any `seconds`."""

    __slots__ = ("_most", "_seconds", "_times")

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds, self._times = most, seconds, deque[float]()

    def room(self, now: float) -> int:
        """How many events are allowed now."""
        self._forget(now)
        return max(0, self._most - len(self._times))

    def wait(self, now: float) -> float:
        """Seconds until the next event is allowed; 0 when it is now."""
        return 0.0 if self.room(now) else self._times[-self._most] + self._seconds - now

    def count(self, now: float) -> None:
        self._times.append(now)

    def is_empty(self, now: float) -> bool:
        self._forget(now)
        return not self._times

    def _forget(self, now: float) -> None:
        """What is long past, and what a clock set back would make a long wait for."""
        times = self._times
        while times and abs(now - times[0]) >= self._seconds:
            times.popleft()


class Limiter:
    """One bot's pace: ask `wait` and `room`, then `take`. A chat with a negative id is a group."""

    def __init__(self, rates: Rates = Rates()) -> None:
        self._rates = rates
        self._all = Window(rates.messages, rates.seconds * (1 + rates.margin))
        self._chats: dict[int, tuple[Window, ...]] = {}
        self._paused_at = self._paused_until = 0.0

    def pause(self, now: float, seconds: float) -> None:
        """Nobody is written to for so long; a longer pause stands."""
        if self.paused(now) < seconds:
            self._paused_at, self._paused_until = now, now + seconds

    def paused(self, now: float) -> float:
        """Seconds the pause still lasts."""
        return max(0.0, self._paused_until - now) if now >= self._paused_at else 0.0

    def room(self, now: float) -> int:
        """How many messages may go now, to chats that need not wait."""
        return 0 if self.paused(now) else self._all.room(now)

    def wait(self, now: float, chat_id: int | None = None) -> float:
        """Seconds until one may go (to this chat)."""
        chat = max((window.wait(now) for window in self._chats.get(chat_id or 0, ())), default=0.0)
        return max(self.paused(now), self._all.wait(now), chat)

    def take(self, now: float, chat_id: int) -> None:
        """Count one message or edit."""
        for window in (self._all, *self._windows(chat_id)):
            window.count(now)

    def waiting(self, now: float) -> dict[int, float]:
        """Chats that have to wait, and how long."""
        waits = {chat_id: self._chat_wait(chat_id, now) for chat_id in list(self._chats)}
        return {chat_id: seconds for chat_id, seconds in waits.items() if seconds > 0}

    def _chat_wait(self, chat_id: int, now: float) -> float:
        """A chat that has been silent long enough is forgotten."""
        windows = self._chats[chat_id]
        if all(window.is_empty(now) for window in windows):
            del self._chats[chat_id]
            return 0.0
        return max(window.wait(now) for window in windows)

    def _windows(self, chat_id: int) -> tuple[Window, ...]:
        known = self._chats.get(chat_id)
        if known is None:
            known = self._chats[chat_id] = tuple(self._new_windows(chat_id))
        return known

    def _new_windows(self, chat_id: int) -> list[Window]:
        rates, wider = self._rates, 1 + self._rates.margin
        windows = [Window(1, rates.chat_seconds * wider)]
        if chat_id < 0:
            windows.append(Window(rates.group_messages, rates.group_seconds * wider))
        return windows
