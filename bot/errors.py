"""Errors a person at the command line can mend: one sentence and its remedy, never a traceback."""

from __future__ import annotations


class UserFacingError(Exception):
    """Something outside the code is wrong. `message` says what, `remedy` says what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message
