"""Errors a person at the command line can mend: one sentence and its remedy, never a traceback."""

from __future__ import annotations

import errno


class UserFacingError(Exception):
    """Something outside the code is wrong. `message` says what, `remedy` says what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


def cannot_listen(host: str, port: int, error: OSError, way_out: str) -> UserFacingError:
    """A server cannot start; `way_out` says how another address is chosen."""
    known = {
        errno.EADDRINUSE: "another program uses this port",
        errno.EADDRNOTAVAIL: "this machine does not have that address",
        errno.EACCES: "ports below 1024 need special rights",
    }
    why = known.get(error.errno or 0) or error.strerror or str(error)
    remedy = f"Stop it, or {way_out}." if error.errno == errno.EADDRINUSE else f"You can {way_out}."
    return UserFacingError(f"Cannot listen on {host}:{port}: {why}.", remedy)


def other_port(command: str, port: int) -> str:
    """How `servicebay demo` and `stand` are told to listen elsewhere."""
    return f"choose another port: servicebay {command} --port {port + 1}"
