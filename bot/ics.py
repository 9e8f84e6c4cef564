"""A visit as a calendar file (iCalendar, RFC 5545): tapped open, it lands in the owner's calendar.

One UID per visit and a growing SEQUENCE, so that a moved visit moves in the calendar and a cancelled one goes.
Times are UTC: every calendar shows them in its own zone, and no zone table can be out of date. The library escapes
and folds each line; its models of a whole calendar cost four times as much, and one goes with every booking.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from icalendar import vText
from icalendar.parser import Contentline

from bot.api import File
from dealership.domain.message import Message
from locales import catalogue, formats

PRODUCT = "-//Servicebay//Booking//EN"
DOMAIN = "servicebay"
_line: Any = Contentline  # these two of the library bear no types
_value: Any = vText


def calendar_file(calendar: Mapping[str, Any], language: str, stamped_at: datetime) -> File:
    """The file of an outbox row's `calendar`: uid, sequence, start, finish, title, text, place, cancelled."""
    words, cancelled = catalogue(language), bool(calendar.get("cancelled"))
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        _text("SUMMARY", words.text(Message.from_json(calendar["title"]))),
        f"DTSTART:{_utc(datetime.fromisoformat(calendar['start']))}",
        f"DTEND:{_utc(datetime.fromisoformat(calendar['finish']))}",
        f"DTSTAMP:{_utc(stamped_at)}",
        _text("UID", f"{calendar['uid']}@{DOMAIN}"),
        f"SEQUENCE:{calendar['sequence']}",
        _text("DESCRIPTION", words.text(Message.from_json(calendar["text"]))),
        f"GEO:{float(calendar['latitude'])};{float(calendar['longitude'])}",
        _text("LOCATION", formats.shown(calendar["place"], words)),
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return File(f"{calendar['uid']}.ics", b"".join(_folded(line) for line in lines))


def _folded(line: str) -> bytes:
    """The line and its end, in pieces of at most 75 octets."""
    return bytes(_line(line).to_ical()) + b"\r\n"


def _text(name: str, words: str) -> str:
    return f"{name}:{_value(words).to_ical().decode()}"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
