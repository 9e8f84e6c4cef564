"""What a message that names times may keep for its reader: at most a share of each day's free capacity.

Unbounded, such messages would starve those who book by themselves (domain rules of booking, point 10).
Capacity is counted in bay slots of the store's grid.
"""

from __future__ import annotations

from datetime import date

from dealership.domain.calendar import HolidayTable
from dealership.domain.company import BookingLimits, Store
from dealership.domain.timeline import Taken, free_masks, lay_out, mask_of


def day_range(store: Store, day: date, table: HolidayTable | None) -> tuple[int, int]:
    """The slots [first, end) of one local day whose claims decide about its free capacity."""
    timeline = lay_out(store, day, day, 1, table)
    return timeline.base, timeline.base + timeline.size


def free_slots(store: Store, day: date, taken: Taken, table: HolidayTable | None) -> int:
    """Bay slots of a day's opening time that nobody has claimed."""
    timeline = lay_out(store, day, day, 1, table)
    work = mask_of(timeline.work)
    free = free_masks(timeline, [f"bay:{bay.key}" for bay in store.bays], taken)
    return sum((mask & work).bit_count() for mask in free.values())


def may_hold(limits: BookingLimits, free: int, held: int, wanted: int) -> bool:
    """Whether `wanted` more slots may be kept on a day with `free` slots left, `held` of it by such messages."""
    return held + wanted <= limits.proposal_share * (free + held)
