"""The stream of changes that the page redraws from: numbered, kept for a while, rendered only when somebody
reads.

Nobody may be listening (kill tests, benchmarks), so an event keeps a function that makes its payload, not
the payload.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

KEPT = 5000
Payload = Callable[[], dict[str, Any]]


class Events:
    """A ring of changes.

    A reader whose place is gone, or comes from another run, is told `reset` and reads anew.
    """

    def __init__(self) -> None:
        self.seq = 0
        self._ring: deque[tuple[int, str, Payload]] = deque(maxlen=KEPT)
        self._waiters: set[asyncio.Future[None]] = set()
        self.closed = False

    def emit(self, kind: str, payload: Payload) -> None:
        self.seq += 1
        self._ring.append((self.seq, kind, payload))
        self._wake()

    def close(self) -> None:
        """Let every reader go: the stand stops."""
        self.closed = True
        self._wake()

    def _wake(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def after(self, seq: int, pause: float) -> AsyncIterator[list[dict[str, Any]]]:
        """Yield batches of events with a number above `seq`, for ever; an empty batch after each `pause`
        seconds.
        """
        if seq > self.seq or (self._ring and seq < self._ring[0][0] - 1):
            yield [{"seq": self.seq, "kind": "reset"}]
            seq = self.seq
        while not self.closed:
            batch = self._since(seq)
            if not batch:
                await self._wait(pause)
                batch = self._since(seq)
            yield [{"seq": number, "kind": kind, **payload()} for number, kind, payload in batch]
            seq = batch[-1][0] if batch else seq

    def _since(self, seq: int) -> list[tuple[int, str, Payload]]:
        missing = self.seq - seq
        if missing <= 0:
            return []
        return list(self._ring)[-missing:]

    async def _wait(self, pause: float) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait((waiter,), timeout=pause)
        finally:
            self._waiters.discard(waiter)
