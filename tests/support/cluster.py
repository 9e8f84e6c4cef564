"""A PostgreSQL server of one's own, to be stopped as hard as there is; skipped where its programs are not installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class Cluster:
    """One server on a port of its own, everything in one folder."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder, self._port = folder, port
        self.url = f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def make(self) -> None:
        self._do("initdb", "--auth=trust", "--username=postgres", "--pgdata", str(self._folder / "data"))

    def start(self) -> None:
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1"
        self._do(
            "pg_ctl",
            "start",
            "-w",
            "-D",
            str(self._folder / "data"),
            "-l",
            str(self._folder / "log"),
            "-o",
            options,
        )

    def crash(self) -> None:
        """As if the power had gone: nothing is written down, every connection breaks."""
        self._do("pg_ctl", "stop", "-m", "immediate", "-D", str(self._folder / "data"))

    def _do(self, program: str, *words: str) -> None:
        command = [str(_PROGRAMS[-1] / program), *words]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=60)


@contextmanager
def own_cluster(port: int) -> Iterator[Cluster]:
    """Running while it is needed."""
    if not _PROGRAMS or (os.geteuid() == 0 and not _has_user("postgres")):
        pytest.skip("PostgreSQL's own programs are not installed here")
    folder = Path(mkdtemp(prefix="servicebay-cluster-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    cluster = Cluster(folder, port)
    try:
        cluster.make()
        cluster.start()
        yield cluster
        cluster.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _has_user(name: str) -> bool:
    return any(user.pw_name == name for user in pwd.getpwall())
