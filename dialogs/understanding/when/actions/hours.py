"""Clock times that languages share: figures, am and pm, closing time."""

from __future__ import annotations

from dataclasses import replace

from dialogs.understanding.when.actions import (
    shared,
)
from dialogs.understanding.when.clock import clock, minutes_before
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Clock,
    Context,
    Sign,
    Value,
)


def no_such_time(ctx: Context, m: Match) -> Value | None:
    return shared.impossible() if m.number() > 24 else None


def closing(ctx: Context, m: Match) -> Value:
    """下班前, before closing."""
    return Clock(ctx.policy.closes.hour, ctx.policy.closes.minute, fixed=True, bound="before")


def hour_minute(ctx: Context, m: Match) -> Value | None:
    token = m.find("HM")
    hour, minute = token.value if token is not None and isinstance(token.value, tuple) else (0, 0)
    return clock(hour, minute, part=m.word("AMPM") or None)


def doubt(ctx: Context, m: Match) -> Value:
    """半天后, midnight: which hour is meant, nobody can tell."""
    return Sign("DOUBT")


def am_pm(ctx: Context, m: Match) -> Value | None:
    return clock(m.number(), part=m.word("AMPM")) if m.number() <= 12 else None


def word_minutes_to(ctx: Context, m: Match) -> Value | None:
    """ten to three in words, 10 to 3 in figures is a range."""
    first = m.all("NUM")[0]
    numbers = m.numbers()
    if first.text.isdigit() and not m.has("UNIT") and numbers[0] not in (5, 20, 25):
        return None
    return minutes_before(numbers[-1], numbers[0]) if numbers[0] in (5, 10, 15, 20, 25) else None


def word_time(ctx: Context, m: Match) -> Value | None:
    """three thirty, at 3 30, в десять тридцать."""
    hour, minute = m.numbers()[:2]
    if len(m.all("NUM")[1].text) < 2 or not 1 <= hour <= 24 or minute not in range(5, 60, 5):
        return None
    found = clock(hour, minute)
    return found and (found.within(m.word("AMPM")) if m.has("AMPM") else found)


def am_pm_range(ctx: Context, m: Match) -> Value | None:
    """between 11 am and 2 pm."""
    first, last = m.numbers()[:2]
    parts = [str(token.value) for token in m.all("AMPM")]
    a, b = clock(first), clock(last)
    if a is None or b is None:
        return None
    return replace(a.within(parts[0]) if len(parts) > 1 else a, until=b.within(parts[-1]))
