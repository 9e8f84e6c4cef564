"""Load on one bot process, and what it costs: CPU time of the process, its memory, its answers' latency."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from chats import Chat
from processes import Running

FIRST_CHAT = 70_000
LOOK = 0.25
"""Seconds an owner looks at an answer before the next tap, when polling."""


@dataclass
class Load:
    """The chats of one running subject and what was measured; `micros` has CPU per update of each round."""

    running: Running
    chats: list[Chat]
    micros: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    calls_per_update: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @classmethod
    def on(cls, running: Running, chats: int) -> Load:
        """Load by so many chats at once."""
        return cls(running, [running.api.chat(FIRST_CHAT + number) for number in range(chats)])

    async def round(self, updates: int) -> None:
        """`updates` in all, each chat as fast as it is answered; adds to the figures."""
        api, pid = self.running.api, self.running.pid
        calls, cpu, wall = api.calls.total(), cpu_seconds(pid), time.perf_counter()
        await self.closed_loop(updates)
        self.micros.append((cpu_seconds(pid) - cpu) / updates * 1e6)
        self.per_second.append(updates / (time.perf_counter() - wall))
        self.calls_per_update = (api.calls.total() - calls) / updates

    async def closed_loop(self, updates: int) -> None:
        """`updates` in all; every chat takes its next step as soon as the last is answered."""
        left = updates

        async def one(chat: Chat) -> None:
            nonlocal left
            while left > 0:
                left -= 1
                await self._step(chat)
                await self._look()

        await asyncio.gather(*(one(chat) for chat in self.chats))

    async def open_loop(self, rate: int, seconds: float) -> None:
        """`rate` updates per second; each latency counts from the moment its update was due."""
        idle: asyncio.Queue[Chat] = asyncio.Queue()
        for chat in self.chats:
            idle.put_nowait(chat)

        async def one(chat: Chat, due: float) -> None:
            if await self._step(chat):
                self.latencies.append(time.perf_counter() - due)
            await self._look()
            idle.put_nowait(chat)

        start, steps = time.perf_counter(), []
        for number in range(int(rate * seconds)):
            due = start + number / rate
            await asyncio.sleep(due - time.perf_counter())
            chat = await idle.get()  # waits when the bot lags behind; that counts, since `due` stays
            steps.append(asyncio.ensure_future(one(chat, due)))
        await asyncio.gather(*steps)

    async def _look(self) -> None:
        """By webhook the 200 says that a step is over; by polling nothing does, and a bot may save after sending."""
        if self.running.bot.webhook is None:
            await asyncio.sleep(LOOK)

    async def _step(self, chat: Chat) -> bool:
        subject = self.running.subject
        return await self.running.api.step(self.running.bot, chat, subject.script, subject.shows)


def cpu_seconds(pid: int) -> float:
    """CPU time of a whole process with all its threads, to the nanosecond (Linux: its own CPU clock)."""
    return time.clock_gettime((~pid << 3) | 2)


def memory_mib(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def percentile(values: list[float], share: int) -> float | None:
    """The `share`-th percentile; None when there are hardly any values."""
    return quantiles(values, n=100)[share - 1] if len(values) > 1 else None
