"""From wishes to the answer: which kind it is, its value in shop time, and whether to ask back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dialogs.understanding.model import OpenEdge, Part, Span, When
from dialogs.understanding.when.edges import open_range
from dialogs.understanding.when.evidence import Evidence
from dialogs.understanding.when.items import Clock, Context, Days, Moment, PartOfDay
from dialogs.understanding.when.rounds import (
    beyond_edges,
    emphasised,
    merged_rounds,
    most_exact,
    stretch_of,
    without_ruled_out,
)
from dialogs.understanding.when.shop_time import ShopTime, part_of
from dialogs.understanding.when.wish import Time, Wish

#: Words that offer a choice.
_OFFERS = frozenset(("OR", "LIST", "AND", "OK", "ANY", "PREFER", "BOTHPOST", "QWORD", "BETWEEN", "TO"))


@dataclass(slots=True)
class Answer:
    """Builds the When of one message."""

    ctx: Context
    shop: ShopTime
    evidence: Evidence
    doubt: bool = False
    partly: bool = False
    wishes: list[Wish] = field(default_factory=list)

    def of(self, wishes: Sequence[Wish]) -> When | None:
        if not wishes:
            return self._without_choice(())
        self.wishes = wishes = merged_rounds([wish for wish in wishes if not wish.past])
        chosen = without_ruled_out([wish for wish in wishes if not wish.negated], wishes)
        chosen = [wish for wish in chosen if not wish.weak] or chosen
        excluded = self._excluded(wishes, chosen)
        if not any(
            wish.days is not None or isinstance(wish.time, (Clock, PartOfDay, Moment)) for wish in chosen
        ):
            return self._without_choice(excluded)
        if excluded and all(wish.days is None and isinstance(wish.time, PartOfDay) for wish in chosen):
            return When("exclude", excluded=excluded, part=_only_part(chosen), span=_place(wishes))
        asked_for = self._asked_for(chosen)
        found = self._chosen(asked_for, wishes)
        weak = all(wish.weak for wish in chosen)
        if found is not None and (
            weak
            or len(asked_for) < len(chosen)
            or any(wish.ready for wish in asked_for)
            or (len(asked_for) > 1 and _leaves_out(found, asked_for))
            or (excluded and found.kind == "range")  # its value does not tell the days that are out
        ):
            found = replace(found, ask=True)
        self.doubt = self.doubt or (found is None and any(map(self._matters, chosen)))
        return found and found.placed(_place(asked_for), excluded)

    def _matters(self, wish: Wish) -> bool:
        """Worth a question when it cannot be read: a day or hour, or anything asked for."""
        return wish.days is not None or isinstance(wish.time, Clock) or self.evidence.is_asked_for(wish)

    def _asked_for(self, chosen: list[Wish]) -> list[Wish]:
        """A day in a sentence that only tells a story gives way to days that are asked for."""
        if len({wish.sentence for wish in chosen}) < 2:
            return chosen
        wanted = [wish for wish in chosen if self.evidence.is_asked_for(wish)]
        telling = [wish for wish in chosen if wish not in wanted and self._is_story(wish)]
        dated = any(wish.days is not None for wish in wanted)
        return [wish for wish in chosen if wish not in telling] if dated else chosen

    def _is_story(self, wish: Wish) -> bool:
        near = self.evidence.near(wish)
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
            return When("exclude", excluded=excluded, ask=self.partly, span=_place(self.wishes))
        partly = any(wish.negated for wish in self.wishes)
        self.doubt = partly
        if self.evidence.wants_soon():
            return When("earliest", ask=partly, confidence=0.9)
        return None

    def _chosen(self, chosen: Sequence[Wish], wishes: Sequence[Wish]) -> When | None:
        dated = emphasised([wish for wish in chosen if wish.days is not None])
        days = most_exact(
            list({(wish.days.first, wish.days.after): wish.days for wish in dated if wish.days}.values())
        )
        timed = [wish for wish in self._timed(chosen) if wish.time is not None]
        times = [wish.time for wish in timed if wish.time is not None]
        if len(days) > 1 and "OR" not in self.evidence:
            days = beyond_edges(days)
        if len(days) > 1:
            return self._options(days, times)
        if not days and (
            inherited := next((w.days for w in reversed(wishes) if w.days and w.negated and w.time), None)
        ):
            days = [replace(inherited, bound=None)]
        if len({wish.sentence for wish in timed}) > 1 and not any(_bound(said) for said in times):
            return self._of_several(days[0] if days else None, timed)
        return self._one(days[0] if days else None, times)

    def _of_several(self, days: Days | None, timed: Sequence[Wish]) -> When | None:
        """Times in several sentences: the one asked for, else the last, asked back."""
        if all(isinstance(wish.time, PartOfDay) for wish in timed):
            found = self._one(days, [wish.time for wish in timed if wish.time is not None])
            if found is not None and found.kind != "date":
                return found
        first, last = timed[0].time, timed[-1].time
        if len(timed) == 2 and isinstance(first, PartOfDay) and isinstance(last, Clock) and last.part is None:
            return self._one(days, [last.within(first.name)])
        wanted = [wish for wish in timed if self.evidence.is_asked_for(wish)]
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
        part = (
            part_of(times[0])
            if len(times) == 1 or (len({part_of(t) for t in times}) == 1 and times)
            else None
        )
        ask = any(day.ask or day.bound for day in days) or self._are_told_apart()
        spans = [open_range(self.ctx, day) if day.bound else day for day in days]
        if all((day.after - day.first).days <= 3 for day in spans):
            listed = [day.first + timedelta(n) for day in spans for n in range((day.after - day.first).days)]
            return When("options", days=tuple(dict.fromkeys(listed)), part=part, ask=ask, confidence=0.9)
        first, after = min(day.first for day in spans), max(day.after for day in spans)
        return When("range", start=first, end=after, part=part, ask=True, confidence=0.6)

    def _are_told_apart(self) -> bool:
        """Days in several sentences with no word that offers a choice may be steps of a story."""
        dated = {wish.sentence for wish in self.wishes if wish.days is not None and not wish.negated}
        return len(dated) > 1 and not _OFFERS & self.evidence.sentences.keys()

    def _one(self, days: Days | None, times: Sequence[Time]) -> When | None:
        moment = next((t for t in times if isinstance(t, Moment)), None)
        if moment is not None:
            return self.shop.moment(moment)
        said = times[0] if times else None
        if len(times) > 1:
            either = "OR" in self.evidence and not _edged(times)
            said = times[0] if either else stretch_of(times)
            if either and days is not None and all(isinstance(t, PartOfDay) for t in times):
                return self._one(days, ())  # 上午或下午都行
            self.doubt = self.doubt or said is None or either
        if days is None:
            return self.shop.today_or_tomorrow(said) if said is not None else None
        if days.bound is not None:
            span = open_range(self.ctx, days)
            edge: OpenEdge = "start" if days.bound in ("before", "by") else "end"
            return replace(self.shop.span(span, said), open=edge)
        if not days.is_single:
            return self.shop.span(days, said)
        return self.shop.on(days.first, said, days)


def _leaves_out(found: When, wishes: Sequence[Wish]) -> bool:
    """A day or an hour that was named is not in the answer: whatever the reason, it is not passed over in silence."""
    if found.kind in ("date", "daypart") and any(isinstance(wish.time, Clock) for wish in wishes):
        return True
    named = [wish.days for wish in wishes if wish.days is not None]
    single = [days.first for days in named if days.is_single and days.bound is None]
    return bool(found.days) and any(day not in found.days for day in single)


def _only_part(wishes: Sequence[Wish]) -> Part | None:
    parts = {part_of(wish.time) for wish in wishes if wish.time is not None}
    return parts.pop() if len(parts) == 1 else None


def _edged(times: Sequence[Time]) -> bool:
    return any(isinstance(said, Clock) and (said.bound or said.until) for said in times)


def _bound(said: Time | None) -> bool:
    return isinstance(said, Clock) and said.bound is not None


def _place(wishes: Sequence[Wish]) -> Span:
    """From the first to the last word of the wishes, in the plain text."""
    return Span(min(wish.start for wish in wishes), max(wish.end for wish in wishes))
