"""`servicebay doctor`: is this installation ready, and if not, what to do about it."""

from bot.doctor.run import run

__all__ = ["run"]
