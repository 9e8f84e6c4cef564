"""A day and a time of day as the shop's answer: opening hours, parts of the day, what is past.

Source of the rules: open edges end with the shop's day; a time of today that is past is meant for tomorrow;
what is past, or at night, is asked back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.understanding.model import OpenEdge, Part, When
from dialogs.understanding.when.clock import ends_of, time_of
from dialogs.understanding.when.items import Clock, Context, Days, Moment, PartOfDay
from dialogs.understanding.when.wish import Time

_PARTS: dict[str, Part] = {
    "morning": "morning", "forenoon": "morning", "am": "morning", "dawn": "morning", "noon": "noon", "afternoon": "afternoon",
    "pm": "afternoon", "evening": "evening", "night": "evening",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShopTime:
    """Makes answers in the shop's zone."""

    ctx: Context
    zone: ZoneInfo

    def span(self, days: Days, said: Time | None) -> When:
        part = part_of(said) if said is not None else None
        return When(
            "range",
            start=days.first,
            end=days.after,
            part=part,
            ask=days.ask or days.after <= self.ctx.today,
            approximate=days.vague,
            confidence=0.9,
        )

    def moment(self, moment: Moment) -> When:
        at = moment.at
        return When("datetime", days=(at.date(),), start=self._aware(at), confidence=0.93)

    def today_or_tomorrow(self, said: Time) -> When | None:
        found = self._today_or_tomorrow(said)
        return found and replace(found, undated=True)

    def _today_or_tomorrow(self, said: Time) -> When | None:
        today = self.on(self.ctx.today, said, None)
        if today is None:
            return None
        end = today.end if isinstance(today.end, datetime) else today.start
        if isinstance(said, Clock) and said.until is not None:
            end = today.start  # 8:30-9:30 said at nine
            if isinstance(end, datetime) and end.replace(tzinfo=None) < self.ctx.now:
                return self.on(self.ctx.today + timedelta(1), said, None)
            return today
        if isinstance(end, datetime) and end.replace(tzinfo=None) <= self.ctx.now:
            return self.on(self.ctx.today + timedelta(1), said, None)
        return today

    def on(self, day: date, said: Time | None, days: Days | None) -> When | None:
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
        self, day: date, start: time, end: time, ask: bool, sure: float, edge: OpenEdge | None = None
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
            open=edge,
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


def part_of(said: Time) -> Part | None:
    """The part of the day a vague time names."""
    return _PARTS[said.name] if isinstance(said, PartOfDay) else None
