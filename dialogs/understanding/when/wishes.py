"""From values and signs to wishes: what is wanted, what is ruled out, what is past, what corrects what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dialogs.understanding.text import LONGEST
from dialogs.understanding.when.items import Clock, Item, Shift, Sign
from dialogs.understanding.when.walk import Walker
from dialogs.understanding.when.wish import Wish, edge_of, rule_out

_ASKS = re.compile(r"[^,.;。!\n]{0,60}(?:\?|吗|么|没有?$)")


class Reader(Walker):
    """Walks over the items once; the signs change how the wishes around them count."""

    def read(self, items: Sequence[Item]) -> list[Wish]:
        for index, item in enumerate(items):
            self.evidence.pass_symptoms(item.start)
            if isinstance(item.value, Sign):
                self.evidence.note(item.value.name)
                getattr(self, f"_on_{item.value.name.lower()}", self._on_nothing)()
            elif isinstance(item.value, Shift):
                self._move(item.value.days)
            else:
                self._look_before(items, index)
                self._take(item)
        self._close()
        self._on_comma()
        self._set_reasons_back()
        self.evidence.pass_symptoms(LONGEST)
        for wish in self.wishes:
            self._settle_ready(wish)
            wish.past = wish.past or (
                wish.round == self.round and self.evidence.is_talk(self.ctx, wish, self.wishes)
            )
        return self.wishes

    def _settle_ready(self, wish: Wish) -> None:
        if wish.ready:
            wish.ready = not self._is_question(wish)
            wish.weak = wish.ready and edge_of(wish) in ("before", "by")
            wish.past = wish.past or not wish.weak

    def _is_question(self, wish: Wish) -> bool:
        """Will it be ready by Friday? The rest of its sentence asks, and nobody speaks of coming."""
        near = self.evidence.near(wish)
        asks = _ASKS.match(self.ctx.text, wish.end) is not None
        return asks and not near & {"COME", "NOW", "WISH"}

    def _on_nothing(self) -> None:
        return None

    def _on_impossible(self) -> None:
        if not self.telling:
            self.evidence.note("DOUBT")

    def _on_comma(self) -> None:
        if self.either_side and self.negating and self.current.is_empty:
            self._rule_out_before()
        self.either_side = False
        if self.as_before:
            self._rule_out_clause()
        if self.negating and self.once and self.current.is_empty:
            self._on_correct()  # 三点吧, 不是, 四点
        if self.current.negated or self.current.past or self.current.weak:
            self._close()
        self.clause += 1
        self.evidence.sentence += 1
        self.negating = self.telling = self.supposing = self.explaining = self.readying = False
        self.as_before = False

    def _on_if(self) -> None:
        self.supposing = True

    def _on_back(self) -> None:
        """I am back on Thursday: from then on, unless another day is wished."""
        self.explaining = True
        for wish in self._in_clause():
            wish.weak = True
            if isinstance(wish.time, Clock) and wish.time.bound is None:
                wish.time = replace(wish.time, bound="from")
            elif wish.days is not None and wish.days.bound is None and wish.time is None:
                wish.days = replace(wish.days, bound="from")

    def _on_offwork(self) -> None:
        """五点半下班, I finish at 5: said to explain, taken only when nothing better follows."""
        if self.ctx.lang == "zh" and self.current.days is not None:
            if self.current.time is not None:
                self.wishes.append(replace(self.current, days=None, weak=True))
                self.current.time = None
            return
        for wish in self._in_clause():
            wish.weak = True
        self.explaining = self.ctx.lang != "zh"

    def _on_so(self) -> None:
        """What was said before is a reason, what follows is the wish."""
        self._on_but()
        self.explaining = False
        self.evidence.note("NOW")
        self.reasons = len(self.wishes)

    def _on_but(self) -> None:
        """не в понедельник а в среду: what was ruled out ends here."""
        self._close()
        self.clause += 1
        self.negating = self.telling = False

    def _on_fetch(self) -> None:
        """周四送车周五取: the nearest time is when the car is fetched."""
        brought = self.ctx.lang != "zh" and self.evidence.sentence in self.evidence.places("COME")
        if not (brought and self._in_clause()):  # drop off Thursday, collect Friday
            self._on_others()
        self.telling = True

    def _on_ready(self) -> None:
        """周五前修好, done by Friday: an edge leaves the days before it; any other time is not about coming."""
        for wish in self._in_clause()[-1:]:
            wish.ready = True
        self.readying = self.ctx.lang != "zh"

    def _on_beforethen(self) -> None:
        """It expires on the 14th, need it before then: before the day named last."""
        self._close()
        named = next((wish.days for wish in reversed(self.wishes) if wish.days is not None), None)
        if named is not None and named.bound is None:
            sentence = self.evidence.sentence
            days = replace(named, bound="before")
            self.wishes.append(
                Wish(days, round=self.round, clause=self.clause, sentence=sentence, days_sentence=sentence)
            )

    def _on_or(self) -> None:
        self._close()

    def _on_notpre(self) -> None:
        self._close()
        self.negating, self.once = True, False

    def _on_notone(self) -> None:
        """不是周三是周四, instead of Wednesday: only the nearest day is ruled out."""
        self._close()
        self.negating = self.once = True

    def _on_come(self) -> None:
        """不要周三要周四: a new verb ends what is ruled out."""
        if self.current.negated:
            self._close()
            self.negating = False

    _on_wish = _on_come

    def _on_not(self) -> None:
        if not self.current.is_empty and self.current.clause == self.clause:
            self._on_notpost()
        else:
            self._on_notpre()
            self.either_side = True

    def _on_notpost(self) -> None:
        wishes = () if self.supposing else self._in_clause() or self._last_clause()
        if not wishes and not self.supposing:
            self._on_notpre()
            return
        wishes = [*wishes, *self._listed_before(wishes)]
        self.ruled_out = [wish for wish in wishes if not wish.negated]
        for wish in wishes:
            rule_out(wish)
        if self.frame is not None and any(wish.days == self.frame for wish in self.wishes):
            self.frame = None
        self.clause += 1
        self.negating = False

    def _listed_before(self, wishes: Sequence[Wish]) -> list[Wish]:
        """понедельник, вторник у меня смена: days listed before, with not another word in their clause."""
        found: list[Wish] = []
        sentence = min((wish.sentence for wish in wishes), default=0)
        while sentence > 0:
            sentence -= 1
            named = [wish for wish in self.wishes if wish.sentence == sentence and wish.round == self.round]
            if (
                len(named) != 1
                or named[0].time is not None
                or named[0].negated
                or self.evidence.near(named[0]) - {"COMMA"}
            ):
                break
            found.extend(named)
        return found

    def _on_also(self) -> None:
        """среда тоже: ruled out like the clause before, unless the clause goes on to assent."""
        before = self.evidence.sentence - 1
        self.as_before = any(wish.negated for wish in self.wishes if wish.sentence == before)

    def _on_among(self) -> None:
        """不是周五就是周六: one of the two."""
        if self.negating and self.once and not self.current.is_empty:
            self.current.negated = self.negating = False
            self._close()

    def _on_ok(self) -> None:
        if self.either_side and self.negating and self.current.is_empty:
            self._rule_out_before()
        self.as_before = False
        self._close()
        self.clause += 1
        self.negating = False

    _on_particle = _on_ok

    def _on_pastpre(self) -> None:
        self._close()
        self.telling = True

    def _on_pastpost(self) -> None:
        for wish in self._in_clause():
            wish.past = True
        self._forget_frame()
        self.clause += 1

    def _on_past(self) -> None:
        """was, был: the whole clause tells of what has been."""
        for wish in self._in_clause():
            wish.past = True
        self._forget_frame()
        self.telling = True

    def _on_others(self) -> None:
        """Somebody's plan or another event of that day: the day before the word and those behind it are no wish."""
        for wish in self._in_clause()[-1:]:
            wish.past = True
        self._forget_frame()
        self.telling = True

    def _on_then(self) -> None:
        """如果…就明天: what follows is wished."""
        if self.negating and self.once and self.current.is_empty:
            self._on_correct()  # 8号? 不是 就12号
        self._close()
        self.clause += 1
        self.telling = self.negating = self.supposing = False

    def _on_ifpost(self) -> None:
        """没空的话: what was ruled out is only a condition."""
        for wish in self.ruled_out:
            wish.negated = False
        self.negating = False

    def _on_now(self) -> None:
        """这次, can we: what follows is the wish again."""
        self._close()
        self.clause += 1
        self.telling = self.negating = self.explaining = False

    _on_only = _on_now

    def _on_no(self) -> None:
        """2pm no 3pm corrects, no mornings rules out."""
        if self.current.is_empty:
            self._on_notpre()
        else:
            self._on_correct()

    def _forget_frame(self) -> None:
        """A month or week that belongs to the past frames nothing that follows."""
        if any(wish.past and wish.days == self.frame for wish in self.wishes):
            self.frame = None

    def _on_later(self) -> None:
        """周末再说, I'll let you know tomorrow: not now."""
        for wish in self._in_clause():
            wish.past = True
        self.telling = True

    def _on_correct(self) -> None:
        self._close()
        if self.supposing:
            return
        if self.wishes:
            self.round += 1
        self.negating = self.telling = False

    def _on_instead(self) -> None:
        """周三还是周四 offers two, 还是周四吧 at the head of a clause corrects."""
        if self.telling:
            self._on_now()  # 明天要下雪我还是后天来
        elif not self.current.is_empty:
            self._close()
        elif self.wishes and self.wishes[-1].clause < self.clause:
            self._on_correct()
