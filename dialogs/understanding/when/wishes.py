"""From values and signs to wishes: what is wanted, what is ruled out, what is past, what corrects what.

A wish is a day with its time. A second day, or a second time without a new day, begins the next wish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dialogs.understanding.text import LONGEST
from dialogs.understanding.when.days import in_frame, monday_of
from dialogs.understanding.when.fold import TURNED, same_day
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
_COMING = frozenset(("WISH", "COME", "NOW", "ARRIVE"))
_ASSENT = frozenset(("OK", "PARTICLE", "ANY", "PREFER"))


@dataclass(slots=True)
class Wish:
    """`negated`: ruled out; `past`: told about, not wished; `weak`: counts when nothing
    better is said; `round`: how many corrections came before."""

    days: Days | None = None
    time: Time | None = None
    negated: bool = False
    past: bool = False
    weak: bool = False
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


class Reader:
    """Walks over the items once; the signs change how the wishes around them count."""

    def __init__(self, ctx: Context, symptoms: Sequence[int] = ()) -> None:
        self.ctx = ctx
        self.symptoms = list(symptoms)
        self.wishes: list[Wish] = []
        self.current = Wish()
        self.signs: set[str] = set()
        self.round = self.clause = self.sentence = 0
        self.sentences: dict[str, set[int]] = {}
        self.negating = self.telling = self.supposing = self.explaining = False
        self.once = self.either_side = False
        self.ruled_out: list[Wish] = []
        self.frame: Days | None = None

    def read(self, items: Sequence[Item]) -> list[Wish]:
        for item in items:
            self._pass_symptoms(item.start)
            if isinstance(item.value, Sign):
                self._note(item.value.name)
                getattr(self, f"_on_{item.value.name.lower()}", self._on_nothing)()
            else:
                self._take(item)
        self._close()
        self._on_comma()
        self._pass_symptoms(LONGEST)
        for wish in self.wishes:
            wish.past = wish.past or (wish.round == self.round and self._is_talk(wish))
        return self.wishes

    def _note(self, name: str) -> None:
        if name == "QWORD" and self.sentence in self.sentences.get(name, ()):
            self.sentences.setdefault("ANY", set()).add(self.sentence)  # 哪天有空哪天来
        self.signs.add(name)
        self.sentences.setdefault(name, set()).add(self.sentence)

    def _pass_symptoms(self, place: int) -> None:
        """Faults found by others in the text up to here count like a word of a symptom."""
        while self.symptoms and self.symptoms[0] < place:
            self.symptoms.pop(0)
            self._note("SYMPTOM")

    def near(self, wish: Wish) -> set[str]:
        """The signs of the sentence a wish stands in."""
        return {name for name, places in self.sentences.items() if wish.sentence in places}

    def is_asked_for(self, wish: Wish) -> bool:
        return bool(self.near(wish) & (_COMING | _ASSENT))

    def _is_talk(self, wish: Wish) -> bool:
        """A day in a question about opening hours, or today beside a symptom: no wish to come then."""
        near = self.near(wish) | ({"NOW"} if wish.round else set())
        if "HOURS" in near and not _COMING & near:
            return not self._comes_without_a_day()
        if "PASTDAY" in near and not (_COMING | {"OK"}) & near:
            return True
        if not {"SYMPTOM", "RUNNING"} & near or (_COMING | {"OK"}) & near:
            return False
        return wish.is_vague(self.ctx) or (wish.days is not None and wish.days.kind in ("dom", "span"))

    def _comes_without_a_day(self) -> bool:
        """周日开门吗？我想过去: the wish in the next sentence is about the day asked for."""
        coming = self._places(*_COMING)
        return bool(coming - {wish.sentence for wish in self.wishes})

    def wants_soon(self) -> bool:
        """尽快, whenever: as soon as you can, unless the sentence is about a fault, a call or fetching the car.

        Words like now and 最近 count only beside a word of coming, or alone.
        """
        coming = self._places("COME", "ARRIVE", "OK")
        if self._places("SOON") - self._places("OTHERS", "FETCH"):
            return True
        if self._places("ANY") - (self._places("SYMPTOM", "OTHERS", "FETCH") - coming):
            return True
        weak = self._places("SOONWEAK") - self._places("OTHERS", "FETCH", "QHOW")
        return bool(weak) and (self.signs <= {"SOONWEAK", "COMMA", "OK", "PARTICLE"} or bool(weak & coming))

    def _places(self, *names: str) -> set[int]:
        """The sentences that hold one of these signs."""
        return set().union(*(self.sentences.get(name, set()) for name in names))

    def _take(self, item: Item) -> None:
        value = item.value
        if isinstance(value, Days):
            value = self._framed(value)
            if value.framed:
                self._frame_before(value)
            merged = _one_and_the_same(self.current.days, value) if self.current.days is not None else value
            if merged is None:
                self._close()
            self.current.days = merged or value
            self.current.days_sentence = self.sentence
        elif isinstance(value, (Clock, PartOfDay, Moment)):
            merged_time = _refined(self.current.time, value)
            if merged_time is None:
                self._next_time()
            self.current.time = merged_time or value
            self.current.time_sentence = self.sentence
        self._mark(item)

    def _next_time(self) -> None:
        """A second time: of the same day when the first was said in an earlier sentence than the day, else a new wish."""
        old = self.current
        if old.days is None or old.time_sentence >= old.days_sentence or old.days_sentence < self.sentence:
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
            return in_frame(self.frame, days) or days
        return days

    def _frame_before(self, days: Days) -> None:
        """Tuesday or Thursday next week: the first one is next week's too."""
        week = self._week_of(days)
        self._close()
        for wish in self.wishes:
            if (
                week
                and wish.sentence == self.sentence
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
            wish.sentence = self.sentence
            wish.negated, wish.past, wish.weak = self.negating, self.telling, self.explaining
        wish.end = item.end

    def _close(self) -> None:
        wish = self.current
        if not wish.is_empty:
            self.wishes.append(wish)
            if wish.negated:
                wish.negated = False
                _rule_out(wish)
                self.negating = self.negating and not self.once
        self.current = Wish()

    def _in_clause(self) -> list[Wish]:
        """Wishes of the present clause that nothing has decided yet."""
        self._close()
        return [wish for wish in self.wishes if wish.clause == self.clause and wish.round == self.round]

    def _on_nothing(self) -> None:
        return None

    def _rule_out_before(self) -> None:
        """明天的预约帮我取消掉: nothing followed in the sentence, so the day before it is meant."""
        before = [wish for wish in self.wishes if wish.sentence == self.sentence]
        if before and not any(wish.negated for wish in before):
            _rule_out(before[-1])

    def _on_impossible(self) -> None:
        if not self.telling:
            self.signs.add("DOUBT")

    def _on_comma(self) -> None:
        if self.either_side and self.negating and self.current.is_empty:
            self._rule_out_before()
        self.either_side = False
        if self.negating and self.once and self.current.is_empty:
            self._on_correct()  # 三点吧, 不是, 四点
        if self.current.negated or self.current.past or self.current.weak:
            self._close()
        self.clause += 1
        self.sentence += 1
        self.negating = self.telling = self.supposing = self.explaining = False

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
        for wish in self._in_clause():
            wish.weak = True
        self.explaining = True

    def _on_fetch(self) -> None:
        """周四送车周五取: the nearest time is when the car is fetched."""
        self._on_others()

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
        if not self.current.is_empty:
            self._on_notpost()
        else:
            self._on_notpre()
            self.either_side = True

    def _on_notpost(self) -> None:
        wishes = () if self.supposing else self._in_clause() or self._last_clause()
        if not wishes and not self.supposing:
            self._on_notpre()
            return
        self.ruled_out = [wish for wish in wishes if not wish.negated]
        for wish in wishes:
            _rule_out(wish)
        if self.frame is not None and any(wish.days == self.frame for wish in self.wishes):
            self.frame = None
        self.clause += 1
        self.negating = False

    def _last_clause(self) -> list[Wish]:
        """周三, 不行: the clause before, when nothing else was said in this one."""
        return [wish for wish in self.wishes if wish.clause == self.clause - 1 and wish.round == self.round]

    def _on_ok(self) -> None:
        if self.either_side and self.negating and self.current.is_empty:
            self._rule_out_before()
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
        self.negating = False

    def _on_instead(self) -> None:
        """周三还是周四 offers two, 还是周四吧 at the head of a clause corrects."""
        if not self.current.is_empty:
            self._close()
        elif self.wishes and self.wishes[-1].clause < self.clause:
            self._on_correct()


def _rule_out(wish: Wish) -> None:
    """Before Thursday is ruled out: then from Thursday on is meant, and the other way round."""
    days, said = wish.days, wish.time
    if days is not None and said is None and days.bound in TURNED:
        wish.days = replace(days, bound=TURNED[days.bound])
    elif isinstance(said, Clock) and said.bound in TURNED:
        wish.time = replace(said, bound=TURNED[said.bound])
    else:
        wish.negated = True


def _one_and_the_same(first: Days, last: Days) -> Days | None:
    """Two mentions apart from each other are one day only when they agree."""
    merged = same_day(first, last)
    if merged is not None and merged.is_single and first.is_single and last.is_single:
        return (
            merged
            if first.first == last.first or merged.first.weekday() in (first.number, last.number)
            else None
        )
    return merged


def _refined(old: Time | None, new: Time) -> Time | None:
    """A time said in two steps: 下午吧, 三点半; 3, in the afternoon. None: they are two times."""
    if old is None:
        return new
    if isinstance(old, PartOfDay) and isinstance(new, Clock):
        return new if new.part else new.within(old.name)
    if isinstance(old, Clock) and isinstance(new, PartOfDay) and old.part is None and new.bound is None:
        return old if old.fixed else old.within(new.name)
    return old if old == new else None
