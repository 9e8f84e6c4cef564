"""Makes the example `servicebay.toml` of the working directory a shop with room for a benchmark's bookings."""

from __future__ import annotations

import re
from pathlib import Path

PLACES = 12
"""Bays, and desks at the reception: 12 hold some 2 500 quarter-hour jobs a week."""

MANY = 100
"""Open bookings of one owner, as many as may be configured: a chat books over and over and never comes."""

BAYS = "".join(
    f'    {{ key = "lift-{n}", skills = ["maintenance", "chassis", "diagnosis"] }},\n' for n in range(PLACES)
)
ADVISORS = "".join(f'    {{ key = "advisor-{n}", name = "Advisor {n}" }},\n' for n in range(PLACES))


def widened(example: str) -> str:
    """The same company with PLACES bays and advisors. ValueError when the example has another shape."""
    for name, rows in (("bays", BAYS), ("advisors", ADVISORS)):
        example, found = re.subn(rf"^{name} = \[\n.*?^\]", f"{name} = [\n{rows}]", example, flags=re.M | re.S)
        if found != 1:
            raise ValueError(f"the example has no list of {name}")
    return example.replace("[limits]\n", f"[limits]\nactive_per_owner = {MANY}\n", 1)


if __name__ == "__main__":
    path = Path("servicebay.toml")
    path.write_text(widened(path.read_text(encoding="utf-8")), encoding="utf-8")
