"""From wishes to the answer: which kind it is, its value in shop time, and whether to ask back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.understanding.model import Part, When
from dialogs.understanding.when.clock import ends_of, time_of
from dialogs.understanding.when.fold import open_range
from dialogs.understanding.when.items import Clock, Context, Days, Moment, PartOfDay
from dialogs.understanding.when.wishes import Reader, Time, Wish

_PARTS: dict[str, Part] = {
    "morning": "morning", "forenoon": "morning", "am": "morning", "dawn": "morning", "noon": "noon", "afternoon": "afternoon",
    "pm": "afternoon", "evening": "evening", "night": "evening",
}  # fmt: skip


@dataclass(slots=True)
class Answer:
    """Builds the When of one message."""

    ctx: Context
    zone: ZoneInfo
    reader: Reader
    doubt: bool = False
    partly: bool = False
    wishes: list[Wish] = field(default_factory=list)

    def of(self, wishes: Sequence[Wish]) -> When | None:
        if not wishes:
            return self._without_choice(())
        self.wishes = wishes = merged_rounds([wish for wish in wishes if not wish.past])
        chosen = [wish for wish in wishes if not wish.negated]
        chosen = [wish for wish in chosen if not wish.weak] or chosen
        excluded = self._excluded(wishes, chosen)
        if not any(
            wish.days is not None or isinstance(wish.time, (Clock, PartOfDay, Moment)) for wish in chosen
        ):
            return self._without_choice(excluded)
        asked_for = self._asked_for(chosen)
        found = self._chosen(asked_for, wishes)
        if found is not None and len(asked_for) < len(chosen):
            found = replace(found, ask=True)
        self.doubt = found is None and any(map(self._matters, chosen))
        return found and replace(found, excluded=excluded)

    def _matters(self, wish: Wish) -> bool:
        """Worth a question when it cannot be read: a day or hour, or anything asked for."""
        return wish.days is not None or isinstance(wish.time, Clock) or self.reader.is_asked_for(wish)

    def _asked_for(self, chosen: list[Wish]) -> list[Wish]:
        """A day in a sentence that only tells a story gives way to days that are asked for."""
        if len({wish.sentence for wish in chosen}) < 2:
            return chosen
        wanted = [wish for wish in chosen if self.reader.is_asked_for(wish)]
        telling = [wish for wish in chosen if wish not in wanted and self._is_story(wish)]
        dated = any(wish.days is not None for wish in wanted)
        return [wish for wish in chosen if wish not in telling] if dated else chosen

    def _is_story(self, wish: Wish) -> bool:
        near = self.reader.near(wish)
        return "OTHER" in near and "OR" not in near and wish.days is not None

    def _excluded(self, wishes: Sequence[Wish], chosen: Sequence[Wish]) -> tuple[date, ...]:
        """Whole days ruled out; of a day that is also chosen only a part was meant."""
        found: list[date] = []
        kept = {wish.days.first for wish in chosen if wish.days is not None and wish.days.is_single}
        for wish in wishes:
            days = wish.days
            if not wish.negated or days is None or (days.after - days.first).days > 31:
                continue
            if wish.time is not None:
                self.partly = True
                if chosen:
                    continue
            found.extend(days.first + timedelta(n) for n in range((days.after - days.first).days))
        return tuple(day for day in dict.fromkeys(found) if day not in kept)

    def _without_choice(self, excluded: tuple[date, ...]) -> When | None:
        if excluded:
            return When("exclude", excluded=excluded, ask=self.partly)
        partly = any(wish.negated for wish in self.wishes)
        self.doubt = partly
        if self.reader.wants_soon():
            return When("earliest", ask=partly, confidence=0.9)
        return None

    def _chosen(self, chosen: Sequence[Wish], wishes: Sequence[Wish]) -> When | None:
        dated = [wish for wish in chosen if wish.days is not None]
        days = _refined(
            list({(wish.days.first, wish.days.after): wish.days for wish in dated if wish.days}.values())
        )
        timed = [wish for wish in self._timed(chosen) if wish.time is not None]
        times = [wish.time for wish in timed if wish.time is not None]
        if len(days) > 1:
            return self._options(days, times)
        if not days and (inherited := next((w.days for w in reversed(wishes) if w.days and w.negated), None)):
            days = [replace(inherited, bound=None)]
        if len({wish.sentence for wish in timed}) > 1 and not any(_bound(said) for said in times):
            return self._of_several(days[0] if days else None, timed)
        return self._one(days[0] if days else None, times)

    def _of_several(self, days: Days | None, timed: Sequence[Wish]) -> When | None:
        """Times in several sentences: the one asked for, else the last, asked back."""
        if all(isinstance(wish.time, PartOfDay) for wish in timed):
            return self._one(days, [wish.time for wish in timed if wish.time is not None])
        first, last = timed[0].time, timed[-1].time
        if len(timed) == 2 and isinstance(first, PartOfDay) and isinstance(last, Clock) and last.part is None:
            return self._one(days, [last.within(first.name)])
        wanted = [wish for wish in timed if self.reader.is_asked_for(wish)]
        best = wanted[0] if len(wanted) == 1 else timed[-1]
        found = self._one(days, [best.time] if best.time is not None else [])
        return found and (found if len(wanted) == 1 else replace(found, ask=True))

    def _timed(self, chosen: Sequence[Wish]) -> Sequence[Wish]:
        """A time said in an earlier sentence than the day with its own time is not about that day."""
        full = next((wish for wish in chosen if wish.days is not None and wish.time is not None), None)
        if full is None:
            return chosen
        return [
            wish
            for wish in chosen
            if wish.days is not None or _bound(wish.time) or wish.sentence >= full.sentence
        ]

    def _options(self, days: Sequence[Days], times: Sequence[Time]) -> When:
        part = _part(times[0]) if len(times) == 1 or (len({_part(t) for t in times}) == 1 and times) else None
        ask = any(day.ask for day in days)
        spans = [open_range(self.ctx, day) if day.bound else day for day in days]
        if all((day.after - day.first).days <= 3 for day in spans):
            listed = [day.first + timedelta(n) for day in spans for n in range((day.after - day.first).days)]
            return When("options", days=tuple(dict.fromkeys(listed)), part=part, ask=ask, confidence=0.9)
        first, after = min(day.first for day in spans), max(day.after for day in spans)
        return When("range", start=first, end=after, part=part, ask=True, confidence=0.6)

    def _one(self, days: Days | None, times: Sequence[Time]) -> When | None:
        moment = next((t for t in times if isinstance(t, Moment)), None)
        if moment is not None:
            return self._moment(moment)
        said = times[0] if times else None
        if len(times) > 1:
            said = _several(times)
        if days is None:
            return self._today_or_tomorrow(said) if said is not None else None
        if days.bound is not None:
            span = open_range(self.ctx, days)
            edge = "start" if days.bound in ("before", "by") else "end"
            found = self._span(span, said)
            return replace(found, open=edge)  # type: ignore[arg-type]
        if not days.is_single:
            return self._span(days, said)
        return self._on(days.first, said, days)

    def _span(self, days: Days, said: Time | None) -> When:
        part = _part(said) if said is not None else None
        return When(
            "range",
            start=days.first,
            end=days.after,
            part=part,
            ask=days.ask or days.after <= self.ctx.today,
            approximate=days.vague,
            confidence=0.9,
        )

    def _moment(self, moment: Moment) -> When:
        at = moment.at
        return When("datetime", days=(at.date(),), start=self._aware(at), confidence=0.93)

    def _today_or_tomorrow(self, said: Time) -> When | None:
        today = self._on(self.ctx.today, said, None)
        if today is None:
            return None
        end = today.end if isinstance(today.end, datetime) else today.start
        if isinstance(end, datetime) and end.replace(tzinfo=None) <= self.ctx.now:
            return self._on(self.ctx.today + timedelta(1), said, None)
        return today

    def _on(self, day: date, said: Time | None, days: Days | None) -> When | None:
        """A time (or none) on one day."""
        ask = days.ask if days is not None else False
        slip = days.slip if days is not None else False
        sure = 0.85 if slip else 0.95
        if said is None or isinstance(said, Moment):
            return When(
                "date",
                days=(day,),
                ask=ask or day < self.ctx.today,
                confidence=sure,
                approximate=days.vague if days else False,
            )
        if isinstance(said, PartOfDay):
            return self._part_on(day, said, ask, sure)
        return self._clock_on(day, said, ask, sure)

    def _part_on(self, day: date, said: PartOfDay, ask: bool, sure: float) -> When | None:
        name = _PARTS[said.name]
        start, end = self.ctx.policy.parts[name]
        if said.until is not None:
            end = self.ctx.policy.parts[_PARTS[said.until.name]][1]
            return self._between(day, start, end, ask, sure)
        if said.bound in ("after", "from"):
            return self._between(
                day, end if said.bound == "after" else start, self._closing(start), ask, sure, "end"
            )
        if said.bound is not None:
            return self._between(
                day, self.ctx.policy.opens, start if said.bound == "before" else end, ask, sure, "start"
            )
        past = self._aware(datetime.combine(day, end)).replace(tzinfo=None) <= self.ctx.now
        return When(
            "daypart",
            days=(day,),
            start=self._at(day, start),
            end=self._at(day, end),
            part=name,
            ask=ask or past or said.name == "dawn",
            confidence=sure,
        )

    def _clock_on(self, day: date, said: Clock, ask: bool, sure: float) -> When | None:
        if said.until is not None:
            ends = ends_of(said, self.ctx.policy)
            return self._between(day, *ends, ask, sure) if ends else None
        at = time_of(said, self.ctx.policy)
        if at is None:
            return None
        if said.bound in ("after", "from"):
            return self._between(day, at, self._end_after(at, said.part), ask, sure, "end")
        if said.bound is not None:
            start, _ = self.ctx.policy.parts.get(
                _PARTS.get(said.part or "", "morning"), (self.ctx.policy.opens, at)
            )
            return self._between(day, min(start, at), at, ask, sure, "start")
        past = datetime.combine(day, at) <= self.ctx.now
        return When(
            "datetime",
            days=(day,),
            start=self._at(day, at),
            ask=ask or past or at < self.ctx.policy.earliest,
            approximate=said.approximate,
            confidence=sure,
        )

    def _between(
        self, day: date, start: time, end: time, ask: bool, sure: float, edge: str | None = None
    ) -> When | None:
        past = datetime.combine(day, end) <= self.ctx.now
        if start >= end:
            return None
        return When(
            "range",
            days=(day,),
            start=self._at(day, start),
            end=self._at(day, end),
            ask=ask or past,
            open=edge,  # type: ignore[arg-type]
            confidence=sure,
        )

    def _end_after(self, at: time, part: str | None) -> time:
        """с 10 до обеда: the part of the day named ends the stretch; else closing time does."""
        if part == "forenoon" and at < self.ctx.policy.parts[_PARTS[part]][1]:
            return self.ctx.policy.parts[_PARTS[part]][1]
        return self._closing(at)

    def _closing(self, start: time) -> time:
        policy = self.ctx.policy
        return (
            policy.closes if start < policy.closes else policy.late if start < policy.late else time(23, 59)
        )

    def _at(self, day: date, at: time) -> datetime:
        return self._aware(datetime.combine(day, at))

    def _aware(self, at: datetime) -> datetime:
        return at.replace(tzinfo=self.zone)


def merged_rounds(wishes: Sequence[Wish]) -> list[Wish]:
    """A correction: the last word holds, the day or time it leaves unsaid is kept from before."""
    last = max((wish.round for wish in wishes), default=0)
    if last == 0:
        return list(wishes)
    kept = [wish for wish in wishes if wish.round < last]
    final = [wish for wish in wishes if wish.round == last]
    if all(wish.negated for wish in final):
        return kept + final
    base = merged_rounds(kept)
    days = next((wish.days for wish in reversed(base) if wish.days and not wish.negated), None)
    said = next((wish.time for wish in reversed(base) if wish.time and not wish.negated), None)
    for wish in final:
        if wish.negated:
            continue
        wish.days = wish.days or days
        wish.time = said if wish.time is None else _kept_part(said, wish.time)
    return final


def _kept_part(old: Time | None, new: Time) -> Time:
    """下午三点, 不对, 四点: still in the afternoon."""
    if isinstance(new, Clock) and new.part is None and not new.fixed and isinstance(old, (Clock, PartOfDay)):
        part = old.name if isinstance(old, PartOfDay) else old.part
        return new.within(part) if part else new
    return new


def _several(times: Sequence[Time]) -> Time | None:
    """Two times on one day: the stretch from the first to the last clock time; two parts leave the day open."""
    clocks = [t for t in times if isinstance(t, Clock)]
    if len(clocks) == len(times) and all(t.until is None and t.bound is None for t in clocks):
        return replace(clocks[0], until=clocks[-1])
    if {t.bound for t in clocks} == {"after", "before"} or {t.bound for t in clocks} == {"from", "before"}:
        first = next(t for t in clocks if t.bound in ("after", "from"))
        last = next(t for t in clocks if t.bound == "before")
        return replace(first, bound=None, until=replace(last, bound=None))
    return times[-1] if clocks else None


def _refined(days: list[Days]) -> list[Days]:
    """A week or an open stretch gives way to the single day named inside it."""
    single = [day for day in days if day.is_single and day.bound is None]
    return [day for day in days if day in single or not any(_holds(day, one) for one in single)]


def _holds(stretch: Days, day: Days) -> bool:
    if stretch.bound in ("after", "from"):
        return stretch.first <= day.first
    if stretch.bound in ("before", "by"):
        return day.first < stretch.after
    return stretch.first <= day.first < stretch.after


def _bound(said: Time | None) -> bool:
    return isinstance(said, Clock) and said.bound is not None


def _part(said: Time) -> Part | None:
    if isinstance(said, PartOfDay):
        return _PARTS[said.name]
    return None
