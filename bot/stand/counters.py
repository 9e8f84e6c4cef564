"""Numbers that never go back, whatever is restarted: update ids, message ids, user ids.

With a state file the highest reserved number is kept there (reserved in blocks, so that a number costs no
write). Without one, counting begins at a number made of the wall clock: STEPS numbers a second since EPOCH,
which stays below 2**31 until 2032 and outruns any stand that hands out fewer than STEPS numbers a second on
average.
"""

import json
import os
import time
from pathlib import Path

EPOCH = 1_735_689_600  # 2025-01-01
STEPS = 8
BLOCK = 1000


class Counters:
    """Independent counters by name; `next` grows by one within a run and jumps by at most a block over a
    restart.
    """

    def __init__(self, state_path: Path | None = None) -> None:
        self._path = state_path
        self._base = int((time.time() - EPOCH) * STEPS)
        self._reserved: dict[str, int] = _read(state_path)
        self._values = dict(self._reserved)

    def next(self, name: str) -> int:
        value = self._values.get(name, self._base) + 1
        self._values[name] = value
        if self._path is not None and value > self._reserved.get(name, 0):
            self._reserve(self._path, name, value)
        return value

    def _reserve(self, path: Path, name: str, value: int) -> None:
        self._reserved[name] = value + BLOCK
        fresh = path.with_name(path.name + ".new")
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(self._reserved), encoding="utf-8")
        os.replace(fresh, path)


def _read(path: Path | None) -> dict[str, int]:
    """An absent or damaged file is an empty one: the wall clock still keeps numbers growing."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path else {}
        return {str(name): int(value) for name, value in kept.items()}
    except (OSError, ValueError, AttributeError):
        return {}
