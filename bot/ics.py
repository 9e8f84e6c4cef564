"""A visit as a calendar file (iCalendar, RFC 5545): tapped open, it lands in the owner's calendar.

One UID per visit and a growing SEQUENCE, so that a moved visit moves in the calendar and a cancelled one goes.
Times are UTC: every calendar shows them in its own zone, and no zone table can be out of date.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Event, vGeo

from bot.api import File
from dealership.domain.message import Message
from locales import catalogue, formats

PRODUCT = "-//Servicebay//Booking//EN"
DOMAIN = "servicebay"


def calendar_file(calendar: Mapping[str, Any], language: str, stamped_at: datetime) -> File:
    """The file of an outbox row's `calendar`: uid, sequence, start, finish, title, text, place, cancelled."""
    words = catalogue(language)
    event = Event()
    event.add("uid", f"{calendar['uid']}@{DOMAIN}")
    event.add("sequence", calendar["sequence"])
    event.add("dtstamp", stamped_at.astimezone(UTC))
    event.add("dtstart", _utc(calendar["start"]))
    event.add("dtend", _utc(calendar["finish"]))
    event.add("summary", words.text(Message.from_json(calendar["title"])))
    event.add("description", words.text(Message.from_json(calendar["text"])))
    event.add("location", formats.shown(calendar["place"], words))
    event.add("geo", vGeo((calendar["latitude"], calendar["longitude"])))
    event.add("status", "CANCELLED" if calendar.get("cancelled") else "CONFIRMED")
    return File(f"{calendar['uid']}.ics", _around(event, bool(calendar.get("cancelled"))))


def _around(event: Event, cancelled: bool) -> bytes:
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if cancelled else "PUBLISH")
    whole.add_component(event)
    return bytes(whole.to_ical())


def _utc(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)
