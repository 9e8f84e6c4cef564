"""Several wishes in one message: corrections, two times of one day, a stretch with a day inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.understanding.when.items import Clock, Days, PartOfDay
from dialogs.understanding.when.wish import Time, Wish


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


def stretch_of(times: Sequence[Time]) -> Time | None:
    """Two times on one day: the stretch from the first to the last clock time; two parts leave the day open."""
    clocks = [t for t in times if isinstance(t, Clock)]
    if len(clocks) == len(times) and all(t.until is None and t.bound is None for t in clocks):
        return replace(clocks[0], until=clocks[-1])
    if {t.bound for t in clocks} == {"after", "before"} or {t.bound for t in clocks} == {"from", "before"}:
        first = next(t for t in clocks if t.bound in ("after", "from"))
        last = next(t for t in clocks if t.bound == "before")
        return replace(first, bound=None, until=replace(last, bound=None))
    return times[-1] if clocks else _one_part(times)


def _one_part(times: Sequence[Time]) -> Time | None:
    """с утра и до обеда: one part of the day in two words."""
    parts = [t for t in times if isinstance(t, PartOfDay)]
    same = len(parts) == len(times) and {t.name for t in parts} <= {"morning", "forenoon", "am"}
    return parts[0] if same and all(t.bound is None for t in parts) else None


def emphasised(wishes: list[Wish]) -> list[Wish]:
    """Wed or Thu … Thu it is: of days named in several sentences the one said again holds."""
    if len(wishes) < 2:
        return wishes
    said: dict[Days, set[int]] = {}
    for wish in wishes:
        if wish.days is not None:
            said.setdefault(replace(wish.days, bound=None), set()).add(wish.sentence)
    again = [days for days, places in said.items() if len(places) > 1]
    again += [wish.days for wish in wishes if wish.again and wish.days is not None]
    if len(again) != 1 or len(said) < 2 or not again[0].is_single:
        return wishes
    return [wish for wish in wishes if wish.days is not None and replace(wish.days, bound=None) == again[0]]


def most_exact(days: list[Days]) -> list[Days]:
    """A week or an open stretch gives way to the single day named inside it."""
    single = [day for day in days if day.is_single and day.bound is None]
    return [day for day in days if day in single or not any(_holds(day, one) for one in single)]


def _holds(stretch: Days, day: Days) -> bool:
    if stretch.bound in ("after", "from"):
        return stretch.first <= day.first
    if stretch.bound in ("before", "by"):
        return day.first < stretch.after
    return stretch.first <= day.first < stretch.after


def without_ruled_out(chosen: list[Wish], wishes: Sequence[Wish]) -> list[Wish]:
    """Tomorrow, Wednesday or Thursday, but not Wednesday: of several days the one ruled out later goes."""
    out = {
        wish.days.first for wish in wishes if wish.negated and wish.days is not None and wish.days.is_single
    }
    left = [
        wish for wish in chosen if wish.days is None or not wish.days.is_single or wish.days.first not in out
    ]
    return left if len(chosen) > 2 and left else chosen


def beyond_edges(days: list[Days]) -> list[Days]:
    """She has the car until Thursday, so Friday: the edge only led up to the day behind it."""
    single = [day for day in days if day.is_single and day.bound is None]
    edges = [day for day in days if day.bound in ("before", "by")]
    if len(single) != 1 or len(edges) != len(days) - 1 or days[-1] is not single[0]:
        return days
    return single if all(edge.first < single[0].first for edge in edges) else days
