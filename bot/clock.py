"""The clocks of the house: the system's, and one that can be moved (only where stand and bots are one process)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta


def system_now() -> datetime:
    """Now, aware UTC."""
    return datetime.now(UTC)


class MovableClock:
    """The demo's clock: runs like the system's, and jumps when told to.

    `between(to)` is awaited for each jump: it goes from due moment to due moment through `set`.
    """

    def __init__(self) -> None:
        self._offset = timedelta()
        self.between: Callable[[datetime], Awaitable[None]] | None = None

    def now(self) -> datetime:
        return system_now() + self._offset

    def set(self, to: datetime) -> None:
        """Stand at this moment; never goes back."""
        self._offset = max(self._offset, to - system_now())

    async def move(self, to: datetime) -> None:
        """Move forward and return when everything then due has been done."""
        if self.between is not None:
            await self.between(to)
        self.set(to)
        if self.between is not None:
            await self.between(to)
