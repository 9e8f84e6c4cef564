"""What the shop takes vague words to mean: parts of the day, afternoon hours, edges of a month.

These are defaults; an installation hands its own `Policy` to `read_when`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from dialogs.understanding.model import Part

PARTS: Mapping[Part, tuple[time, time]] = {
    "morning": (time(8, 30), time(12)),
    "noon": (time(11, 30), time(13, 30)),
    "afternoon": (time(12), time(17, 30)),
    "evening": (time(17), time(21)),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """Hours in shop time. An hour from 1 to `last_pm_hour` without am or pm is afternoon.

    A clock time before `earliest` is asked back.
    """

    opens: time = time(8, 30)
    closes: time = time(17, 30)
    late: time = time(21)
    earliest: time = time(5)
    parts: Mapping[Part, tuple[time, time]] = field(default_factory=lambda: PARTS)
    last_pm_hour: int = 7
    month_start_days: int = 5
    month_end_days: int = 3
    far_days: int = 200
    horizon_days: int = 400
