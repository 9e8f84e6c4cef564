"""Random calendars, jobs and bays: never beyond capacity or outside hours; what is shown is what can be booked.

The properties themselves are in `tests/unit`; here they run with many examples and are counted.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from proof.figures import FULL, ROOT, ensure_due, record

SEED = 1
SUITES = {"bays and jobs": "dealership/test_slots.py", "calendars": "dealership/test_calendar.py"}
PROPERTY, PASSED = re.compile(r"^tests/\S+::(\w+):$", re.M), re.compile(r"(\d+) passing, (\d+) failing")


@pytest.mark.parametrize("suite", SUITES)
def test_properties_hold_for_many_examples(suite: str) -> None:
    ensure_due("properties", suite)
    profile = "proof" if FULL else "default"
    asked = [
        f"tests/unit/{SUITES[suite]}",
        "--hypothesis-show-statistics",
        f"--hypothesis-seed={SEED}",
        "-p",
        "no:cacheprovider",
    ]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *asked],
        cwd=ROOT,
        env={**os.environ, "HYPOTHESIS_PROFILE": profile},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:]
    found = dict(zip(PROPERTY.findall(told.stdout), PASSED.findall(told.stdout), strict=True))
    examples = {name: int(passed) for name, (passed, _) in found.items()}
    assert examples
    assert not any(int(failed) for _, failed in found.values())
    record("properties", suite, {"seed": SEED, "examples": examples})
