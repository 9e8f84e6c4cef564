"""The periodic service: fourteen days before it is due, ten days later once more, then a person calls."""

from __future__ import annotations

from scheduler.reminders.about_service import service

PERIODIC_SERVICE = service("periodic_service")
