"""The figures of a run as a table and as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from load import Load, memory_mib, percentile

ECHO, DIALOG = "aiogram", "dialog"
HEAD = (
    "µs/update",
    "per s·core",
    "× echo",
    "× dialog",
    "calls",
    "p50 ms",
    "p99 ms",
    "start s",
    "MiB",
    "lost",
)
CAPACITY_HEAD = ("p50 ms", "p99 ms", "× bare query", "race: attempts/s", "won", "twice")


@dataclass(frozen=True)
class Row:
    """One subject: `micros` is CPU of its process per update; the ratios are to bare aiogram and aiogram-dialog.

    Latency is at the steady rate, None when not measured; `lost` counts steps without a full answer and
    webhooks not answered with 200.
    """

    key: str
    name: str
    micros: float
    per_core: float
    to_echo: float | None
    to_dialog: float | None
    calls_per_update: float
    p50_ms: float | None
    p99_ms: float | None
    start_seconds: float
    memory_mib: float
    lost: int
    wall_per_second: float
    rounds: int


def ratio(load: Load, base: Load | None) -> float | None:
    """The median over the rounds, so that a machine whose speed drifts cannot bend it."""
    if base is None:
        return None
    return median(own / other for own, other in zip(load.micros, base.micros, strict=True))


def row(load: Load, loads: list[Load]) -> Row:
    """What `load` measured, and against its peers of the same run."""
    by_key = {other.running.subject.key: other for other in loads}
    running = load.running
    return Row(
        key=running.subject.key,
        name=running.subject.name,
        micros=median(load.micros),
        per_core=1e6 / median(load.micros),
        to_echo=ratio(load, by_key.get(ECHO)),
        to_dialog=ratio(load, by_key.get(DIALOG)),
        calls_per_update=load.calls_per_update,
        p50_ms=_milliseconds(percentile(load.latencies, 50)),
        p99_ms=_milliseconds(percentile(load.latencies, 99)),
        start_seconds=running.start_seconds,
        memory_mib=memory_mib(running.pid),
        lost=running.api.stuck + running.api.refused,
        wall_per_second=median(load.per_second),
        rounds=sum(chat.rounds for chat in load.chats),
    )


def table(rows: list[Row]) -> str:
    """Markdown."""
    return _markdown(["subject", *HEAD], [_cells(row) for row in rows])


def capacity_table(figures: list[dict[str, Any]]) -> str:
    """Markdown of free times and races; nothing when none was measured."""
    if not figures:
        return ""
    cells = [
        [
            f"{one['name']}, {one['past']:_} bookings behind",
            _number(one["p50_ms"], 2),
            _number(one["p99_ms"], 2),
            _number(one["to_bare"], 2),
            f"{one['attempts_per_second']:.0f}",
            str(one["won"]),
            str(one["twice"]),
        ]
        for one in figures
    ]
    return "\n" + _markdown(["free times of 14 days", *CAPACITY_HEAD], cells)


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def save(rows: list[Row], capacities: list[dict[str, Any]], path: Path, **about: Any) -> None:
    """JSON with what is needed to compare the figures with others."""
    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
    }
    content = {"about": machine | about, "rows": [asdict(row) for row in rows], "capacity": capacities}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _cells(row: Row) -> list[str]:
    return [
        row.name,
        f"{row.micros:.0f}",
        f"{row.per_core:.0f}",
        _number(row.to_echo, 2),
        _number(row.to_dialog, 2),
        f"{row.calls_per_update:.2f}",
        _number(row.p50_ms, 1),
        _number(row.p99_ms, 1),
        f"{row.start_seconds:.1f}",
        f"{row.memory_mib:.0f}",
        str(row.lost),
    ]


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
