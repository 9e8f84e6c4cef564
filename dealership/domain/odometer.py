"""Where a car's odometer stands on a day nobody has read it: from the car's own readings, within reason.

The pace is the median of the slopes between all pairs of readings (Theil–Sen), so one mistyped number does not move
it, bounded by what cars of the model do at least and at most. A guess that rests on too little is called unsure: then
the owner is asked, and the answer plans everything anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from statistics import median

FAR = 40 * 365
"""Days; whoever drives this little reaches no odometer due at all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the odometer showed on a day."""

    on: date
    km: int


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual: km a day on average, how far a car may be from it, and when a guess is too old to trust.

    `least` and `most` are factors of the average; `span` the days readings must cover, `stale` the days since the
    last one after which a guess is unsure.
    """

    km_per_day: float = 41.0  # 15 000 km a year
    least: float = 0.2
    most: float = 4.0
    span: int = 60
    stale: int = 180


@dataclass(frozen=True, slots=True)
class Pace:
    """A straight line through the last reading. `sure`: good enough not to ask."""

    last: Reading
    km_per_day: float
    sure: bool

    def km_on(self, day: date) -> int:
        """Where it stands on a day; never less than what was read, for days after it."""
        return round(self.last.km + self.km_per_day * (day - self.last.on).days)

    def day_at(self, km: int) -> date:
        """The first day it shows so many km; the last reading's own day when it did already."""
        days = max(0.0, (km - self.last.km) / self.km_per_day)
        return self.last.on + timedelta(days=min(FAR, -int(-days // 1)))


def pace_of(readings: Sequence[Reading], today: date, habits: Habits = Habits()) -> Pace | None:
    """The car's pace from its readings in any order; None when there is none up to today."""
    known = sorted((it for it in readings if it.on <= today), key=lambda it: (it.on, it.km))
    if not known:
        return None
    slopes = [(b.km - a.km) / (b.on - a.on).days for a, b in combinations(known, 2) if b.on > a.on]
    least, most = habits.km_per_day * habits.least, habits.km_per_day * habits.most
    own = median(slopes) if slopes else habits.km_per_day
    return Pace(known[-1], min(most, max(least, own)), _is_sure(known, own, today, habits))


def _is_sure(known: Sequence[Reading], own: float, today: date, habits: Habits) -> bool:
    """Enough days covered, not too long ago, a believable pace, and never backwards."""
    covered = (known[-1].on - known[0].on).days >= habits.span
    fresh = (today - known[-1].on).days <= habits.stale
    believable = habits.km_per_day * habits.least <= own <= habits.km_per_day * habits.most
    return covered and fresh and believable and all(a.km <= b.km for a, b in pairwise(known))


RANGES = 4
WIDTHS = ((10_000, 1_000), (40_000, 2_000), (100_000, 5_000))
"""Up to so many km the ranges offered are so wide; beyond, `WIDEST`."""
WIDEST = 10_000


def guesses(pace: Pace, today: date) -> tuple[tuple[int, int], ...]:
    """Ranges of km around the guess, one of them likely the right one; none below what was read before."""
    guess = pace.km_on(today)
    width = next((wide for most, wide in WIDTHS if guess < most), WIDEST)
    first = max(pace.last.km // width, (guess - width) // width)
    ranges = [((first + n) * width, (first + n + 1) * width) for n in range(RANGES)]
    return tuple((max(low, pace.last.km), high) for low, high in ranges)
