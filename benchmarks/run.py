"""Bots under load against a bare Bot API: CPU time per update of each, side by side, a table and a JSON file.

All subjects are started first and then loaded in turns, a short window each, many rounds: this way a machine
whose speed drifts bends no ratio. The figure is CPU time of the bot's process, so the API's own work and waiting
do not count; nor does a database or Redis server (its work shows in the latency). See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, cast

from load import Load
from processes import Servers, make_environment, run_alone, started
from report import capacity_table, row, save, table
from subjects import CAPACITIES, HERE, SUBJECTS, Subject


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    keys = [one.key for one in (*SUBJECTS, *CAPACITIES)]
    parser.add_argument("--only", nargs="+", metavar="KEY", choices=keys, help=", ".join(keys))
    parser.add_argument("--mode", choices=("webhook", "polling"), default="webhook")
    parser.add_argument("--updates", type=int, default=500, help="per subject and round")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--chats", type=int, default=32, help="at once, each waiting for its answer")
    parser.add_argument("--rate", type=int, default=100, help="updates per second for the latency")
    parser.add_argument("--seconds", type=float, default=10, help="of the latency run; 0 leaves it out")
    parser.add_argument(
        "--past", type=int, default=1_000_000, help="bookings behind the shop whose free times are asked"
    )
    parser.add_argument("--redis", default="redis://127.0.0.1:6379/0")
    parser.add_argument(
        "--postgresql",
        default="postgresql://postgres@127.0.0.1:5432",
        help="without database",
    )
    parser.add_argument("--save", type=Path, default=HERE / "results.json", help="where the JSON goes")
    return parser.parse_args()


def chosen(options: argparse.Namespace) -> list[Subject]:
    """The subjects asked for that can run; a sentence for each that cannot."""
    wanted = [s for s in SUBJECTS if (not options.only or s.key in options.only) and options.mode in s.modes]
    for subject in wanted:
        if not subject.is_there():
            print(
                f"skipped: {subject.name}: no {subject.requires}",
                file=sys.stderr,
            )
    return [subject for subject in wanted if subject.is_there()]


async def start_all(stack: AsyncExitStack, options: argparse.Namespace) -> list[Load]:
    """Every subject that starts; a sentence for each that does not."""
    servers, loads = Servers(options.redis, options.postgresql), []
    for subject in chosen(options):
        try:
            running = await stack.enter_async_context(started(subject, options.mode, servers))
        except (OSError, RuntimeError) as error:
            print(f"skipped: {subject.name}: {error}", file=sys.stderr)
            continue
        print(f"ready: {subject.name}", file=sys.stderr)
        loads.append(Load.on(running, options.chats))
    return loads


async def measure(loads: list[Load], options: argparse.Namespace) -> None:
    """Warm up, rounds in turns, then the latency of each alone."""
    for load in loads:
        await load.closed_loop(options.updates)
    for _ in range(options.rounds):
        for load in loads:
            await load.round(options.updates)
    for load in loads:
        await load.open_loop(options.rate, options.seconds)


async def capacities(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Free times and a race on each database asked for that is there, one after the other."""
    figures = []
    for capacity in CAPACITIES:
        if options.only and capacity.key not in options.only:
            continue
        try:
            server = options.postgresql if capacity.on_server else None
            printed = await run_alone(capacity.commands(options.past), server)
        except (OSError, RuntimeError) as error:
            print(f"skipped: free times, {capacity.name}: {error}", file=sys.stderr)
            continue
        figures.append(
            {"key": capacity.key, "name": capacity.name, "past": options.past, **json.loads(printed)}
        )
    return figures


async def main() -> None:
    """Measure what was asked for."""
    options = arguments()
    make_environment()
    gc.freeze()
    stop = cast("asyncio.Task[None]", asyncio.current_task()).cancel
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)  # so that the bots end, too
    async with AsyncExitStack() as stack:
        loads = await start_all(stack, options)
        await measure(loads, options)
        rows = [row(load, loads) for load in loads]
    print(table(rows))
    shops = await capacities(options)
    print(capacity_table(shops))
    save(
        rows,
        shops,
        options.save,
        mode=options.mode,
        chats=options.chats,
        rate=options.rate,
        rounds=options.rounds,
    )


if __name__ == "__main__":
    asyncio.run(main())
