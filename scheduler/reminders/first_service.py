"""The first service of a new car: fourteen days before it is due, and once more a week later."""

from __future__ import annotations

from scheduler.reminders.about_service import service

FIRST_SERVICE = service("first_service")
