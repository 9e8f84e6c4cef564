"""One `servicebay run` at a time on one SQLite file: a second process stops with a sentence."""

from __future__ import annotations

import fcntl
from pathlib import Path
from types import TracebackType

from bot.errors import UserFacingError


class FileLock:
    """Held while the process runs; the system lets go of it whatever happens to the process."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._database = database

    def __enter__(self) -> FileLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise UserFacingError(
                f"another servicebay process is using {self._database}",
                "stop it first, or use PostgreSQL (SERVICEBAY_DATABASE_URL) for several processes",
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
