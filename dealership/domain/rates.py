"""Telegram's sending limits, and how near the house goes to them (`[rates]` of servicebay.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from dealership.domain.records import Gate


@dataclass(frozen=True, slots=True)
class Rates:
    """Telegram's numbers, and how near we go to them; seconds.

    `factor` of the token's rate is used: 0.99 keeps a strict sliding window, 1.0 a bucket that refills evenly. A message
    that missed its departure by more than `late` takes a new one. No departure is nearer than `lead`: so long it takes to write
    down who takes it and that it leaves. A pause that Telegram asks for leaves `slowed` of the rate (never less than
    `least`), of which `recovery` comes back each second. `margin` widens the waits of a chat, because requests do not
    all travel equally fast.
    """

    messages: int = 30
    seconds: float = 1.0
    factor: float = 0.99
    look_ahead: float = 0.1
    late: float = 0.01
    lead: float = 0.03
    slowed: float = 0.5
    least: float = 0.1
    recovery: float = 0.01
    chat_seconds: float = 1.0
    group_messages: int = 20
    group_seconds: float = 60.0
    margin: float = 0.02

    @property
    def soonest(self) -> timedelta:
        return timedelta(seconds=self.lead)

    @property
    def ahead(self) -> timedelta:
        return timedelta(seconds=self.look_ahead)

    def share(self, gate: Gate, at: datetime) -> float:
        """What part of the rate is left after the last pause, by now."""
        since = max(0.0, (at - gate.slowed_at).total_seconds())
        return min(1.0, gate.share / 1000 + self.recovery * since)

    def slowed_share(self, gate: Gate, at: datetime) -> int:
        """How many thousandths of the rate are left after one more pause."""
        return round(1000 * max(self.least, self.share(gate, at) * self.slowed))

    def every(self, share: float) -> timedelta:
        """Between two messages, never rounded down."""
        seconds = self.seconds / (self.messages * self.factor * share)
        return timedelta(microseconds=ceil(seconds * 1e6))
