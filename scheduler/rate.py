"""How fast one bot may speak: the generic cell rate algorithm over gates that all replicas share.

Telegram takes about 30 messages a second in all, one a second in a chat, 20 a minute in a group over all its topics,
edits included; and it may ask for silence. Messages leave evenly, one at a time (burst 1): no window of a second ever
holds more than the limit. A departure is a moment at which one message leaves; departures are given away at most `look_ahead`
seconds before, so that a receipt waits behind a campaign no longer than that. Pure; moments are the database's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dealership.domain.rates import Rates
from dealership.domain.records import ChatGate, Gate

_SET_BACK = timedelta(seconds=2)
"""A gate further ahead than any departure can be was set by a clock that has been put back since."""


@dataclass(frozen=True, slots=True)
class Departures:
    """`count` moments, the first and then one after another."""

    first: datetime
    every: timedelta
    count: int

    def __getitem__(self, number: int) -> datetime:
        return self.first + number * self.every


def paused(gate: Gate, at: datetime) -> float:
    """Seconds the silence still lasts; a clock set back ends it."""
    return max(0.0, (gate.paused_until - at).total_seconds()) if at >= gate.paused_at else 0.0


def reserve(gate: Gate, at: datetime, rates: Rates, room: int) -> Departures:
    """The departures that may be given away now, at most `room`; none while there is silence or all near ones are taken."""
    every = rates.every(rates.share(gate, at))
    horizon = at + rates.ahead
    soonest = at + rates.soonest
    first = soonest if gate.free_at > horizon + every + _SET_BACK else max(gate.free_at, soonest)
    if room < 1 or first > horizon or paused(gate, at):
        return Departures(first, every, 0)
    return Departures(first, every, min(room, (horizon - first) // every + 1))


def next_departure(gate: Gate, at: datetime, rates: Rates) -> Departures:
    """The one departure that comes next, however far ahead."""
    every = rates.every(rates.share(gate, at))
    quiet = at + rates.soonest + timedelta(seconds=paused(gate, at))
    return Departures(quiet if gate.free_at > quiet + _SET_BACK else max(quiet, gate.free_at), every, 1)


def wait(gate: Gate, at: datetime, rates: Rates) -> float:
    """Seconds until it is worth asking for departures again: half the look-ahead is free by then, so claims come in
    batches when the rate is high.
    """
    return max(paused(gate, at), (gate.free_at - rates.ahead / 2 - at).total_seconds(), 0.0)


def count(chat: ChatGate | None, chat_id: int, departure: datetime, rates: Rates) -> ChatGate:
    """The chat's gate after a message at `departure`. A chat with a negative id is a group: a quarter of its messages may
    come one after another, the rest is spread, and no window holds more than the limit.
    """
    apart = timedelta(seconds=rates.chat_seconds * (1 + rates.margin))
    if chat_id > 0:
        return ChatGate(chat_id, departure + apart, departure + apart)
    burst = max(1, rates.group_messages // 4)
    every = timedelta(seconds=rates.group_seconds * (1 + rates.margin) / max(1, rates.group_messages - burst))
    known = chat is not None and chat.tat_at <= departure + burst * every + _SET_BACK
    tat_at = (max(chat.tat_at, departure) if chat is not None and known else departure) + every
    return ChatGate(chat_id, max(departure + apart, tat_at - (burst - 1) * every), tat_at)
