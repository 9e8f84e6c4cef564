"""Days and times of a message put together into wishes: a second day, or a second time without a new day, begins the next.

Weekdays take the week said around them, and a day moved (a day later) is moved here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.understanding.when.days import in_frame, monday_of
from dialogs.understanding.when.evidence import Evidence
from dialogs.understanding.when.items import Clock, Context, Days, Item, Moment, PartOfDay, Sign
from dialogs.understanding.when.wish import Wish, one_and_the_same, refined, rule_out

COMMA, OTHER = Sign("COMMA"), Sign("OTHER")
#: Letters (with a space) of a word that may be a misspelt day.
LONGEST_DAY = 9


class Walker:
    """Puts days and times together as they come; what the signs do to them is told in `wishes.py`."""

    def __init__(self, ctx: Context, symptoms: Sequence[int] = ()) -> None:
        self.ctx = ctx
        self.evidence = Evidence(symptoms)
        self.wishes: list[Wish] = []
        self.current = Wish()
        self.round = self.clause = 0
        self.negating = self.telling = self.supposing = self.explaining = False
        self.once = self.either_side = self.readying = self.as_before = False
        self.ruled_out: list[Wish] = []
        self.reasons = 0  # of the wishes so far, how many were only said to explain the rest
        self.frame: Days | None = None

    def _look_before(self, items: Sequence[Item], index: int) -> None:
        """tmozz 3pm: one unknown word at the head of a clause, right before a time with no day, may have been the day."""
        item = items[index]
        if index and isinstance(item.value, (Clock, PartOfDay)) and self.current.days is None:
            before = items[index - 1]
            heads = index == 1 or items[index - 2].value == COMMA
            if before.value == OTHER and heads and item.start - before.start <= LONGEST_DAY:
                self.evidence.note("ODDWORD")

    def _move(self, length: int) -> None:
        """Thursday, a day later: the day named last is moved; asked back in any case."""
        self.evidence.note("SHIFT")
        self._close()
        wish = next((wish for wish in reversed(self.wishes) if wish.days is not None), None)
        if wish is not None and wish.days is not None and length:
            step = timedelta(length)
            wish.days = replace(
                wish.days, first=wish.days.first + step, after=wish.days.after + step, number=None
            )
            wish.past = False

    def _take(self, item: Item) -> None:
        value = item.value
        if isinstance(value, Days):
            value = self._framed(value)
            if value.framed:
                self._frame_before(value)
            merged = one_and_the_same(self.current.days, value) if self.current.days is not None else value
            if merged is None:
                self._close()
            elif self.current.days is not None and self.evidence.sentence > self.current.days_sentence:
                self.current.again = True
            self.current.days = merged or value
            self.current.days_sentence = self.evidence.sentence
        elif isinstance(value, (Clock, PartOfDay, Moment)):
            merged_time = refined(self.current.time, value)
            if merged_time is None:
                self._next_time()
            self.current.time = merged_time or value
            self.current.time_sentence = self.evidence.sentence
        self._mark(item)

    def _next_time(self) -> None:
        """A second time: of the same day when the first was said in an earlier sentence than the day, else a new wish."""
        old = self.current
        if (
            old.days is None
            or old.time_sentence >= old.days_sentence
            or old.days_sentence < self.evidence.sentence
        ):
            self._close()
            return
        self.wishes.append(replace(old, days=None, weak=True))
        old.time = None

    def _framed(self, days: Days) -> Days:
        """A weekday behind the week it belongs to: 下周除了周三都行."""
        if days.kind in ("week", "month"):
            self.frame = None if self.telling else days
        elif days.kind == "day" and days.number is not None:
            self.frame = self._week_of(days)
        elif self.frame is not None and days.kind in ("weekday", "dom"):
            framed = in_frame(self.frame, days)
            return replace(framed, bound=days.bound) if framed is not None else days
        return days

    def _frame_before(self, days: Days) -> None:
        """Tuesday or Thursday next week: the first one is next week's too."""
        week = self._week_of(days)
        self._close()
        for wish in self.wishes:
            if (
                week
                and wish.sentence == self.evidence.sentence
                and wish.days is not None
                and wish.days.kind == "weekday"
            ):
                wish.days = in_frame(week, wish.days) or wish.days

    def _week_of(self, days: Days) -> Days | None:
        """下周一或周三: both in that week."""
        monday = monday_of(days.first)
        return Days(monday, monday + timedelta(7), "week") if monday > self.ctx.today else None

    def _mark(self, item: Item) -> None:
        wish = self.current
        if wish.end == 0:
            wish.start, wish.clause, wish.round = item.start, self.clause, self.round
            wish.sentence = self.evidence.sentence
            wish.negated, wish.past, wish.weak = self.negating, self.telling, self.explaining
            wish.ready = self.readying
        wish.end = item.end

    def _close(self) -> None:
        wish = self.current
        if not wish.is_empty:
            self.wishes.append(wish)
            if wish.negated:
                wish.negated = False
                rule_out(wish)
                self.negating = self.negating and not self.once
        self.current = Wish()

    def _in_clause(self) -> list[Wish]:
        """Wishes of the present clause that nothing has decided yet."""
        self._close()
        return [wish for wish in self.wishes if wish.clause == self.clause and wish.round == self.round]

    def _last_clause(self) -> list[Wish]:
        """周三, 不行: the clause before, when nothing else was said in this one."""
        return [wish for wish in self.wishes if wish.clause == self.clause - 1 and wish.round == self.round]

    def _set_reasons_back(self) -> None:
        """礼拜天带孩子所以礼拜六来: of the days before "so" none counts when one behind it is chosen."""
        chosen = self.wishes[self.reasons :] if self.reasons else ()
        if any(wish.days is not None and not (wish.negated or wish.past) for wish in chosen):
            for wish in self.wishes[: self.reasons]:
                wish.weak = True

    def _rule_out_before(self) -> None:
        """明天的预约帮我取消掉: nothing followed in the sentence, so the day before it is meant."""
        before = [
            wish for wish in self.wishes if wish.sentence == self.evidence.sentence
        ] or self._last_clause()
        if before and not any(wish.negated for wish in before):
            rule_out(before[-1])

    def _rule_out_clause(self) -> None:
        for wish in self._in_clause():
            if not wish.negated:
                rule_out(wish)
