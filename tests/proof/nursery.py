"""Processes forked from a parent that has imported the product already: importing takes seconds, a fork does not.

The nursery itself is forked before any event loop runs here, so that its children begin with a clean one.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

PATIENCE = 10.0
Job = tuple[Callable[..., Any], tuple[Any, ...], Path]  # what to run, with what, and where its output goes


class Nursery:
    """Begins processes and ends them as hard as there is."""

    def __init__(self, wire: Connection) -> None:
        self._wire = wire
        self.alive: set[int] = set()

    def begin(self, work: Callable[..., Any], *args: Any, output: Path) -> int:
        """Run `work(*args)` in a process of its own; its number. `work` must be importable."""
        self._wire.send((work, args, output))
        pid: int = self._wire.recv()
        self.alive.add(pid)
        return pid

    def kill(self, pid: int) -> None:
        """SIGKILL; returns when the process is gone."""
        self.end(pid, signal.SIGKILL)

    def send(self, pid: int, what: signal.Signals) -> None:
        """Freeze it, or let it go on."""
        os.kill(pid, what)

    def lives(self, pid: int) -> bool:
        return _lives(pid)

    def forget(self, pid: int) -> None:
        """It has ended by itself."""
        self.alive.discard(pid)

    def end(self, pid: int, how: signal.Signals = signal.SIGTERM) -> None:
        self.alive.discard(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, how)
        until = time.monotonic() + PATIENCE
        while _lives(pid):
            if time.monotonic() > until:
                raise TimeoutError(f"process {pid} does not end")
            time.sleep(0.001)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def nursery(prepare: Callable[[], object]) -> Iterator[Nursery]:
    """Open while it is needed; whoever is left is killed at the end. `prepare` is done once, for all children."""
    ours, theirs = Pipe()
    pid = os.fork()
    if pid == 0:
        ours.close()
        _nurse(theirs, prepare)
    theirs.close()
    children = Nursery(ours)
    try:
        yield children
    finally:
        for child in list(children.alive):
            children.kill(child)
        ours.close()
        os.waitpid(pid, 0)


def _nurse(wire: Connection, prepare: Callable[[], object]) -> None:
    """Fork what is asked for until the wire is cut. Never returns: the parent's tests are not ours to go on with."""
    prepare()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children, so none becomes a zombie
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError):
        while True:
            job: Job = wire.recv()
            pid = os.fork()
            if pid == 0:
                wire.close()
                _child(job)
            wire.send(pid)
    os._exit(0)


def _child(job: Job) -> None:
    work, args, output = job
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    file = os.open(output, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(file, 1)
    os.dup2(file, 2)
    status = 1
    try:
        work(*args)
        status = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
