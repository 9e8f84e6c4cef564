"""Which times can be booked, and what a booking claims: the shop's capacity.

- A booking claims every slot from start to finish of one bay that has all the skills (through breaks and
  nights too: the car stays there), and the advisor's reception slots at the start. Where no single bay has
  all the skills, it claims several that have them together: the shop decides when the car moves.
- A job runs over breaks. One that fits into a working day is finished on the day it began; a longer one runs
  on into the next working days.
- A share of each day's bay time is kept for walk-ins: what others claim on the day a booking begins may not
  go beyond the rest. `walk_in=True` (the counter, a safety fault) may use that share and needs no notice.
- A squeeze-in claims no bay but one of the day's few squeeze-in places, and the reception as usual.
- Every instant is aware UTC. What is shown is what can be booked: both come from the same masks.

Claims are unique in the database; the service inserts a plan's claims and takes the next plan on a conflict.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from dealership.domain.board import Board, Plan, Request, parts_of, place_claims
from dealership.domain.calendar import SEARCH_DAYS, HolidayTable, NoWorkingTimeError, local_day
from dealership.domain.company import Store
from dealership.domain.timeline import (
    Claim,
    Taken,
    each_day,
    instant_of,
    lay_out,
    slot_of,
    without,
    working_slots,
)

__all__ = [
    "Claim",
    "Plan",
    "Request",
    "Taken",
    "TakenReader",
    "claim_range",
    "days_with_room",
    "earliest",
    "finish_at",
    "is_bookable",
    "nearest",
    "place_claims",
    "plan_claims",
    "slot_of",
    "starts_between",
    "starts_on",
    "without",
]

TakenReader = Callable[[int, int], Taken]  # (first slot, end slot exclusive) → the active claims between them
PAGE_DAYS = 7


def finish_at(store: Store, start: datetime, minutes: int, table: HolidayTable | None) -> datetime:
    """When work of `minutes` begun at `start` is done, counting working slots only.

    Raises NoWorkingTimeError when the year after holds too few.
    """
    grid, left = store.limits.grid * 60, max(minutes, 1) * 60.0
    begun = start.timestamp()
    first = local_day(start, store.zone)
    for day in each_day(first, first + timedelta(days=SEARCH_DAYS)):
        for slot in working_slots(store, day, table):
            usable = (slot + 1) * grid - max(slot * grid, begun)
            if usable >= left:
                return instant_of(slot + 1, store.limits.grid) - timedelta(seconds=usable - left)
            left -= max(usable, 0)
    raise NoWorkingTimeError(f"no {minutes} working minutes in the year after {start:%Y-%m-%d}")


def starts_on(
    store: Store,
    day: date,
    request: Request,
    taken: Taken,
    now: datetime,
    table: HolidayTable | None,
    *,
    walk_in: bool = False,
) -> list[datetime]:
    """The bookable starts of one local day, ascending; empty outside notice and horizon."""
    return starts_between(store, day, day, request, taken, now, table, walk_in=walk_in).get(day, [])


def starts_between(
    store: Store,
    first: date,
    last: date,
    request: Request,
    taken: Taken,
    now: datetime,
    table: HolidayTable | None,
    *,
    walk_in: bool = False,
) -> dict[date, list[datetime]]:
    """The bookable starts of each local day from first to last; days outside the horizon are left out.

    `taken` must hold the active claims of `claim_range` (more does no harm).
    """
    first, last = _within_horizon(store, first, last, now)
    if first > last:
        return {}
    timeline = lay_out(store, first, last, request.steps(store), table)
    return Board.of(store, request, timeline, taken, now, walk_in=walk_in).starts_by_day()


def plan_claims(
    store: Store,
    start: datetime,
    request: Request,
    taken: Taken,
    now: datetime,
    table: HolidayTable | None,
    *,
    walk_in: bool = False,
) -> list[Plan]:
    """All ways to begin at `start`, best first; empty exactly when `starts_on` does not show this time.

    Order: the wished advisor, then bays with the fewest other skills and the least busy advisors; twenty at
    most. `taken` must hold the active claims of that day's `claim_range`.
    """
    day = local_day(start, store.zone)
    first, last = _within_horizon(store, day, day, now)
    slot = slot_of(start, store.limits.grid)
    if first > last or instant_of(slot, store.limits.grid) != start:
        return []
    timeline = lay_out(store, day, day, request.steps(store), table)
    return Board.of(store, request, timeline, taken, now, walk_in=walk_in).plans(slot)


def days_with_room(
    store: Store,
    first: date,
    request: Request,
    taken: Taken,
    now: datetime,
    table: HolidayTable | None,
    *,
    days: int = PAGE_DAYS,
    walk_in: bool = False,
) -> list[tuple[date, bool]]:
    """One page of the day picker: each local day from `first` on, and whether it has a bookable start."""
    last = first + timedelta(days=days - 1)
    starts = starts_between(store, first, last, request, taken, now, table, walk_in=walk_in)
    return [(day, bool(starts.get(day))) for day in each_day(first, last)]


def nearest(
    store: Store,
    wanted: datetime,
    request: Request,
    read: TakenReader,
    now: datetime,
    table: HolidayTable | None,
    *,
    limit: int = 3,
    walk_in: bool = False,
) -> list[datetime]:
    """The `limit` bookable starts closest to `wanted`, before or after it, in order of time.

    Looks at ever wider stretches of days, so that an ordinary answer reads only a few days' claims.
    """
    today, reach = local_day(now, store.zone), 1
    final = today + timedelta(days=store.limits.horizon_days)
    day = min(max(local_day(wanted, store.zone), today), final)
    while True:
        first, last = _around(day, reach, today, final)
        taken = read(*claim_range(store, first, last, request, table))
        starts = starts_between(store, first, last, request, taken, now, table, walk_in=walk_in)
        found = sorted((start for page in starts.values() for start in page), key=lambda at: abs(at - wanted))
        sure = timedelta(days=reach) - timedelta(hours=3)  # nothing outside is closer, clock changes included
        enough = sum(abs(start - wanted) <= sure for start in found) >= limit
        if enough or (first, last) == (today, final):
            return sorted(found[:limit])
        reach *= 2


def earliest(
    store: Store,
    request: Request,
    read: TakenReader,
    now: datetime,
    table: HolidayTable | None,
    *,
    walk_in: bool = False,
) -> datetime | None:
    """The first bookable start within the horizon, None when there is none."""
    first = local_day(now, store.zone)
    final = first + timedelta(days=store.limits.horizon_days)
    while first <= final:
        last = min(first + timedelta(days=PAGE_DAYS - 1), final)
        taken = read(*claim_range(store, first, last, request, table))
        starts = starts_between(store, first, last, request, taken, now, table, walk_in=walk_in)
        for day in each_day(first, last):
            if starts[day]:
                return starts[day][0]
        first = last + timedelta(days=1)
    return None


def claim_range(
    store: Store, first: date, last: date, request: Request, table: HolidayTable | None
) -> tuple[int, int]:
    """The slots [first, end) whose claims decide about starts on these local days: what must be read."""
    timeline = lay_out(store, first, last, request.steps(store), table)
    return timeline.base, timeline.base + timeline.size


def is_bookable(store: Store, skills: frozenset[str]) -> bool:
    """Whether there is a bay for every skill; if not, no time is ever free and staff must plan by hand."""
    return bool(store.bays) and bool(parts_of(store, skills))


def _within_horizon(store: Store, first: date, last: date, now: datetime) -> tuple[date, date]:
    today = local_day(now, store.zone)
    return max(first, today), min(last, today + timedelta(days=store.limits.horizon_days))


def _around(day: date, reach: int, today: date, final: date) -> tuple[date, date]:
    back, on = min(reach, (day - today).days), min(reach, (final - day).days)
    return day - timedelta(days=back), day + timedelta(days=on)
