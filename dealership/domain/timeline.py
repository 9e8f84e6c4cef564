"""Capacity as bits: a stretch of days cut into grid slots, one integer of free slots per bay and advisor.

A *slot* is UTC epoch minutes // grid, the same number in every zone. A *claim* is (resource, slot), where a
resource is "bay:<key>", "advisor:<key>" or "squeeze:<n>". Bit n of a mask stands for the slot `base + n`.
Working slots are whole grid steps inside opening time. Bits make fourteen days of a large store a few
hundred machine operations instead of nested loops over datetimes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from dealership.domain.calendar import SEARCH_DAYS, HolidayTable, day_spans
from dealership.domain.company import Store

Claim = tuple[str, int]
Taken = Collection[Claim] | Mapping[str, Collection[int]]
"""Claims that stand: one by one, or (faster, for many days) the slots of each resource."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The slots of some local days, and of as many days after them as a long job may need.

    `work`: bit positions of working slots, ascending. `days`: for each asked day its stretch of `work`.
    """

    base: int
    size: int
    work: list[int]
    days: dict[date, range]


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A key that is equal only for the very same object, which it keeps alive."""

    it: Any

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.it is self.it


def lay_out(store: Store, first: date, last: date, steps: int, table: HolidayTable | None) -> Timeline:
    """The timeline of first…last inclusive; with room to end a job of `steps` slots that outlasts a day.

    A configuration does not change while it is used, so the same question gets the same timeline.
    """
    return _laid_out(_Same(store), first, last, steps, _Same(table))


@lru_cache(maxsize=512)
def _laid_out(same_store: _Same, first: date, last: date, steps: int, same_table: _Same) -> Timeline:
    store, table = same_store.it, same_table.it
    work: list[int] = []
    days: dict[date, range] = {}
    for day in each_day(first, last):
        before = len(work)
        work += working_slots(store, day, table)
        days[day] = range(before, len(work))
    if any(0 < len(stretch) < steps for stretch in days.values()):
        work += _slots_after(store, last, steps, table)
    edges = [noon_slot(store, first), noon_slot(store, last), *work[:1], *work[-1:]]
    base = min(edges)
    return Timeline(base, max(edges) + 1 - base, [slot - base for slot in work], days)


def working_slots(store: Store, day: date, table: HolidayTable | None) -> list[int]:
    """The slots of one local day that lie in opening time as a whole."""
    step = store.limits.grid * 60
    spans = day_spans(store.hours, store.zone, day, table)
    return [slot for start, end in spans for slot in range(-(-start // step), end // step)]


def _slots_after(store: Store, last: date, steps: int, table: HolidayTable | None) -> list[int]:
    found: list[int] = []
    for day in each_day(last + timedelta(days=1), last + timedelta(days=SEARCH_DAYS)):
        found += working_slots(store, day, table)
        if len(found) >= steps:
            break
    return found


def without(taken: Mapping[str, Collection[int]], own: Collection[Claim]) -> Taken:
    """The claims that stand when those of `own` are given back."""
    return {
        resource: [slot for slot in slots if (resource, slot) not in own] for resource, slots in taken.items()
    }


def free_masks(timeline: Timeline, resources: Iterable[str], taken: Taken) -> dict[str, int]:
    """For each resource the mask of its slots that nobody has claimed; claims of others are passed over."""
    slots_by = _by_resource(taken)
    return {resource: _free_mask(timeline, slots_by.get(resource, ())) for resource in resources}


def _by_resource(taken: Taken) -> Mapping[str, Iterable[int]]:
    if isinstance(taken, Mapping):
        return taken
    slots_by = defaultdict[str, list[int]](list)
    for resource, slot in taken:
        slots_by[resource].append(slot)
    return slots_by


def _free_mask(timeline: Timeline, slots: Iterable[int]) -> int:
    first, last, zero = timeline.base, timeline.base + timeline.size - 1, ord("0")
    row = bytearray(b"1") * timeline.size
    for slot in slots:  # thousands of rounds; a byte is set far faster than a bit of a long integer
        if first <= slot <= last:
            row[last - slot] = zero
    return int(row, 2)


def runs(free: int, length: int) -> int:
    """Where `length` free slots in a row begin: bit n stays when bits n … n+length-1 are all set."""
    have = 1
    while have < length and free:
        step = min(have, length - have)
        free &= free >> step
        have += step
    return free


def mask_of(positions: Sequence[int]) -> int:
    """The mask with exactly these bits; positions ascend."""
    if not positions:
        return 0
    first, last, one = positions[0], positions[-1], ord("1")
    row = bytearray(b"0" * (last - first + 1))
    for position in positions:
        row[last - position] = one
    return int(row, 2) << first


def noon_slot(store: Store, day: date) -> int:
    """The slot of local noon: a day's own mark, whatever its opening hours become."""
    return slot_of(datetime.combine(day, time(12), store.zone), store.limits.grid)


def slot_of(at: datetime, grid: int) -> int:
    """The slot an instant lies in; `grid` in minutes."""
    return int(at.timestamp() // (grid * 60))


@lru_cache(maxsize=8192)
def instant_of(slot: int, grid: int) -> datetime:
    """The aware UTC instant at which a slot begins."""
    return datetime.fromtimestamp(slot * grid * 60, UTC)


def each_day(first: date, last: date) -> Iterator[date]:
    """All dates from first to last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
