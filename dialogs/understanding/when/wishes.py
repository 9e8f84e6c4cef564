"""From values and signs to wishes: what is wanted, what is ruled out, what is past, what corrects what.

A wish is a day with its time. A second day, or a second time without a new day, begins the next wish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.understanding.when.fold import same_day
from dialogs.understanding.when.items import (
    Clock,
    Context,
    Days,
    Item,
    Moment,
    PartOfDay,
    Sign,
)

Time = Clock | PartOfDay | Moment


@dataclass(slots=True)
class Wish:
    """`negated`: ruled out; `past`: told about, not wished; `round`: how many corrections came before."""

    days: Days | None = None
    time: Time | None = None
    negated: bool = False
    past: bool = False
    round: int = 0
    clause: int = 0
    start: int = 0
    end: int = 0

    @property
    def is_empty(self) -> bool:
        return self.days is None and self.time is None


class Reader:
    """Walks over the items once; the signs change how the wishes around them count."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.wishes: list[Wish] = []
        self.current = Wish()
        self.signs: set[str] = set()
        self.round = self.clause = 0
        self.negating = self.telling = False
        self.about_hours: set[int] = set()

    def read(self, items: Sequence[Item]) -> list[Wish]:
        for item in items:
            if isinstance(item.value, Sign):
                self.signs.add(item.value.name)
                getattr(self, f"_on_{item.value.name.lower()}", self._on_nothing)()
            else:
                self._take(item)
        self._close()
        if "WISH" not in self.signs:
            for wish in self.wishes:
                wish.past = wish.past or wish.clause in self.about_hours
        return self.wishes

    def _take(self, item: Item) -> None:
        value = item.value
        if isinstance(value, Days):
            merged = same_day(self.current.days, value) if self.current.days is not None else value
            if merged is None:
                self._close()
            self.current.days = merged or value
        elif isinstance(value, (Clock, PartOfDay, Moment)):
            merged_time = _refined(self.current.time, value)
            if merged_time is None:
                self._close()
            self.current.time = merged_time or value
        self._mark(item)

    def _mark(self, item: Item) -> None:
        wish = self.current
        if wish.end == 0:
            wish.start, wish.clause, wish.round = item.start, self.clause, self.round
            wish.negated, wish.past = self.negating, self.telling
        wish.end = item.end

    def _close(self) -> None:
        if not self.current.is_empty:
            self.wishes.append(self.current)
        self.current = Wish()

    def _in_clause(self) -> list[Wish]:
        """Wishes of the present clause that nothing has decided yet."""
        self._close()
        return [wish for wish in self.wishes if wish.clause == self.clause and wish.round == self.round]

    def _on_nothing(self) -> None:
        return None

    def _on_comma(self) -> None:
        self.clause += 1
        self.negating = self.telling = False

    def _on_or(self) -> None:
        self._close()

    def _on_notpre(self) -> None:
        self._close()
        self.negating = True

    def _on_not(self) -> None:
        if not self.current.is_empty:
            self._on_notpost()
        else:
            self._on_notpre()

    def _on_notpost(self) -> None:
        wishes = self._in_clause() or self._last_clause()
        for wish in wishes:
            wish.negated = True
        self.clause += 1
        self.negating = False

    def _last_clause(self) -> list[Wish]:
        """周三, 不行: the clause before, when nothing else was said in this one."""
        last = [wish for wish in self.wishes if wish.clause == self.clause - 1 and wish.round == self.round]
        return last

    def _on_ok(self) -> None:
        self._close()
        self.clause += 1
        self.negating = False

    def _on_pastpre(self) -> None:
        self._close()
        self.telling = True

    def _on_pastpost(self) -> None:
        for wish in self._in_clause():
            wish.past = True
        self.clause += 1
        self.telling = False

    def _on_others(self) -> None:
        """Somebody's plan or another event of that day: not the wish, before nor behind the word."""
        for wish in self._in_clause():
            wish.past = True
        self.telling = True

    def _on_now(self) -> None:
        """今次, this time: what follows is the wish again."""
        self._close()
        self.clause += 1
        self.telling = False

    def _on_hours(self) -> None:
        self._close()
        self.about_hours.add(self.clause)

    def _on_correct(self) -> None:
        self._close()
        if self.wishes:
            self.round += 1
        self.negating = False

    def _on_instead(self) -> None:
        if self.current.is_empty and self.wishes and self.wishes[-1].clause < self.clause:
            self._on_correct()


def _refined(old: Time | None, new: Time) -> Time | None:
    """A time said in two steps: 下午吧, 三点半; 3, in the afternoon. None: they are two times."""
    if old is None:
        return new
    if isinstance(old, PartOfDay) and isinstance(new, Clock):
        return new if new.part else new.within(old.name)
    if isinstance(old, Clock) and isinstance(new, PartOfDay) and old.part is None and new.bound is None:
        return old if old.fixed else old.within(new.name)
    return old if old == new else None
