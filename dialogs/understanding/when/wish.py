"""One wish of a message: a day with its time, and what the words around it made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from dialogs.understanding.when.edges import TURNED
from dialogs.understanding.when.fold import same_day
from dialogs.understanding.when.items import Clock, Context, Days, Moment, PartOfDay

Time = Clock | PartOfDay | Moment


@dataclass(slots=True)
class Wish:
    """`negated`: ruled out; `past`: told about, not wished; `weak`: counts when nothing better is said;
    `ready`: when the work is to be done;
    `again`: its day was said once more in a later sentence.

    `round`: how many corrections came before; `clause` and `sentence` count from the message's beginning;
    `start` and `end` are places in the plain text.
    """

    days: Days | None = None
    time: Time | None = None
    negated: bool = False
    past: bool = False
    weak: bool = False
    ready: bool = False
    again: bool = False
    round: int = 0
    clause: int = 0
    sentence: int = 0
    days_sentence: int = 0
    time_sentence: int = 0
    start: int = 0
    end: int = 0

    @property
    def is_empty(self) -> bool:
        return self.days is None and self.time is None

    def is_vague(self, ctx: Context) -> bool:
        """Today, these days, or only a part of the day."""
        if self.days is None:
            return isinstance(self.time, PartOfDay)
        return (self.days.vague or self.days.after <= ctx.today + timedelta(1)) and not isinstance(
            self.time, Clock
        )


def edge_of(wish: Wish) -> str | None:
    """after, from, before or by, of the day or of the time."""
    for said in (wish.time, wish.days):
        if isinstance(said, (Clock, PartOfDay, Moment, Days)) and said.bound is not None:
            return said.bound
    return None


def rule_out(wish: Wish) -> None:
    """Before Thursday is ruled out: then from Thursday on is meant, and the other way round."""
    days, said = wish.days, wish.time
    if days is not None and said is None and days.bound in TURNED:
        wish.days = replace(days, bound=TURNED[days.bound])
    elif isinstance(said, Clock) and said.bound in TURNED:
        wish.time = replace(said, bound=TURNED[said.bound])
    else:
        wish.negated = True


def one_and_the_same(first: Days, last: Days) -> Days | None:
    """Two mentions apart from each other are one day only when they agree."""
    merged = same_day(first, last)
    if merged is not None and merged.is_single and first.is_single and last.is_single:
        return (
            merged
            if first.first == last.first or merged.first.weekday() in (first.number, last.number)
            else None
        )
    return merged


def refined(old: Time | None, new: Time) -> Time | None:
    """A time said in two steps: 下午吧, 三点半; 3, in the afternoon. None: they are two times."""
    if old is None:
        return new
    if isinstance(old, PartOfDay) and isinstance(new, Clock):
        return new if new.part else new.within(old.name)
    if isinstance(old, Clock) and isinstance(new, PartOfDay) and old.part is None and new.bound is None:
        return old if old.fixed else old.within(new.name)
    if isinstance(old, Clock) and isinstance(new, PartOfDay) and new.bound is None:
        return old if old.part == new.name else None  # 早上八点半一开门
    return old if old == new else None
